"""Themes as colleagues see them: all of them, with what waits to be confirmed. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from content.pages.lines import capped, excerpt, joined, page
from content.pages.moments import counted, day_words
from content.pages.moments import listed as and_more
from outreach.messages import (
    Button,
    Buttons,
    Choice,
    Heading,
    Message,
    Part,
    Refresh,
    Run,
    buttons,
    paragraph,
    text,
)

_MOST, _MOST_SUGGESTED = 12, 6
# What a choice can hold on every platform.
_OPTION, _MOST_OPTIONS = 70, 50
Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ThemeLine:
    """`arr` is "" where none is known; `trend` the rule's figures, "" where it is none; `with_whom` the department and
    how it stands there; `unconfirmed`: how many suggestions wait."""

    theme_id: int
    name: str
    state: str
    accounts: tuple[str, ...]
    arr: str = ""
    last_on: date | None = None
    trend: str = ""
    with_whom: str = ""
    unconfirmed: int = 0

    @property
    def values(self) -> dict[str, str]:
        return {"theme": str(self.theme_id)}


@dataclass(frozen=True)
class Suggested:
    """A message that may belong to a theme; `shared` are the words that say so. `is_first`: no message of that theme
    is confirmed yet, so that the question is whether these are the same."""

    member_id: int
    theme: str
    account: str
    words: str
    on: date
    shared: tuple[str, ...] = ()
    is_first: bool = False


@dataclass(frozen=True)
class ThemesPage:
    """`alone`: messages in no theme, for a choice."""

    lines: tuple[ThemeLine, ...]
    suggested: tuple[Suggested, ...] = ()
    done: tuple[ThemeLine, ...] = ()
    alone: Options = ()


def themes_page(seen: ThemesPage) -> Message:
    known = [line for line in seen.lines if line.accounts]
    some, more = capped(known, _MOST)
    return page(
        Heading(text(counted(len(known), "theme") if known else "No theme is confirmed")),
        () if seen.lines else (paragraph("What customers ask for and complain about is compared as it comes in."),),
        *(part for line in some for part in _line(line)),
        (paragraph(Run(more, italic=True)),) if more else (),
        *to_confirm(seen.suggested),
        *_done(seen.done),
        *((_begin(seen.alone),) if seen.alone else ()),
        Refresh("theme.list"),
    )


def _line(line: ThemeLine) -> Iterator[Part]:
    trend = (Run("TREND ", bold=True),) if line.trend else ()
    who = f"{counted(len(line.accounts), 'account')}: {and_more(list(line.accounts))}"
    last = f"last {day_words(line.last_on)}" if line.last_on else ""
    waiting = f"{line.unconfirmed} to confirm" if line.unconfirmed else ""
    told = joined(who, line.arr, line.trend, last, line.with_whom, waiting)
    yield paragraph(*trend, Run(line.name, bold=True), f" · {told}")
    yield buttons(Button("Open", "theme.open", line.values))


def to_confirm(suggested: Sequence[Suggested]) -> Iterator[Part]:
    if not suggested:
        return
    yield paragraph(Run("Is it the same thing?", bold=True))
    some, more = capped(suggested, _MOST_SUGGESTED)
    for one in some:
        yield from suggestion_parts(one)
    if more:
        yield paragraph(Run(more, italic=True))


def suggestion_parts(one: Suggested) -> Iterator[Part]:
    words = f"“{excerpt(one.words, 140)}”" if one.words else "its words are not kept"
    shared = f"both say {', '.join(one.shared)}" if one.shared else ""
    told = joined(day_words(one.on), words, f"like “{one.theme}”", shared)
    yield paragraph(Run(one.account, bold=True), f" · {told}")
    values = {"member": str(one.member_id)}
    yield buttons(
        Button("Same thing", "theme.same", values, "primary"),
        Button("Not the same", "theme.different", values),
        Button("New theme", "theme.new", values),
    )


def _done(lines: Sequence[ThemeLine]) -> Iterator[Part | tuple[Part, ...]]:
    if lines:
        yield paragraph(Run("Done lately", bold=True))
        options = tuple((str(line.theme_id), excerpt(line.name, _OPTION)) for line in lines)
        yield buttons(Choice("Open one that is done …", "theme.open", options))


def _begin(alone: Options) -> Buttons:
    return buttons(Choice("New theme from …", "theme.new", cut(alone)))


def cut(options: Options) -> Options:
    """As many, and as long, as a choice holds on every platform."""
    return tuple((value, excerpt(label, _OPTION)) for value, label in options[:_MOST_OPTIONS])
