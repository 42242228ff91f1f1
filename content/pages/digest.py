"""The manager's digest: exceptions and decisions only, at most seven lines, each with what to do about it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain

from content.pages.findings import Customer, Findings, KindWord, Lapsed, Quiet, Trouble, Waiting
from content.pages.moments import (
    counted,
    date_words,
    day_words,
    listed,
    long_day_words,
    money_words,
    span_words,
    time_words,
)
from content.sentences import excerpt
from outreach.messages import Button, Buttons, Heading, Message, Paragraph, Part, Run, Text, text

MOST_LINES = 7
_MOST_NEEDS = 3
_QUOTE, _CURE = 90, 200
_LABEL = 40  # a button on Slack holds 75 characters
_NEED, _LATE, _QUIET, _KIND = "●", "▲", "○", "★"


@dataclass(frozen=True)
class Line:
    """One thing to know, and what can be done about it. `mark`: ● needs a decision, ▲ late or broken, ○ quiet,
    ★ kind."""

    mark: str
    words: Text
    buttons: tuple[Button, ...]

    @property
    def text(self) -> Text:
        return text(f"{self.mark} ", *self.words)


def daily(findings: Findings, on: date, now: datetime, *, late_since: time | None = None) -> Message | None:
    """None when there is nothing to say. `late_since`: the local time at which it should have come."""
    said = lines(findings, now)
    if not said:
        return None
    heading = Heading(text(title(findings, on, late_since)))
    return Message((heading, *shown(said), more()))


def title(findings: Findings, on: date, late_since: time | None = None) -> str:
    """Tuesday 24 Nov: 2 need you"""
    needs = len(tuple(_needs(findings)))
    late = f" (late: due {time_words(late_since)})" if late_since else ""
    if not needs:
        return f"{long_day_words(on)}{late}: nothing to decide"
    return f"{long_day_words(on)}{late}: {needs} {'needs' if needs == 1 else 'need'} you"


def shown(said: Sequence[Line]) -> Iterator[Part]:
    for line in said:
        yield Paragraph(line.text)
        yield Buttons(line.buttons)


def more() -> Buttons:
    return Buttons((Button("See counts", "digest.see_counts"), Button("See per CSM", "digest.see_csms")))


def lines(findings: Findings, now: datetime) -> tuple[Line, ...]:
    """In the order of their weight, never more than seven."""
    rest = (
        *_waiting(findings.waiting, now),
        *_lapsed(findings.lapsed),
        *_trouble(findings.trouble),
        *_quiet(findings.quiet),
        *_kind(findings.kind_words),
    )
    return _fit((*_first_needs(tuple(_needs(findings))), *rest), MOST_LINES)


def preview(findings: Findings, now: datetime) -> tuple[Text, ...]:
    """The same lines for the one they are about: without buttons, which are the manager's."""
    return tuple(line.text for line in lines(findings, now))


def _first_needs(needs: Sequence[Line]) -> tuple[Line, ...]:
    """The heaviest in full; how many more there are is a line of its own."""
    if len(needs) <= _MOST_NEEDS:
        return tuple(needs)
    alone = needs[: _MOST_NEEDS - 1]
    rest = len(needs) - len(alone)
    names = listed([_first_words(line) for line in needs[len(alone) :]])
    words = text(Run(f"{rest} more: ", bold=True), names)
    return (*alone, Line(_NEED, words, (Button("See per CSM", "digest.see_csms"),)))


def _first_words(line: Line) -> str:
    return line.words[0].text


def _fit(said: Sequence[Line], most: int) -> tuple[Line, ...]:
    """Nothing is dropped: what is too much for a line of its own shares the last one."""
    if len(said) <= most:
        return tuple(said)
    alone, together = said[: most - 1], said[most - 1 :]
    words = list(together[0].words)
    for line in together[1:]:
        words += [Run(f" · {line.mark} "), *line.words]
    return (*alone, Line(together[0].mark, tuple(words), tuple(chain.from_iterable(one.buttons for one in together))))


def _needs(findings: Findings) -> Iterator[Line]:
    for upset in findings.upset:
        trouble = f": {upset.words} since {date_words(upset.since_on)}"
        yield _about(upset.customer, trouble, _see(upset.customer))
    for away in findings.unattended:
        waits = _joined(counted(away.proposals, "proposal"), counted(away.customers, "customer"))
        absence = f" is away until {day_words(away.until_on)}, nobody covers, and {waits} wait"
        yield Line(_NEED, text(Run(away.csm, bold=True), absence), (Button("See per CSM", "digest.see_csms"),))
    for cooling in findings.cooling:
        renewal = "renews today" if cooling.renews_in == 0 else f"renews in {counted(cooling.renews_in, 'day')}"
        silence = f" ({renewal}): nobody has spoken with them for {counted(cooling.silent_for, 'day')}"
        yield _about(cooling.customer, silence, *_nudge(cooling.customer, "renewal"), _see(cooling.customer))
    if findings.unowned:
        names = listed([customer.name for customer in findings.unowned])
        many = Run(f"{counted(len(findings.unowned), 'account')} without a CSM", bold=True)
        yield Line(_NEED, text(many, f": {names}"), (_see(findings.unowned[0]),))
    if findings.own_proposals:
        many = Run(f"{counted(findings.own_proposals, 'proposal')} for you", bold=True)
        yield Line(_NEED, text(many, " to decide"), (Button("My day", "digest.see_day"),))


def _joined(*counts: str) -> str:
    return " and ".join(count for count in counts if not count.startswith("0 "))


def _about(customer: Customer, words: str, *controls: Button) -> Line:
    value = money_words(customer.arr)
    worth = f" ({value})" if value else ""
    # "Globex ($410k, renews in 58 days)": one pair of brackets.
    if worth and words.startswith(" ("):
        worth, words = f" ({value}, ", words[2:]
    by = f". {customer.csm}" if customer.csm else ""
    return Line(_NEED, text(Run(customer.name, bold=True), worth, words, by), controls)


def _waiting(found: Sequence[Waiting], now: datetime) -> Iterator[Line]:
    if not found:
        return
    longest = min(found, key=lambda one: one.since_at)
    quote = f", “{excerpt(longest.quote, _QUOTE)}”" if longest.quote else ""
    span = span_words(now - longest.since_at)
    words = text(Run("Late: ", bold=True), f"{longest.customer.name} has waited {span} for an answer{quote}")
    others = f"; {counted(len(found) - 1, 'other')} as well" if len(found) > 1 else ""
    by = _by([one.customer for one in found])
    yield Line(_LATE, text(*words, others, by), (*_nudge(longest.customer, "waiting"), _see(longest.customer)))


def _lapsed(found: Sequence[Lapsed]) -> Iterator[Line]:
    undecided = [one.customer for one in found if not one.was_approved]
    missed = [one.customer for one in found if one.was_approved]
    parts = []
    if undecided:
        parts.append(f"{counted(len(undecided), 'proposal')} ran out undecided ({listed(_names(undecided))})")
    if missed:
        parts.append(f"{counted(len(missed), 'approved message')} could not go in time ({listed(_names(missed))})")
    if parts:
        customers = [one.customer for one in found]
        words = text(Run("Late: ", bold=True), "; ".join(parts), _by(customers))
        yield Line(_LATE, words, (*_nudge(customers[0], "undecided"), Button("See per CSM", "digest.see_csms")))


def _trouble(found: Sequence[Trouble]) -> Iterator[Line]:
    failed = [one for one in found if not one.is_unclear]
    unclear = [one for one in found if one.is_unclear]
    if failed:
        others = f", and {counted(len(failed) - 1, 'other')}" if len(failed) > 1 else ""
        cure = f". {excerpt(failed[0].cure, _CURE)}" if failed[0].cure else ""
        words = text(Run("Failed: ", bold=True), f"a message to {failed[0].customer.name}{others}{cure}")
        yield Line(_LATE, words, (_see(failed[0].customer),))
    if unclear:
        asked = _by([one.customer for one in unclear])
        names = listed(_names([one.customer for one in unclear]))
        many = "a message" if len(unclear) == 1 else f"{len(unclear)} messages"
        words = text(Run("Unclear: ", bold=True), f"whether {many} to {names} arrived; somebody has to look{asked}")
        yield Line(_LATE, words, (*_nudge(unclear[0].customer, "unclear"), _see(unclear[0].customer)))


def _quiet(quiet: Quiet) -> Iterator[Line]:
    """Silence with a plan is no exception: it is being looked after."""
    if not quiet.unplanned:
        return
    before = f" (yesterday {quiet.yesterday})" if quiet.yesterday is not None else ""
    names = listed(_names(quiet.unplanned))
    words = f"{len(quiet.customers)}{before}, {len(quiet.unplanned)} without a plan: {names}"
    yield Line(_QUIET, text(Run("Nobody spoke with: ", bold=True), words), (Button("See who", "digest.see_quiet"),))


def _kind(found: Sequence[KindWord]) -> Iterator[Line]:
    if not found:
        return
    word = found[0]
    who = f"{word.who}, {word.customer.name}" if word.who else word.customer.name
    by = f" ({word.customer.csm})" if word.customer.csm else ""
    others = f" · {counted(len(found) - 1, 'more kind word')}" if len(found) > 1 else ""
    words = text(Run(who, bold=True), f": “{excerpt(word.quote, _QUOTE)}”{by}{others}")
    yield Line(_KIND, words, (_see(word.customer),))


def _names(customers: Sequence[Customer]) -> list[str]:
    return list(dict.fromkeys(customer.name for customer in customers))


def _by(customers: Sequence[Customer]) -> str:
    csms = list(dict.fromkeys(customer.csm for customer in customers if customer.csm))
    return f". {listed(csms)}" if csms else ""


def _see(customer: Customer) -> Button:
    return Button(f"See {excerpt(customer.name, _LABEL)}", "digest.see_account", {"account": str(customer.id)})


def _nudge(customer: Customer, kind: str) -> tuple[Button, ...]:
    """Nobody can be nudged about an account that nobody looks after."""
    if customer.csm_id is None:
        return ()
    values = {"kind": kind, "account": str(customer.id), "teammate": str(customer.csm_id)}
    return (Button(f"Nudge {excerpt(customer.csm, _LABEL)}", "digest.nudge", values),)
