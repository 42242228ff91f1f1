"""On their terms: when we may write, how often, in which language, and what that is called."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.ledger import terms
from outreach.ledger.policies import Limits, Situation, may_we, refusals
from outreach.ledger.reasons import Code, in_words
from outreach.ledger.terms import Term, governing, language_of, merged, windows_for
from outreach.models.ledger import Purpose
from outreach.worktime.calendars import WorkCalendar
from outreach.worktime.windows import SendWindows

BERLIN = ZoneInfo("Europe/Berlin")
# 10:00 on a Tuesday in Berlin.
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DANA, TOM = 1, 2
NO_TUESDAYS = Term("days", {"not": [1]}, DANA, "Dana")
AFTERNOONS = Term("hours", {"from": "12:00"}, TOM, "Tom")
MONTHLY = Term("pace", {"days": 28}, DANA, "Dana")
FREE = Situation(purpose=Purpose.SHARE, at=AT, zone=BERLIN, calendar=WorkCalendar("DE", None, "Europe/Berlin"))


def held(situation: Situation) -> list[tuple[Code, str, datetime | None]]:
    said = refusals(situation, Limits(), "sending")
    return [(one.code, in_words(one.code, one.facts), one.until) for one in said]


class TestWhen:
    def test_a_day_they_do_not_want_is_left_out(self) -> None:
        assert windows_for(SendWindows(), [NO_TUESDAYS]).weekdays == {2, 3}

    def test_the_strictest_of_several_people_counts(self) -> None:
        wanted = windows_for(SendWindows(), [NO_TUESDAYS, AFTERNOONS, Term("hours", {"until": "15:00"})])
        assert (sorted(wanted.weekdays), wanted.ranges) == ([2, 3], ((time(13, 30), time(15)),))

    def test_where_our_own_days_do_not_fit_theirs_do(self) -> None:
        wanted = windows_for(SendWindows(), [Term("days", {"not": [0, 1, 2, 3, 5, 6]})])
        assert wanted.weekdays == {4}

    def test_where_our_own_hours_do_not_fit_theirs_do_as_long_as_it_is_not_quiet(self) -> None:
        wanted = windows_for(SendWindows(), [Term("hours", {"from": "16:30"})])
        assert list(wanted.open_ranges()) == [(time(16, 30), time(18))]

    def test_who_wants_nothing_of_the_kind_changes_nothing(self) -> None:
        assert windows_for(SendWindows(), [MONTHLY]) == SendWindows()

    @given(st.sets(st.integers(0, 6), max_size=6), st.integers(0, 23), st.integers(0, 23))
    def test_no_window_is_ever_open_when_they_do_not_want_it(self, off: set[int], starts: int, ends: int) -> None:
        wanted = [
            Term("days", {"not": sorted(off)}),
            Term("hours", {"from": f"{starts:02}:00", "until": f"{ends:02}:00"}),
        ]
        opened = windows_for(SendWindows(), wanted)
        assert not opened.weekdays & off
        assert all(time(starts) <= first < last <= time(ends) for first, last in opened.ranges)


class TestSending:
    def test_on_a_day_they_do_not_want_it_waits_for_the_next_and_says_whose_wish_it_is(self) -> None:
        wednesday = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
        assert held(replace(FREE, terms=(NO_TUESDAYS,))) == [
            (Code.QUIET_HOURS, "it is outside their working hours (Dana prefers no Tuesdays)", wednesday)
        ]

    def test_before_their_hours_it_waits_for_them(self) -> None:
        noon = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
        ((code, words, until),) = held(replace(FREE, terms=(AFTERNOONS,)))
        assert (code, until) == (Code.QUIET_HOURS, noon)
        assert "Tom prefers not before 12:00" in words

    def test_their_pace_counts_from_our_last_word(self) -> None:
        ((code, words, until),) = held(replace(FREE, terms=(MONTHLY,), unprompted_at=(AT - timedelta(days=20),)))
        assert (code, until) == (Code.ASKED_FOR_LESS, AT + timedelta(days=8))
        assert "Dana prefers one message in 28 days" in words

    def test_a_pace_of_one_person_alone_counts_what_they_were_sent(self) -> None:
        alone = replace(MONTHLY, value={"days": 28, "only_to_them": True})
        lately = (AT - timedelta(days=20),)
        assert held(replace(FREE, terms=(alone,), unprompted_at=lately)) == []
        assert [code for code, *_ in held(replace(FREE, terms=(alone,), written_to_them_at=lately))] == [
            Code.ASKED_FOR_LESS
        ]

    @pytest.mark.parametrize("purpose", [Purpose.ANSWER, Purpose.NOTICE])
    def test_answers_and_bad_news_come_all_the_same(self, purpose: Purpose) -> None:
        situation = replace(FREE, purpose=purpose, terms=(NO_TUESDAYS, AFTERNOONS, MONTHLY))
        assert held(situation) == []

    def test_it_is_planned_all_the_same_since_the_slot_heeds_it(self) -> None:
        assert may_we(replace(FREE, terms=(NO_TUESDAYS, AFTERNOONS)), Limits(), "planning") is None

    def test_who_wants_no_day_at_all_is_written_to_by_nobody_until_they_say_otherwise(self) -> None:
        never = Term("days", {"not": list(range(7))}, DANA, "Dana")
        ((code, _, until),) = held(replace(FREE, terms=(never,)))
        assert (code, until) == (Code.QUIET_HOURS, None)


class TestWhose:
    def test_in_a_channel_everybodys_wish_counts(self) -> None:
        assert governing([NO_TUESDAYS, AFTERNOONS], DANA, in_channel=True) == (NO_TUESDAYS, AFTERNOONS)

    def test_by_e_mail_their_own_and_the_accounts(self) -> None:
        account = Term("days", {"not": [4]})
        assert governing([NO_TUESDAYS, AFTERNOONS, account], TOM, in_channel=False) == (AFTERNOONS, account)

    def test_what_is_one_persons_alone_counts_for_them_alone(self) -> None:
        alone = replace(MONTHLY, value={"days": 28, "only_to_them": True})
        assert governing([alone], TOM, in_channel=True) == ()
        assert governing([alone], DANA, in_channel=True) == (alone,)

    def test_a_language_is_that_persons_else_the_accounts(self) -> None:
        said = [Term("language", {"tag": "de"}, DANA), Term("language", {"tag": "en"})]
        assert (language_of(said, DANA), language_of(said, TOM), language_of(said[:1], TOM)) == ("de", "en", None)


class TestSaidOneAfterTheOther:
    def test_days_add_up(self) -> None:
        assert merged("days", {"not": [0]}, {"not": [4]}) == {"not": [0, 4]}

    def test_unless_no_working_day_would_be_left(self) -> None:
        assert merged("days", {"not": [0, 1, 2, 5, 6]}, {"not": [3, 4]}) == {"not": [3, 4]}

    def test_topics_add_up_and_the_last_word_counts(self) -> None:
        old = {"only": ["security"], "not": ["webinars"]}
        assert merged("topic", old, {"only": [], "not": ["surveys"]}) == {
            "only": ["security"],
            "not": ["surveys", "webinars"],
        }
        assert merged("topic", old, {"only": ["webinars"], "not": []}) == {"only": ["webinars"], "not": []}

    def test_hours_are_what_was_said_last(self) -> None:
        assert merged("hours", {"from": "09:00"}, {"until": "12:00"}) == {"until": "12:00"}


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("days", {"not": [0, 4]}, "no Mondays and Fridays"),
        ("hours", {"from": "09:00", "until": "12:00"}, "09:00 to 12:00"),
        ("hours", {"until": "16:00"}, "not after 16:00"),
        ("topic", {"only": ["security"], "not": []}, "only security"),
        ("topic", {"only": [], "not": ["webinars", "surveys"]}, "nothing about webinars or surveys"),
        ("language", {"tag": "de"}, "German"),
        ("pace", {"days": 28}, "one message in 28 days"),
        ("pace", {"days": 28, "only_to_them": True}, "one message to them in 28 days"),
    ],
)
def test_a_preference_in_words(kind: str, value: dict[str, object], words: str) -> None:
    assert terms.what(kind, value) == words
