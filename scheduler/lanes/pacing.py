"""How fast a lane may send: a reservation that never lets a burst over (GCRA with no burst allowed)."""

from dataclasses import dataclass
from datetime import timedelta

# At the full rate a rounding error puts 21 messages into some second that allows 20; at 97 % none did when measured.
_HEADROOM = 0.97


@dataclass(frozen=True)
class Pace:
    """What a platform tolerates. `lane_per_second` None: no limit; `in_flight`: how many writes at once."""

    lane_per_second: float | None = 5.0
    channel_interval: timedelta = timedelta(seconds=1)
    in_flight: int = 10


class Reservation:
    """Hands out moments (monotonic seconds), each at least one interval after the one before."""

    def __init__(self, per_second: float | None) -> None:
        self._interval = 1 / (_HEADROOM * per_second) if per_second else 0.0
        self.next_at = 0.0

    def take(self, now: float) -> float:
        """The earliest moment, from now on, that is still free; it is taken from here on."""
        moment = max(now, self.next_at)
        self.next_at = moment + self._interval
        return moment
