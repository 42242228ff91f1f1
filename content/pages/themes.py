"""Themes as colleagues see them: all of them with what waits to be confirmed, and one in full. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from content.pages.lines import capped, excerpt, joined, listed, page
from content.pages.moments import counted, day_words
from content.pages.moments import listed as and_more
from outreach.desk.themes import may
from outreach.messages import (
    Button,
    Buttons,
    Choice,
    Fields,
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
from outreach.models.themes import ThemeState

_BARS = "▁▂▃▄▅▆▇█"
_MOST, _MOST_SUGGESTED, _MOST_NAMES = 12, 6, 6
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
        *_to_confirm(seen.suggested),
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


def _to_confirm(suggested: Sequence[Suggested]) -> Iterator[Part]:
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


@dataclass(frozen=True)
class MemberLine:
    """`value` is what a choice sends ("request:12"); `told` is what became of telling them once the theme is done."""

    value: str
    account: str
    on: date
    words: str
    is_over: bool = False
    told: str = ""


@dataclass(frozen=True)
class Bearing:
    """What it does to how customers see us, as far as anything is known. `scores`: of the accounts affected, those
    that have one; `before` and `since`: their complaints in the `days` before it was first seen, and since."""

    scores: tuple[int, ...]
    accounts: int
    before: int
    since: int
    days: int = 30
    after_done: int | None = None


@dataclass(frozen=True)
class ThemePage:
    """`minutes` is what handling took, of the `timed` messages that say so; `weekly` counts messages, oldest first, the
    last week ending on `until`; `now_rate` says how it stands by the rule now."""

    line: ThemeLine
    members: tuple[MemberLine, ...]
    bearing: Bearing
    first_on: date | None
    until: date
    weekly: tuple[int, ...]
    now_rate: str
    minutes: int = 0
    timed: int = 0
    suggested: tuple[Suggested, ...] = ()
    plan: str = ""
    plan_on: date | None = None
    progress: str = ""
    root_cause: str = ""
    card: str = ""
    item: str = ""
    item_id: int | None = None
    others: Options = ()
    alone: Options = ()
    departments: bool = False
    untold: int = 0
    asks: str = ""
    may_nudge: bool = False


def theme_page(seen: ThemePage) -> Message:
    line = seen.line
    return page(
        Heading(text(line.name)),
        *((paragraph(Run(f"TREND: {line.trend}", bold=True)),) if line.trend else ()),
        Fields(tuple(_pairs(seen))),
        paragraph(bars(seen.weekly, seen.until)),
        paragraph(_bearing(seen.bearing)),
        *_members(seen),
        *_to_confirm(seen.suggested),
        *_controls(seen),
        Refresh("theme.open", line.values),
    )


def _pairs(seen: ThemePage) -> Iterator[tuple[str, Text]]:
    line = seen.line
    yield "State", text(joined(line.state, line.with_whom))
    yield (
        "Accounts",
        text(f"{len(line.accounts)}: {and_more(list(line.accounts), _MOST_NAMES)}" if line.accounts else "0"),
    )
    yield "ARR affected", text(line.arr or "not known")
    if seen.first_on and line.last_on:
        yield "First and last seen", text(f"{day_words(seen.first_on)}, {day_words(line.last_on)}")
    yield "Handling", text(_cost(seen))
    yield "By the rule now", text(seen.now_rate)
    if seen.plan:
        by = f" by {day_words(seen.plan_on)}" if seen.plan_on else ""
        yield "Plan", text(joined(f"{seen.plan}{by}", seen.progress))
    if seen.root_cause:
        yield "Root cause", text(seen.root_cause)
    if seen.item:
        yield "Help item", text(seen.item)
    if seen.card:
        yield "Card", text(joined(seen.card, f"ask {seen.asks}" if seen.asks else ""))


def _cost(seen: ThemePage) -> str:
    of = f"{counted(seen.timed, 'message')} of {len(seen.members)}"
    return f"{seen.minutes} min, from {of}" if seen.timed else "nobody has put any minutes on record"


def bars(weekly: Sequence[int], until: date) -> str:
    """Messages a week, the last to Tue 24 Nov: ▁▁▄█ (0, 0, 2, 4)"""
    most = max(weekly, default=0)
    drawn = "".join(_BARS[(count * (len(_BARS) - 1) + most - 1) // most if most else 0] for count in weekly)
    return f"Messages a week, the last to {day_words(until)}: {drawn} ({', '.join(str(count) for count in weekly)})"


def _bearing(known: Bearing) -> str:
    mean = f"{sum(known.scores) / len(known.scores):.1f}".removesuffix(".0") if known.scores else ""
    score = f"{mean} of 5 now ({len(known.scores)} of {known.accounts} scored)" if mean else "not scored"
    complaints = f"{known.before} in the {known.days} days before it was first seen, {known.since} since"
    after = f", {known.after_done} since it is done" if known.after_done is not None else ""
    unknown = "What they would say in a survey, before and after, is not known: none has been asked."
    return f"Relationship: {score}. Complaints of these accounts: {complaints}{after}. {unknown}"


def _members(seen: ThemePage) -> Iterator[Part | tuple[Part, ...]]:
    if seen.members:
        yield paragraph(Run(counted(len(seen.members), "message"), bold=True))
        yield listed([_member(one) for one in seen.members], _MOST)


def _member(one: MemberLine) -> Text:
    words = f"“{excerpt(one.words, 120)}”" if one.words else "its words are not kept"
    state = "closed" if one.is_over else "open"
    return text(Run(one.account, bold=True), f" · {joined(day_words(one.on), words, state, one.told)}")


def _controls(seen: ThemePage) -> Iterator[Buttons]:
    line = seen.line
    yield buttons(*_steps(seen))
    if chosen := tuple(_choices(seen)):
        yield buttons(*chosen)
    yield buttons(*_more(line), Button("All themes", "theme.list"))


def _steps(seen: ThemePage) -> Iterator[Button]:
    """What comes next. What a department says in person, a colleague may note in its place."""
    line, is_real = seen.line, bool(seen.line.accounts)
    if is_real and seen.departments and may("hand over", line.state):
        yield Button("Hand over", "theme.hand_over", line.values, "primary")
    yield from noted_for_them(line.state, line.values)
    if is_real and line.state == ThemeState.OPEN:
        yield Button("Done", "theme.done", line.values)
    if seen.may_nudge:
        yield Button("Nudge", "theme.nudge", line.values)
    if seen.untold:
        yield Button(f"Tell {counted(seen.untold, 'account')}", "theme.tell", line.values, "primary")
    if seen.item_id is not None:
        yield Button("See the help item", "item.open", {"item": str(seen.item_id)})
    elif is_real:
        yield Button("Write a help item", "theme.write", line.values)


def noted_for_them(state: str, values: dict[str, str]) -> Iterator[Button]:
    """What a department answers, as it stands in its channel and on the page."""
    if may("accept", state):
        yield Button("Accept", "theme.accept", values, "primary")
    if state == ThemeState.ACCEPTED:
        yield Button("Say the plan", "theme.plan", values, "primary")
    if may("progress", state):
        yield Button("Still on track", "theme.on_track", values)
        yield Button("New date", "theme.plan", values)
    if state in (ThemeState.ACCEPTED, ThemeState.PLANNED):
        yield Button("Done", "theme.done", values)


def _choices(seen: ThemePage) -> Iterator[Choice]:
    values = seen.line.values
    if seen.members:
        options = tuple((one.value, joined(one.account, one.words)) for one in seen.members)
        yield Choice("Open a message …", "theme.see", cut(options), values)
    if seen.alone and seen.line.state not in (ThemeState.DONE, ThemeState.SET_ASIDE):
        yield Choice("Add a message …", "theme.add", cut(seen.alone), values)
    if seen.others and may("merge", seen.line.state):
        yield Choice("Merge into …", "theme.merge", cut(seen.others), values)


def _more(line: ThemeLine) -> Iterator[Button]:
    yield Button("Name it", "theme.name", line.values)
    if may("set aside", line.state):
        yield Button("Set aside", "theme.set_aside", line.values)


def trend_news(name: str, figures: str, yours: Sequence[str], values: dict[str, str]) -> Message:
    """What whoever looks after an affected account is told, once."""
    return page(
        paragraph(Run("Trend: ", bold=True), Run(name, bold=True), f". {figures}. Yours: {and_more(list(yours), 5)}."),
        buttons(Button("Open", "theme.open", values), Button("All themes", "theme.list")),
    )


@dataclass(frozen=True)
class Told:
    """One draft for an affected account of the reader's; `draft_id` None where they have to be told in person."""

    account: str
    draft_id: int | None
    why_not: str = ""


def done_news(name: str, done: str, drafts: Sequence[Told], values: dict[str, str]) -> Message:
    """To whoever looks after them, all of theirs together."""
    some, more = capped(drafts, _MOST)
    return page(
        paragraph(Run(name, bold=True), f" is done: {done}"),
        paragraph(f"{counted(len(drafts), 'customer')} of yours should hear it from you. Nothing goes without you."),
        *(_draft(one) for one in some),
        (paragraph(Run(more, italic=True)),) if more else (),
        buttons(Button("Open the theme", "theme.open", values)),
    )


def _draft(one: Told) -> tuple[Part, ...]:
    if one.draft_id is None:
        return (paragraph(Run(one.account, bold=True), f": tell them yourself, since {one.why_not}."),)
    see = Button("See the draft", "reply.show", {"draft": str(one.draft_id)})
    return (paragraph(Run(one.account, bold=True)), buttons(see))
