"""How a complaint lives, who hears of it, and what closing it takes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from outreach.desk.complaints import (
    LAPSED,
    MADE_RIGHT,
    Stage,
    Standing,
    expect,
    read_closing,
    reasons_for_manager,
    stage_of,
)
from outreach.errors import BadInput, Stale
from outreach.models.desk import Complaint

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def complaint(**given: Any) -> Complaint:
    return Complaint(account_id=1, opened_at=NOW, **given)


@pytest.mark.parametrize(
    ("given", "stage"),
    [
        ({}, Stage.UNCONFIRMED),
        ({"confirmed_at": NOW}, Stage.OPEN),
        ({"confirmed_at": NOW, "closed_at": NOW, "closed_because": MADE_RIGHT}, Stage.UNDECIDED),
        ({"confirmed_at": NOW, "closed_at": NOW, "closed_because": MADE_RIGHT, "resumes_at": NOW}, Stage.OVER),
        ({"closed_at": NOW, "closed_because": LAPSED}, Stage.OVER),
    ],
)
def test_its_stage_follows_from_what_happened(given: dict[str, Any], stage: Stage) -> None:
    assert stage_of(complaint(**given)) is stage


def test_what_is_not_possible_any_more_says_how_things_stand() -> None:
    over = complaint(closed_at=NOW, closed_because=LAPSED)
    with pytest.raises(Stale, match="that complaint is closed: nobody confirmed it"):
        expect(over, Stage.OPEN)
    expect(over, Stage.OVER)


@pytest.mark.parametrize(
    ("standing", "reasons"),
    [
        (Standing(), ()),
        (Standing(relationship=3), ()),
        (Standing(relationship=2), ("the relationship is 2 of 5",)),
        (Standing(arr_known=True, above=0, accounts=9), ()),
        (Standing(arr_known=True, above=0, accounts=10), ("their ARR is in the top tenth",)),
        (Standing(arr_known=True, above=1, accounts=19), ()),
        (Standing(arr_known=False, above=0, accounts=100), ()),
        (Standing(lately=1), ("it is their second complaint in 30 days",)),
        (Standing(lately=3), ("it is their 4th complaint in 30 days",)),
        (Standing(reopened=1), ()),
        (Standing(reopened=2), ("they say for the second time that it is not right",)),
    ],
)
def test_the_manager_hears_of_those_that_matter_more(standing: Standing, reasons: tuple[str, ...]) -> None:
    assert reasons_for_manager(standing) == reasons


FULL = {"outcome": "right", "root_cause": "a", "department": "b", "made_right": "c", "prevents": "d", "ask": "fixed"}


@pytest.mark.parametrize("minutes", ["45", "45 min", ""])
def test_a_closing_is_read(minutes: str) -> None:
    closing = read_closing({**FULL, "minutes": minutes})
    assert (closing.is_heard_only, closing.asks, closing.because) == (False, True, "made right")
    assert closing.minutes == (45 if minutes else None)


@pytest.mark.parametrize("missing", ["outcome", "root_cause", "department", "made_right", "prevents"])
def test_what_a_closing_lacks_is_named(missing: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_closing({**FULL, missing: ""})
    assert refused.value.field == missing


@pytest.mark.parametrize(("ask", "asks"), [("fixed", False), ("yes", True), ("no", False), ("", False)])
def test_who_wanted_to_be_heard_is_asked_only_where_somebody_says_so(ask: str, *, asks: bool) -> None:
    closing = read_closing({"outcome": "heard", "ask": ask})
    assert (closing.is_heard_only, closing.asks) == (True, asks)
