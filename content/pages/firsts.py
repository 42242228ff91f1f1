"""What comes first in a colleague's day: one line each, with what can be done about it at once. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from content.pages.findings import Cooling, Customer, Trouble, Waiting
from content.pages.lines import excerpt
from content.pages.moments import counted, day_words, span_words
from content.pages.promises import PromiseLine, line_buttons
from outreach.desk.promises import Stage
from outreach.messages import Button, Run, Text, text

_QUOTE, _CURE = 90, 200
# What the rest of a kind is listed by, where a page of its own lists it.
Kind = Literal[
    "promise", "waiting", "trouble", "complaint", "notice", "requests", "renewal", "draft", "noticed", "themes"
]
LISTED: tuple[Kind, ...] = ("promise", "complaint", "notice", "requests", "noticed", "themes")


@dataclass(frozen=True)
class First:
    """`kind` is also the command that lists all of them, where one does."""

    kind: Kind
    words: Text
    controls: tuple[Button, ...]


@dataclass(frozen=True)
class ComplaintFirst:
    """`is_over`: closed, and somebody has to say whether shares go on; else nobody has said yet that it is one."""

    complaint_id: int
    account: str
    words: str = ""
    is_over: bool = False


@dataclass(frozen=True)
class NoticeFirst:
    """The next word about bad news is promised by then, told in the reader's words; `is_late`: it is past."""

    notice_id: int
    what: str
    by: str
    is_late: bool = False


@dataclass(frozen=True)
class RequestFirst:
    """`late_for` days beyond the date they were given; None: they were given none, and nobody does anything."""

    request_id: int
    account: str
    words: str = ""
    late_for: int | None = None


@dataclass(frozen=True)
class DraftFirst:
    """Words of the reader's that wait to be sent."""

    draft_id: int
    account: str
    words: str


@dataclass(frozen=True)
class Desk:
    """What the rooms of the desk have for one reader; `noticed` and `suggested` are counts of what is to be judged."""

    promises: Sequence[PromiseLine] = ()
    complaints: Sequence[ComplaintFirst] = ()
    notices: Sequence[NoticeFirst] = ()
    requests: Sequence[RequestFirst] = ()
    drafts: Sequence[DraftFirst] = ()
    noticed: int = 0
    suggested: int = 0

    @property
    def is_pressing(self) -> bool:
        """What only waits to be judged is no reason to write to anybody."""
        is_owed = any(one.stage == Stage.OPEN for one in self.promises)
        return is_owed or bool(self.complaints or self.notices or self.requests or self.drafts)

    @property
    def has_more(self) -> bool:
        """Something to judge."""
        return bool(self.promises or self.noticed or self.suggested)


@dataclass(frozen=True)
class Matters:
    """Everything that may come first, as of now."""

    trouble: Sequence[Trouble] = ()
    waiting: Sequence[Waiting] = ()
    cooling: Sequence[Cooling] = ()
    desk: Desk = field(default_factory=Desk)


def firsts(matters: Matters, now: datetime) -> tuple[First, ...]:
    """What we owe, who waits, what is open, then what could be better: in this order."""
    desk = matters.desk
    asked = [one for one in desk.promises if one.stage == Stage.NOTICED]
    return (
        *(_promise(one) for one in desk.promises if one.stage == Stage.OPEN),
        *(_waiting(one, now) for one in matters.waiting),
        *(_trouble(one) for one in matters.trouble),
        *(_complaint(one) for one in desk.complaints),
        *(_notice(one) for one in desk.notices),
        *(_request(one) for one in desk.requests),
        *(_cooling(one) for one in matters.cooling),
        *(_draft(one) for one in desk.drafts),
        *_to_judge(len(asked), desk.noticed, desk.suggested),
    )


def _promise(one: PromiseLine) -> First:
    """PROMISE, today: “the export fix” to Acme (you, Tue 24 Nov)"""
    days = one.timing.days_left
    if one.is_untold and one.told_on is not None and (days is None or days >= 0):
        state = f"PROMISE moved, they still reckon with {day_words(one.told_on)}"
    elif days is not None and days < 0:
        state = f"PROMISE, LATE {counted(-days, 'day')}"
    else:
        state = "PROMISE, today"
    what = f"“{excerpt(one.words, _QUOTE)}”" if one.words else "what was promised"
    made = f", {day_words(one.made_on)}" if one.made_on else ""
    words = text(Run(state, bold=True), f": {what} to {one.account} ({one.who}{made})")
    return First("promise", words, line_buttons(one))


def _waiting(one: Waiting, now: datetime) -> First:
    quote = f", “{excerpt(one.quote, _QUOTE)}”" if one.quote else ""
    left = ""
    if one.left is not None:
        beyond = f"{span_words(-one.left)} beyond what we promise"
        left = f" ({beyond if one.is_overdue else f'{span_words(one.left)} left'})"
    words = text(Run(f"WAITING {span_words(now - one.since_at)}", bold=True), f": {one.customer.name}{quote}{left}")
    if not one.touch_id:
        return First("waiting", words, (_open(one.customer),))
    answer = Button("Draft an answer", "reply.open", {"touch": str(one.touch_id), "as": "answer"}, "primary")
    needless = Button("Needs no answer", "clock.not_needed", {"clock": str(one.clock_id)})
    return First("waiting", words, (answer, _open(one.customer), needless))


def _trouble(one: Trouble) -> First:
    if not one.is_unclear:
        words = text(Run("FAILED", bold=True), f": a message to {one.customer.name}. {excerpt(one.cure, _CURE)}")
        return First("trouble", words, (_open(one.customer),))
    asked = f": did a message reach {one.customer.name}? Nobody can tell; please look in their channel."
    values = {"delivery": str(one.delivery_id)}
    pressed = (
        Button("It arrived", "delivery.it_arrived", values, "primary"),
        Button("Send again", "delivery.send_again", values),
    )
    return First("trouble", text(Run("UNCLEAR", bold=True), asked), (*pressed, _open(one.customer)))


def _complaint(one: ComplaintFirst) -> First:
    values = {"complaint": str(one.complaint_id)}
    opens = Button("Open", "complaint.open", values)
    quote = f", “{excerpt(one.words, _QUOTE)}”" if one.words else ""
    if one.is_over:
        words = text(Run("COMPLAINT closed", bold=True), f": {one.account}{quote}. May shares go on?")
        resume = Button("Resume shares", "complaint.resume", values, "primary")
        return First("complaint", words, (resume, Button("Not yet", "complaint.not_yet", values), opens))
    words = text(Run("COMPLAINT?", bold=True), f" {one.account}{quote}. Cheerful news waits until somebody looks.")
    yes = Button("It is a complaint", "complaint.confirm", values, "primary")
    return First("complaint", words, (yes, Button("No complaint", "complaint.dismiss", values), opens))


def _notice(one: NoticeFirst) -> First:
    state = "UPDATE late" if one.is_late else "UPDATE due"
    words = text(Run(state, bold=True), f": “{excerpt(one.what, _QUOTE)}”, promised by {one.by}")
    values = {"notice": str(one.notice_id)}
    update, close = Button("Update", "notice.update", values, "primary"), Button("Close", "notice.close", values)
    return First("notice", words, (update, close, Button("See who", "notice.open", values)))


def _request(one: RequestFirst) -> First:
    state = f"REQUEST, LATE {counted(one.late_for, 'day')}" if one.late_for is not None else "REQUEST without a date"
    words = text(Run(state, bold=True), f": {one.account}{f', “{excerpt(one.words, _QUOTE)}”' if one.words else ''}")
    values = {"request": str(one.request_id)}
    opens = Button("Open", "request.show", values, "primary")
    return First("requests", words, (opens, Button("Give a date", "request.date", values)))


def _cooling(one: Cooling) -> First:
    lead = "RENEWAL today" if one.renews_in == 0 else f"RENEWAL in {counted(one.renews_in, 'day')}"
    silence = f": {one.customer.name}, no contact we know of for {counted(one.silent_for, 'day')}"
    values = {"account": str(one.customer.id)}
    controls = (
        Button("Draft", "digest.draft", values, "primary"),
        Button("I spoke with them", "digest.spoke", values),
        _open(one.customer),
    )
    return First("renewal", text(Run(lead, bold=True), silence), controls)


def _draft(one: DraftFirst) -> First:
    words = text(Run("DRAFT", bold=True), f" to {one.account} waits for you: “{excerpt(one.words, _QUOTE)}”")
    values = {"draft": str(one.draft_id)}
    see = Button("See the draft", "reply.show", values, "primary")
    return First("draft", words, (see, Button("Put away", "reply.put_away", values)))


def _to_judge(asked: int, noticed: int, suggested: int) -> Iterator[First]:
    """Counts alone: each has a page of its own."""
    if asked:
        words = f": {counted(asked, 'thing')} you said. Track what is one."
        yield First("promise", text(Run("PROMISED?", bold=True), words), (Button("Promises", "promise.all"),))
    if noticed:
        words = f": {counted(noticed, 'thing')} customers said. Right or wrong?"
        yield First("noticed", text(Run("NOTICED", bold=True), words), (Button("Noticed", "noticed.open"),))
    if suggested:
        words = f": {counted(suggested, 'thing')} may be the same underlying matter."
        yield First("themes", text(Run("THEMES", bold=True), words), (Button("Themes", "theme.list"),))


def _open(customer: Customer) -> Button:
    return Button("Open", "digest.see_account", {"account": str(customer.id)})


def rest_words(rest: Sequence[First], command: str) -> str:
    """and 3 more (/cs promise, /cs requests): where what did not fit is listed."""
    named = [kind for kind in LISTED if any(one.kind == kind for one in rest)]
    listed = ", ".join(f"{command} {kind}" for kind in named)
    return f"… and {len(rest)} more{f': {listed}' if listed else ''}"
