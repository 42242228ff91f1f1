"""The desk's week: one line per room, and only what there was."""

from datetime import date

from content.pages.desk_week import ComplaintsWeek, DeskWeek, PromisesWeek, RequestsWeek, desk_parts
from content.pages.week import Week, counts
from outreach.messages import Message

FULL = DeskWeek(
    requests=RequestsWeek(opened=6, honoured=4, declined=1, settled=3, median_age=5),
    complaints=ComplaintsWeek(opened=3, closed=2, reopened=1, causes=(("Engineering", 1), ("not said", 1))),
    promises=PromisesWeek(kept=7, late=1, moved=2),
    goodwill="$700",
    given=2,
    trends=1,
    handed_over=1,
)


def test_each_room_is_one_line() -> None:
    assert Message(tuple(desk_parts(FULL))).fallback.splitlines()[2:] == [
        "• Requests: 6 opened, 4 done, 1 declined, 3 settled; 5 days each (median)",
        "• Complaints: 3 opened, 2 closed, 1 reopened; root causes: Engineering 1 and not said 1",
        "• Promises: 7 kept, 1 late, 2 moved",
        "• Goodwill: $700 in 2 cases",
        "• Trends: 1 new, 1 handed over",
    ]


def test_a_week_without_any_of_it_says_nothing_of_the_desk() -> None:
    assert DeskWeek().is_empty
    assert "The desk" not in counts(Week(date(2026, 11, 16))).fallback


def test_it_alone_is_worth_the_weekly_edition() -> None:
    assert not Week(date(2026, 11, 16), desk=DeskWeek(promises=PromisesWeek(kept=1))).is_empty
