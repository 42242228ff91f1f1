"""Rhythms: the YAML files that say who is contacted how often, with what and under which review.

Every key is checked when the program starts, so that a slip is a sentence at start and not a silent month.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import yaml
from rapidfuzz import process

from outreach.errors import BadInput
from outreach.models.book import Segment
from outreach.models.ledger import Purpose
from outreach.worktime.windows import SendWindows, parse_hours, parse_weekdays

Trigger = Literal["cadence", "silence", "stage"]
Review = Literal["review", "veto"]
T = TypeVar("T")


class RhythmBroken(BadInput):
    """A rhythm file cannot be used; the text names the file, the key and the cure."""


@dataclass(frozen=True)
class Rhythm:
    """`days` per segment: the length of a cadence, the days of silence, or how long a change of stage is news.

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
    plan_at: time = time(6)
    expires_after: timedelta = field(default=timedelta(days=7))

    def is_for(self, segment: str, stage: str | None, language: str) -> bool:
        return (
            (not self.segments or segment in self.segments)
            and (not self.stages or stage in self.stages)
            and (not self.languages or language in self.languages)
        )


_REQUIRED = ("about", "purpose", "trigger", "days", "template", "weekdays", "hours")
_OPTIONAL = ("review", "segments", "stages", "languages", "plan_at", "expires_after_days")


def load_rhythms(folder: Path, templates: Collection[str], quiet: tuple[time, time]) -> dict[str, Rhythm]:
    """By name. `templates` are the names a rhythm may use; `quiet` (from, until) bounds when anything may be sent."""
    files = sorted(folder.glob("*.yaml"))
    return {path.stem: read_rhythm(path.stem, path.read_text("utf-8"), templates, quiet) for path in files}


def read_rhythm(name: str, source: str, templates: Collection[str], quiet: tuple[time, time]) -> Rhythm:
    """Raises RhythmBroken."""
    try:
        raw = yaml.safe_load(source)
    except yaml.YAMLError as problem:
        raise RhythmBroken(f"{name}.yaml is not YAML: {' '.join(str(problem).split())}") from None
    if not isinstance(raw, dict):
        raise RhythmBroken(f"{name}.yaml must be a list of keys and values, such as “purpose: share”.")
    _check_keys(name, raw)
    windows = SendWindows(
        weekdays=_read(name, raw, "weekdays", lambda value: parse_weekdays(str(value))),
        ranges=_read(name, raw, "hours", lambda value: tuple(parse_hours(str(span)) for span in value)),
        quiet_from=quiet[0],
        quiet_until=quiet[1],
    )
    if not windows.open_ranges():
        raise RhythmBroken(
            f"{name}.yaml can never fire: its hours lie in the quiet time "
            f"({quiet[0]:%H:%M} to {quiet[1]:%H:%M}). Give hours of the working day, such as 09:30-11:30."
        )
    review, veto = _review(name, str(raw.get("review", "review")))
    return Rhythm(
        name=name,
        about=str(raw["about"]),
        purpose=_read(name, raw, "purpose", Purpose),
        trigger=_one_of(name, raw, "trigger", get_args(Trigger)),
        days=_read(name, raw, "days", _days),
        template=_one_of(name, raw, "template", sorted(templates)),
        windows=windows,
        review=review,
        veto=veto,
        segments=_words(raw.get("segments")),
        stages=_words(raw.get("stages")),
        languages=_words(raw.get("languages")),
        plan_at=_read(name, raw, "plan_at", _clock) if "plan_at" in raw else time(6),
        expires_after=timedelta(days=int(raw.get("expires_after_days", 7))),
    )


def _check_keys(name: str, raw: Mapping[str, Any]) -> None:
    missing = [key for key in _REQUIRED if key not in raw]
    if missing:
        raise RhythmBroken(f"{name}.yaml lacks {', '.join(missing)}.")
    for key in raw:
        if key not in _REQUIRED + _OPTIONAL:
            nearest = process.extractOne(str(key), _REQUIRED + _OPTIONAL)
            raise RhythmBroken(f"{name}.yaml has an unknown key “{key}”. Did you mean “{nearest[0]}”?")


def _read(name: str, raw: Mapping[str, Any], key: str, read: Callable[[Any], T]) -> T:
    try:
        return read(raw[key])
    except (BadInput, ValueError, TypeError, AttributeError) as problem:
        raise RhythmBroken(f"{name}.yaml, {key}: {problem}") from None


def _one_of(name: str, raw: Mapping[str, Any], key: str, allowed: Collection[str]) -> Any:
    if raw[key] not in allowed:
        raise RhythmBroken(f"{name}.yaml, {key}: “{raw[key]}” is not known; choose {', '.join(allowed)}.")
    return raw[key]


def _days(value: Any) -> dict[str, int]:
    segments = [segment.value for segment in Segment]
    if isinstance(value, int):
        value = dict.fromkeys(segments, value)
    given = {str(key): int(days) for key, days in value.items()}
    if set(given) != set(segments) or min(given.values()) < 1:
        raise ValueError("give at least 1 day for each of top, mid and tail, such as {top: 14, mid: 30, tail: 60}.")
    return given


def _clock(value: Any) -> time:
    # YAML 1.1 reads 06:00 as a number of minutes in base 60.
    return time(value // 60, value % 60) if isinstance(value, int) else time.fromisoformat(str(value))


def _review(name: str, given: str) -> tuple[Review, timedelta]:
    if given == "review":
        return "review", timedelta(0)
    head, _, hours = given.partition(":")
    if head.strip() == "veto" and hours.strip().removesuffix("h").isdigit():
        return "veto", timedelta(hours=int(hours.strip().removesuffix("h")))
    raise RhythmBroken(f"{name}.yaml, review: “{given}” is not known; write review, or veto: 24h in quotes.")


def _words(value: Any) -> frozenset[str]:
    return frozenset(str(word) for word in (value if isinstance(value, list) else [value] if value else []))
