"""How a promise stands, which words of a message it is made of, and what a typed one says."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.desk.promises import LONGEST, Stage, expect, is_untold, sentence_at, split_date, timing
from outreach.errors import Stale
from outreach.models.desk import Promise

TODAY = date(2026, 11, 24)


def promise(**changes: Any) -> Promise:
    values: dict[str, Any] = {"account_id": 1, "owner_id": 1, "state": Stage.OPEN, "due_on": TODAY, "told_on": TODAY}
    return Promise(made_at=datetime(2026, 11, 20, tzinfo=UTC), **{**values, **changes})


def test_it_is_due_on_its_day_and_late_after_it() -> None:
    assert timing(promise(), TODAY).is_today
    assert timing(promise(due_on=date(2026, 11, 23)), TODAY).is_late
    assert not timing(promise(due_on=date(2026, 11, 25)), TODAY).is_first


@pytest.mark.parametrize("state", [Stage.NOTICED, Stage.DONE, Stage.DROPPED])
def test_what_nobody_has_to_keep_is_never_late(state: Stage) -> None:
    assert not timing(promise(state=state, due_on=date(2026, 1, 1)), TODAY).is_first


def test_a_new_date_is_untold_until_they_know_it() -> None:
    assert is_untold(promise(due_on=date(2026, 11, 30)))
    assert not is_untold(promise())
    # They were never told a day, so there is none to correct.
    assert not is_untold(promise(told_on=None))


def test_what_is_over_says_how_it_ended() -> None:
    with pytest.raises(Stale, match=r"this promise is done \(kept\)"):
        expect(promise(state=Stage.DONE, ended_because="kept"), Stage.OPEN)


def test_of_a_long_message_only_its_sentence_is_kept() -> None:
    said = "Thanks for telling us! I'll come back to you on Thursday. Have a good day."
    start = said.index("I'll come back")
    assert sentence_at(said, start, start + 14) == "I'll come back to you on Thursday."


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_any_text_has_a_sentence_at_any_place(text: str, first: int, length: int) -> None:
    start = min(first, len(text))
    said = sentence_at(text, start, min(start + length, len(text)))
    assert len(said) <= LONGEST + 2
    assert "\n" not in said


@pytest.mark.parametrize(
    ("typed", "what", "due"),
    [
        ("the export fix by Friday", "the export fix", "Friday"),
        ("a call by phone by 3 Dec.", "a call by phone", "3 Dec"),
        ("Rückmeldung bis morgen", "Rückmeldung", "morgen"),
        ("the export fix", "the export fix", ""),
    ],
)
def test_the_last_by_names_the_day(typed: str, what: str, due: str) -> None:
    assert split_date(typed) == (what, due)
