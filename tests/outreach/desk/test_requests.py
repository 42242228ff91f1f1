"""How a request moves: each state, whoever may move it, and why not otherwise."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.desk.requests import MOVES, NEXT, Mover, Standing, Verb, age, in_words, is_late, may, move, next_step
from outreach.errors import NotAllowed, Stale
from outreach.models.desk import RequestState as S

MOVERS: tuple[Mover, ...] = ("customer", "staff", "clock")


@pytest.mark.parametrize(
    ("verb", "state", "by", "after"),
    [
        ("acknowledge", S.OPENED, "customer", S.ACKNOWLEDGED),
        ("offer", S.ACKNOWLEDGED, "staff", S.OFFERED),
        ("offer", S.CHOSEN, "staff", S.OFFERED),
        ("choose", S.OFFERED, "customer", S.CHOSEN),
        ("none of these", S.OFFERED, "customer", S.ACKNOWLEDGED),
        ("take in hand", S.ACKNOWLEDGED, "staff", S.IN_HAND),
        ("honour", S.IN_HAND, "staff", S.HONOURED),
        ("settle", S.HONOURED, "clock", S.HONOURED),
        ("reopen", S.HONOURED, "customer", S.IN_HAND),
        ("decline", S.OFFERED, "staff", S.DECLINED),
    ],
)
def test_a_move_leads_where_it_should(verb: Verb, state: S, by: Mover, after: S) -> None:
    assert move(verb, Standing(state), by) == after


@pytest.mark.parametrize(
    ("verb", "standing", "says"),
    [
        ("choose", Standing(S.CHOSEN), "this request is chosen, so no choice is open"),
        ("choose", Standing(S.HONOURED, True, "silence"), "this request is settled (silence)"),
        ("settle", Standing(S.IN_HAND), "this request is in hand; say first that it is done"),
        ("reopen", Standing(S.OFFERED), "this request is offered: it is open"),
        ("offer", Standing(S.HONOURED), "Reopen it first"),
        ("decline", Standing(S.DECLINED, True, "Priya"), "this request is declined"),
    ],
)
def test_what_is_past_is_refused_with_its_reason(verb: Verb, standing: Standing, says: str) -> None:
    with pytest.raises(Stale) as refused:
        move(verb, standing, "staff")
    assert says in str(refused.value)


@pytest.mark.parametrize("verb", ["offer", "take in hand", "honour", "decline"])
def test_what_is_ours_to_do_no_customer_does(verb: Verb) -> None:
    with pytest.raises(NotAllowed):
        move(verb, Standing(S.ACKNOWLEDGED), "customer")


@given(st.sampled_from(list(MOVES)), st.sampled_from(list(S)), st.booleans(), st.sampled_from(MOVERS))
def test_every_move_either_leads_somewhere_or_says_why_not(verb: Verb, state: S, settled: bool, by: Mover) -> None:
    standing = Standing(state, settled)
    if may(verb, standing, by):
        assert move(verb, standing, by) in S
    else:
        with pytest.raises((Stale, NotAllowed)):
            move(verb, standing, by)


def test_nothing_but_reopening_is_left_once_it_is_settled() -> None:
    assert {verb for verb in MOVES if may(verb, Standing(S.HONOURED, True))} == {"reopen"}
    assert {verb for verb in MOVES if may(verb, Standing(S.DECLINED, True))} == {"reopen"}


def test_every_state_has_a_next_step() -> None:
    assert set(NEXT) == set(S)
    assert next_step(Standing(S.IN_HAND, True)) == "nothing"
    assert in_words(Standing(S.HONOURED, True, "Dana")) == "settled (Dana)"


@pytest.mark.parametrize(
    ("state", "due", "late"),
    [
        (S.IN_HAND, date(2026, 11, 23), True),
        (S.IN_HAND, date(2026, 11, 24), False),
        (S.OFFERED, date(2026, 11, 23), False),
        (S.IN_HAND, None, False),
    ],
)
def test_late_is_what_waits_for_us_behind_its_date(state: S, due: date | None, late: bool) -> None:
    assert is_late(state, due, date(2026, 11, 24)) is late


def test_age_is_in_dates_of_whoever_reads() -> None:
    opened, berlin = datetime(2026, 11, 20, 20, tzinfo=UTC), ZoneInfo("Europe/Berlin")
    assert age(opened, datetime(2026, 11, 20, 22, tzinfo=UTC), berlin) == 0
    assert age(opened, datetime(2026, 11, 21, 7, tzinfo=UTC), berlin) == 1
    assert age(opened, datetime(2026, 11, 22, 7, tzinfo=UTC), berlin) == 2
    assert age(opened, datetime(2026, 11, 19, tzinfo=UTC), berlin) == 0
