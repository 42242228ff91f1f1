"""How customers want to be written to, and how what we wrote was received, as colleagues see it: pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from content.pages.lines import excerpt, joined, listed, page
from content.pages.moments import date_words
from outreach.ledger.terms import Term, what
from outreach.messages import Button, Choice, Heading, Message, Part, Refresh, Run, Text, buttons, paragraph, text

# What a choice can hold on every platform.
_MOST_OPTIONS, _OPTION = 25, 70
_MOST = 12
_FOUND: Mapping[str, str] = {
    "useful": "found {what} useful",
    "not_for_us": "said that {what} is not for them",
    "less": "wanted fewer messages after {what}",
    "person": "wanted to talk to somebody after {what}",
    "reaction": "reacted to {what} with {emoji}",
}


@dataclass(frozen=True)
class PreferenceLine:
    """One in force: `term` says whose; `said_by` on whose word, `written_by` a colleague or "" for their own words."""

    preference_id: int
    term: Term
    said_by: str
    on: date
    written_by: str = ""


@dataclass(frozen=True)
class ReceptionLine:
    """`who` said it of the message called `what`, on that day; `emoji` of a reaction."""

    who: str
    kind: str
    what: str
    on: date
    emoji: str = ""


@dataclass(frozen=True)
class Undecided:
    """One person's less, while the others are asked: what to do about it, as presses."""

    words: str
    presses: tuple[Button, ...]


@dataclass(frozen=True)
class TermsPage:
    account: str
    account_id: int
    lines: tuple[PreferenceLine, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    received: tuple[ReceptionLine, ...] = ()
    command: str = "/cs"


def terms_page(shown: TermsPage) -> Message:
    return page(
        Heading(text(f"{shown.account}: on their terms")),
        *_undecided(shown.undecided),
        *_preferences(shown),
        *_received(shown.received),
        paragraph("Note more: ", Run(f"{shown.command} prefer {shown.account} not on Mondays", code=True)),
        Refresh("preference.open", {"account": str(shown.account_id)}),
    )


def _undecided(undecided: Sequence[Undecided]) -> Iterator[Part]:
    for one in undecided:
        yield paragraph(Run("Ask the others", bold=True), f": {one.words}")
        yield buttons(*one.presses)


def _preferences(shown: TermsPage) -> Iterator[Part | tuple[Part, ...]]:
    if not shown.lines:
        yield paragraph("They have told us nothing yet of how they want to be written to.")
        return
    yield listed([text(line) for line in preference_lines(shown.lines)], _MOST)
    options = tuple((str(one.preference_id), excerpt(_wants(one), _OPTION)) for one in shown.lines[:_MOST_OPTIONS])
    yield buttons(Choice("End …", "preference.end", options))


def preference_lines(lines: Sequence[PreferenceLine]) -> Sequence[str]:
    """Dana Whitfield: no Mondays (their own words, 24 Nov)"""
    return [f"{_wants(one)} ({_source(one)}, {date_words(one.on)})" for one in lines]


def _wants(one: PreferenceLine) -> str:
    return f"{one.term.who}: {what(one.term.kind, one.term.value)}"


def _source(one: PreferenceLine) -> str:
    return f"written down by {one.written_by}" if one.written_by else f"{one.said_by}'s own words"


def _received(received: Sequence[ReceptionLine]) -> Iterator[Part | tuple[Part, ...]]:
    if received:
        yield paragraph(Run("What they made of our messages", bold=True))
        yield listed([text(line) for line in reception_lines(received)], _MOST)


def reception_lines(received: Sequence[ReceptionLine]) -> Sequence[str]:
    """Dana found “Close checklist” useful (24 Nov)"""
    return [f"{one.who} {_found(one)} ({date_words(one.on)})" for one in received]


def _found(one: ReceptionLine) -> str:
    return _FOUND.get(one.kind, "answered {what}").format(what=one.what, emoji=one.emoji)


def received_line(useful: int, not_for_us: int, reactions: int, replies: int) -> str:
    """3 useful · 1 not for us · 2 reactions; "" where nobody has said anything."""
    return joined(
        f"{useful} found it useful" if useful else "",
        f"{not_for_us} said not for us" if not_for_us else "",
        f"{reactions} reacted" if reactions else "",
        f"{replies} answered" if replies else "",
    )


def kept(words: str) -> Text:
    return text(Run("Noted.", bold=True), f" {words}")
