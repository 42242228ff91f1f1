"""The weekly edition: the day's exceptions first, then the week in figures."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from content.pages import week
from content.pages.findings import Customer, Findings, KindWord
from content.pages.week import CsmWeek, Judgements, Week
from outreach.messages import Bullets, Heading, Message, Paragraph, plain
from tests.reading import actions, golden, transcript

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
ACME = Customer(1, "Acme", None, 11, "Priya")
FINDINGS = Findings(kind_words=(KindWord(ACME, "Dana", "fastest close we've had"),))
WEEK = Week(
    date(2026, 11, 16),
    (
        CsmWeek("Priya", shares=4, check_ins=2, by_hand=3, heard=5, waiting=2),
        CsmWeek("Leo", shares=1, answers=1, quiet=1),
        CsmWeek("No CSM"),
    ),
    (("enough is said or planned for now", 12), ("a complaint is open", 1)),
)


def test_it_reads_as_intended() -> None:
    read, wanted = golden("digest_week", week.weekly(FINDINGS, WEEK, MONDAY, NOW, late_since=time(8, 30)))
    assert read == wanted


def test_a_quiet_day_after_a_busy_week_still_gets_its_figures() -> None:
    message = week.weekly(Findings(), WEEK, MONDAY, NOW)
    assert transcript(message).startswith("Monday 23 Nov: nothing to decide\n---\nLast week, 16 to 22 Nov\n")


def test_with_nothing_in_either_there_is_no_edition() -> None:
    idle = Week(WEEK.starts_on, (CsmWeek("Priya", quiet=3),), ())
    assert week.weekly(Findings(), idle, MONDAY, NOW) is None


def test_a_week_across_two_months_names_both() -> None:
    across = replace(WEEK, starts_on=date(2026, 11, 30))
    assert transcript(week.counts(across)).startswith("Last week, 30 Nov to 6 Dec\n")


def test_a_week_without_contacts_says_so_in_one_sentence() -> None:
    idle = Week(WEEK.starts_on, (CsmWeek("Priya", waiting=1),))
    assert "No contacts made. No customer wrote.\n" in transcript(week.counts(idle))


def test_what_was_noticed_is_counted_with_what_people_made_of_it_in_all_and_by_kind() -> None:
    noticed = (Judgements("churn", right=1), Judgements("complaint", right=8, wrong=2, nobody_looked=3))
    told = transcript(week.counts(replace(WEEK, noticed=noticed)))
    assert "Noticed: 14, right 9, wrong 2, nobody looked 3\n" in told
    assert "1: they may be leaving, right 1\n" in told
    assert "13: a complaint, right 8, wrong 2, nobody looked 3\n" in told


def test_a_week_in_which_something_was_noticed_has_something_to_say() -> None:
    idle = Week(WEEK.starts_on, noticed=(Judgements("complaint", nobody_looked=1),))
    assert week.weekly(Findings(), idle, MONDAY, NOW) is not None


def test_the_picture_stands_behind_the_summary() -> None:
    message = week.weekly(FINDINGS, WEEK, MONDAY, NOW)
    assert message is not None
    before = message.parts[: week.place_of_picture(message)]
    assert isinstance(before[-1], Paragraph)
    assert plain(before[-1].text).startswith("11 contacts")
    assert isinstance(before[-2], Heading)


def test_a_large_team_is_cut_with_how_many_more() -> None:
    large = replace(WEEK, people=tuple(CsmWeek(f"CSM {number}", shares=1) for number in range(40)))
    (rows,) = (part for part in week.per_csm(large).parts if isinstance(part, Bullets))
    assert (len(rows.items), plain(rows.items[-1])) == (26, "and 15 more")


def test_counts_and_the_table_are_pages_of_their_own() -> None:
    assert "12: enough is said or planned for now" in transcript(week.counts(WEEK))
    assert "Leo: 1 share, 1 answer, 1 quiet for too long" in transcript(week.per_csm(WEEK))
    assert actions(week.counts(WEEK)) == []


def test_those_without_a_plan_come_first_among_the_quiet() -> None:
    other = replace(ACME, id=2, name="Umbra", csm_id=None, csm="")
    message: Message = week.quiet((ACME, other), (other,))
    assert transcript(message) == (
        "Nobody spoke with 2 accounts for longer than promised\n"
        "• Umbra (no CSM): no plan yet\n• Acme (Priya): something is planned\n"
    )


def test_nobody_quiet_is_said_kindly() -> None:
    assert transcript(week.quiet((), ())) == "Nobody has been left alone for longer than promised.\n"
