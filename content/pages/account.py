"""Everything a colleague needs to know about one account before they write to it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from content.pages.lines import ContactLine, ago_words, capped, excerpt, joined, listed, page, when
from content.pages.moments import counted, date_words, day_words, money_words
from content.pages.why import ComingLine, Explanation, InForce, made_text
from outreach.messages import (
    Button,
    Choice,
    Fields,
    Footer,
    Heading,
    Message,
    Part,
    Refresh,
    Run,
    Text,
    buttons,
    paragraph,
    text,
)

# What a choice can hold on every platform.
_OPTION = 70
_MOST = 5
_MOST_OPEN = 4


@dataclass(frozen=True)
class FactLine:
    """Something known, with its source in words."""

    fact_id: int
    kind: str
    words: str


@dataclass(frozen=True)
class Place:
    """A channel. `note` says why nothing goes there, if so."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class Profile:
    """The account as the book has it; `renewal_on` and `today` tell how near the renewal is."""

    segment: str
    stage: str
    arr: Decimal | None
    renewal_on: date | None
    today: date
    language: str
    topics: tuple[str, ...] = ()
    relationship: int | None = None
    people: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Section:
    """A room of the desk: what is open there, and what opens it."""

    title: str
    lines: Sequence[Text]
    controls: tuple[Button, ...] = ()


@dataclass(frozen=True)
class AccountPage:
    """`told` is the ledger's side of it; `facts` goals first, then newest first; `command` is what people
    type."""

    told: Explanation
    profile: Profile
    facts: tuple[FactLine, ...] = ()
    sections: tuple[Section, ...] = ()
    command: str = "/cs"


def account_page(shown: AccountPage) -> Message:
    told = shown.told
    return page(
        Heading(text(told.account)),
        Fields(tuple(_fields(shown))),
        *_titled("Not now", [_in_force(line, told) for line in told.in_force]),
        *(part for one in shown.sections for part in _titled(one.title, one.lines, _MOST_OPEN)),
        *_titled("Next", [_coming(line) for line in told.coming]),
        *_titled("What we know", [text(Run(fact.kind, bold=True), f": {fact.words}") for fact in shown.facts], 8),
        *_titled("Lately", [_lately(line) for line in told.made]),
        *_first_steps(shown),
        *_controls(shown),
        Refresh("account.open", {"account": str(told.account_id)}),
    )


def _fields(shown: AccountPage) -> Iterator[tuple[str, Text]]:
    profile, told = shown.profile, shown.told
    yield "Segment", text(joined(profile.segment, profile.stage, _warmth(profile.relationship)))
    yield "CSM", text(told.csm)
    yield "Value", text(joined(money_words(profile.arr) or "not known", _renewal(profile)))
    yield "Local time", text(when(told.now, told.zone))
    yield "People", text(_people(profile.people))
    yield "Channel", text(_places(profile.places, shown.command, told.account))
    yield "Last spoke", text(_spoke(told))
    if profile.topics:
        yield "Topics", text(", ".join(profile.topics))


def _warmth(relationship: int | None) -> str:
    return f"relationship {relationship} of 5" if relationship else ""


def _renewal(profile: Profile) -> str:
    if profile.renewal_on is None:
        return ""
    days = (profile.renewal_on - profile.today).days
    if days < 0:
        return f"renewal was {day_words(profile.renewal_on)}"
    return f"renews in {counted(days, 'day')}"


def _people(people: Sequence[str]) -> str:
    some, more = capped(people, 3)
    return f"{', '.join(some)} {more}".strip() or "nobody is known"


def _places(places: Sequence[Place], command: str, account: str) -> str:
    named = [f"#{one.name}{f' ({one.note})' if one.note else ''}" for one in places]
    return ", ".join(named) or f"none: type “{command} link {account}” in theirs"


def _spoke(told: Explanation) -> str:
    line = told.spoke
    if line is None or line.at is None:
        return f"{date_words(told.told_on)}, as far as we know" if told.told_on else "not on record"
    who = line.who if line.direction == "in" else line.by
    return joined(ago_words(told.now - line.at), who)


def _titled(title: str, lines: Sequence[Text], most: int = _MOST) -> Iterator[Part | tuple[Part, ...]]:
    if lines:
        yield paragraph(Run(title, bold=True))
        yield listed(lines, most)


def _in_force(line: InForce, told: Explanation) -> Text:
    until = f"until {when(line.until, told.ours)}" if line.until else "until somebody ends it"
    return text(f"{line.words}{line.scope}, {until} ({line.placed_by})")


def _coming(coming: ComingLine) -> Text:
    line = coming.line
    return text(joined(line.what, line.who, when(line.at, line.zone) if line.at else ""), f": {coming.decides}")


def _lately(line: ContactLine) -> Text:
    quote = f": “{excerpt(line.words)}”" if line.words and line.direction == "in" else ""
    return (*made_text(line)[:-1], *text(quote))


def _first_steps(shown: AccountPage) -> Iterator[Part]:
    if not shown.facts:
        yield paragraph(
            "Nothing is known about them yet, so nothing can be proposed. Note what they said: ",
            Run(f"{shown.command} remember {shown.told.account} …", code=True),
        )


def _controls(shown: AccountPage) -> Iterator[Part]:
    values = {"account": str(shown.told.account_id)}
    paused = any(line.code == "paused" for line in shown.told.in_force)
    resume = (Button("Resume", "account.resume", values),) if paused else ()
    yield buttons(
        Button("Share", "preview.open", {"what": "share", **values}),
        Button("Check in", "preview.open", {"what": "checkin", **values}),
        Button("I spoke with them", "touch.log", values),
        Button("Why", "account.why", values),
        *resume,
    )
    if rooms := [control for one in shown.sections for control in one.controls]:
        yield buttons(*rooms)
    if choices := list(_choices(shown)):
        yield buttons(*choices)
    yield Footer(text(f"Account {shown.told.account_id}"))


def _choices(shown: AccountPage) -> Iterator[Choice]:
    heard = [line for line in shown.told.made if line.direction == "in" and line.words and not line.is_wish][:_MOST]
    if heard:
        options = tuple((str(line.touch_id), _option(line)) for line in heard)
        yield Choice("Remember this …", "fact.remember", options)
        yield Choice("A kind word …", "mark.kind_word", options)
    if shown.facts:
        known = tuple((str(fact.fact_id), excerpt(fact.words, _OPTION - 3)) for fact in shown.facts[:25])
        yield Choice("Forget …", "fact.forget", known)


def _option(line: ContactLine) -> str:
    return excerpt(f"{line.who}: {line.words}" if line.who else line.words, _OPTION - 3)
