"""What a department reads about a theme in its own channel: the card, the question how it goes, a nudge. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from content.pages.lines import excerpt, joined, listed, page
from content.pages.moments import counted, day_words
from content.pages.moments import listed as and_more
from content.pages.theme import noted_for_them
from outreach.messages import (
    Button,
    Buttons,
    Choice,
    Fields,
    Heading,
    Message,
    Part,
    Run,
    Text,
    buttons,
    paragraph,
    text,
)
from outreach.models.themes import ThemeState

_MOST_NAMES, _MOST_WORDS = 8, 3


@dataclass(frozen=True)
class Card:
    """`by` handed it over with a `note`; `words` are what customers said, without what they said in private; `others`
    are the departments (slug, name) that it could be passed on to; `answered` is who answered last, and how."""

    theme_id: int
    name: str
    state: str
    department: str
    by: str
    accounts: tuple[str, ...]
    arr: str
    figures: str
    first_on: date | None = None
    last_on: date | None = None
    note: str = ""
    words: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    plan: str = ""
    plan_on: date | None = None
    answered: str = ""
    root_cause: str = ""

    @property
    def values(self) -> dict[str, str]:
        return {"theme": str(self.theme_id)}


def card(seen: Card) -> Message:
    return page(
        Heading(text(seen.name)),
        paragraph(f"{seen.by} hands this over to {seen.department}", f": {seen.note}" if seen.note else "."),
        Fields(tuple(_pairs(seen))),
        *_words(seen.words),
        *((paragraph(Run(seen.answered, bold=True)),) if seen.answered else ()),
        *_controls(seen),
    )


def _pairs(seen: Card) -> Iterator[tuple[str, Text]]:
    yield "Accounts", text(f"{len(seen.accounts)}: {and_more(list(seen.accounts), _MOST_NAMES)}")
    yield "ARR affected", text(seen.arr or "not known")
    yield "How often", text(seen.figures)
    if seen.first_on and seen.last_on:
        yield "First and last seen", text(f"{day_words(seen.first_on)}, {day_words(seen.last_on)}")
    if seen.plan and seen.plan_on:
        yield "Plan", text(f"{seen.plan}, by {day_words(seen.plan_on)}")
    if seen.root_cause:
        yield "Root cause", text(seen.root_cause)


def _words(words: Sequence[str]) -> Iterator[Part | tuple[Part, ...]]:
    if words:
        yield paragraph(Run("What they say", bold=True))
        yield listed([text(f"“{excerpt(one, 200)}”") for one in words[:_MOST_WORDS]])


def _controls(seen: Card) -> Iterator[Buttons]:
    controls: list[Button | Choice] = list(noted_for_them(seen.state, seen.values))
    if seen.others and seen.state in (ThemeState.HANDED_OVER, ThemeState.ACCEPTED):
        controls.append(Choice("Not ours: it is for …", "theme.pass_on", seen.others, seen.values))
    if controls:
        yield buttons(*controls)


def question(seen: Card, today: date) -> Message:
    """How it goes: before its date, at it, and each day after."""
    return page(
        paragraph(Run(f"How does it go: {seen.name}?", bold=True), f" {joined(seen.plan, _when(seen.plan_on, today))}"),
        *_controls(seen),
    )


def _when(plan_on: date | None, today: date) -> str:
    if plan_on is None:
        return ""
    if plan_on < today:
        return f"{counted((today - plan_on).days, 'day')} late"
    return "due today" if plan_on == today else f"by {day_words(plan_on)}"


def nudge(seen: Card, by: str = "") -> Message:
    """Once by itself, again when a manager asks. `by` is that manager."""
    who = f"{by} asks" if by else "Still open"
    waits = "nobody has said how it goes" if seen.state == ThemeState.PLANNED else _WAITS[seen.state]
    customers = counted(len(seen.accounts), "customer")
    return page(paragraph(Run(f"{who}: {seen.name}.", bold=True), f" {customers} wait, and {waits}."), *_controls(seen))


_WAITS: Mapping[str, str] = {
    ThemeState.HANDED_OVER: "nobody has accepted it",
    ThemeState.ACCEPTED: "nobody has said what is planned, and by when",
}


def passed_on(name: str, who: str, to: str) -> Message:
    """What is left of the card where it does not belong."""
    return page(paragraph(Run(name, bold=True), f": {who} passed it on to {to}."))


def taken_back(name: str, who: str) -> Message:
    return page(paragraph(Run(name, bold=True), f": {who} took it back. Nothing needs doing."))
