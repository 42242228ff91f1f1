"""Any mix of answers, silences and late arrivals: each message once, each channel in order."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.errors import NotReached, RateLimited, Unclear
from scheduler.lanes.drain import Pace
from scheduler.lanes.leases import Terms
from tests.scheduler.lanes.made_up import KeepThen
from tests.scheduler.lanes.rig import Rig

SETTLE = 5.0
TERMS = Terms(
    settle=timedelta(seconds=SETTLE),
    longest_wait=timedelta(seconds=20),
    patience=timedelta(hours=2),
    reload_every=timedelta(minutes=10),
    lease=timedelta(hours=2),
)

limited = st.builds(RateLimited, st.timedeltas(timedelta(), timedelta(seconds=9)), whole_lane=st.booleans())
not_there = st.just(NotReached("refused")) | st.just(Unclear("dropped")) | limited | st.just(KeyError("a slip"))
kept = st.builds(KeepThen, st.just(Unclear("dropped")), st.floats(0, SETTLE - 0.01))
# What happens to one message, try by try: fewer than three, since the third of our own slips gives it up.
story = st.lists(not_there, max_size=2).flatmap(lambda tries: st.just(tries) | kept.map(lambda last: [*tries, last]))
messages = st.lists(st.tuples(st.sampled_from("abc"), story), min_size=1, max_size=8)
looks = st.lists(st.sampled_from([OSError("no route"), Unclear("500"), RateLimited(timedelta(seconds=3))]), max_size=4)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(messages=messages, looks=looks, in_flight=st.integers(1, 4))
async def test_each_message_arrives_once_and_each_channel_in_order(
    rig: Rig, messages: list[tuple[str, list[Exception | KeepThen]]], looks: list[Exception], in_flight: int
) -> None:
    rig.terms, rig.pace = TERMS, Pace(None, timedelta(), in_flight)
    rig.platform.kept.clear()
    rig.platform.look_problems.extend(looks)
    wanted: dict[str, list[str]] = {"a": [], "b": [], "c": []}
    for number, (channel, acts) in enumerate(messages):
        words = f"{number} after {rig.time.monotonic()}"
        wanted[channel].append(words)
        await rig.queue(words, channel)
        rig.platform.script(words, *acts)
    drained = await rig.drain()
    rig.platform.look_problems.clear()
    assert (drained.sent, drained.failed, drained.unknown, drained.waiting) == (len(messages), 0, 0, 0)
    for channel, in_order in wanted.items():
        assert [one.text for one in rig.platform.kept if one.channel == channel] == in_order
