"""What several pages show in the same way: a contact as one line, lists that end in "and N more"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeVar

from content.pages.moments import moment_words, place_words, span_words
from outreach.messages import Bullets, Message, Part, Run, Text, text

T = TypeVar("T")


@dataclass(frozen=True)
class ContactLine:
    """One contact, made or to come. `at` is when it happened or is due, told in `zone`; `what` names it ("Close
    checklist"), `who` the person it is with or from, `by` ours; `why` is the reason it was given; `seen` which
    words it says; `is_wish` where a customer only told the bot what they want of it."""

    touch_id: int
    at: datetime | None
    zone: str
    what: str
    account: str
    account_id: int
    state: str
    direction: Literal["in", "out"] = "out"
    who: str = ""
    by: str = ""
    why: str = ""
    medium: str = "channel"
    seen: str = ""
    words: str = ""
    note: str = ""
    is_wish: bool = False


def when(at: datetime, zone: str) -> str:
    """Wed 25 Nov 10:10 Berlin"""
    return f"{moment_words(at, zone)} {place_words(zone)}"


def when_for_both(at: datetime, zone: str, ours: str) -> str:
    """Their time, and ours where the two clocks differ."""
    theirs = when(at, zone)
    if moment_words(at, zone) == moment_words(at, ours):
        return theirs
    return f"{theirs} ({moment_words(at, ours)} {place_words(ours)})"


def ago_words(span: timedelta) -> str:
    """3 days ago; just now."""
    return f"{span_words(span)} ago" if span >= timedelta(minutes=1) else "just now"


def capped(things: Sequence[T], most: int) -> tuple[Sequence[T], str]:
    """The first `most`, and "and 3 more" when there are more."""
    rest = len(things) - most
    return things[:most], f"and {rest} more" if rest > 0 else ""


def listed(lines: Sequence[Text], most: int = 10) -> tuple[Part, ...]:
    """A list of at most so many lines and how many more there are; nothing for no lines."""
    if not lines:
        return ()
    some, more = capped(lines, most)
    return (Bullets((*some, text(Run(more, italic=True))) if more else tuple(some)),)


def joined(*parts: str) -> str:
    """Acme · Dana · Wed 25 Nov 10:10 Berlin"""
    return " · ".join(part for part in parts if part)


def excerpt(words: str, longest: int = 160) -> str:
    """The beginning, on one line, cut between words."""
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]} …"


def page(*groups: Part | tuple[Part, ...]) -> Message:
    """Parts and groups of parts, in order; empty groups leave no trace."""
    return Message(tuple(part for group in groups for part in (group if isinstance(group, tuple) else (group,))))
