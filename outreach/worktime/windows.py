"""When in a week something may be sent: weekdays, hours, and the quiet of evenings and nights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from outreach.errors import BadInput

ClockRange = tuple[time, time]

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {name: day for day, full in enumerate(_NAMES) for name in (full, full[:3])}
_MIDNIGHT, _DAY_END = time(0), time.max


class UnknownWeekday(BadInput, ValueError):
    """Weekdays that cannot be read; the text says how they are written."""


class ImpossibleHours(BadInput, ValueError):
    """Hours that end before they begin, or cannot be read as hours."""


@dataclass(frozen=True)
class SendWindows:
    """Local hours for sending. Weekdays count from Monday = 0; every end is exclusive.

    Quiet hours win over ranges; equal `quiet_from` and `quiet_until` mean no quiet hours.
    """

    weekdays: frozenset[int] = frozenset({1, 2, 3})
    ranges: tuple[ClockRange, ...] = ((time(9, 30), time(11, 30)), (time(13, 30), time(16)))
    quiet_from: time = time(18)
    quiet_until: time = time(9)

    def __post_init__(self) -> None:
        for start, end in self.ranges:
            if start >= end:
                raise ImpossibleHours(
                    f"{start:%H:%M}-{end:%H:%M} ends before it begins; split it at midnight into two ranges."
                )

    def is_quiet(self, clock: time) -> bool:
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= clock < self.quiet_until
        return clock >= self.quiet_from or clock < self.quiet_until

    def open_ranges(self) -> Sequence[ClockRange]:
        """The ranges without their quiet parts, in order; empty when nothing can ever be sent."""
        overlaps = (
            (max(start, wake), min(end, hush)) for start, end in sorted(self.ranges) for wake, hush in self._waking()
        )
        return [(start, end) for start, end in overlaps if start < end]

    def _waking(self) -> Sequence[ClockRange]:
        if self.quiet_from > self.quiet_until:
            return ((self.quiet_until, self.quiet_from),)
        return ((_MIDNIGHT, self.quiet_from), (self.quiet_until, _DAY_END))


def parse_weekdays(text: str) -> frozenset[int]:
    """`mon-fri` or `tue,wed,thu` to days from Monday = 0; a span may run over Sunday (`fri-mon`).

    Only names: in `1-5` Monday is 1 for cron and 0 for APScheduler, which made it Tuesday to Saturday.
    """
    return frozenset(day for part in text.split(",") for day in _span(part, text))


def parse_hours(text: str) -> ClockRange:
    """`09:30-11:30` to two clock times, in any order: working hours may run over midnight."""
    start, _, end = text.replace("–", "-").partition("-")
    try:
        return parse_clock(start), parse_clock(end)
    except ValueError:
        raise ImpossibleHours(f"“{text}” is no span of hours; write it like 09:30-11:30.") from None


def parse_clock(text: str) -> time:
    """Raises ValueError, for 06:00-02:00 as well: that is a time with an offset, and ours are local."""
    clock = time.fromisoformat(text.strip())
    if clock.tzinfo is not None:
        raise ValueError(f"{text} names an offset")
    return clock


def _span(part: str, text: str) -> Sequence[int]:
    first, dash, last = (end.strip().casefold() for end in part.replace("–", "-").partition("-"))
    if any(character.isdigit() for character in part):
        raise UnknownWeekday(
            f"“{text}” names weekdays by number, which programs count differently; write names: mon-fri."
        )
    if first not in _DAYS or (dash and last not in _DAYS):
        raise UnknownWeekday(f"“{text}” is not a list of weekdays; write it like mon-fri or tue,wed,thu.")
    start, length = _DAYS[first], (_DAYS[last] - _DAYS[first]) % 7 if dash else 0
    return [(start + step) % 7 for step in range(length + 1)]
