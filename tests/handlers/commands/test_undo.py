"""`undo`: the last thing that can be taken back, and says which."""

from datetime import timedelta

import pytest

from outreach.errors import BadInput, NotAllowed, Stale
from outreach.ledger import proposals
from outreach.models.book import Teammate
from outreach.models.ledger import Touch, TouchState
from outreach.store import deliveries, texts
from tests.handlers.world import Town, words


async def sent(town: Town) -> tuple[Teammate, Touch]:
    csm, account, *_ = await town.acme()
    await town.presses(csm, await town.types(csm, "share Acme"), "Send")
    return csm, await town.arrives((await town.ledger(account))[0])


async def test_within_two_minutes_it_is_deleted(town: Town) -> None:
    csm, touch = await sent(town)
    town.later(minutes=2)
    told = await town.types(csm, "undo")
    assert words(told) == "Taken back: “Close checklist” to Acme is being deleted."
    assert (touch.state, touch.ended_because) == (TouchState.MADE, "being taken back"), "until the platform has done it"
    assert [row.op for row in await deliveries.of_touch(town.session, touch.id or 0)] == ["post", "delete"]


async def test_afterwards_it_is_corrected_in_their_sight(town: Town) -> None:
    csm, touch = await sent(town)
    town.later(minutes=3)
    assert "marked as a mistake, in their sight" in words(await town.types(csm, "undo"))
    update = (await deliveries.of_touch(town.session, touch.id or 0))[-1]
    corrected = await texts.message_of(town.session, update.text_id)
    assert (update.op, update.target_ref) == ("update", touch.external_ref)
    assert corrected is not None
    assert corrected.fallback.startswith("Correction. This was sent here by mistake.")


async def test_what_is_not_sent_yet_waits_for_a_decision_again(town: Town) -> None:
    csm, account, *_ = await town.acme()
    town.later(hours=12)
    await town.presses(csm, await town.types(csm, "share Acme"), "Schedule")
    assert "it waits for a decision again" in words(await town.types(csm, "undo"))
    (touch,) = await town.ledger(account)
    assert touch.state == TouchState.PROPOSED
    assert await town.deliveries(touch) == ["cancelled"]


async def test_what_went_out_today_is_newer_than_what_was_typed_before_it(town: Town) -> None:
    csm, account, *_ = await town.acme()
    town.later(hours=12)
    await town.presses(csm, await town.types(csm, "share Acme"), "Schedule")
    (touch,) = await town.ledger(account)
    other = await town.account("Globex", csm)
    town.later(hours=1)
    await town.types(csm, "pause Globex")
    town.later(hours=10)
    await town.arrives(touch)
    assert "Close checklist" in words(await town.types(csm, "undo"))
    asked = await town.types(csm, "undo")
    assert "Next to take back is a pause (Globex), 10 h ago. Take it back?" in words(asked)
    assert await town.held(other) == ["paused"]
    assert "Globex is no longer paused" in words(await town.presses(csm, asked, "Take it back"))
    assert await town.held(other) == []


async def test_what_left_by_itself_can_be_taken_back_too(town: Town) -> None:
    csm, *_ = await town.acme()
    (touch,) = await town.plans()
    await proposals.approve(town.session, touch, by="veto window", now=town.now)
    await town.arrives(touch)
    assert "Close checklist" in words(await town.types(csm, "undo"))
    assert touch.ended_because == "being taken back"
    with pytest.raises(BadInput):
        await town.types(csm, "undo")


async def test_each_thing_is_taken_back_once(town: Town) -> None:
    csm, *_ = await town.acme()
    told = await town.types(csm, "pause Acme")
    await town.presses(csm, told, "Undo")
    with pytest.raises(Stale, match="taken back already"):
        await town.presses(csm, told, "Undo")
    with pytest.raises(BadInput, match="nothing of the last 7 days to take back"):
        await town.types(csm, "undo")


async def test_nobody_takes_back_what_somebody_else_did(town: Town) -> None:
    csm, *_ = await town.acme()
    other = await town.csm("Leo Hartmann")
    told = await town.types(csm, "pause Acme")
    with pytest.raises(NotAllowed, match="Somebody else did that"):
        await town.presses(other, told, "Undo")
    with pytest.raises(BadInput):
        await town.types(other, "undo")


async def test_last_week_is_out_of_reach(town: Town) -> None:
    csm, account, *_ = await town.acme()
    told = await town.types(csm, "pause Acme")
    town.now += timedelta(days=8)
    with pytest.raises(BadInput):
        await town.types(csm, "undo")
    with pytest.raises(Stale, match="more than 7 days ago"):
        await town.presses(csm, told, "Undo")
    assert await town.held(account) == ["paused"]


async def test_a_link_is_not_the_second_thing_taken_back_without_a_question(town: Town) -> None:
    csm, account, *_ = await town.acme()
    channel = await town.channel(None, "acme-two")
    await town.types(csm, "link Acme", channel)
    await town.types(csm, "pause Acme")
    await town.types(csm, "undo")
    asked = await town.types(csm, "undo")
    assert words(asked).startswith("Nothing was changed. Next to take back is the link of #acme-two (Acme), just now.")
    assert channel.account_id == account.id
    await town.presses(csm, asked, "Take it back")
    assert channel.account_id is None


async def test_what_left_by_itself_long_ago_is_asked_about_too(town: Town) -> None:
    csm, *_ = await town.acme()
    other = await town.csm("Leo Hartmann")
    (touch,) = await town.plans()
    await proposals.approve(town.session, touch, by="veto window", now=town.now)
    await town.arrives(touch)
    town.later(hours=2)
    asked = await town.types(csm, "undo")
    assert touch.ended_because is None
    with pytest.raises(NotAllowed, match="somebody else's name"):
        await town.presses(other, asked, "Take it back")
    await town.presses(csm, asked, "Take it back")
    assert touch.ended_because == "being taken back"
    with pytest.raises(Stale):
        await town.presses(csm, asked, "Take it back")
