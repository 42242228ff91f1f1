"""One holder a lane; whoever was outdated changes nothing and sends nothing."""

import asyncio
from datetime import timedelta

import pytest

from outreach.database import Database
from outreach.models.post import DeliveryState
from outreach.ports import Outgoing
from outreach.store import lanes
from outreach.store.dispatch import Seen
from scheduler.lanes.claims import Answer, Go
from scheduler.lanes.drain import PostRoom, Rules, drain
from scheduler.lanes.fates import arrived, record
from scheduler.lanes.journal import Journal
from scheduler.lanes.leases import Lease, LeaseLost, Registry, Terms
from scheduler.lanes.ticking import RealTime, Ticking
from tests.scheduler.lanes.made_up import NOON
from tests.scheduler.lanes.rig import Rig

# Leases run by the database's real clock, so these few wait for real, though not for long.
SHORT = Terms(lease=timedelta(seconds=0.15), http_timeout=timedelta(seconds=3), settle=timedelta(seconds=5))


async def take(rig: Rig, room: PostRoom) -> Lease:
    lease = await room.registry.take(await rig.lane_id())
    assert lease is not None
    return lease


async def expire(rig: Rig) -> None:
    """As if the database's clock had passed the lease's end."""
    async with rig.database.writing() as session:
        lane = await lanes.by_id(session, await rig.lane_id())
        assert lane is not None
        assert lane.leased_until is not None
        lane.leased_until -= timedelta(hours=1)


async def test_a_lane_has_one_holder_and_gives_itself_back(rig: Rig) -> None:
    await rig.queue("hello")
    first, second = rig.room(), rig.room()
    lease = await take(rig, first)
    async with rig.database.writing() as session:
        left = await lanes.take(session, lease.lane_id, "somebody", timedelta(seconds=10))
    assert isinstance(left, timedelta)
    assert timedelta(seconds=8) < left <= timedelta(seconds=10)
    await first.registry.release(lease)
    assert (await take(rig, second)).fence == lease.fence + 1


async def test_a_lease_that_is_renewed_is_not_waited_for_twice(rig: Rig) -> None:
    await rig.queue("hello")
    room = rig.room()
    lease = await take(rig, room)
    await room.journal.prolong(lease)
    assert await rig.room().registry.take(lease.lane_id) is None
    assert (await rig.drain()).ended == "elsewhere"
    assert rig.platform.tried == []


async def test_a_dead_holder_is_succeeded_once_its_lease_has_run_out(rig: Rig) -> None:
    rig.terms = SHORT
    await rig.queue("hello")
    room = rig.room()
    dead = await take(rig, room)
    began = asyncio.get_running_loop().time()
    lease = await Registry(rig.database, room.rules, RealTime(), SHORT, "successor").take(dead.lane_id)
    assert lease is not None
    assert lease.fence == dead.fence + 1
    assert asyncio.get_running_loop().time() - began >= 0.1


async def test_under_an_old_fence_nothing_is_written(rig: Rig) -> None:
    delivery_id, other = await rig.queue_all(["hello", "other"])
    paused, successor = rig.room(), rig.room()
    lease = await take(rig, paused)
    go = await paused.journal.claim(lease, delivery_id)
    assert isinstance(go, Go)
    await expire(rig)
    await take(rig, successor)
    with pytest.raises(LeaseLost):
        await paused.journal.record(lease, record(go, arrived("ref-1"), NOON, rig.time.now()))
    with pytest.raises(LeaseLost):
        await paused.journal.claim(lease, other)
    with pytest.raises(LeaseLost):
        await paused.journal.prolong(lease)
    await paused.registry.release(lease)
    assert (await rig.delivery(delivery_id)).state == DeliveryState.UNKNOWN
    assert (await rig.delivery(other)).state == DeliveryState.QUEUED
    assert (await rig.lane()).owner is not None


async def test_an_expired_lease_that_nobody_took_is_simply_prolonged(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    room = rig.room()
    lease = await take(rig, room)
    await expire(rig)
    assert isinstance(await room.journal.claim(lease, delivery_id), Go)


async def test_only_the_channels_of_what_a_predecessor_was_sending_wait(rig: Rig) -> None:
    halfway, behind = await rig.queue_all(["halfway", "behind"], "a")
    await rig.queue("other", "b")
    dead = rig.room()
    lease = await take(rig, dead)
    assert isinstance(await dead.journal.claim(lease, halfway), Go)
    await expire(rig)
    began = rig.time.monotonic()
    await rig.drain()
    assert rig.platform.texts == ["other", "halfway", "behind"]
    moments = dict(rig.platform.tried)
    assert moments["other"] - began < 1
    terms = rig.terms
    silence = (terms.http_timeout + terms.margin + terms.settle).total_seconds()
    assert rig.platform.looks[0][1] - began >= silence
    assert await rig.outcomes_of(halfway) == ["unclear", "not_found", "sent"]
    assert (await rig.delivery(behind)).attempts == 1


async def test_what_a_predecessor_did_send_is_found(rig: Rig) -> None:
    touch_id = await rig.approved_touch("hello", "ext-acme")
    delivery_id = await rig.queue("hello", "ext-acme", touch_id=touch_id)
    dead = rig.room()
    lease = await take(rig, dead)
    go = await dead.journal.claim(lease, delivery_id)
    assert isinstance(go, Go)
    await dead.messengers["made-up"].post(_outgoing(go))
    await expire(rig)
    assert (await rig.drain()).sent == 1
    assert rig.platform.texts == ["hello"]
    assert (await rig.touch(touch_id)).state == "made"
    assert rig.outcomes.told == [(delivery_id, "unknown"), (delivery_id, "sent")]


async def test_what_a_predecessor_was_changing_is_changed_again(rig: Rig) -> None:
    delivery_id = await rig.queue("corrected", op="update", target_ref="ref-4")
    dead = rig.room()
    lease = await take(rig, dead)
    assert isinstance(await dead.journal.claim(lease, delivery_id), Go)
    await expire(rig)
    assert (await rig.drain()).sent == 1
    assert rig.platform.edits == [("update", "ref-4")]
    assert rig.platform.looks == []


async def test_a_predecessor_that_gave_the_lane_back_has_nothing_in_the_air(rig: Rig) -> None:
    delivery_id = await rig.queue("halfway")
    former = rig.room()
    lease = await take(rig, former)
    await former.journal.claim(lease, delivery_id)
    await former.registry.release(lease)
    began = rig.time.monotonic()
    await rig.drain()
    assert rig.platform.looks[0][1] - began == pytest.approx(rig.terms.settle.total_seconds(), abs=0.1)


async def test_a_process_that_was_paused_before_writing_does_not_write(rig: Rig) -> None:
    """It wakes up between commit and post, when somebody else has long settled its delivery."""
    await rig.queue("hello")
    room = rig.room()
    journal = StandingStill(room.database, room.rules, room.ticking, rig.terms.lease)
    room.journal = journal
    paused = asyncio.create_task(drain(await rig.lane_id(), room))
    await journal.claimed.wait()
    await expire(rig)
    await take(rig, rig.room())
    rig.time.seconds += 60
    journal.woken.set()
    assert (await paused).ended == "elsewhere"
    assert rig.platform.tried == []


async def test_a_process_that_was_paused_and_still_holds_the_lane_goes_on(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    room = rig.room()
    journal = StandingStill(room.database, room.rules, room.ticking, rig.terms.lease)
    room.journal = journal
    paused = asyncio.create_task(drain(await rig.lane_id(), room))
    await journal.claimed.wait()
    rig.time.seconds += 60
    journal.woken.set()
    assert (await paused).sent == 1
    assert await rig.outcomes_of(delivery_id) == ["not_reached", "sent"]


class StandingStill(Journal):
    """Stands still right after the first claim is committed, as a stopped process would."""

    def __init__(self, database: Database, rules: Rules, ticking: Ticking, lasting: timedelta) -> None:
        super().__init__(database, rules, ticking, lasting)
        self.claimed, self.woken = asyncio.Event(), asyncio.Event()

    async def claim(self, lease: Lease, delivery_id: int, looked: Seen | None = None) -> Answer:
        answer = await super().claim(lease, delivery_id, looked)
        self.claimed.set()
        await self.woken.wait()
        return answer


def _outgoing(go: Go) -> Outgoing:
    assert go.message is not None
    return Outgoing(go.delivery.marker, go.place, go.message)
