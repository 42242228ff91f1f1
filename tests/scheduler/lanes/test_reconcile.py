"""When nobody can know, one look after the platform has settled; a person where there is no look."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from outreach.errors import RateLimited, Refused, Unclear
from outreach.models.post import DeliveryState, Priority
from outreach.store import deliveries
from scheduler.lanes.drain import Verdict
from scheduler.lanes.leases import Terms
from tests.scheduler.lanes.made_up import GO, NOON, KeepThen
from tests.scheduler.lanes.rig import Rig

DROPPED = Unclear("The connection was dropped.")
# Waits through everything, and looks up rarely meanwhile, which makes an hour short.
PATIENT = Terms(patience=timedelta(hours=1), reload_every=timedelta(minutes=10), lease=timedelta(hours=1))
SETTLE = Terms().settle.total_seconds()


async def test_what_arrived_unheard_is_found_and_not_sent_again(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    rig.platform.script("hello", KeepThen(DROPPED))
    drained = await rig.drain()
    row = await rig.delivery(delivery_id)
    assert rig.platform.texts == ["hello"]
    assert (row.state, row.external_ref, row.attempts) == (DeliveryState.SENT, f"found-{row.marker}", 1)
    assert (drained.sent, drained.unknown) == (1, 0)
    assert await rig.outcomes_of(delivery_id) == ["unclear", "found"]


async def test_what_did_not_arrive_is_sent_again_after_a_look_of_its_own(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    rig.platform.script("hello", DROPPED, DROPPED)
    await rig.drain()
    assert rig.platform.texts == ["hello"]
    assert len(rig.platform.looks) == 2
    assert await rig.outcomes_of(delivery_id) == ["unclear", "not_found", "unclear", "not_found", "sent"]


async def test_the_look_comes_after_the_settle_delay_and_reaches_back_before_the_first_try(rig: Rig) -> None:
    await rig.queue("hello")
    rig.platform.script("hello", DROPPED, DROPPED)
    began = rig.time.now()
    await rig.drain()
    first, second, _ = [at for _, at in rig.platform.tried]
    looks = [at for _, at, _ in rig.platform.looks]
    assert looks[0] - first >= SETTLE
    assert looks[1] - second >= 2 * SETTLE
    assert {since for *_, since in rig.platform.looks} == {began - timedelta(seconds=5)}


async def test_what_is_shown_late_is_still_found(rig: Rig) -> None:
    await rig.queue("hello")
    rig.platform.script("hello", KeepThen(DROPPED, after=SETTLE - 0.5))
    await rig.drain()
    assert rig.platform.texts == ["hello"]


async def test_without_a_settle_delay_the_same_would_be_sent_twice(rig: Rig) -> None:
    rig.terms = Terms(settle=timedelta())
    await rig.queue("hello")
    rig.platform.script("hello", KeepThen(DROPPED, after=SETTLE - 0.5))
    await rig.drain()
    assert rig.platform.texts == ["hello", "hello"]


async def test_its_channel_waits_and_the_others_do_not(rig: Rig) -> None:
    await rig.queue_all(["1", "2"], "a")
    await rig.queue_all(["3", "4"], "b")
    rig.platform.script("1", DROPPED)
    await rig.drain()
    assert rig.platform.texts == ["3", "4", "1", "2"]


async def test_a_look_that_fails_leaves_it_unknown_and_is_repeated_later(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    rig.platform.script("hello", KeepThen(DROPPED))
    rig.platform.look_problems.extend((Unclear("500"), OSError("no route"), TimeoutError()))
    await rig.drain()
    moments = [at for _, at, _ in rig.platform.looks]
    assert len(moments) == 4
    assert all(later - earlier >= SETTLE for earlier, later in pairwise(moments))
    assert rig.platform.texts == ["hello"]
    assert (await rig.delivery(delivery_id)).state == DeliveryState.SENT


async def test_a_look_waits_as_it_is_told(rig: Rig) -> None:
    await rig.queue("hello")
    rig.platform.script("hello", KeepThen(DROPPED))
    rig.platform.look_problems.append(RateLimited(timedelta(seconds=42)))
    await rig.drain()
    (_, first, _), (_, second, _) = rig.platform.looks
    assert round(second - first, 2) == 42


async def test_when_looks_fail_for_too_long_a_person_is_asked(rig: Rig) -> None:
    rig.terms = PATIENT
    delivery_id, behind = await rig.queue_all(["hello", "behind"])
    rig.platform.script("hello", DROPPED)
    rig.platform.look_problems.extend(OSError("no route") for _ in range(100))
    began = rig.time.monotonic()
    drained = await rig.drain()
    row = await rig.delivery(delivery_id)
    assert (row.state, row.asked_at, drained.unknown) == (DeliveryState.UNKNOWN, NOON, 1)
    assert 15 * 60 <= rig.time.monotonic() - began <= 25 * 60
    assert len(rig.platform.looks) < 20
    assert (await rig.delivery(behind)).state == DeliveryState.SENT


async def test_a_look_that_is_refused_is_a_case_for_a_person(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    rig.platform.script("hello", DROPPED)
    rig.platform.look_problems.append(Refused("permission_missing", "Give the app channels:history."))
    await rig.drain()
    assert (await rig.delivery(delivery_id)).asked_at == NOON
    assert len(rig.platform.looks) == 1


async def test_where_nothing_can_be_found_a_person_is_asked_and_the_channel_is_free(rig: Rig) -> None:
    rig.platform.can_find = False
    delivery_id, behind = await rig.queue_all(["hello", "behind"])
    rig.platform.script("hello", DROPPED)
    drained = await rig.drain()
    row = await rig.delivery(delivery_id)
    assert (row.state, row.asked_at, row.look_at) == (DeliveryState.UNKNOWN, NOON, None)
    assert (drained.sent, drained.unknown) == (1, 1)
    assert (await rig.delivery(behind)).state == DeliveryState.SENT
    assert (await rig.drain()).sent == 0
    assert rig.platform.looks == []


async def test_a_person_says_it_arrived(rig: Rig) -> None:
    rig.platform.can_find = False
    touch_id = await rig.approved_touch("hello", "ext-acme")
    delivery_id = await rig.queue("hello", "ext-acme", touch_id=touch_id)
    rig.platform.script("hello", KeepThen(DROPPED))
    await rig.drain()
    assert (await rig.touch(touch_id)).state == "approved"
    async with rig.database.writing() as session:
        await deliveries.it_arrived(session, delivery_id, now=NOON, ref="ref-9")
    touch = await rig.touch(touch_id)
    assert (touch.state, touch.happened_at, touch.external_ref) == ("made", NOON, "ref-9")
    assert (await rig.drain()).sent == 0
    assert rig.platform.texts == ["hello"]


async def test_a_person_says_send_it_again(rig: Rig) -> None:
    rig.platform.can_find = False
    delivery_id = await rig.queue("hello")
    rig.platform.script("hello", DROPPED)
    await rig.drain()
    async with rig.database.writing() as session:
        await deliveries.send_again(session, delivery_id)
    assert (await rig.drain()).sent == 1
    assert rig.platform.texts == ["hello"]
    assert await rig.outcomes_of(delivery_id) == ["not_found", "sent"]


async def test_what_a_person_sends_again_needs_no_look(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    rig.platform.script("hello", DROPPED)
    rig.platform.look_problems.append(Refused("permission_missing", "Give the app channels:history."))
    await rig.drain()
    async with rig.database.writing() as session:
        await deliveries.send_again(session, delivery_id)
    assert (await rig.drain()).sent == 1
    assert len(rig.platform.looks) == 1


@pytest.mark.parametrize("op", ["update", "delete"])
async def test_an_unclear_change_is_simply_repeated(rig: Rig, op: str) -> None:
    await rig.queue("corrected", op=op, target_ref="ref-4")
    rig.platform.script(f"{op} ref-4", DROPPED, DROPPED)
    assert (await rig.drain()).sent == 1
    assert rig.platform.edits == [(op, "ref-4")]
    assert rig.platform.looks == []


async def test_held_back_after_an_unclear_try_it_is_looked_for_again_before_it_goes(rig: Rig) -> None:
    await rig.queue("hello")
    rig.platform.script("hello", DROPPED)
    held_until = NOON + timedelta(hours=20)
    asked = 0

    async def gate_that_closes(session: object, of: object, now: object) -> dict[int, Verdict]:
        nonlocal asked
        asked += 1
        verdict = Verdict(go=False, code="quiet_hours", retry_at=held_until) if asked == 2 else GO
        return {1: verdict}

    rig.gate = gate_that_closes  # type: ignore[assignment]
    assert (await rig.drain()).held == 1
    assert len(rig.platform.looks) == 1
    rig.clock.at = held_until
    await rig.drain()
    assert len(rig.platform.looks) == 2
    assert rig.platform.texts == ["hello"]


async def test_limited_after_an_unclear_try_it_is_looked_for_again_before_it_goes(rig: Rig) -> None:
    await rig.queue("hello")
    rig.platform.script("hello", DROPPED, RateLimited(timedelta(seconds=9)))
    await rig.drain()
    assert len(rig.platform.looks) == 2
    assert rig.platform.texts == ["hello"]


async def test_what_comes_to_nothing_eight_times_is_put_to_a_person(rig: Rig) -> None:
    rig.terms = PATIENT
    delivery_id, behind = await rig.queue_all(["hello", "behind"])
    rig.platform.script("hello", *(DROPPED for _ in range(100)))
    await rig.drain()
    row = await rig.delivery(delivery_id)
    assert (row.state, row.asked_at, row.attempts) == (DeliveryState.UNKNOWN, NOON, 8)
    assert (await rig.delivery(behind)).state == DeliveryState.SENT


async def test_what_was_only_told_to_wait_is_not_given_up(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    rig.platform.script("hello", *(RateLimited(timedelta(seconds=1)) for _ in range(9)), KeyError("a slip"))
    await rig.drain()
    row = await rig.delivery(delivery_id)
    assert (row.state, row.attempts) == (DeliveryState.SENT, 11)


async def test_what_breaks_our_own_code_three_times_fails_alone(rig: Rig) -> None:
    poison, behind = await rig.queue_all(["poison", "behind"])
    rig.platform.script("poison", *(ValueError("cannot format this") for _ in range(100)))
    drained = await rig.drain()
    row = await rig.delivery(poison)
    assert (row.state, row.problem_code, row.attempts) == (DeliveryState.FAILED, "broken_text", 3)
    assert (drained.sent, drained.failed) == (1, 1)
    assert (await rig.delivery(behind)).state == DeliveryState.SENT


async def test_a_messenger_that_never_returns_counts_as_silent(rig: Rig) -> None:
    rig.terms = Terms(http_timeout=timedelta(seconds=0.01))
    delivery_id = await rig.queue("hello")
    rig.platform.never_answers = True
    rig.platform.can_find = False
    async with asyncio.timeout(20):
        await rig.drain()
    row = await rig.delivery(delivery_id)
    assert (row.state, row.problem_code) == (DeliveryState.UNKNOWN, "unclear")


async def test_what_is_unknown_is_settled_before_even_an_answer_follows_it(rig: Rig) -> None:
    rig.terms = Terms(patience=timedelta())
    await rig.queue("hello")
    rig.platform.script("hello", DROPPED)
    await rig.drain()
    await rig.queue("answer", priority=Priority.ANSWER)
    rig.terms = Terms()
    await rig.drain()
    assert rig.platform.texts == ["hello", "answer"]
