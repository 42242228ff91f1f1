"""What the gate says right before sending, and what the wall says whatever the gate says."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain

import pytest

from outreach.database import Session
from outreach.messages import say
from outreach.models.post import Delivery, DeliveryState
from outreach.store import deliveries
from scheduler.lanes.drain import Verdict
from tests.scheduler.lanes.made_up import NOON
from tests.scheduler.lanes.rig import Rig

LATER = NOON + timedelta(hours=20)


async def test_what_is_held_waits_for_the_gates_own_moment(rig: Rig) -> None:
    held, other = await rig.queue_all(["held", "other"])
    rig.gate.verdicts["held"] = Verdict(go=False, code="quiet_hours", retry_at=LATER)
    drained = await rig.drain()
    row = await rig.delivery(held)
    assert (row.state, row.ready_at, row.problem_code, row.attempts) == ("queued", LATER, "quiet_hours", 0)
    assert (drained.sent, drained.held, drained.waiting, drained.next_ready_at) == (1, 1, 1, LATER)
    assert (await rig.delivery(other)).state == DeliveryState.SENT
    rig.clock.at = LATER
    rig.gate.verdicts.clear()
    assert (await rig.drain()).sent == 1
    assert (await rig.delivery(held)).problem_code is None


@pytest.mark.parametrize("retry_at", [None, NOON - timedelta(days=1), NOON])
async def test_a_gate_that_names_no_future_moment_is_not_asked_in_circles(rig: Rig, retry_at: timedelta | None) -> None:
    await rig.queue("held")
    rig.gate.verdicts["held"] = Verdict(go=False, code="open_complaint", retry_at=retry_at)  # type: ignore[arg-type]
    drained = await rig.drain()
    assert drained.next_ready_at is not None
    assert drained.next_ready_at > NOON
    assert rig.gate.asked == [["held"]]


async def test_what_is_over_is_missed_for_the_stated_reason(rig: Rig) -> None:
    touch_id = await rig.approved_touch("stale", "ext-acme")
    delivery_id = await rig.queue("stale", "ext-acme", touch_id=touch_id)
    rig.gate.verdicts["stale"] = Verdict(go=False, code="stale", ended=True)
    assert (await rig.drain()).failed == 1
    row, touch = await rig.delivery(delivery_id), await rig.touch(touch_id)
    assert (row.state, row.problem_code, row.problem) == ("failed", "stale", "Not sent: its time has passed.")
    assert (touch.state, touch.ended_because) == ("missed", "stale")
    assert rig.platform.tried == []


async def test_what_the_gate_does_not_mention_does_not_go(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")

    async def silent(*_: object) -> dict[int, Verdict]:
        return {}

    rig.gate = silent  # type: ignore[assignment]
    assert (await rig.drain()).held == 1
    assert (await rig.delivery(delivery_id)).problem_code == "not_decided"


async def test_a_gate_that_breaks_on_one_lets_the_others_go(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    poison = await rig.queue("poison", "a")
    await rig.queue("fine", "b")
    rig.gate.verdicts["poison"] = KeyError("no such rhythm")
    drained = await rig.drain()
    row = await rig.delivery(poison)
    assert (row.state, row.problem_code) == (DeliveryState.QUEUED, "not_decided")
    assert (drained.sent, drained.held) == (1, 1)
    assert rig.platform.texts == ["fine"]
    assert "no such rhythm" in caplog.text


async def test_what_the_gate_takes_back_is_neither_sent_nor_failed(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")

    async def takes_back(session: Session, of: Sequence[Delivery], now: datetime) -> dict[int, Verdict]:
        await deliveries.cancel(session, of[0], now)
        return {delivery_id: Verdict(go=False, code="fact_changed", ended=True)}

    rig.gate = takes_back  # type: ignore[assignment]
    assert (await rig.drain()).failed == 0
    assert (await rig.delivery(delivery_id)).state == DeliveryState.CANCELLED
    assert rig.outcomes.told == []


async def test_the_gate_is_asked_about_what_goes_together(rig: Rig) -> None:
    for channel in "abc":
        await rig.queue(f"to {channel}", channel)
    await rig.drain()
    assert sorted(chain(*rig.gate.asked)) == ["to a", "to b", "to c"]
    assert len(rig.gate.asked) == 1


async def test_a_touch_whose_channel_now_belongs_to_another_account_fails(rig: Rig) -> None:
    touch_id = await rig.approved_touch("about Acme", "ext-acme")
    delivery_id = await rig.queue("about Acme", "ext-acme", touch_id=touch_id)
    await rig.approved_touch("about Globex", "ext-acme", account="Globex")
    await rig.drain()
    row, touch = await rig.delivery(delivery_id), await rig.touch(touch_id)
    assert (row.state, row.problem_code) == (DeliveryState.FAILED, "wrong_channel")
    assert (touch.state, touch.ended_because) == ("missed", "wrong_channel")
    assert rig.platform.tried == []
    assert rig.gate.asked == []


@pytest.mark.parametrize(
    ("change", "code"), [({"gone_at": NOON}, "channel_gone"), ({"is_mixed": True}, "mixed_channel")]
)
async def test_a_channel_that_is_gone_or_mixed_gets_nothing(rig: Rig, change: dict[str, object], code: str) -> None:
    touch_id = await rig.approved_touch("hello", "ext-acme")
    delivery_id = await rig.queue("hello", "ext-acme", touch_id=touch_id)
    await rig.change_channel("ext-acme", **change)
    assert (await rig.drain()).failed == 1
    assert (await rig.delivery(delivery_id)).problem_code == code
    assert rig.platform.tried == []


async def test_words_changed_after_approval_do_not_go(rig: Rig) -> None:
    touch_id = await rig.approved_touch("hello", "ext-acme")
    delivery_id = await rig.queue("hello", "ext-acme", touch_id=touch_id, body=say("buy now").to_json())
    assert (await rig.drain()).failed == 1
    assert (await rig.delivery(delivery_id)).problem_code == "changed_after_approval"
    assert rig.platform.tried == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"body": "no json"}, "broken_text"),
        ({"body": '[{"part": "paragraph", "text": [{"text": "\\ud800"}]}]'}, "broken_text"),
        ({"message_text_id": None}, "text_missing"),
    ],
)
async def test_poison_fails_alone_and_in_words(rig: Rig, given: dict[str, str | None], code: str) -> None:
    (poison,) = await rig.queue_all(["poison"], "general", **given)
    await rig.queue("behind")
    drained = await rig.drain()
    row = await rig.delivery(poison)
    assert (drained.sent, drained.failed) == (1, 1)
    assert (row.state, row.problem_code) == (DeliveryState.FAILED, code)
    assert row.problem
    assert rig.platform.texts == ["behind"]
