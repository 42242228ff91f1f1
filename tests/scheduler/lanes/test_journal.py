"""Many share a commit; what breaks, breaks alone; and a database that is away loses nothing."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from outreach.models.post import DeliveryState
from scheduler.lanes import fates
from scheduler.lanes.claims import Go, LookFirst, Stopped
from scheduler.lanes.drain import Pace, PostRoom
from scheduler.lanes.leases import Lease, LeaseLost
from tests.scheduler.lanes.made_up import NOON
from tests.scheduler.lanes.rig import Rig

AWAY = OperationalError("UPDATE lane", {}, OSError("the database is away"))


async def take(rig: Rig, room: PostRoom, workspace: str = "T1") -> Lease:
    lease = await room.registry.take(await rig.lane_id(workspace))
    assert lease is not None
    return lease


async def test_many_messages_share_few_commits(rig: Rig) -> None:
    rig.pace = Pace(None, timedelta(), in_flight=100)
    for number in range(100):
        await rig.queue("hello", f"channel {number}")
    commits: list[object] = []
    event.listen(rig.database.engine.sync_engine, "commit", commits.append)
    assert (await rig.drain()).sent == 100
    assert len(commits) < 25


async def test_lanes_share_commits_too(rig: Rig) -> None:
    ids = [await rig.queue("hello", workspace=f"T{number}") for number in range(5)]
    room = rig.room()
    leases = [await take(rig, room, f"T{number}") for number in range(5)]
    commits: list[object] = []
    event.listen(rig.database.engine.sync_engine, "commit", commits.append)
    pairs = zip(leases, ids, strict=True)
    answers = await asyncio.gather(*(room.journal.claim(lease, delivery_id) for lease, delivery_id in pairs))
    assert all(isinstance(answer, Go) for answer in answers)
    assert len(commits) == 1


async def test_a_lane_that_was_lost_takes_no_other_with_it(rig: Rig) -> None:
    lost_id, kept_id = await rig.queue("hello", workspace="T1"), await rig.queue("hello", workspace="T2")
    room = rig.room()
    lost, kept = await take(rig, room, "T1"), await take(rig, room, "T2")
    await room.registry.release(lost)
    await take(rig, rig.room(), "T1")
    answers = await asyncio.gather(
        room.journal.claim(lost, lost_id), room.journal.claim(kept, kept_id), return_exceptions=True
    )
    assert isinstance(answers[0], LeaseLost)
    assert isinstance(answers[1], Go)
    assert (await rig.delivery(lost_id)).state == DeliveryState.QUEUED


async def test_nothing_is_sent_without_a_committed_row_while_the_database_is_away(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    room = rig.room()
    lease = await take(rig, room)
    rig.database.problems.extend([AWAY] * 5)
    answer = await room.journal.claim(lease, delivery_id)
    assert isinstance(answer, Go)
    row = await rig.delivery(delivery_id)
    assert (row.state, row.attempts, row.fence) == (DeliveryState.SENDING, 1, lease.fence)
    assert rig.database.problems == type(rig.database.problems)()


async def test_what_was_sent_is_written_down_however_long_the_database_is_away(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    rig.platform.takes = 0.2

    async def go_away() -> None:
        await rig.time.sleep(0.1)
        rig.database.problems.extend([AWAY] * 20)

    await asyncio.gather(rig.drain(), go_away())
    assert (await rig.delivery(delivery_id)).state == DeliveryState.SENT
    assert rig.platform.texts == ["hello"]
    assert await rig.outcomes_of(delivery_id) == ["sent"]


async def test_a_commit_whose_confirmation_was_lost_is_neither_lost_nor_doubled(rig: Rig) -> None:
    """The first commit succeeds, the answer is lost: the second time the row says `sending`, under our own fence."""
    delivery_id = await rig.queue("hello")
    room = rig.room()
    lease = await take(rig, room)
    assert isinstance(await room.journal.claim(lease, delivery_id), Go)
    again = await room.journal.claim(lease, delivery_id)
    assert isinstance(again, LookFirst)
    assert (await rig.delivery(delivery_id)).attempts == 1


async def test_nobody_elses_sending_is_claimed(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    room = rig.room()
    lease = await take(rig, room)
    await rig.change_delivery(delivery_id, state=DeliveryState.SENDING, fence=lease.fence + 7)
    assert await room.journal.claim(lease, delivery_id) == Stopped("gone")


async def test_a_ledger_that_breaks_does_not_undo_what_was_sent(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    delivery_id, behind = await rig.queue_all(["hello", "behind"])
    rig.outcomes.problems.append(ValueError("the ledger is confused"))
    drained = await rig.drain()
    assert drained.sent == 2
    assert (await rig.delivery(delivery_id)).state == DeliveryState.SENT
    assert (await rig.delivery(behind)).state == DeliveryState.SENT
    assert rig.outcomes.told == [(behind, "sent")]
    assert "the ledger is confused" in caplog.text


async def test_what_is_claimed_for_somebody_who_has_gone_is_not_claimed(rig: Rig) -> None:
    first, second = await rig.queue_all(["first", "second"])
    room = rig.room()
    lease = await take(rig, room)
    writing = asyncio.create_task(room.journal.claim(lease, first))
    await asyncio.sleep(0)
    gone = asyncio.create_task(room.journal.claim(lease, second))
    await asyncio.sleep(0)
    gone.cancel()
    await writing
    assert isinstance(await room.journal.claim(lease, first), LookFirst)
    assert (await rig.delivery(second)).state == DeliveryState.QUEUED


async def test_a_suspect_is_never_claimed_without_a_look(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    await rig.change_delivery(delivery_id, first_attempt_at=rig.time.now())
    room = rig.room()
    assert isinstance(await room.journal.claim(await take(rig, room), delivery_id), LookFirst)


async def test_the_lease_is_prolonged_with_every_write(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    room = rig.room()
    lease = await take(rig, room)
    before, safe_until = (await rig.lane()).leased_until, lease.safe_until
    rig.time.seconds += 3
    await asyncio.sleep(0.005)
    await room.journal.claim(lease, delivery_id)
    after = (await rig.lane()).leased_until
    assert before is not None
    assert after is not None
    assert after > before
    assert lease.safe_until == safe_until + 3


async def test_an_ending_that_is_told_twice_stays_the_first_one(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    room = rig.room()
    lease = await take(rig, room)
    go = await room.journal.claim(lease, delivery_id)
    assert isinstance(go, Go)
    await room.journal.record(lease, fates.record(go, fates.arrived("ref-1"), NOON, rig.time.now()))
    await room.journal.record(lease, fates.record(go, fates.TOO_LATE, NOON, rig.time.now()))
    row = await rig.delivery(delivery_id)
    assert (row.state, row.external_ref) == (DeliveryState.SENT, "ref-1")


@pytest.mark.parametrize(
    "change",
    [
        {"ready_at": NOON + timedelta(seconds=1)},
        {"state": DeliveryState.CANCELLED},
        {"state": DeliveryState.SENT},
        {"state": DeliveryState.UNKNOWN, "asked_at": NOON},
    ],
)
async def test_what_is_not_due_any_more_is_not_claimed(rig: Rig, change: dict[str, object]) -> None:
    delivery_id = await rig.queue("hello")
    room = rig.room()
    lease = await take(rig, room)
    await rig.change_delivery(delivery_id, **change)
    before = await rig.delivery(delivery_id)
    assert await room.journal.claim(lease, delivery_id) == Stopped("gone")
    assert await rig.delivery(delivery_id) == before
