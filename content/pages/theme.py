"""One theme in full: whom it affects, since when, what it costs, and what comes next. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from content.pages.lines import excerpt, joined, listed, page
from content.pages.moments import counted, day_words
from content.pages.moments import listed as and_more
from content.pages.themes import Options, Suggested, ThemeLine, cut, to_confirm
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
_MOST, _MOST_NAMES = 12, 6


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
        *to_confirm(seen.suggested),
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
