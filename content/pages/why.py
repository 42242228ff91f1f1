"""Why an account did or did not hear from us: what was sent, what is next, what was held back and by which rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from content.pages.lines import ContactLine, ago_words, joined, listed, page, when, when_for_both
from content.pages.moments import counted, date_words, day_words
from outreach.messages import Button, Heading, Message, Part, Refresh, Run, Text, buttons, paragraph, text
from outreach.worktime import zones


@dataclass(frozen=True)
class ComingLine:
    """`decides` says who or what it still waits for; `rests_on` are facts in words, with their source."""

    line: ContactLine
    decides: str
    rests_on: tuple[str, ...] = ()
    deadline_at: datetime | None = None


@dataclass(frozen=True)
class HeldLine:
    """A turn that led to nothing. `until` None: until something changes."""

    decision_id: int
    rhythm: str
    code: str
    words: str
    since: datetime
    count: int
    until: datetime | None = None


@dataclass(frozen=True)
class InForce:
    """A stated reason not to contact; `scope` says where it holds when that is not everywhere."""

    hold_id: int
    code: str
    words: str
    placed_by: str
    placed_at: datetime
    until: datetime | None = None
    scope: str = ""


@dataclass(frozen=True)
class LookLine:
    """When a rhythm looks at this account again."""

    rhythm: str
    about: str
    at: datetime


@dataclass(frozen=True)
class Explanation:
    """Everything there is to say about one account; `zone` is theirs, `ours` the reader's. `told_on`: the last day on
    which they told us something, before there was a ledger."""

    account_id: int
    account: str
    now: datetime
    zone: str
    ours: str
    csm: str
    spoke: ContactLine | None = None
    told_on: date | None = None
    coming: tuple[ComingLine, ...] = ()
    in_force: tuple[InForce, ...] = ()
    held: tuple[HeldLine, ...] = ()
    looks: tuple[LookLine, ...] = ()
    made: tuple[ContactLine, ...] = ()
    ended: tuple[ContactLine, ...] = ()


def why_page(told: Explanation, command: str = "/cs") -> Message:
    return page(
        Heading(text(f"Why: {told.account}")),
        paragraph(_spoke(told)),
        *_section("Next", [_coming(line, told) for line in told.coming]),
        *_section("In force", [_in_force(line, told) for line in told.in_force]),
        *_section("Held back", [_held(line, told) for line in told.held]),
        *_section("Looked at again", [_look(line, told) for line in told.looks]),
        *_section("Sent and said", [made_text(line) for line in told.made]),
        *_section("Proposed and not sent", [_ended(line) for line in told.ended]),
        *_nothing_yet(told, command),
        buttons(Button("Account", "account.open", {"account": str(told.account_id)})),
        Refresh("account.why", {"account": str(told.account_id)}),
    )


def as_json(told: Explanation) -> dict[str, Any]:
    """JSON-ready: moments as ISO 8601 in UTC."""
    plain: dict[str, Any] = _plain(asdict(told))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _section(title: str, lines: Sequence[Text]) -> Iterator[Part | tuple[Part, ...]]:
    if lines:
        yield paragraph(Run(title, bold=True))
        yield listed(lines, 8)


def _spoke(told: Explanation) -> str:
    line = told.spoke
    if line is None or line.at is None:
        before = f"; the last we know of was on {date_words(told.told_on)}" if told.told_on else ""
        return f"No conversation is on record{before}. CSM: {told.csm}."
    ago = ago_words(told.now - line.at)
    whom = (
        f"{line.who or 'Somebody there'} wrote"
        if line.direction == "in"
        else f"{line.by or 'One of us'} spoke with them"
    )
    return f"{whom} on {when(line.at, line.zone)}, {ago}. CSM: {told.csm}."


def _coming(coming: ComingLine, told: Explanation) -> Text:
    line = coming.line
    due = when_for_both(line.at, line.zone, told.ours) if line.at else ""
    because = f"Why: {line.why}. " if line.why else ""
    # A share's reason quotes the fact it rests on; it is not said twice.
    unsaid = [fact for fact in coming.rests_on if fact.partition("”")[0] not in line.why]
    rests = f"Rests on {'; '.join(unsaid)}. " if unsaid else ""
    deadline = f"Lapses {when(coming.deadline_at, told.ours)}. " if coming.deadline_at else ""
    return text(
        Run(joined(line.what, line.who, due), bold=True), f": {coming.decides}. {because}{rests}{deadline}", _id(line)
    )


def _in_force(line: InForce, told: Explanation) -> Text:
    on = zones.local_date(line.placed_at, zones.zone(told.ours))
    until = _until(line.until, told, "until somebody ends it")
    return text(Run(line.words, bold=True), f"{line.scope}, {until}. {line.placed_by}, {date_words(on)}.")


def _held(line: HeldLine, told: Explanation) -> Text:
    since = date_words(zones.local_date(line.since, zones.zone(told.ours)))
    until = _until(line.until, told, "until something changes")
    return text(
        Run(line.rhythm, bold=True),
        f": {line.words}. Since {since}, asked {counted(line.count, 'time')}, {until}. ",
        Run(f"[{line.code}]", code=True),
    )


def _until(until: datetime | None, told: Explanation, forever: str) -> str:
    return f"until {when(until, told.ours)}" if until else forever


def _look(line: LookLine, told: Explanation) -> Text:
    on = zones.local_date(line.at, zones.zone(told.ours))
    return text(Run(line.rhythm, bold=True), f": {'now' if line.at <= told.now else day_words(on)}. {line.about}.")


def made_text(line: ContactLine) -> Text:
    """A contact that happened: who, when, what."""
    at = when(line.at, line.zone) if line.at else ""
    whom = f"from {line.who}" if line.direction == "in" and line.who else f"to {line.who}" if line.who else ""
    ours = f"by {line.by}" if line.by and line.direction == "out" else ""
    why = f". Why: {line.why}" if line.why else ""
    return text(
        Run(at, bold=True), f" {joined(line.what, whom, ours, line.note)}{why}", Run(f" #{line.touch_id}", code=True)
    )


def _ended(line: ContactLine) -> Text:
    at = f"was due {when(line.at, line.zone)}" if line.at else ""
    return text(Run(line.state, bold=True), f": {joined(line.what, line.who, at, line.note)} ", _id(line))


def _id(line: ContactLine) -> Run:
    return Run(f"#{line.touch_id}", code=True)


def _nothing_yet(told: Explanation, command: str) -> tuple[Part, ...]:
    if told.coming or told.held or told.made or told.looks:
        return ()
    return (
        paragraph(
            "Nothing was sent, planned or held back yet. Begin with ",
            Run(f"{command} share {told.account}", code=True),
            " or ",
            Run(f"{command} checkin {told.account}", code=True),
            ".",
        ),
    )
