"""Who is next, and who waits."""

from hypothesis import given
from hypothesis import strategies as st

from outreach.models.post import Priority
from outreach.store.dispatch import Due
from scheduler.lanes.line import Line


def due(delivery_id: int, channel_id: int, priority: int = Priority.OUTREACH, **more: bool) -> Due:
    return Due(delivery_id, channel_id, priority, **more)  # type: ignore[arg-type]


def filled(*waiting: Due, parked: dict[int, float] | None = None, now: float = 0.0) -> Line:
    line = Line({})
    line.fill(waiting, parked or {}, now)
    return line


def test_a_channel_has_one_in_the_air_at_a_time() -> None:
    line = filled(due(1, 7), due(2, 7))
    first = line.take(0.0)
    assert first == due(1, 7)
    assert line.take(0.0) is None
    line.free(first, 5.0)
    assert (line.take(4.9), line.wakes_at, line.take(5.0)) == (None, 5.0, due(2, 7))


def test_among_channels_that_may_go_the_more_urgent_goes_first() -> None:
    line = filled(due(1, 7), due(2, 8, Priority.ANSWER), due(3, 9, Priority.ALERT))
    assert [one.id for one in (line.take(0.0), line.take(0.0), line.take(0.0)) if one] == [2, 3, 1]


def test_a_parked_channel_does_not_hold_up_the_others() -> None:
    line = filled(due(1, 7, Priority.ANSWER), due(2, 8), parked={7: 30.0})
    assert line.take(0.0) == due(2, 8)
    assert (line.take(0.0), line.wakes_at) == (None, 30.0)


def test_what_goes_again_keeps_its_place() -> None:
    line = filled(due(1, 7), due(2, 7))
    first = line.take(0.0)
    assert first is not None
    line.free(first, 3.0, again=True)
    assert line.take(3.0) == first


def test_a_channel_rests_although_a_new_reading_says_nothing_about_it() -> None:
    line = filled(due(1, 7), due(2, 7))
    first = line.take(0.0)
    assert first is not None
    line.free(first, 10.0)
    line.fill([due(2, 7)], {}, 1.0)
    assert (line.take(1.0), line.wakes_at) == (None, 10.0)


def test_what_is_in_the_air_is_not_taken_again_although_it_was_read_again() -> None:
    line = filled(due(1, 7))
    first = line.take(0.0)
    line.fill([due(1, 7), due(2, 7)], {}, 0.0)
    assert line.take(0.0) is None
    assert first is not None
    line.free(first, 0.0)
    assert line.take(0.0) == due(2, 7)


def test_a_channel_with_more_behind_runs_short_once_it_is_free() -> None:
    line = filled(due(1, 7, has_more_behind=True))
    first = line.take(0.0)
    assert (line.runs_short, first is not None) == (False, True)
    assert first is not None
    line.free(first, 0.0)
    assert line.runs_short


@given(
    channels=st.lists(st.integers(1, 4), min_size=1, max_size=40),
    rests=st.lists(st.floats(0, 3), min_size=40, max_size=40),
)
def test_each_channel_keeps_its_order_and_its_rest_whatever_happens(channels: list[int], rests: list[float]) -> None:
    waiting = sorted((due(number, channel) for number, channel in enumerate(channels)), key=lambda one: one.channel_id)
    line, now, went = filled(*waiting), 0.0, []
    free_at: dict[int, float] = {}
    for rest in rests:
        if (one := line.take(now)) is None:
            if line.wakes_at is None:
                break
            now = line.wakes_at
            continue
        assert free_at.get(one.channel_id, 0.0) <= now
        went.append(one)
        free_at[one.channel_id] = now + rest
        line.free(one, now + rest)
    for channel in set(channels):
        numbers = [one.id for one in went if one.channel_id == channel]
        assert numbers == sorted(numbers)
