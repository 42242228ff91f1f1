"""On whose terms we write: what customers prefer, and what that means for when and how often. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from outreach.worktime.windows import SendWindows, parse_clock
from outreach.worktime.zones import at_local

Kind = Literal["days", "hours", "topic", "language", "pace"]

_DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_WORK_WEEK = frozenset(range(5))
_LANGUAGES = {"de": "German", "en": "English"}


@dataclass(frozen=True)
class Term:
    """A preference in force, `kind` and `value` as its row has them. `contact_id` None: of the whole account.

    `who` is what its owner is called. `is_theirs_alone`: it counts only for what is written to that person, since
    their CSM has asked the others.
    """

    kind: str
    value: Mapping[str, Any]
    contact_id: int | None = None
    who: str = ""

    @property
    def is_theirs_alone(self) -> bool:
        return bool(self.value.get("only_to_them"))

    @property
    def days_off(self) -> frozenset[int]:
        return frozenset(self.value["not"]) if self.kind == "days" else frozenset()

    @property
    def starts(self) -> time:
        return _clock(self.value.get("from")) or time.min if self.kind == "hours" else time.min

    @property
    def ends(self) -> time:
        """Exclusive."""
        return _clock(self.value.get("until")) or time.max if self.kind == "hours" else time.max

    @property
    def pace(self) -> timedelta | None:
        return timedelta(days=self.value["days"]) if self.kind == "pace" else None

    @property
    def only(self) -> frozenset[str]:
        return frozenset(self.value.get("only", ())) if self.kind == "topic" else frozenset()

    @property
    def unwanted(self) -> frozenset[str]:
        return frozenset(self.value.get("not", ())) if self.kind == "topic" else frozenset()


def governing(terms: Iterable[Term], contact_id: int | None, *, in_channel: bool) -> tuple[Term, ...]:
    """What counts for a message to that person. A channel is read by all of them, so everybody's counts there."""
    return tuple(
        term for term in terms if term.contact_id in (None, contact_id) or (in_channel and not term.is_theirs_alone)
    )


def windows_for(windows: SendWindows, terms: Sequence[Term]) -> SendWindows:
    """When they want to hear from us: our own days and hours as far as they fit, else any working day, or any hour
    that is not quiet, within theirs."""
    off = frozenset[int]().union(*(term.days_off for term in terms))
    starts, ends = _hours(terms)
    if not off and (starts, ends) == (time.min, time.max):
        return windows
    weekdays = windows.weekdays - off or _WORK_WEEK - off
    ranges = _within(windows.ranges, starts, ends) or _within(((time.min, time.max),), starts, ends)
    return replace(windows, weekdays=weekdays, ranges=ranges)


def _hours(terms: Sequence[Term]) -> tuple[time, time]:
    return max((term.starts for term in terms), default=time.min), min((term.ends for term in terms), default=time.max)


def _within(ranges: Iterable[tuple[time, time]], starts: time, ends: time) -> tuple[tuple[time, time], ...]:
    cut = ((max(first, starts), min(last, ends)) for first, last in ranges)
    return tuple((first, last) for first, last in cut if first < last)


def closed_by(terms: Sequence[Term], local: datetime) -> Term | None:
    """The preference that speaks against this local moment."""
    return next((term for term in terms if _is_closed(term, local)), None)


def _is_closed(term: Term, local: datetime) -> bool:
    return local.weekday() in term.days_off or not term.starts <= local.time() < term.ends


def opens_after(terms: Sequence[Term], at: datetime, zone: ZoneInfo, opens: time) -> datetime | None:
    """The next moment at which all of them may be written to, from `opens` on each day; None when there is none."""
    today = at.astimezone(zone).date()
    earliest = max(opens, _hours(terms)[0])
    days = (today + timedelta(days=step) for step in range(9))
    moments = (at_local(on, earliest, zone) for on in days)
    return next(
        (moment for moment in moments if moment > at and closed_by(terms, moment.astimezone(zone)) is None), None
    )


def language_of(terms: Iterable[Term], contact_id: int | None) -> str | None:
    """The tag they asked for: that person, else the account."""
    asked = {term.contact_id: str(term.value["tag"]) for term in terms if term.kind == "language"}
    return asked.get(contact_id) or asked.get(None)


def merged(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Said one after the other: days and topics add up as long as something is left, the rest is what was said last."""
    if kind == "days":
        both = set(old["not"]) | set(new["not"])
        return {"not": sorted(both)} if _WORK_WEEK - both else dict(new)
    if kind == "topic":
        refused = {*old.get("not", ()), *new.get("not", ())} - {*new.get("only", ())}
        return {"only": list(new.get("only") or old.get("only", ())), "not": sorted(refused)}
    return dict(new)


def in_words(term: Term) -> str:
    """ "Dana prefers no Mondays", for colleagues."""
    return f"{term.who or 'somebody there'} prefers {what(term.kind, term.value)}"


def what(kind: str, value: Mapping[str, Any]) -> str:
    """no Mondays; 09:00 to 12:00; only security; German; one message in 28 days"""
    return "; ".join(_what(kind, value))


def _what(kind: str, value: Mapping[str, Any]) -> Iterator[str]:
    match kind:
        case "days":
            yield f"no {_listed([_DAYS[day] for day in sorted(value['not'])])}"
        case "hours":
            yield _span(value.get("from"), value.get("until"))
        case "topic":
            if value.get("only"):
                yield f"only {_listed(value['only'])}"
            if value.get("not"):
                yield f"nothing about {_listed(value['not'], 'or')}"
        case "language":
            yield _LANGUAGES.get(value["tag"], value["tag"])
        case "pace":
            alone = " to them" if value.get("only_to_them") else ""
            yield f"one message{alone} in {value['days']} days"


def _span(starts: str | None, ends: str | None) -> str:
    if starts and ends:
        return f"{starts} to {ends}"
    return f"not before {starts}" if starts else f"not after {ends}"


def _listed(names: Sequence[str], last: str = "and") -> str:
    return f" {last} ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _clock(written: str | None) -> time | None:
    return parse_clock(written) if written else None
