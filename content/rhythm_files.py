"""Rhythms: the YAML files that say who is contacted how often, with what and under which review.

Every key is checked when the program starts, so that a slip is a sentence at start and not a silent month.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from typing import Any, Literal, TypeGuard, TypeVar, get_args

import yaml
from rapidfuzz import process

from outreach.desk.signals import KINDS
from outreach.errors import BadInput
from outreach.models.book import Segment
from outreach.models.ledger import Purpose
from outreach.worktime.windows import SendWindows, parse_clock, parse_hours, parse_weekdays

Trigger = Literal["cadence", "silence", "stage", "signal"]
Review = Literal["review", "veto"]
T = TypeVar("T")
# What the planner writes when each of them is due, and with which template.
_WRITES: Mapping[str, tuple[Purpose, str]] = {
    "cadence": (Purpose.SHARE, "share"),
    "silence": (Purpose.CHECK_IN, "check_in_silence"),
    "stage": (Purpose.CHECK_IN, "check_in_stage"),
    "signal": (Purpose.CHECK_IN, "check_in_signal"),
}


class RhythmBroken(BadInput):
    """A rhythm file cannot be used; the text names the file, the key and the cure."""


@dataclass(frozen=True)
class Rhythm:
    """`days` per segment: the length of a cadence, the days of silence, or how long a change of stage or a signal is
    news. `signals` are the kinds that it answers to.

    Empty `segments`, `stages` and `languages` mean everybody. `plan_at` is local to the CSM.
    """

    name: str
    about: str
    purpose: Purpose
    trigger: Trigger
    days: Mapping[str, int]
    template: str
    windows: SendWindows
    review: Review = "review"
    veto: timedelta = timedelta(hours=24)
    segments: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    signals: frozenset[str] = frozenset()
    plan_at: time = time(6)
    expires_after: timedelta = field(default=timedelta(days=7))

    def is_for(self, segment: str, stage: str | None, language: str) -> bool:
        return (
            (not self.segments or segment in self.segments)
            and (not self.stages or stage in self.stages)
            and (not self.languages or language in self.languages)
        )


_REQUIRED = ("about", "purpose", "trigger", "days", "template", "weekdays", "hours")
_OPTIONAL = ("review", "segments", "stages", "languages", "signals", "plan_at", "expires_after_days")


def load_rhythms(folder: Path, templates: Collection[str], quiet: tuple[time, time]) -> dict[str, Rhythm]:
    """By name. `templates` are the names a rhythm may use; `quiet` (from, until) bounds when anything may be sent."""
    return {path.stem: read_file(path, templates, quiet) for path in sorted(folder.glob("*.yaml"))}


def read_file(path: Path, templates: Collection[str], quiet: tuple[time, time]) -> Rhythm:
    """Raises RhythmBroken."""
    try:
        source = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise RhythmBroken(f"{path.name} is not UTF-8 text. Save it as UTF-8.") from None
    return read_rhythm(path.stem, source, templates, quiet)


def read_rhythm(name: str, source: str, templates: Collection[str], quiet: tuple[time, time]) -> Rhythm:
    """Raises RhythmBroken."""
    raw = _parsed(name, source)
    _check_keys(name, raw)
    review, veto = _review(name, str(raw.get("review", "review")))
    rhythm = Rhythm(
        name=name,
        about=str(raw["about"]),
        purpose=Purpose(_one_of(name, raw, "purpose", (Purpose.SHARE.value, Purpose.CHECK_IN.value))),
        trigger=_one_of(name, raw, "trigger", get_args(Trigger)),
        days=_read(name, raw, "days", _days),
        template=_one_of(name, raw, "template", sorted(templates)),
        windows=_windows(name, raw, quiet),
        review=review,
        veto=veto,
        segments=_read(name, raw, "segments", _segments),
        stages=_words(raw.get("stages")),
        languages=_words(raw.get("languages")),
        signals=_read(name, raw, "signals", _signals),
        plan_at=_read(name, raw, "plan_at", _clock) if "plan_at" in raw else time(6),
        expires_after=_read(name, raw, "expires_after_days", _expiry),
    )
    _check_whole(rhythm)
    return rhythm


def _parsed(name: str, source: str) -> Mapping[str, Any]:
    try:
        raw = yaml.safe_load(source)
    except yaml.YAMLError as problem:
        mark = problem.problem_mark if isinstance(problem, yaml.MarkedYAMLError) else None
        where = f", line {mark.line + 1}" if mark else ""
        what = problem.problem if isinstance(problem, yaml.MarkedYAMLError) else "unreadable"
        raise RhythmBroken(
            f"{name}.yaml{where}: this is not YAML ({what}). A value with “: ” in it needs quotes around it."
        ) from None
    except ValueError as problem:
        raise RhythmBroken(f"{name}.yaml holds a date that does not exist ({problem}).") from None
    if not isinstance(raw, dict):
        raise RhythmBroken(f"{name}.yaml must be a list of keys and values, such as “purpose: share”.")
    return raw


def _windows(name: str, raw: Mapping[str, Any], quiet: tuple[time, time]) -> SendWindows:
    ranges = _read(name, raw, "hours", lambda value: tuple(parse_hours(str(span)) for span in _listed(value)))
    if not ranges:
        raise RhythmBroken(f"{name}.yaml can never fire: it has no hours. Give some, such as [09:30-11:30].")
    windows = _read(
        name,
        raw,
        "weekdays",
        lambda value: SendWindows(parse_weekdays(",".join(map(str, _listed(value)))), ranges, *quiet),
    )
    if not windows.open_ranges():
        raise RhythmBroken(
            f"{name}.yaml can never fire: its hours lie in the quiet time "
            f"({quiet[0]:%H:%M} to {quiet[1]:%H:%M}). Give hours of the working day, such as 09:30-11:30."
        )
    return windows


def _check_whole(rhythm: Rhythm) -> None:
    purpose, template = _WRITES[rhythm.trigger]
    for key, given, right in (("purpose", rhythm.purpose, purpose), ("template", rhythm.template, template)):
        if given != right:
            raise RhythmBroken(
                f"{rhythm.name}.yaml, {key}: with the trigger {rhythm.trigger} it can only be “{right}”, not “{given}”."
            )

    if (rhythm.trigger == "signal") != bool(rhythm.signals):
        raise RhythmBroken(
            f"{rhythm.name}.yaml, signals: the trigger signal needs kinds to answer to, such as [usage_drop], and no "
            "other trigger has any."
        )


def _check_keys(name: str, raw: Mapping[str, Any]) -> None:
    for key in raw:
        if key not in _REQUIRED + _OPTIONAL:
            nearest = process.extractOne(str(key), _REQUIRED + _OPTIONAL)
            raise RhythmBroken(f"{name}.yaml has an unknown key “{key}”. Did you mean “{nearest[0]}”?")
    if missing := [key for key in _REQUIRED if raw.get(key) is None]:
        raise RhythmBroken(f"{name}.yaml lacks {', '.join(missing)}. Add it as a line, such as “{missing[0]}: …”.")


def _read(name: str, raw: Mapping[str, Any], key: str, read: Callable[[Any], T]) -> T:
    try:
        return read(raw.get(key))
    except BadInput as problem:
        raise RhythmBroken(f"{name}.yaml, {key}: {problem}") from None


def _one_of(name: str, raw: Mapping[str, Any], key: str, allowed: Collection[str]) -> Any:
    if raw[key] not in allowed:
        raise RhythmBroken(f"{name}.yaml, {key}: “{raw[key]}” is not known; choose {', '.join(allowed)}.")
    return raw[key]


def _days(value: object) -> dict[str, int]:
    segments = [segment.value for segment in Segment]
    given = value if isinstance(value, dict) else dict.fromkeys(segments, value)
    counts = {str(segment): days for segment, days in given.items() if _is_count(days)}
    if set(counts) != set(segments) or len(given) != len(segments):
        raise BadInput("give at least 1 day for each of top, mid and tail, such as {top: 14, mid: 30, tail: 60}.")
    return counts


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _expiry(value: object) -> timedelta:
    days = 7 if value is None else value
    if not _is_count(days):
        raise BadInput(f"“{value}” is no number of days; write a whole number from 1 on, such as 7.")
    return timedelta(days=days)


def _clock(value: object) -> time:
    try:
        # YAML 1.1 reads 16:00 as a number of minutes in base 60; a plain 6 could mean anything.
        if isinstance(value, int) and value >= 60:
            return time(value // 60, value % 60)
        return parse_clock(value if isinstance(value, str) else "")
    except ValueError:
        raise BadInput(f"“{value}” is no time of day; write it like 06:00.") from None


def _segments(value: object) -> frozenset[str]:
    segments, known = _words(value), [segment.value for segment in Segment]
    for segment in segments:
        if segment not in known:
            raise BadInput(f"“{segment}” is no segment, so it would never fire; choose {', '.join(known)}.")
    return segments


def _signals(value: object) -> frozenset[str]:
    """Kinds that hold outreach back would hold back the question as well, so they ask nothing."""
    kinds, known = _words(value), [kind for kind, consequence in KINDS.items() if consequence.asks]
    for kind in kinds:
        if kind not in known:
            raise BadInput(f"“{kind}” starts no check-in; choose {', '.join(known)}.")
    return kinds


def _review(name: str, given: str) -> tuple[Review, timedelta]:
    if given == "review":
        return "review", timedelta(0)
    head, _, length = given.partition(":")
    hours = length.strip().removesuffix("h")
    # A window of no length would be silence taken for consent.
    if head.strip() == "veto" and hours.isdecimal() and int(hours) >= 1:
        return "veto", timedelta(hours=int(hours))
    raise RhythmBroken(f'{name}.yaml, review: “{given}” is not known; write review, or "veto: 24h" with its quotes.')


def _words(value: object) -> frozenset[str]:
    """In small letters and single spaces, as the book keeps stages and languages."""
    return frozenset(" ".join(str(word).casefold().split()) for word in _listed(value))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]
