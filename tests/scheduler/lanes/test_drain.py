"""What is due leaves once, in order and at its pace; everything else waits for its time."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from outreach.models.post import DeliveryState, Priority
from outreach.store.dispatch import Seen
from scheduler.lanes.claims import Answer
from scheduler.lanes.drain import Drained, Pace, drain, drain_all
from scheduler.lanes.journal import Journal
from scheduler.lanes.leases import Lease, Registry
from tests.scheduler.lanes.made_up import NOON
from tests.scheduler.lanes.rig import Rig


async def test_what_is_due_is_sent_once_and_recorded(rig: Rig) -> None:
    delivery_id = await rig.queue("hello", author_name="Priya", thread="t-7")
    drained = await rig.drain()
    row = await rig.delivery(delivery_id)
    assert (drained.sent, drained.waiting, drained.ended) == (1, 0, "idle")
    assert (row.state, row.external_ref, row.attempts, row.sent_at) == (DeliveryState.SENT, "ref-1", 1, NOON)
    assert [(one.text, one.author, one.thread) for one in rig.platform.kept] == [("hello", "Priya", "t-7")]
    assert await rig.outcomes_of(delivery_id) == ["sent"]
    assert (await rig.drain()).sent == 0
    assert rig.platform.texts == ["hello"]


async def test_what_is_not_due_waits_for_business_time(rig: Rig) -> None:
    tomorrow = NOON + timedelta(days=1)
    await rig.queue("tomorrow", ready_at=tomorrow)
    drained = await rig.drain()
    assert (drained.sent, drained.waiting, drained.next_ready_at) == (0, 1, tomorrow)
    rig.clock.at = tomorrow
    assert (await rig.drain()).sent == 1


async def test_a_channel_keeps_its_order_however_long_it_is(rig: Rig) -> None:
    words = [f"{number:03}" for number in range(70)]
    await rig.queue_all(words)
    assert (await rig.drain()).sent == 70
    assert rig.platform.texts == words


async def test_answers_go_before_alerts_before_outreach(rig: Rig) -> None:
    rig.pace = Pace(None, timedelta(), in_flight=1)
    for channel in ("a", "b"):
        await rig.queue(f"outreach {channel}", channel)
        await rig.queue(f"alert {channel}", channel, priority=Priority.ALERT)
        await rig.queue(f"answer {channel}", channel, priority=Priority.ANSWER)
    await rig.drain()
    assert [words.split()[0] for words in rig.platform.texts] == 2 * ["answer"] + 2 * ["alert"] + 2 * ["outreach"]


async def test_an_answer_queued_meanwhile_overtakes_what_still_waits(rig: Rig) -> None:
    rig.pace = Pace(None, timedelta(seconds=0.6), in_flight=1)
    await rig.queue_all([f"outreach {number}" for number in range(5)])

    async def somebody_asks() -> None:
        await rig.time.sleep(0.5)
        await rig.queue("answer", priority=Priority.ANSWER)

    await asyncio.gather(rig.drain(), somebody_asks())
    assert rig.platform.texts.index("answer") in (2, 3)


async def test_a_channel_rests_between_two_messages(rig: Rig) -> None:
    rig.pace = Pace(None, timedelta(seconds=1), in_flight=10)
    await rig.queue_all(["1", "2", "3"], "a")
    await rig.queue_all(["4", "5", "6"], "b")
    await rig.drain()
    for channel in ({"1", "2", "3"}, {"4", "5", "6"}):
        moments = [at for words, at in rig.platform.tried if words in channel]
        assert [round(later - earlier, 3) for earlier, later in pairwise(moments)] == [1, 1]


async def test_a_channel_rests_from_one_drain_to_the_next(rig: Rig) -> None:
    rig.pace = Pace(None, timedelta(seconds=1), in_flight=10)
    room = rig.room()
    for words in ("first", "second"):
        await rig.queue(words)
        await drain(await rig.lane_id(), room)
    assert rig.platform.tried[1][1] - rig.platform.tried[0][1] >= 1


async def test_a_lane_never_exceeds_its_rate(rig: Rig) -> None:
    rig.pace = Pace(lane_per_second=20, channel_interval=timedelta(), in_flight=10)
    for channel in "abcdef":
        await rig.queue_all([f"{channel}{number}" for number in range(10)], channel)
    await rig.drain()
    moments = [at for _, at in rig.platform.tried]
    assert len(moments) == 60
    assert max(sum(start <= at < start + 1 for at in moments) for start in moments) <= 20


class Stuttering(Journal):
    """A disk that answers every 0.8 seconds, everybody at once."""

    rig: Rig

    async def claim(self, lease: Lease, delivery_id: int, looked: Seen | None = None) -> Answer:
        answer = await super().claim(lease, delivery_id, looked)
        await self.rig.time.sleep(0.8 - self.rig.time.monotonic() % 0.8)
        return answer


async def test_what_waited_for_a_slow_commit_does_not_leave_all_at_once(rig: Rig) -> None:
    rig.pace = Pace(lane_per_second=20, channel_interval=timedelta(), in_flight=30)
    for number in range(40):
        await rig.queue("hello", f"channel {number}")
    room = rig.room()
    room.journal = Stuttering(room.database, room.rules, room.ticking, rig.terms.lease)
    room.journal.rig = rig
    await drain(await rig.lane_id(), room)
    moments = [at for _, at in rig.platform.tried]
    assert len(moments) == 40
    assert max(sum(start <= at < start + 1 for at in moments) for start in moments) <= 20


async def test_only_so_many_are_in_the_air_and_one_a_channel(rig: Rig) -> None:
    rig.pace = Pace(None, timedelta(), in_flight=3)
    rig.platform.takes = 0.2
    for channel in "abcde":
        await rig.queue_all(["1", "2"], channel)
    await rig.drain()
    assert rig.platform.most_in_air == 3
    assert len(rig.platform.kept) == 10


async def test_what_was_cancelled_or_moved_meanwhile_does_not_go(rig: Rig) -> None:
    rig.platform.takes = 0.2
    first, cancelled, moved = await rig.queue_all(["first", "cancelled", "moved"])

    async def people_act() -> None:
        await rig.time.sleep(0.1)
        await rig.change_delivery(cancelled, state=DeliveryState.CANCELLED)
        await rig.change_delivery(moved, ready_at=NOON + timedelta(hours=1))

    drained, _ = await asyncio.gather(rig.drain(), people_act())
    assert rig.platform.texts == ["first"]
    assert (drained.sent, drained.waiting) == (1, 1)
    assert (await rig.delivery(first)).state == DeliveryState.SENT


async def test_updates_and_deletes_go_to_the_message_they_are_about(rig: Rig) -> None:
    await rig.queue("corrected", op="update", target_ref="ref-4")
    await rig.queue("", op="delete", target_ref="ref-5", message_text_id=None)
    assert (await rig.drain()).sent == 2
    assert rig.platform.edits == [("update", "ref-4"), ("delete", "ref-5")]


async def test_a_platform_that_is_off_keeps_its_messages(rig: Rig) -> None:
    delivery_id = await rig.queue("later")
    room = rig.room()
    room.messengers = {}
    assert await drain(await rig.lane_id(), room) == Drained(ended="off")
    assert await drain_all(room) == {}
    assert (await rig.delivery(delivery_id)).state == DeliveryState.QUEUED


async def test_a_process_drains_a_lane_only_once_at_a_time(rig: Rig) -> None:
    rig.platform.takes = 0.2
    await rig.queue("hello")
    room, lane_id = rig.room(), await rig.lane_id()
    first, second = await asyncio.gather(drain(lane_id, room), drain(lane_id, room))
    assert (first.sent, second.ended) == (1, "elsewhere")


async def test_all_lanes_are_drained_side_by_side(rig: Rig) -> None:
    rig.pace = Pace(None, timedelta(seconds=1), in_flight=1)
    for workspace in ("T1", "T2", "T3"):
        await rig.queue_all(["1", "2", "3"], workspace=workspace)
    began = rig.time.monotonic()
    done = await drain_all(rig.room())
    assert [drained.sent for drained in done.values()] == [3, 3, 3]
    assert rig.time.monotonic() - began < 4


async def test_a_lane_that_fails_stops_no_other(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    for workspace in ("T1", "T2"):
        await rig.queue("hello", workspace=workspace)
    broken = await rig.lane_id("T1")

    class Broken(Registry):
        async def take(self, lane_id: int) -> Lease | None:
            if lane_id == broken:
                raise OSError("the disk is gone")
            return await super().take(lane_id)

    room = rig.room()
    room.registry = Broken(room.database, room.rules, room.ticking, room.terms, room.owner)
    done = await drain_all(room)
    assert {lane: drained.sent for lane, drained in done.items()} == {await rig.lane_id("T2"): 1}
    assert "lane.failed" in caplog.text


async def test_work_for_another_lane_need_not_wait_for_a_slow_one(rig: Rig) -> None:
    rig.pace = Pace(None, timedelta(seconds=30), in_flight=1)
    await rig.queue_all(["1", "2"], workspace="T1")
    began = rig.time.monotonic()

    async def something_comes_up() -> None:
        await rig.time.sleep(5)
        await rig.queue("urgent", workspace="T2")

    await asyncio.gather(drain_all(rig.room()), something_comes_up())
    urgent = next(at for words, at in rig.platform.tried if words == "urgent")
    assert urgent - began < 8
    assert len(rig.platform.kept) == 3


async def test_a_watching_drain_stays_and_leaves_in_order_when_cancelled(rig: Rig) -> None:
    rig.platform.takes = 0.2
    await rig.queue("first")
    lane_id = await rig.lane_id()
    watching = asyncio.create_task(drain(lane_id, rig.room(), until_idle=False))
    await rig.time.sleep(3)
    late = await rig.queue("second")
    while len(rig.platform.tried) < 2:
        await rig.time.sleep(0.05)
    watching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await watching
    assert (await rig.delivery(late)).state == DeliveryState.SENT
    assert (await rig.lane()).owner is None
