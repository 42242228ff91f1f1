"""The lines of a manager's digest about the desk: complaints, goodwill, promises, trends, bad news. Pure."""

from collections.abc import Iterator, Sequence

from content.pages.digest_lines import LATE, NEED, QUOTE, Line, about
from content.pages.findings import Asked, Broken, Findings, Grievance, Overdue, Trend
from content.pages.moments import counted, listed, money_words, span_words
from content.sentences import excerpt
from outreach.messages import Button, Run, text

_ORDINALS = {1: "a complaint", 2: "second complaint", 3: "third complaint"}
_WITHIN = "30 days"
_LABEL = 40


def decisions(findings: Findings) -> Iterator[Line]:
    """What only the reader can decide."""
    complaints = [_grievance(one) for one in findings.grievances]
    yield from complaints[:1]
    # Its presses stand nowhere else, so that a bad day must not push it out of sight.
    if findings.asked:
        yield _asked(findings.asked)
    yield from complaints[1:]


def late(findings: Findings) -> Iterator[Line]:
    """What we said and have not done."""
    if findings.broken:
        yield _broken(findings.broken)
    if findings.overdue:
        yield _overdue(findings.overdue)
    if findings.trends:
        yield _trends(findings.trends)


def _grievance(one: Grievance) -> Line:
    """Globex ($410k, renews in 58 days): second complaint in 30 days, “third time we've asked”. Priya answered in
    22 min; no root-cause owner"""
    renewal = f" (renews in {counted(one.renews_in, 'day')})" if one.renews_in is not None else ""
    nth = _ORDINALS.get(one.which, f"complaint number {one.which}")
    within = f" in {_WITHIN}" if one.which > 1 else ""
    what = f"{nth}{within}" if one.is_confirmed else f"{nth}{within}, if it is one"
    quote = f", “{excerpt(one.quote, QUOTE)}”" if one.quote else ""
    answered = (
        f"{one.by or 'We'} answered in {span_words(one.answered)}" if one.answered is not None else "No answer yet"
    )
    owner = f"{one.with_whom} has the root cause" if one.with_whom else "no root-cause owner"
    values = {"complaint": str(one.complaint_id)}
    assign = () if one.with_whom else (Button("Assign", "complaint.assign", values),)
    opens = Button("See the complaint", "complaint.open", values)
    tail = f"{renewal}: {what}{quote}. {answered}; {owner}"
    return about(one.customer, tail, *assign, opens, is_signed=False)


def _asked(found: Sequence[Asked]) -> Line:
    """Decide: $2k goodwill for Acme (Marco): a month of the archive module"""
    first, rest = found[0], len(found) - 1
    more = f"; {counted(rest, 'other')} as well" if rest else ""
    words = f"{first.amount} goodwill for {first.customer.name} ({first.by}): {excerpt(first.what, QUOTE)}{more}"
    values = {"goodwill": str(first.goodwill_id)}
    controls = [
        Button("Yes", "goodwill.grant", values, "primary"),
        Button("No", "goodwill.refuse", values),
        Button("Ask", "goodwill.ask", values),
    ]
    if rest:
        controls.append(Button("All goodwill", "goodwill.open"))
    return Line(NEED, text(Run("Decide: ", bold=True), words), tuple(controls))


def _broken(found: Sequence[Broken]) -> Line:
    """Late: 2 promises, Initech 1 day (Marco has it), Acme moved and not told (Priya has it)"""
    told = listed([f"{one.customer.name} {_how(one)} ({one.owner} has it)" for one in found])
    words = text(Run("Late: ", bold=True), f"{counted(len(found), 'promise')}, {told}")
    first = found[0]
    opens = Button("See promises", "promise.all")
    return Line(LATE, words, (*_nudge_owner(first), opens))


def _how(one: Broken) -> str:
    return "new date not told" if one.is_untold and not one.late_for else counted(one.late_for, "day")


def _nudge_owner(one: Broken) -> tuple[Button, ...]:
    values = {"kind": "promise", "account": str(one.customer.id), "teammate": str(one.owner_id)}
    return (Button(f"Nudge {excerpt(one.owner, _LABEL)}", "digest.nudge", values),)


def _overdue(found: Sequence[Overdue]) -> Line:
    """Late: the word about “exports fail” promised by Tue 24 Nov 10:00 Berlin; Leo has it"""
    first, rest = found[0], len(found) - 1
    more = f"; {counted(rest, 'other')} as well" if rest else ""
    words = f"the word about “{excerpt(first.what, QUOTE)}” promised by {first.promised}; {first.owner} has it{more}"
    opens = Button("See who", "notice.open", {"notice": str(first.notice_id)})
    return Line(LATE, text(Run("Late: ", bold=True), words), (opens,))


def _trends(found: Sequence[Trend]) -> Line:
    """Trend: 4 accounts, $1.2M, export timeouts; Engineering silent for 3 days"""
    first, rest = found[0], len(found) - 1
    worth = f", {money}" if (money := money_words(first.arr)) else ""
    more = f"; {counted(rest, 'other trend')} as well" if rest else ""
    words = f"{counted(first.accounts, 'account')}{worth}, {excerpt(first.name, QUOTE)}; {_whose(first)}{more}"
    values = {"theme": str(first.theme_id)}
    ask = (Button("Nudge", "theme.nudge", values),) if first.silent_for is not None else ()
    hand_over = () if first.department else (Button("Hand over", "theme.hand_over", values),)
    opens = Button("See the theme", "theme.open", values)
    return Line(LATE, text(Run("Trend: ", bold=True), words), (*ask, *hand_over, opens))


def _whose(one: Trend) -> str:
    if not one.department:
        return "no department has it"
    if one.silent_for is None:
        return f"{one.department} has it"
    return f"{one.department} silent for {counted(one.silent_for, 'day')}"
