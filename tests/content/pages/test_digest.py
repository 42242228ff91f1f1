"""The manager's digest: at most seven lines, each with what to do about it."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.pages import digest
from content.pages.findings import (
    Asked,
    Broken,
    Cooling,
    Customer,
    Findings,
    Grievance,
    KindWord,
    Lapsed,
    Overdue,
    Quiet,
    Trend,
    Trouble,
    Unattended,
    Upset,
    Waiting,
    about,
)
from outreach.messages import Buttons, Message, Paragraph, plain
from tests.reading import actions, golden, transcript

TUESDAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
GLOBEX = Customer(2, "Globex", Decimal(410_000), 11, "Priya")
ACME = Customer(1, "Acme", Decimal(240_000), 11, "Priya")
INITECH = Customer(3, "Initech", Decimal(96_000), 12, "Leo")
UMBRA = Customer(4, "Umbra", None, 12, "Leo")
NOBODYS = Customer(5, "Solvanta", Decimal(18_000))

FULL = Findings(
    own_proposals=1,
    unattended=(Unattended(12, "Leo", date(2026, 11, 27), 3, 1),),
    unowned=(NOBODYS,),
    upset=(Upset(GLOBEX, "a complaint is open", date(2026, 11, 23)),),
    grievances=(
        Grievance(GLOBEX, 4, 2, "third time we've asked", 58, timedelta(minutes=22), "Priya"),
        Grievance(ACME, 5, is_confirmed=False, by="", with_whom="Engineering"),
    ),
    asked=(Asked(6, ACME, "$2,000", "a month of the archive module", 12, "Leo"),),
    broken=(Broken(INITECH, 7, 1, 12, "Leo"),),
    trends=(Trend(8, "export timeouts", 4, Decimal(1_200_000), "Engineering", 3, frozenset({11})),),
    overdue=(Overdue(9, "exports to the tax office fail", "Tue 24 Nov 07:00 Berlin", 12, "Leo"),),
    cooling=(Cooling(INITECH, 58, 34),),
    waiting=(Waiting(GLOBEX, NOW - timedelta(hours=15, minutes=10), "is SSO live?"),),
    lapsed=(Lapsed(ACME, was_approved=False), Lapsed(UMBRA, was_approved=True)),
    trouble=(
        Trouble(INITECH, 7, is_unclear=False, cure="#ext-initech is gone. Link another channel of theirs."),
        Trouble(ACME, 8, is_unclear=True),
    ),
    quiet=Quiet((ACME, UMBRA, NOBODYS), 4, (UMBRA, NOBODYS)),
    kind_words=(KindWord(ACME, "Dana", "fastest close we've had"),),
)


def one_line(findings: Findings) -> str:
    (line,) = digest.lines(findings, NOW)
    return plain(line.text)


def paragraphs(message: Message | None) -> list[str]:
    assert message is not None
    return [plain(part.text) for part in message.parts if isinstance(part, Paragraph)]


def test_it_reads_as_intended() -> None:
    some = replace(FULL, own_proposals=0, unattended=(), unowned=(), upset=(), trouble=(), lapsed=(), overdue=())
    some = replace(some, grievances=FULL.grievances[:1], cooling=())
    read, wanted = golden("digest", digest.daily(some, TUESDAY, NOW))
    assert read == wanted


def test_a_bad_day_still_fits_into_seven_lines() -> None:
    read, wanted = golden("digest_bad_day", digest.daily(FULL, TUESDAY, NOW, late_since=time(8, 30)))
    assert read == wanted
    assert len(paragraphs(digest.daily(FULL, TUESDAY, NOW))) == 7


def test_with_nothing_to_say_there_is_no_digest() -> None:
    assert digest.daily(Findings(), TUESDAY, NOW) is None


def test_silence_with_a_plan_is_no_exception() -> None:
    assert digest.daily(Findings(quiet=Quiet((ACME, UMBRA), 2, ())), TUESDAY, NOW) is None


def test_every_line_ends_with_something_to_press() -> None:
    message = digest.daily(FULL, TUESDAY, NOW)
    assert message is not None
    pairs = list(zip(message.parts, message.parts[1:], strict=False))
    assert all(isinstance(after, Buttons) and after.buttons for part, after in pairs if isinstance(part, Paragraph))


def test_the_heading_counts_every_decision_even_those_without_a_line_of_their_own() -> None:
    many = Findings(upset=tuple(Upset(replace(GLOBEX, id=n), "a complaint is open", TUESDAY) for n in range(9)))
    message = digest.daily(many, TUESDAY, NOW)
    assert transcript(message).startswith("Tuesday 24 Nov: 9 need you\n")
    assert paragraphs(message)[-1] == "● 7 more: Globex, Globex and 5 more"


def test_one_decision_is_said_in_the_singular() -> None:
    assert digest.title(Findings(unowned=(NOBODYS,)), TUESDAY) == "Tuesday 24 Nov: 1 needs you"


def test_a_day_without_decisions_says_so() -> None:
    assert digest.title(Findings(kind_words=FULL.kind_words), TUESDAY) == "Tuesday 24 Nov: nothing to decide"


def test_a_renewal_names_its_worth_and_both_spans() -> None:
    said = "● Initech ($96k, renews in 58 days): nobody has spoken with them for 34 days. Leo"
    assert one_line(Findings(cooling=FULL.cooling)) == said


def test_a_renewal_of_unknown_worth_is_said_without() -> None:
    said = one_line(Findings(cooling=(Cooling(UMBRA, 0, 61),)))
    assert said == "● Umbra (renews today): nobody has spoken with them for 61 days. Leo"


def test_the_longest_waiting_customer_is_named_and_the_others_counted() -> None:
    other = Waiting(INITECH, NOW - timedelta(hours=2), "hello?")
    said = one_line(Findings(waiting=(other, *FULL.waiting)))
    assert said == "▲ Late: Globex has waited 15 h 10 for an answer, “is SSO live?”; 1 other as well. Leo and Priya"


def test_words_that_are_no_longer_kept_leave_no_empty_quotes() -> None:
    assert one_line(Findings(waiting=(Waiting(UMBRA, NOW - timedelta(days=2)),))).endswith("for an answer. Leo")


def test_nobody_is_nudged_about_an_account_that_nobody_looks_after() -> None:
    waiting = Waiting(NOBODYS, NOW - timedelta(hours=9), "anybody there?")
    pressed = actions(digest.daily(Findings(waiting=(waiting,)), TUESDAY, NOW))
    assert [name for name, _ in pressed] == ["digest.see_account", "digest.see_counts", "digest.see_csms"]


def test_a_nudge_names_its_subject_and_its_reader() -> None:
    pressed = actions(digest.daily(Findings(waiting=FULL.waiting), TUESDAY, NOW))
    assert pressed[0] == ("digest.nudge", {"kind": "waiting", "account": "2", "teammate": "11"})


def test_a_csm_sees_only_what_concerns_them() -> None:
    said = [plain(line) for line in digest.preview(about(FULL, 12), NOW)]
    assert len(said) == 7
    assert not any("Globex" in line or "Acme ($" in line or "without a CSM" in line for line in said)
    assert said[-1].endswith("○ Nobody spoke with: 1, 1 without a plan: Umbra")


def test_long_names_stay_within_what_a_button_holds() -> None:
    long = Customer(9, "The very long name of a company that nobody ever " * 4, None, 11, "Bartholomew " * 8)
    message = digest.daily(Findings(cooling=(Cooling(long, 3, 40),)), TUESDAY, NOW)
    assert message is not None
    rows = (part.buttons for part in message.parts if isinstance(part, Buttons))
    assert max(len(button.label) for row in rows for button in row) <= 75


@given(st.lists(st.sampled_from([one.name for one in fields(Findings)]), unique=True), st.integers(1, 40))
def test_never_more_than_seven_lines_and_nothing_is_dropped(kinds: list[str], times: int) -> None:
    found = {name: getattr(FULL, name) for name in kinds}
    many: dict[str, Any] = {name: value * times if isinstance(value, tuple) else value for name, value in found.items()}
    findings = replace(Findings(), **many)
    said = digest.lines(findings, NOW)
    assert len(said) <= digest.MOST_LINES
    assert bool(said) == bool(kinds)
    assert all(line.buttons and len(line.buttons) <= 25 and len(plain(line.text)) <= 3000 for line in said)
    assert ("kind_words" in kinds) == ("fastest close" in "".join(plain(line.text) for line in said))


@pytest.mark.parametrize("name", ["<!channel>", "[x](http://evil)", "*bold*"])
def test_names_are_characters_and_nothing_else(name: str) -> None:
    findings = Findings(cooling=(Cooling(replace(GLOBEX, name=name), 3, 40),))
    assert name in one_line(findings)
    (line,) = digest.lines(findings, NOW)
    assert all(run.link is None for run in line.words)


def test_a_complaint_says_all_that_a_manager_decides_by() -> None:
    said = one_line(Findings(grievances=FULL.grievances[:1]))
    assert said == (
        "● Globex ($410k, renews in 58 days): second complaint in 30 days, “third time we've asked”. "
        "Priya answered in 22 min; no root-cause owner"
    )
    assert actions(digest.daily(Findings(grievances=FULL.grievances[:1]), TUESDAY, NOW))[:2] == [
        ("complaint.assign", {"complaint": "4"}),
        ("complaint.open", {"complaint": "4"}),
    ]


def test_a_complaint_that_nobody_has_confirmed_or_answered_says_so() -> None:
    said = one_line(Findings(grievances=FULL.grievances[1:]))
    assert said == "● Acme ($240k): a complaint, if it is one. No answer yet; Engineering has the root cause"


def test_goodwill_is_decided_where_it_is_read() -> None:
    assert one_line(Findings(asked=FULL.asked)) == (
        "● Decide: $2,000 goodwill for Acme (Leo): a month of the archive module"
    )
    pressed = [name for name, _ in actions(digest.daily(Findings(asked=FULL.asked * 2), TUESDAY, NOW))]
    assert pressed[:4] == ["goodwill.grant", "goodwill.refuse", "goodwill.ask", "goodwill.open"]


def test_late_promises_and_silent_departments_are_named_with_who_has_them() -> None:
    assert one_line(Findings(broken=FULL.broken)) == "▲ Late: 1 promise, Initech 1 day (Leo has it)"
    assert one_line(Findings(trends=FULL.trends)) == (
        "▲ Trend: 4 accounts, $1.2M, export timeouts; Engineering silent for 3 days"
    )
    untold = Broken(ACME, 7, 0, 11, "Priya", is_untold=True)
    assert one_line(Findings(broken=(untold,))) == "▲ Late: 1 promise, Acme new date not told (Priya has it)"
    assert one_line(Findings(overdue=FULL.overdue)) == (
        "▲ Late: the word about “exports to the tax office fail” promised by Tue 24 Nov 07:00 Berlin; Leo has it"
    )
