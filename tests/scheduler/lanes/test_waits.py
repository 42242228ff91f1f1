"""Being told to wait, and not being heard at all: neither loses a message, its place or its order."""

from datetime import timedelta
from itertools import pairwise

from outreach.errors import NotReached, RateLimited, Refused
from outreach.models.post import DeliveryState
from scheduler.lanes.drain import Pace
from scheduler.lanes.fates import PLATFORM_OFF
from tests.scheduler.lanes.rig import Rig


async def test_a_limited_channel_waits_exactly_as_told_and_keeps_its_order(rig: Rig) -> None:
    first, *_ = await rig.queue_all(["1", "2", "3"])
    rig.platform.script("1", RateLimited(timedelta(seconds=7)))
    drained = await rig.drain()
    assert rig.platform.texts == ["1", "2", "3"]
    (_, refused_at), (_, taken_at), *_ = rig.platform.tried
    assert round(taken_at - refused_at, 3) == 7
    assert (drained.sent, drained.failed) == (3, 0)
    assert await rig.outcomes_of(first) == ["rate_limited", "sent"]


async def test_other_channels_go_on_meanwhile(rig: Rig) -> None:
    await rig.queue("slow", "a")
    await rig.queue_all(["1", "2"], "b")
    rig.platform.script("slow", RateLimited(timedelta(seconds=30)))
    await rig.drain()
    assert rig.platform.texts == ["1", "2", "slow"]


async def test_a_limit_on_the_whole_lane_stops_all_of_it(rig: Rig) -> None:
    rig.pace = Pace(None, timedelta(), in_flight=1)
    await rig.queue("slow", "a")
    await rig.queue("other", "b")
    rig.platform.script("slow", RateLimited(timedelta(seconds=30), whole_lane=True))
    await rig.drain()
    (_, refused_at), *later = rig.platform.tried
    assert min(at for _, at in later) - refused_at >= 30
    assert sorted(rig.platform.texts) == ["other", "slow"]


async def test_a_long_wait_is_left_to_the_next_drain_which_remembers_it(rig: Rig) -> None:
    delivery_id = await rig.queue("slow")
    await rig.queue("behind")
    rig.platform.script("slow", RateLimited(timedelta(minutes=5)))
    began = rig.time.now()
    drained = await rig.drain()
    assert (drained.waiting, drained.parked_until) == (2, began + timedelta(minutes=5))
    assert (await rig.delivery(delivery_id)).problem_code == "rate_limited"
    # A process that was not there when the platform said so: the row tells it.
    await rig.drain()
    assert len(rig.platform.tried) == 1
    await rig.time.sleep(5 * 60)
    assert (await rig.drain()).sent == 2
    assert rig.platform.texts == ["slow", "behind"]
    assert (await rig.delivery(delivery_id)).problem_code is None


async def test_a_limit_on_the_lane_is_remembered_too(rig: Rig) -> None:
    await rig.queue("slow", "a")
    rig.platform.script("slow", RateLimited(timedelta(minutes=5), whole_lane=True))
    await rig.drain()
    await rig.queue("other", "b")
    assert (await rig.drain()).sent == 0
    assert len(rig.platform.tried) == 1


async def test_while_a_platform_is_off_nothing_fails_and_one_message_asks_for_all(rig: Rig) -> None:
    rig.pace = Pace(None, timedelta(), in_flight=1)
    await rig.queue("first", "a")
    await rig.queue("other", "b")
    rig.platform.script("first", Refused("platform_off", "The secret has expired: make a new one."))
    await rig.drain()
    assert (len(rig.platform.tried), rig.platform.texts) == (1, [])
    await rig.time.sleep(PLATFORM_OFF.total_seconds())
    await rig.drain()
    assert sorted(rig.platform.texts) == ["first", "other"]


async def test_a_platform_that_cannot_be_reached_is_tried_again_ever_more_rarely(rig: Rig) -> None:
    delivery_id = await rig.queue("hello")
    rig.platform.script("hello", *(NotReached("refused") for _ in range(5)))
    await rig.drain()
    moments = [at for _, at in rig.platform.tried]
    assert [round(later - earlier) for earlier, later in pairwise(moments)] == [1, 2, 4, 8, 16]
    assert rig.platform.texts == ["hello"]
    assert rig.platform.looks == []
    row = await rig.delivery(delivery_id)
    assert (row.state, row.attempts) == (DeliveryState.SENT, 6)
    assert await rig.outcomes_of(delivery_id) == ["not_reached"] * 5 + ["sent"]


async def test_a_minute_of_nothing_but_limits_loses_nothing(rig: Rig) -> None:
    for channel in "abc":
        for number in range(3):
            words = f"{channel}{number}"
            await rig.queue(words, channel)
            rig.platform.script(words, *(RateLimited(timedelta(seconds=7)) for _ in range(3)))
    assert (await rig.drain()).sent == 9
    for channel in "abc":
        assert [words for words in rig.platform.texts if words[0] == channel] == [f"{channel}{n}" for n in range(3)]
