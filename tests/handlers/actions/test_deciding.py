"""Presses on a proposal: send, send now, another day, send anyway, stop."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.work import Outcome
from outreach.errors import BadInput, NotAllowed, Stale
from outreach.ledger import proposals
from outreach.ledger.reasons import Code
from outreach.models.book import Account, Channel, Hold, Teammate
from outreach.models.ledger import Touch, TouchState
from outreach.store import deeds as deed_store
from outreach.store import deliveries, holds
from tests.handlers.world import Town, labels, words


@pytest.fixture
async def proposed(town: Town) -> tuple[Town, Teammate, Account, Touch]:
    """Planned at six in the morning for half past nine."""
    csm, account, *_ = await town.acme()
    town.later(hours=-4)
    (touch,) = await town.plans()
    return town, csm, account, touch


Proposed = tuple[Town, Teammate, Account, Touch]


async def press(proposed: Proposed, action: str, **values: str) -> Outcome:
    town, csm, _, touch = proposed
    return await town.press(csm, action, {"touch": str(touch.id), **values})


async def hold(proposed: Proposed, code: Code, until: datetime | None = None) -> None:
    town, _, account, _ = proposed
    assert account.id is not None
    row = Hold(account_id=account.id, code=code, placed_by="x", placed_at=town.now, until=until)
    await holds.place(town.session, row)


async def test_send_approves_for_the_time_shown(proposed: Proposed) -> None:
    town, csm, account, touch = proposed
    told = await press(proposed, "touch.send")
    assert words(told) == "Approved. It goes to Acme on Tue 24 Nov 09:30 Berlin."
    assert (touch.state, touch.approved_by, touch.approved_hash) == ("approved", "Priya Nair", touch.message_hash)
    (delivery,) = await deliveries.of_touch(town.session, touch.id or 0)
    assert (delivery.ready_at, delivery.author_name) == (datetime(2026, 11, 24, 8, 30, tzinfo=UTC), "Priya Nair")
    (deed,) = await deed_store.of_account(town.session, account.id or 0)
    assert (deed.verb, deed.touch_id, deed.teammate_id) == ("touch.send", touch.id, csm.id)


async def test_past_its_time_it_takes_the_next_good_one_and_says_so(proposed: Proposed) -> None:
    town, _, _, touch = proposed
    town.later(hours=12)
    told = await press(proposed, "touch.send")
    assert "The time that was shown is past, so it goes at the next good one." in words(told)
    assert touch.wall_at == "2026-11-25T09:30:00"


async def test_the_second_press_is_told_kindly(proposed: Proposed) -> None:
    await press(proposed, "touch.send")
    with pytest.raises(Stale, match="Nothing was done: it is already approved by Priya Nair for Tue 24 Nov 09:30"):
        await press(proposed, "touch.send")


async def test_a_colleague_may_decide_and_is_on_record(proposed: Proposed) -> None:
    town, _, _, touch = proposed
    other = await town.csm("Leo Hartmann")
    await town.press(other, "touch.send", {"touch": str(touch.id)})
    assert touch.approved_by == "Leo Hartmann"


async def test_a_hard_rule_refuses_and_nothing_is_approved(proposed: Proposed) -> None:
    *_, touch = proposed
    await hold(proposed, Code.OPTED_OUT)
    with pytest.raises(NotAllowed, match=r"they asked us to stop\. Nobody can override that\."):
        await press(proposed, "touch.send")
    assert touch.state == TouchState.PROPOSED


async def test_a_soft_rule_is_told_and_can_be_overridden_with_a_reason(proposed: Proposed) -> None:
    town, csm, _, touch = proposed
    await hold(proposed, Code.PAUSED, town.now + timedelta(days=9))
    told = await press(proposed, "touch.send")
    waits = "Approved. Before it goes to Acme, it will wait until Thu 3 Dec 06:30 Berlin: outreach is paused."
    assert words(told) == waits, "and no other time"
    asked = await town.presses(csm, told, "Send anyway …")
    await town.submits(csm, asked, reason="Dana asked for it")
    assert (touch.state, touch.override) == (TouchState.APPROVED, "Dana asked for it")
    assert await town.deliveries(touch) == ["queued"]


async def test_send_now_is_now_where_it_may_be(proposed: Proposed) -> None:
    town, _, _, touch = proposed
    town.later(hours=4)
    await press(proposed, "touch.send_now")
    assert (touch.state, touch.due_at) == (TouchState.APPROVED, town.now)


async def test_send_now_at_dawn_asks_why(proposed: Proposed) -> None:
    town, csm, _, touch = proposed
    asked = await press(proposed, "touch.send_now")
    with pytest.raises(BadInput):
        await town.submits(csm, asked, reason="")
    assert touch.state == TouchState.PROPOSED
    await town.submits(csm, asked, reason="Dana is up and waits for it")
    assert (touch.override, touch.due_at) == ("Dana is up and waits for it", town.now)


async def test_what_was_approved_for_later_can_go_now(proposed: Proposed) -> None:
    town, _, _, touch = proposed
    await press(proposed, "touch.send")
    town.later(hours=3, minutes=45)
    await press(proposed, "touch.send_now")
    assert touch.due_at == town.now
    assert await town.deliveries(touch) == ["cancelled", "queued"]


async def test_another_day_is_their_first_good_hour_from_then_on(proposed: Proposed) -> None:
    town, csm, _, touch = proposed
    asked = await press(proposed, "touch.schedule")
    told = await town.submits(csm, asked, on="2026-11-27")
    assert (touch.state, touch.wall_at) == (TouchState.APPROVED, "2026-12-01T09:30:00")
    assert "It goes to Acme on Tue 1 Dec 09:30 Berlin." in words(told)
    assert touch.deadline_at is not None
    assert touch.due_at is not None
    assert touch.deadline_at > touch.due_at


async def test_a_day_that_is_past_is_refused(proposed: Proposed) -> None:
    town, csm, _, touch = proposed
    asked = await press(proposed, "touch.schedule")
    with pytest.raises(BadInput, match="is in the past"):
        await town.submits(csm, asked, on="2026-11-20")
    assert touch.state == TouchState.PROPOSED


async def test_stop_keeps_it_back_and_loses_nothing(proposed: Proposed) -> None:
    town, _, _, touch = proposed
    await press(proposed, "touch.send")
    told = await press(proposed, "touch.stop")
    assert touch.state == TouchState.PROPOSED
    assert await town.deliveries(touch) == ["cancelled"]
    assert "Stopped. Nothing was sent." in words(told)
    assert labels(told) == ["Send", "Edit", "Not now", "More"]


async def test_a_veto_window_can_be_stopped_until_it_ends(proposed: Proposed) -> None:
    town, csm, _, touch = proposed
    touch.due_at = town.now + timedelta(days=2)
    await proposals.open_veto(town.session, touch, send_after=town.now + timedelta(days=1), now=town.now)
    day = await town.types(csm, "")
    assert "Goes out unless you stop it by Wed 25 Nov 06:30 Berlin" in words(day)
    await town.presses(csm, day, "Stop")
    assert (touch.state, touch.send_after) == (TouchState.PROPOSED, None)


async def test_what_is_on_the_wire_can_no_longer_be_stopped(proposed: Proposed) -> None:
    town, _, _, touch = proposed
    await press(proposed, "touch.send")
    (delivery,) = await deliveries.of_touch(town.session, touch.id or 0)
    delivery.state = "sending"
    with pytest.raises(Stale, match="It is being sent at this moment"):
        await press(proposed, "touch.stop")


async def test_an_email_draft_is_sent_by_its_csm(proposed: Proposed) -> None:
    town, csm, _, touch = proposed
    channel = await town.session.get(Channel, touch.channel_id)
    await town.types(csm, "unlink", channel)
    with pytest.raises(NotAllowed, match="press Copy, then I sent it"):
        await press(proposed, "touch.send")
    told = await press(proposed, "touch.sent_by_hand")
    assert (touch.state, touch.happened_at) == (TouchState.MADE, town.now)
    await town.presses(csm, told, "Undo")
    assert touch.state == TouchState.PROPOSED


async def test_a_button_of_an_earlier_version_says_so(town: Town) -> None:
    csm = await town.csm()
    with pytest.raises(BadInput, match="from an earlier version"):
        await town.press(csm, "touch.send", {})
    with pytest.raises(Stale, match="no longer there"):
        await town.press(csm, "touch.send", {"touch": "999"})
