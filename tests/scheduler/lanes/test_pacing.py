"""No second ever holds more than the rate allows."""

from hypothesis import given
from hypothesis import strategies as st

from scheduler.lanes.pacing import Reservation


@given(rate=st.integers(1, 200), gaps=st.lists(st.floats(0, 0.3), min_size=2, max_size=400))
def test_no_second_holds_more_than_the_rate(rate: int, gaps: list[float]) -> None:
    reservation, now, moments = Reservation(rate), 1000.0, []
    for gap in gaps:
        now += gap
        moments.append(reservation.take(now))
    assert all(later - first >= 1 for first, later in zip(moments, moments[rate:], strict=False))


@given(rate=st.integers(1, 200))
def test_a_hungry_lane_gets_97_percent_of_its_rate(rate: int) -> None:
    reservation = Reservation(rate)
    moments = [reservation.take(0.0) for _ in range(rate * 10 + 1)]
    assert abs((len(moments) - 1) / moments[-1] - 0.97 * rate) < 0.001 * rate


def test_what_was_not_used_is_not_saved_up() -> None:
    reservation = Reservation(10)
    reservation.take(0.0)
    assert [reservation.take(60.0) for _ in range(2)] == [60.0, 60.0 + 1 / 9.7]


def test_without_a_rate_everything_may_go_at_once() -> None:
    reservation = Reservation(None)
    assert {reservation.take(5.0) for _ in range(1000)} == {5.0}
