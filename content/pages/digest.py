"""The manager's digest: exceptions and decisions only, at most seven lines, each with what to do about it. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain

from content.pages import digest_desk
from content.pages.digest_lines import (
    CURE,
    KIND,
    LATE,
    NEED,
    QUIET,
    QUOTE,
    Line,
    about,
    by_whom,
    named,
    nudge,
    see,
)
from content.pages.findings import Findings, KindWord, Lapsed, Quiet, Trouble, Waiting
from content.pages.moments import (
    counted,
    date_words,
    day_words,
    listed,
    long_day_words,
    span_words,
    time_words,
)
from content.sentences import excerpt
from outreach.messages import Button, Buttons, Heading, Message, Paragraph, Part, Run, Text, text

MOST_LINES = 7
_MOST_NEEDS = 3


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
        *digest_desk.late(findings),
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
    is_upset = any(one.action == "complaint.open" for line in needs[len(alone) :] for one in line.buttons)
    complaints = (Button("Complaints", "complaint.list"),) if is_upset else ()
    return (*alone, Line(NEED, words, (*complaints, Button("See per CSM", "digest.see_csms"))))


def _first_words(line: Line) -> str:
    return line.words[0].text.rstrip(": ")


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
    yield from digest_desk.decisions(findings)
    for upset in findings.upset:
        trouble = f": {upset.words} since {date_words(upset.since_on)}"
        yield about(upset.customer, trouble, see(upset.customer))
    for away in findings.unattended:
        waits = _joined(counted(away.proposals, "proposal"), counted(away.customers, "customer"))
        absence = f" is away until {day_words(away.until_on)}, nobody covers, and {waits} wait"
        yield Line(NEED, text(Run(away.csm, bold=True), absence), (Button("See per CSM", "digest.see_csms"),))
    for cooling in findings.cooling:
        renewal = "renews today" if cooling.renews_in == 0 else f"renews in {counted(cooling.renews_in, 'day')}"
        silence = f" ({renewal}): nobody has spoken with them for {counted(cooling.silent_for, 'day')}"
        yield about(cooling.customer, silence, *nudge(cooling.customer, "renewal"), see(cooling.customer))
    if findings.unowned:
        names = listed([customer.name for customer in findings.unowned])
        many = Run(f"{counted(len(findings.unowned), 'account')} without a CSM", bold=True)
        yield Line(NEED, text(many, f": {names}"), (see(findings.unowned[0]),))
    if findings.own_proposals:
        many = Run(f"{counted(findings.own_proposals, 'proposal')} for you", bold=True)
        yield Line(NEED, text(many, " to decide"), (Button("My day", "digest.see_day"),))


def _joined(*counts: str) -> str:
    return " and ".join(count for count in counts if not count.startswith("0 "))


def _waiting(found: Sequence[Waiting], now: datetime) -> Iterator[Line]:
    if not found:
        return
    longest = min(found, key=lambda one: one.since_at)
    quote = f", “{excerpt(longest.quote, QUOTE)}”" if longest.quote else ""
    span = span_words(now - longest.since_at)
    words = text(Run("Late: ", bold=True), f"{longest.customer.name} has waited {span} for an answer{quote}")
    others = f"; {counted(len(found) - 1, 'other')} as well" if len(found) > 1 else ""
    by = by_whom([one.customer for one in found])
    yield Line(LATE, text(*words, others, by), (*nudge(longest.customer, "waiting"), see(longest.customer)))


def _lapsed(found: Sequence[Lapsed]) -> Iterator[Line]:
    undecided = [one.customer for one in found if not one.was_approved]
    missed = [one.customer for one in found if one.was_approved]
    parts = []
    if undecided:
        parts.append(f"{counted(len(undecided), 'proposal')} ran out undecided ({listed(named(undecided))})")
    if missed:
        parts.append(f"{counted(len(missed), 'approved message')} could not go in time ({listed(named(missed))})")
    if parts:
        customers = [one.customer for one in found]
        words = text(Run("Late: ", bold=True), "; ".join(parts), by_whom(customers))
        yield Line(LATE, words, (*nudge(customers[0], "undecided"), Button("See per CSM", "digest.see_csms")))


def _trouble(found: Sequence[Trouble]) -> Iterator[Line]:
    failed = [one for one in found if not one.is_unclear]
    unclear = [one for one in found if one.is_unclear]
    if failed:
        others = f", and {counted(len(failed) - 1, 'other')}" if len(failed) > 1 else ""
        cure = f". {excerpt(failed[0].cure, CURE)}" if failed[0].cure else ""
        words = text(Run("Failed: ", bold=True), f"a message to {failed[0].customer.name}{others}{cure}")
        yield Line(LATE, words, (see(failed[0].customer),))
    if unclear:
        asked = by_whom([one.customer for one in unclear])
        names = listed(named([one.customer for one in unclear]))
        many = "a message" if len(unclear) == 1 else f"{len(unclear)} messages"
        words = text(Run("Unclear: ", bold=True), f"whether {many} to {names} arrived; somebody has to look{asked}")
        yield Line(LATE, words, (*nudge(unclear[0].customer, "unclear"), see(unclear[0].customer)))


def _quiet(quiet: Quiet) -> Iterator[Line]:
    """Silence with a plan is no exception: it is being looked after."""
    if not quiet.unplanned:
        return
    before = f" (yesterday {quiet.yesterday})" if quiet.yesterday is not None else ""
    names = listed(named(quiet.unplanned))
    words = f"{len(quiet.customers)}{before}, {len(quiet.unplanned)} without a plan: {names}"
    yield Line(QUIET, text(Run("Nobody spoke with: ", bold=True), words), (Button("See who", "digest.see_quiet"),))


def _kind(found: Sequence[KindWord]) -> Iterator[Line]:
    if not found:
        return
    word = found[0]
    who = f"{word.who}, {word.customer.name}" if word.who else word.customer.name
    by = f" ({word.customer.csm})" if word.customer.csm else ""
    others = f" · {counted(len(found) - 1, 'more kind word')}" if len(found) > 1 else ""
    words = text(Run(who, bold=True), f": “{excerpt(word.quote, QUOTE)}”{by}{others}")
    yield Line(KIND, words, (see(word.customer),))
