"""What comes first in a colleague's day, and what can be done about each at once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from content.pages import firsts
from content.pages.findings import Cooling, Customer, Waiting
from content.pages.firsts import ComplaintFirst, Desk, DraftFirst, Matters, NoticeFirst, RequestFirst
from content.pages.promises import PromiseLine
from outreach.desk.promises import Stage, Timing
from outreach.messages import plain

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
ACME, GLOBEX = Customer(1, "Acme"), Customer(2, "Globex")
TODAY = PromiseLine(
    1, 1, "Acme", "the export fix", "you", Stage.OPEN, Timing(0), "Tue 24 Nov", date(2026, 11, 24),
    made_on=date(2026, 11, 17),
)  # fmt: skip
WAITING = Waiting(GLOBEX, NOW - timedelta(minutes=100), "is SSO live?", timedelta(hours=2, minutes=20), 7, 8)
DESK = Desk(
    promises=(TODAY, replace(TODAY, promise_id=2, stage=Stage.NOTICED)),
    complaints=(ComplaintFirst(3, "Acme", "the export failed"), ComplaintFirst(4, "Globex", is_over=True)),
    notices=(NoticeFirst(5, "exports fail", "Tue 24 Nov 10:00 Berlin"),),
    requests=(RequestFirst(6, "Acme", "an export", 2), RequestFirst(7, "Globex")),
    drafts=(DraftFirst(9, "Acme", "Hi Dana"),),
    noticed=3,
    suggested=1,
)
FULL = Matters(waiting=(WAITING,), cooling=(Cooling(ACME, 58, 34),), desk=DESK)


def said(matters: Matters) -> list[str]:
    return [plain(one.words) for one in firsts.firsts(matters, NOW)]


def test_what_we_owe_comes_before_who_waits_and_that_before_what_could_be_better() -> None:
    assert said(FULL) == [
        "PROMISE, today: “the export fix” to Acme (you, Tue 17 Nov)",
        "WAITING 1 h 40: Globex, “is SSO live?” (2 h 20 left)",
        "COMPLAINT? Acme, “the export failed”. Cheerful news waits until somebody looks.",
        "COMPLAINT closed: Globex. May shares go on?",
        "UPDATE due: “exports fail”, promised by Tue 24 Nov 10:00 Berlin",
        "REQUEST, LATE 2 days: Acme, “an export”",
        "REQUEST without a date: Globex",
        "RENEWAL in 58 days: Acme, no contact we know of for 34 days",
        "DRAFT to Acme waits for you: “Hi Dana”",
        "PROMISED?: 1 thing you said. Track what is one.",
        "NOTICED: 3 things customers said. Right or wrong?",
        "THEMES: 1 thing may be the same underlying matter.",
    ]


def test_a_late_promise_and_one_whose_new_date_nobody_was_told_say_so() -> None:
    late = replace(TODAY, timing=Timing(-1))
    moved = replace(TODAY, timing=Timing(4), told_on=date(2026, 11, 24), is_untold=True)
    assert [line.split(":")[0] for line in said(Matters(desk=Desk(promises=(late, moved))))] == [
        "PROMISE, LATE 1 day",
        "PROMISE moved, they still reckon with Tue 24 Nov",
    ]


def test_a_promise_can_be_drafted_done_or_moved_where_it_is_read() -> None:
    (one,) = firsts.firsts(Matters(desk=Desk(promises=(TODAY,))), NOW)
    assert [button.label for button in one.controls] == ["Draft", "Done", "New date"]


def test_beyond_the_promise_the_time_is_told_as_such() -> None:
    late = replace(WAITING, left=timedelta(minutes=-30))
    assert said(Matters(waiting=(late,)))[0].endswith("(30 min beyond what we promise)")


def test_each_has_one_to_three_presses() -> None:
    assert all(1 <= len(one.controls) <= 3 for one in firsts.firsts(FULL, NOW))


def test_the_rest_is_named_by_where_it_is_listed() -> None:
    rest = firsts.firsts(FULL, NOW)[4:]
    assert firsts.rest_words(rest, "/cs") == (
        "… and 8 more: /cs promise, /cs notice, /cs requests, /cs noticed, /cs themes"
    )


def test_what_only_waits_to_be_judged_is_no_reason_to_write() -> None:
    assert not Desk(noticed=4, suggested=2, promises=DESK.promises[1:]).is_pressing
    assert Desk(promises=(TODAY,)).is_pressing
