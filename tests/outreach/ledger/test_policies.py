"""May we, and if not, why not and until when: every code, the table of strengths, and what holds for all situations."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.ledger.policies import Held, HoldFact, Limits, Moment, Situation, may_we, refusals
from outreach.ledger.reasons import ASKED, WORDS, Code, Strength, in_words
from outreach.models.ledger import Purpose
from outreach.worktime.calendars import WorkCalendar

BERLIN = ZoneInfo("Europe/Berlin")
# 10:00 on a Tuesday in Berlin.
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LIMITS = Limits()
FREE = Situation(purpose=Purpose.SHARE, at=AT, zone=BERLIN, calendar=WorkCalendar("DE", None, "Europe/Berlin"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# One situation per code in which that code, and no other, says no to a share.
CASES = {
    Code.OPTED_OUT: replace(FREE, holds=(HoldFact(Code.OPTED_OUT),)),
    Code.ASKED_FOR_LESS: replace(FREE, holds=(HoldFact(Code.ASKED_FOR_LESS),), unprompted_at=(AT - 20 * DAY,)),
    Code.PAUSED: replace(FREE, holds=(HoldFact(Code.PAUSED, AT + DAY),)),
    Code.SNOOZED: replace(FREE, holds=(HoldFact(Code.SNOOZED, AT + DAY),)),
    Code.QUIET_HOURS: replace(FREE, at=AT + 9 * HOUR),
    Code.WEEKEND: replace(FREE, at=AT + 4 * DAY),
    Code.HOLIDAY: replace(FREE, at=AT + 30 * DAY),
    Code.FREQUENCY_CAP: replace(FREE, unprompted_at=(AT - DAY,)),
    Code.SPOKE_RECENTLY: replace(FREE, talked_at=AT - HOUR),
    Code.AWAITING_REPLY: replace(FREE, unanswered=2),
    Code.OPEN_COMPLAINT: replace(FREE, holds=(HoldFact(Code.OPEN_COMPLAINT),)),
    Code.OPEN_NOTICE: replace(FREE, holds=(HoldFact(Code.OPEN_NOTICE),)),
    Code.OPEN_SIGNAL: replace(FREE, holds=(HoldFact(Code.OPEN_SIGNAL),)),
    Code.NOT_APPROVED: replace(FREE, is_approved=False),
    Code.NO_CHANNEL: replace(FREE, has_channel=False),
    Code.CHANNEL_GONE: replace(FREE, channel_gone=True),
    Code.NOT_TO_BE_READ: replace(FREE, channel_unread=True),
    Code.MIXED_CHANNEL: replace(FREE, channel_mixed=True),
    Code.CSM_AWAY_WITHOUT_COVER: replace(FREE, csm_away_until=AT + DAY, has_cover=False),
    Code.STALE: replace(FREE, deadline_at=AT - HOUR),
    Code.CHURNED: replace(FREE, is_churned=True),
}
# Codes that curation and rhythms decide on; policies never say them.
ELSEWHERE = {
    Code.ALREADY_SHARED, Code.NOT_FOR_THEM, Code.NOTHING_WORTH_SHARING, Code.NEVER_FIRES, Code.DECLINED,
    Code.UNSAYABLE,
}  # fmt: skip
# The whole table once more, as a person reads it in the design: share, check-in, answer, notice, nudge.
TABLE = """
    opted_out               hard hard -    hard -
    asked_for_less          soft soft -    -    -
    paused                  soft soft -    soft -
    snoozed                 hard hard -    soft -
    quiet_hours             soft soft -    soft soft
    weekend                 soft soft -    soft soft
    holiday                 soft soft -    soft soft
    frequency_cap           soft soft -    -    -
    spoke_recently          soft soft -    -    -
    awaiting_reply          soft soft -    -    -
    open_complaint          soft soft -    -    -
    open_notice             soft soft -    -    -
    open_signal             soft soft -    -    -
    not_approved            hard hard hard hard -
    no_channel              hard hard hard hard hard
    channel_gone            hard hard hard hard hard
    not_to_be_read          hard hard -    -    -
    mixed_channel           hard hard hard hard -
    csm_away_without_cover  soft soft -    -    -
    stale                   hard hard hard hard -
    churned                 hard hard -    soft -
"""
PURPOSES = (Purpose.SHARE, Purpose.CHECK_IN, Purpose.ANSWER, Purpose.NOTICE, Purpose.NUDGE)
STRENGTHS = {
    (Code(row.split()[0]), purpose): ("not asked" if mark == "-" else mark)
    for row in TABLE.strip().splitlines()
    for purpose, mark in zip(PURPOSES, row.split()[1:], strict=True)
}


def codes(situation: Situation, moment: Moment = "sending") -> set[Code]:
    return {held.code for held in refusals(situation, LIMITS, moment)}


def why_not(situation: Situation, limits: Limits = LIMITS, moment: Moment = "sending") -> Held:
    held = may_we(situation, limits, moment)
    assert held is not None
    return held


def test_an_ordinary_tuesday_morning_is_fine() -> None:
    assert may_we(FREE, LIMITS, "planning") is None
    assert may_we(FREE, LIMITS, "sending") is None


def test_the_table_is_the_one_people_agreed_on() -> None:
    assert dict(ASKED) == STRENGTHS


def test_every_code_has_a_case_here_or_belongs_elsewhere_and_all_have_words() -> None:
    assert CASES.keys() | ELSEWHERE == set(Code)
    assert WORDS.keys() == set(Code)


@pytest.mark.parametrize("code", CASES)
def test_each_rule_says_no_by_itself(code: Code) -> None:
    assert codes(CASES[code]) == {code}


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("code", CASES)
def test_a_rule_is_as_strong_as_the_table_says(code: Code, purpose: Purpose) -> None:
    said = refusals(replace(CASES[code], purpose=purpose), LIMITS, "sending")
    found: dict[Code, Strength] = {held.code: held.strength for held in said}
    assert found.get(code, "not asked") == STRENGTHS[code, purpose]


@pytest.mark.parametrize("code", CASES)
def test_planning_leaves_to_sending_what_only_then_is_known(code: Code) -> None:
    later = {Code.QUIET_HOURS, Code.WEEKEND, Code.HOLIDAY, Code.NOT_APPROVED, Code.NO_CHANNEL}
    assert codes(CASES[code], "planning") == ({code} - later)


@pytest.mark.parametrize("code", CASES)
def test_a_person_lifts_soft_rules_and_no_hard_one(code: Code) -> None:
    lifted = may_we(CASES[code], LIMITS, "sending", lifted={code})
    assert (lifted is None) == (STRENGTHS[code, Purpose.SHARE] == "soft")


# --- until when ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("situation", "until"),
    [
        (CASES[Code.OPTED_OUT], None),
        (CASES[Code.PAUSED], AT + DAY),
        (CASES[Code.CSM_AWAY_WITHOUT_COVER], AT + DAY),
        (CASES[Code.SPOKE_RECENTLY], AT + 23 * HOUR),
        (CASES[Code.AWAITING_REPLY], None),
        (replace(FREE, customer_waits_since=AT - 2 * DAY), AT + 5 * DAY),
        (CASES[Code.FREQUENCY_CAP], AT + DAY),
        (CASES[Code.ASKED_FOR_LESS], AT + 8 * DAY),
        (replace(FREE, unprompted_at=(AT - 29 * DAY, AT - 3 * DAY, AT - 9 * DAY)), AT + DAY),
        (replace(FREE, shared_at=(AT - 13 * DAY,)), AT + DAY),
        # A fourth one, sent by way of an override, must leave the window as well.
        (replace(FREE, unprompted_at=(AT - 29 * DAY, AT - 20 * DAY, AT - 10 * DAY, AT - 3 * DAY)), AT + 10 * DAY),
        (CASES[Code.STALE], None),
        # 19:00 waits for 09:00 of the next day, 07:00 for that of the same; both local.
        (CASES[Code.QUIET_HOURS], AT + 23 * HOUR),
        (replace(FREE, at=AT - 3 * HOUR), AT - HOUR),
        # Saturday and Christmas Eve are asked again on the next morning.
        (CASES[Code.WEEKEND], AT + 5 * DAY - HOUR),
        (CASES[Code.HOLIDAY], AT + 31 * DAY - HOUR),
    ],
)
def test_a_refusal_says_until_when(situation: Situation, until: datetime | None) -> None:
    assert why_not(situation).until == until


@pytest.mark.parametrize(
    "situation",
    [
        replace(FREE, holds=(HoldFact(Code.OPTED_OUT, AT),)),
        replace(FREE, holds=(HoldFact(Code.ASKED_FOR_LESS, AT - DAY),), unprompted_at=(AT - 20 * DAY,)),
        replace(FREE, holds=(HoldFact(Code.ASKED_FOR_LESS),), unprompted_at=(AT - 28 * DAY,)),
        replace(FREE, csm_away_until=AT, has_cover=False),
        replace(FREE, csm_away_until=AT + DAY, has_cover=True),
        replace(FREE, shared_at=(AT - 14 * DAY,)),
        replace(FREE, unprompted_at=(AT - 30 * DAY, AT - 20 * DAY, AT - 10 * DAY)),
        replace(FREE, unprompted_at=(AT - 2 * DAY,)),
        replace(FREE, talked_at=AT - DAY),
        replace(FREE, customer_waits_since=AT - 7 * DAY),
        replace(FREE, unanswered=1),
        replace(FREE, deadline_at=AT),
        replace(FREE, at=AT - HOUR),
        replace(FREE, at=AT + 8 * HOUR - timedelta(seconds=1)),
    ],
)
def test_what_is_just_over_or_not_yet_so_holds_nothing(situation: Situation) -> None:
    assert may_we(situation, LIMITS, "sending") is None


def test_a_share_is_counted_against_shares_and_a_check_in_is_not() -> None:
    shared = replace(FREE, shared_at=(AT - 13 * DAY,))
    assert codes(shared) == {Code.FREQUENCY_CAP}
    assert codes(replace(shared, purpose=Purpose.CHECK_IN)) == set()


def test_quiet_hours_holidays_and_weekends_are_theirs_not_ours() -> None:
    cairo = replace(FREE, zone=ZoneInfo("Africa/Cairo"), calendar=WorkCalendar("EG", None, "Africa/Cairo"))
    friday = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    assert codes(replace(cairo, at=friday)) == {Code.WEEKEND}
    assert codes(replace(cairo, at=friday + 2 * DAY)) == set()
    austin = replace(FREE, zone=ZoneInfo("America/Chicago"), calendar=WorkCalendar("US", "TX", "America/Chicago"))
    assert codes(austin) == {Code.QUIET_HOURS}
    assert codes(replace(austin, at=datetime(2026, 11, 26, 16, 0, tzinfo=UTC))) == {Code.HOLIDAY}


def test_the_night_of_the_clock_change_ends_at_nine_by_the_new_time() -> None:
    night = replace(FREE, at=datetime(2026, 3, 29, 0, 30, tzinfo=UTC), purpose=Purpose.NUDGE)
    (weekend, quiet) = sorted(refusals(night, LIMITS, "sending"), key=lambda held: held.code, reverse=True)
    assert (weekend.code, quiet.code) == (Code.WEEKEND, Code.QUIET_HOURS)
    assert quiet.until == datetime(2026, 3, 29, 7, 0, tzinfo=UTC)


def test_quiet_hours_may_lie_within_the_day() -> None:
    siesta = replace(LIMITS, quiet_from=time(9, 30), quiet_until=time(16))
    assert why_not(FREE, siesta).until == datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def test_an_out_of_hours_answer_is_not_asked_for_the_hour() -> None:
    night = replace(FREE, purpose=Purpose.NOTICE, at=AT + 12 * HOUR)
    assert codes(night) == {Code.QUIET_HOURS}
    assert codes(replace(night, is_out_of_hours_answer=True)) == set()


# --- which of several -------------------------------------------------------------------------------------------------


def test_hard_rules_come_first_then_what_lasts_longest() -> None:
    situation = replace(
        FREE,
        holds=(HoldFact(Code.PAUSED, AT + DAY), HoldFact(Code.OPEN_COMPLAINT), HoldFact(Code.SNOOZED, AT + HOUR)),
        talked_at=AT,
        shared_at=(AT - DAY,),
    )
    order = [held.code for held in refusals(situation, LIMITS, "sending")]
    assert order == [Code.SNOOZED, Code.OPEN_COMPLAINT, Code.FREQUENCY_CAP, Code.PAUSED, Code.SPOKE_RECENTLY]


def test_the_detail_is_said_in_words() -> None:
    paused = why_not(replace(FREE, holds=(HoldFact(Code.PAUSED, AT + DAY, "budget freeze"),)))
    assert in_words(paused.code, paused.facts) == "outreach is paused (budget freeze)"
    cap = why_not(replace(FREE, shared_at=(AT - DAY,)))
    assert in_words(cap.code, cap.facts) == "enough is said or planned for now (one share in 14 days)"
    assert in_words("opted_out") == "they asked us to stop"
    assert in_words("some_new_code") == "some new code"


# --- whatever the situation ------------------------------------------------------------------------------------------

HOLDABLE = (
    *(Code.OPTED_OUT, Code.ASKED_FOR_LESS, Code.PAUSED, Code.SNOOZED),
    *(Code.OPEN_COMPLAINT, Code.OPEN_NOTICE, Code.OPEN_SIGNAL),
)
moments = st.integers(0, 60 * 24 * 730).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
past = st.integers(0, 60 * 24 * 40).map(lambda minutes: timedelta(minutes=minutes))
hold_facts = st.builds(
    HoldFact, code=st.sampled_from(HOLDABLE), until=st.none() | moments, because=st.none() | st.just("because")
)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    at = draw(moments)
    place, zone = draw(
        st.sampled_from(
            [
                (WorkCalendar("DE", "BY", "Europe/Berlin"), "Europe/Berlin"),
                (WorkCalendar("EG", None, "Africa/Cairo"), "Africa/Cairo"),
                (WorkCalendar("CL", None, "America/Santiago"), "America/Santiago"),
                (WorkCalendar(None, None, "Pacific/Kiritimati"), "Pacific/Kiritimati"),
            ]
        )
    )

    def ago(most: int) -> st.SearchStrategy[tuple[datetime, ...]]:
        return st.lists(past, max_size=most).map(lambda ages: tuple(at - age for age in ages))

    def once() -> st.SearchStrategy[datetime | None]:
        return st.none() | past.map(lambda age: at - age)

    return Situation(
        purpose=draw(st.sampled_from(PURPOSES)),
        at=at,
        zone=ZoneInfo(zone),
        calendar=place,
        holds=tuple(draw(st.lists(hold_facts, max_size=3))),
        unprompted_at=draw(ago(5)),
        shared_at=draw(ago(3)),
        unanswered=draw(st.integers(0, 3)),
        customer_waits_since=draw(once()),
        talked_at=draw(once()),
        has_channel=draw(st.booleans()),
        channel_gone=draw(st.booleans()),
        channel_mixed=draw(st.booleans()),
        channel_unread=draw(st.booleans()),
        is_approved=draw(st.booleans()),
        is_churned=draw(st.booleans()),
        csm_away_until=draw(st.none() | moments),
        has_cover=draw(st.booleans()),
        deadline_at=draw(st.none() | moments),
        is_out_of_hours_answer=draw(st.booleans()),
    )


either_moment = st.sampled_from(["planning", "sending"])


@given(situations(), either_moment, st.booleans())
def test_who_asked_us_to_stop_hears_nothing_but_answers(situation: Situation, moment: Moment, overridden: bool) -> None:
    lifted = set(Code) if overridden else set()
    stopped = replace(situation, holds=(*situation.holds, HoldFact(Code.OPTED_OUT)))
    held = may_we(stopped, LIMITS, moment, lifted=lifted)
    if stopped.purpose in (Purpose.SHARE, Purpose.CHECK_IN, Purpose.NOTICE):
        assert held is not None
        assert held.strength == "hard"
    else:
        assert held == may_we(situation, LIMITS, moment, lifted=lifted)


@given(situations(), either_moment)
def test_a_reason_on_record_lifts_the_soft_rules_only(situation: Situation, moment: Moment) -> None:
    hard = [held for held in refusals(situation, LIMITS, moment) if held.strength == "hard"]
    assert may_we(situation, LIMITS, moment, lifted=set(Code)) == (hard[0] if hard else None)


@given(situations(), st.lists(hold_facts, min_size=1, max_size=3), either_moment, st.booleans())
def test_another_hold_never_turns_a_no_into_a_yes(
    situation: Situation, more: list[HoldFact], moment: Moment, overridden: bool
) -> None:
    stricter = replace(situation, holds=(*situation.holds, *more))
    before = {(held.code, held.until) for held in refusals(situation, LIMITS, moment)}
    assert before <= {(held.code, held.until) for held in refusals(stricter, LIMITS, moment)}
    if may_we(situation, LIMITS, moment, lifted=set(Code) if overridden else set()) is not None:
        assert may_we(stricter, LIMITS, moment, lifted=set(Code) if overridden else set()) is not None


def test_a_clock_that_was_set_back_forgets_no_message() -> None:
    ahead = replace(FREE, unprompted_at=(AT + HOUR,))
    held = may_we(ahead, LIMITS, "sending")
    assert held is not None
    assert (held.code, held.until) == (Code.FREQUENCY_CAP, AT + HOUR + LIMITS.unprompted_gap)


@given(situations(), either_moment)
def test_until_lies_in_the_future(situation: Situation, moment: Moment) -> None:
    assert all(held.until is None or held.until > situation.at for held in refusals(situation, LIMITS, moment))


@given(situations())
def test_what_may_be_sent_could_have_been_planned(situation: Situation) -> None:
    planned = {held.code for held in refusals(situation, LIMITS, "planning")}
    assert planned <= {held.code for held in refusals(situation, LIMITS, "sending")}


@given(situations(), either_moment)
def test_the_answer_does_not_depend_on_the_order_of_what_is_known(situation: Situation, moment: Moment) -> None:
    turned = replace(
        situation,
        holds=situation.holds[::-1],
        unprompted_at=situation.unprompted_at[::-1],
        shared_at=situation.shared_at[::-1],
    )

    def said(each: Situation) -> list[tuple[Code, datetime | None]]:
        return sorted(
            ((held.code, held.until) for held in refusals(each, LIMITS, moment)),
            key=lambda pair: (pair[0], str(pair[1])),
        )

    assert said(turned) == said(situation)
