"""What customers want of us, said back to them in the languages we write: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from content.answers import at_most


@dataclass(frozen=True)
class _Words:
    days: tuple[str, ...]
    no_days: str
    between: str
    not_before: str
    not_after: str
    only: str
    nothing_about: str
    languages: Mapping[str, str]
    pace: str
    both: str
    either: str
    line: str


_WORDS: Mapping[str, _Words] = {
    "en": _Words(
        days=("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"),
        no_days="nothing on {days}",
        between="only between {starts} and {ends}",
        not_before="nothing before {starts}",
        not_after="nothing after {ends}",
        only="only {topics}",
        nothing_about="nothing about {topics}",
        languages={"de": "in German", "en": "in English"},
        pace="{at_most} at most",
        both="and",
        either="or",
        line="Unasked messages: {what}.",
    ),
    "de": _Words(
        days=("montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags", "sonntags"),
        no_days="nichts {days}",
        between="nur zwischen {starts} und {ends} Uhr",
        not_before="nichts vor {starts} Uhr",
        not_after="nichts nach {ends} Uhr",
        only="nur {topics}",
        nothing_about="nichts über {topics}",
        languages={"de": "auf Deutsch", "en": "auf Englisch"},
        pace="höchstens {at_most}",
        both="und",
        either="oder",
        line="Unaufgeforderte Nachrichten: {what}.",
    ),
}


def agreed(wanted: Iterable[tuple[str, Mapping[str, Any]]], language: str) -> str:
    """nothing on Mondays, only between 09:00 and 12:00: of (kind, value) pairs, as a preference's row has them."""
    words = _words(language)
    return ", ".join(part for kind, value in wanted for part in _parts(kind, value, words, language))


def status_line(wanted: Iterable[tuple[str, Mapping[str, Any]]], language: str) -> str:
    return _words(language).line.format(what=agreed(wanted, language))


def _parts(kind: str, value: Mapping[str, Any], words: _Words, language: str) -> Sequence[str]:
    match kind:
        case "days":
            return (words.no_days.format(days=_listed([words.days[day] for day in sorted(value["not"])], words.both)),)
        case "hours":
            return (_hours(value, words),)
        case "topic":
            only = words.only.format(topics=_listed(value["only"], words.both)) if value.get("only") else ""
            no = words.nothing_about.format(topics=_listed(value["not"], words.either)) if value.get("not") else ""
            return [part for part in (only, no) if part]
        case "language":
            return (words.languages.get(value["tag"], value["tag"]),)
        case "pace":
            return (words.pace.format(at_most=at_most(timedelta(days=value["days"]), language)),)
    return ()


def _hours(value: Mapping[str, Any], words: _Words) -> str:
    starts, ends = value.get("from"), value.get("until")
    shape = words.between if starts and ends else words.not_before if starts else words.not_after
    return shape.format(starts=starts, ends=ends)


def _listed(names: Sequence[str], last: str) -> str:
    return f" {last} ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _words(language: str) -> _Words:
    return _WORDS.get(language.partition("-")[0].lower(), _WORDS["en"])
