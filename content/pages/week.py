"""The weekly edition: the exceptions of the day, then who sent what, what was held back and by which rule. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from content.pages import digest
from content.pages.desk_week import DeskWeek, desk_parts
from content.pages.findings import Customer, Findings
from content.pages.moments import counted, date_words, listed, span_words
from content.pages.noticed import KINDS
from outreach.listening.clocks import FirstReplies
from outreach.messages import Bullets, Divider, Heading, Message, Paragraph, Part, Run, Text, paragraph, text

_MOST_CSMS = 25
_MOST_ACCOUNTS = 20
_SUMMARY_PARTS = 2


@dataclass(frozen=True)
class CsmWeek:
    """One CSM's accounts in that week. `by_hand`: calls, meetings and messages of people; `heard`: what customers
    said. `waiting` and `quiet` are as of now: proposals to decide, and accounts silent for too long. `replies`: how
    fast customers had their first answers, in working time."""

    name: str
    shares: int = 0
    check_ins: int = 0
    answers: int = 0
    by_hand: int = 0
    heard: int = 0
    waiting: int = 0
    quiet: int = 0
    replies: FirstReplies = field(default_factory=FirstReplies)

    @property
    def made(self) -> int:
        """Contacts from our side."""
        return self.shares + self.check_ins + self.answers + self.by_hand


@dataclass(frozen=True)
class Judgements:
    """What was noticed of one kind in that week, and what colleagues made of it by now."""

    kind: str
    right: int = 0
    wrong: int = 0
    nobody_looked: int = 0

    @property
    def count(self) -> int:
        return self.right + self.wrong + self.nobody_looked


@dataclass(frozen=True)
class Week:
    """Monday to Sunday, local; `held`: accounts held back per rule, in words, most first; `noticed` per kind, the
    weightiest first."""

    starts_on: date
    people: tuple[CsmWeek, ...] = ()
    held: tuple[tuple[str, int], ...] = ()
    noticed: tuple[Judgements, ...] = ()
    desk: DeskWeek = field(default_factory=DeskWeek)

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=6)

    @property
    def is_empty(self) -> bool:
        is_still = not self.held and not self.noticed and self.desk.is_empty
        return is_still and not any(one.made or one.heard or one.waiting for one in self.people)


def weekly(
    findings: Findings,
    week: Week,
    on: date,
    now: datetime,
    *,
    late_since: time | None = None,
) -> Message | None:
    """None when neither the day nor the week has anything to say."""
    said = digest.lines(findings, now)
    if not said and week.is_empty:
        return None
    parts: list[Part] = [Heading(text(digest.title(findings, on, late_since))), *digest.shown(said)]
    parts += [Divider(), *_summary(week)]
    parts += [*_people(week), *desk_parts(week.desk), *_noticed(week), *_held(week), digest.more()]
    return Message(tuple(parts))


def place_of_picture(edition: Message) -> int:
    """Where a chart belongs among its parts: behind the summary of the week."""
    divider = next(place for place, part in enumerate(edition.parts) if isinstance(part, Divider))
    return divider + 1 + _SUMMARY_PARTS


def counts(week: Week) -> Message:
    """What was sent, what was noticed, and counts by rule."""
    return Message((*_summary(week), *desk_parts(week.desk), *_noticed(week), *_held(week)))


def per_csm(week: Week) -> Message:
    return Message((Heading(text(_title(week))), *_people(week)))


def quiet(customers: Sequence[Customer], unplanned: Sequence[Customer]) -> Message:
    """Accounts that nobody has spoken with for longer than promised; those without a plan first."""
    if not customers:
        return Message((paragraph("Nobody has been left alone for longer than promised."),))
    bare = {customer.id for customer in unplanned}
    ranked = sorted(customers, key=lambda one: (one.id not in bare, one.name))
    named = [_quiet_line(customer, customer.id in bare) for customer in ranked[:_MOST_ACCOUNTS]]
    if len(ranked) > _MOST_ACCOUNTS:
        named.append(text(f"and {len(ranked) - _MOST_ACCOUNTS} more"))
    heading = f"Nobody spoke with {counted(len(customers), 'account')} for longer than promised"
    return Message((Heading(text(heading)), Bullets(tuple(named))))


def _quiet_line(customer: Customer, is_bare: bool) -> Text:
    by = f" ({customer.csm})" if customer.csm else " (no CSM)"
    return text(Run(customer.name, bold=True), by, ": no plan yet" if is_bare else ": something is planned")


def _title(week: Week) -> str:
    """Last week, 16 to 22 Nov"""
    is_one_month = week.starts_on.month == week.ends_on.month
    first = str(week.starts_on.day) if is_one_month else date_words(week.starts_on)
    return f"Last week, {first} to {date_words(week.ends_on)}"


def _summary(week: Week) -> Iterator[Part]:
    yield Heading(text(_title(week)))
    kinds = (
        (sum(one.shares for one in week.people), "share", "shares"),
        (sum(one.check_ins for one in week.people), "check-in", "check-ins"),
        (sum(one.answers for one in week.people), "answer", "answers"),
        (sum(one.by_hand for one in week.people), "by hand", "by hand"),
    )
    made, heard = sum(one.made for one in week.people), sum(one.heard for one in week.people)
    parts = [counted(count, thing, things) for count, thing, things in kinds if count]
    said = (
        text(Run(counted(made, "contact"), bold=True), f": {listed(parts, 4)}.") if made else text("No contacts made.")
    )
    yield Paragraph(text(*said, f" Customers wrote {counted(heard, 'time')}." if heard else " No customer wrote."))


def _people(week: Week) -> Iterator[Part]:
    rows = [_csm_line(one) for one in week.people[:_MOST_CSMS]]
    if len(week.people) > _MOST_CSMS:
        rows.append(text(f"and {len(week.people) - _MOST_CSMS} more"))
    if rows:
        yield Paragraph(text(Run("Per CSM", bold=True)))
        yield Bullets(tuple(rows))


def _csm_line(one: CsmWeek) -> Text:
    """Only what there was, so that a row reads in one go."""
    figures = (
        (one.shares, counted(one.shares, "share")),
        (one.check_ins, counted(one.check_ins, "check-in")),
        (one.answers, counted(one.answers, "answer")),
        (one.by_hand, f"{one.by_hand} by hand"),
        (one.heard, f"heard {counted(one.heard, 'time')}"),
        (one.waiting, f"{counted(one.waiting, 'proposal')} to decide"),
        (one.quiet, f"{one.quiet} quiet for too long"),
        (one.replies.count, _replies(one.replies)),
    )
    said = ", ".join(words for count, words in figures if count)
    return text(Run(one.name, bold=True), f": {said or 'nothing'}")


def _replies(replies: FirstReplies) -> str:
    """first answers after 40 min (median), 9 of 10 as promised"""
    middle = span_words(replies.median or timedelta())
    return f"first answers after {middle} (median), {replies.within} of {replies.count} as promised"


def _noticed(week: Week) -> Iterator[Part]:
    """Noticed: 14, right 9, wrong 2, nobody looked 3"""
    if not week.noticed:
        return
    right, wrong = sum(one.right for one in week.noticed), sum(one.wrong for one in week.noticed)
    total = Judgements("", right, wrong, sum(one.nobody_looked for one in week.noticed))
    yield Paragraph(text(Run(f"Noticed: {total.count}", bold=True), _judged(total)))
    yield Bullets(tuple(text(f"{one.count}: {KINDS[one.kind]}{_judged(one)}") for one in week.noticed))


def _judged(one: Judgements) -> str:
    counts = ((one.right, "right"), (one.wrong, "wrong"), (one.nobody_looked, "nobody looked"))
    return "".join(f", {words} {count}" for count, words in counts if count)


def _held(week: Week) -> Iterator[Part]:
    if not week.held:
        return
    yield Paragraph(text(Run("Held back, by rule", bold=True), " (accounts)"))
    yield Bullets(tuple(text(f"{count}: {words}") for words, count in week.held))
