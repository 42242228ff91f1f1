"""A complaint as colleagues read it: the alert, and all of it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from content.pages.glance import Glance, glance_parts
from content.pages.lines import excerpt, joined, page, when
from content.pages.moments import span_words
from content.pages.noticed import KINDS, Found, also_noticed
from outreach.desk.complaints import NONE_AFTER_ALL, Stage
from outreach.messages import (
    Button,
    Fields,
    Heading,
    Message,
    Part,
    Quote,
    Refresh,
    Run,
    Text,
    buttons,
    paragraph,
    text,
)

_LONGEST = 600
_A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class ComplaintLine:
    """One complaint in short. `who` is "Dana Whitfield in #ext-acme"; `words` are "" where none are kept; `owner` has
    it; `because` says why it was closed."""

    complaint_id: int
    account: str
    stage: Stage
    opened_at: datetime
    who: str = ""
    words: str = ""
    owner: str = ""
    because: str = ""


@dataclass(frozen=True)
class Closed:
    """What was said when it was closed; `asked` says what came of the question whether it is right now."""

    at: datetime
    by: str = ""
    root_cause: str = ""
    department: str = ""
    made_right: str = ""
    prevents: str = ""
    minutes: int | None = None
    asked: str = ""


@dataclass(frozen=True)
class ComplaintPage:
    """`sign` is the rule that noticed it, "" where a colleague put it on record; `lapses_at`: until when somebody has
    to confirm it; `told_because`: why a manager hears of it; `goodwill` are lines; `zone` is the reader's. `can_draft`:
    it was said in a channel, so that it can be answered there; `reopened`: how often it came back, and `latest` the
    words with which it did; `also`: what else was noticed in the same message; `is_held_longer`: another one holds on
    beyond it."""

    line: ComplaintLine
    account_id: int
    now: datetime
    zone: str
    glance: Glance
    kind: str = "complaint"
    sign: str = ""
    touch_id: int | None = None
    can_draft: bool = False
    lapses_at: datetime | None = None
    confirmed_by: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    goodwill: tuple[str, ...] = ()
    closed: Closed | None = None
    reopened: int = 0
    told_because: tuple[str, ...] = ()
    also: tuple[Found, ...] = ()
    latest: str = ""
    is_held_longer: bool = False

    @property
    def values(self) -> dict[str, str]:
        return {"complaint": str(self.line.complaint_id)}


def alert_page(seen: ComplaintPage) -> Message:
    """What interrupts somebody: their words first, then what they need to act on them."""
    title = "It is not right yet" if seen.reopened else "Contempt" if seen.kind == "contempt" else "Complaint"
    title += "".join(f", and {KINDS[one.kind]}" for one in seen.also)
    return page(
        Heading(text(f"{title}: {seen.line.account}")),
        *_latest(seen),
        *_words(seen),
        *(part for one in seen.also for part in also_noticed(one)),
        *_why_you(seen),
        *glance_parts(seen.glance),
        paragraph(_meanwhile(seen)),
        *_controls(seen, is_alert=True),
    )


def complaint_page(seen: ComplaintPage) -> Message:
    line = seen.line
    return page(
        Heading(text(f"{'Contempt' if seen.kind == 'contempt' else 'Complaint'}: {line.account}")),
        *_words(seen),
        Fields(tuple(_pairs(seen))),
        *_closed(seen),
        *glance_parts(seen.glance),
        paragraph(_meanwhile(seen)),
        *_controls(seen),
        Refresh("complaint.open", seen.values),
    )


def _latest(seen: ComplaintPage) -> Iterator[Part]:
    if seen.latest:
        yield paragraph("They write now:")
        yield Quote(text(excerpt(seen.latest, _LONGEST)))


def _words(seen: ComplaintPage) -> Iterator[Part]:
    line = seen.line
    where = f"{line.who}, {when(line.opened_at, seen.zone)}"
    if line.words:
        yield paragraph(where, ":")
        yield Quote(text(excerpt(line.words, _LONGEST)))
    else:
        yield paragraph(where, ". Their words are not kept.")
    if seen.sign:
        yield paragraph(Run(f"Noticed because of: {seen.sign}", italic=True))


def _why_you(seen: ComplaintPage) -> Iterator[Part]:
    if seen.told_because:
        yield paragraph("You are told because ", Run(joined(*seen.told_because), bold=True), ".")


def _pairs(seen: ComplaintPage) -> Iterator[tuple[str, Text]]:
    line = seen.line
    confirmed = f", confirmed by {seen.confirmed_by}" if seen.confirmed_by else ""
    back = f", came back {seen.reopened} ×" if seen.reopened else ""
    yield "State", text(f"{line.stage}{confirmed}{back}")
    yield "With", text(line.owner or "nobody")
    yield "First answer", text(_answered(seen))
    if seen.goodwill:
        yield "Goodwill", text(joined(*seen.goodwill))


def _answered(seen: ComplaintPage) -> str:
    if seen.answered_at is None:
        waited = seen.now - seen.line.opened_at
        return f"none, for {span_words(waited)}" if waited >= _A_MINUTE else "none yet"
    took = f"after {span_words(seen.answered_at - seen.line.opened_at)}"
    return f"{took}, by {seen.answered_by}" if seen.answered_by else took


def _closed(seen: ComplaintPage) -> Iterator[Part]:
    if seen.closed is None:
        return
    told = seen.closed
    by = f" by {told.by}" if told.by else ""
    yield paragraph(Run(f"Closed{by}, {when(told.at, seen.zone)}", bold=True), f": {seen.line.because}.")
    pairs = (
        ("Root cause", told.root_cause),
        ("Department", told.department),
        ("Made right", told.made_right),
        ("Next time", told.prevents),
        ("Took", f"{told.minutes} min" if told.minutes is not None else ""),
        ("Is it right now?", told.asked),
    )
    if given := tuple((label, text(words)) for label, words in pairs if words):
        yield Fields(given)


def _meanwhile(seen: ComplaintPage) -> str:
    match seen.line.stage:
        case Stage.UNCONFIRMED:
            until = f" until {when(seen.lapses_at, seen.zone)}" if seen.lapses_at else ""
            if seen.is_held_longer:
                ends = (
                    f"This one ends{until.replace(' until', ' by itself', 1)}" if until else "This one ends by itself"
                )
                held = "Nothing cheerful reaches them: another complaint of theirs is open."
                return f"{held} {ends} unless somebody says that it is a complaint."
            return f"Nothing cheerful reaches them{until}, and no longer unless somebody says that it is a complaint."
        case Stage.OPEN:
            return "Nothing cheerful reaches them until it is closed."
        case Stage.UNDECIDED:
            return "Shares still wait: they go on when somebody says so."
        case Stage.OVER:
            return "It holds nothing back."


def _controls(seen: ComplaintPage, *, is_alert: bool = False) -> Iterator[Part]:
    stage = seen.line.stage
    more = (Button("Complaint", "complaint.open", seen.values),) if is_alert and stage is Stage.OPEN else ()
    account = Button("Account", "account.open", {"account": str(seen.account_id)})
    opens = (account,) if is_alert else (account, Button("All complaints", "complaint.list"))
    match stage:
        case Stage.UNCONFIRMED:
            yield buttons(*_draft(seen), *confirm_buttons(seen.values), *opens)
        case Stage.OPEN:
            yield buttons(*_draft(seen), *_request(seen), *_mending(seen), *more, *opens)
        case Stage.UNDECIDED:
            yield buttons(*decision_buttons(seen.values), *_heard(seen), *opens)
        case Stage.OVER:
            yield buttons(*_heard(seen), *opens)


def _draft(seen: ComplaintPage) -> Sequence[Button]:
    if not seen.can_draft:
        return ()
    values = {"touch": str(seen.touch_id), "as": "acknowledgement"}
    return (Button("Draft an acknowledgement", "reply.open", values, "primary"),)


def _request(seen: ComplaintPage) -> Sequence[Button]:
    values = {"touch": str(seen.touch_id)}
    return (Button("Make it a request", "request.open", values),) if seen.touch_id else ()


def _mending(seen: ComplaintPage) -> Sequence[Button]:
    return (Button("Goodwill", "goodwill.give", seen.values), Button("Close", "complaint.close", seen.values))


def _heard(seen: ComplaintPage) -> Sequence[Button]:
    """A colleague may hear elsewhere whether it is right."""
    was_one = seen.line.because not in NONE_AFTER_ALL
    return verdict_buttons(seen.values) if was_one and not (seen.closed and seen.closed.asked == "yes") else ()


def confirm_buttons(values: dict[str, str]) -> Sequence[Button]:
    return (
        Button("It is a complaint", "complaint.confirm", values),
        Button("No complaint", "complaint.dismiss", values),
    )


def decision_buttons(values: dict[str, str]) -> Sequence[Button]:
    """What a person decides once it is closed."""
    return (
        Button("Resume shares", "complaint.resume", values),
        Button("Not yet (ask me in a week)", "complaint.not_yet", values),
    )


def verdict_buttons(values: dict[str, str]) -> Sequence[Button]:
    """For a colleague who asked them in person."""
    return (
        Button("They say it is right", "complaint.verdict", {**values, "right": "yes"}),
        Button("It is not right", "complaint.verdict", {**values, "right": "no"}),
    )
