"""How a complaint lives, who hears of it, and what closing it takes. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from outreach.errors import BadInput, Stale
from outreach.models.desk import Complaint

# Reasons of `closed_because`; the last three say that it was none, or that nobody can say.
MADE_RIGHT = "made right"
HEARD = "heard, nothing to fix"
LAPSED = "nobody confirmed it"
NO_COMPLAINT = "it was no complaint"
TAKEN_BACK = "they took it back"
NONE_AFTER_ALL = (LAPSED, NO_COMPLAINT, TAKEN_BACK)

SECOND_WITHIN = timedelta(days=30)
_COLD = 2
# Of fewer accounts than this, none is in the top tenth.
_FEWEST_TO_RANK = 10
_TWICE = 2
LONGEST = 500


class Stage(StrEnum):
    """Unconfirmed: the hold lapses by itself. Undecided: closed, and a person has yet to let shares go on."""

    UNCONFIRMED = "not confirmed yet"
    OPEN = "open"
    UNDECIDED = "closed, shares still wait"
    OVER = "closed"


def stage_of(complaint: Complaint) -> Stage:
    if complaint.closed_at is None:
        return Stage.OPEN if complaint.confirmed_at else Stage.UNCONFIRMED
    if complaint.resumes_at is not None or complaint.closed_because in NONE_AFTER_ALL:
        return Stage.OVER
    return Stage.UNDECIDED


def expect(complaint: Complaint, *stages: Stage) -> None:
    """Raises Stale, saying how things stand by now."""
    stage = stage_of(complaint)
    if stage not in stages:
        because = f": {complaint.closed_because}" if complaint.closed_because else ""
        raise Stale(f"Nothing was changed: that complaint is {stage}{because}. Open it to see how things stand.")


@dataclass(frozen=True)
class Standing:
    """What decides whether a manager hears of a complaint at once. `above`: how many accounts of the book have a
    larger ARR, of `accounts`; `lately`: their other complaints of the last 30 days; `reopened`: how often they said
    that it is not right."""

    relationship: int | None = None
    arr_known: bool = False
    above: int = 0
    accounts: int = 0
    lately: int = 0
    reopened: int = 0


def reasons_for_manager(standing: Standing) -> tuple[str, ...]:
    """In words; none means that it is the CSM's own for now."""
    return tuple(_reasons(standing))


def _reasons(standing: Standing) -> Iterator[str]:
    if standing.reopened >= _TWICE:
        yield f"they say for the {_ordinal(standing.reopened)} time that it is not right"
    if standing.relationship is not None and standing.relationship <= _COLD:
        yield f"the relationship is {standing.relationship} of 5"
    if standing.arr_known and standing.accounts >= _FEWEST_TO_RANK and standing.above < standing.accounts // 10:
        yield "their ARR is in the top tenth"
    if standing.lately:
        yield f"it is their {_ordinal(standing.lately + 1)} complaint in {SECOND_WITHIN.days} days"


def _ordinal(number: int) -> str:
    return {2: "second", 3: "third"}.get(number, f"{number}th")


@dataclass(frozen=True)
class Closing:
    """What somebody says when they close a complaint. `asks`: the customer is asked later whether it is right."""

    is_heard_only: bool
    root_cause: str
    department: str
    made_right: str
    prevents: str
    minutes: int | None
    asks: bool

    @property
    def because(self) -> str:
        return HEARD if self.is_heard_only else MADE_RIGHT


_ASKED = (
    ("root_cause", "what caused it"),
    ("department", "which department is responsible"),
    ("made_right", "what was made right"),
    ("prevents", "what prevents it next time"),
)


def read_closing(given: dict[str, str]) -> Closing:
    """Of the form's answers. Raises BadInput naming the first that is missing."""
    outcome = given.get("outcome")
    if outcome not in ("right", "heard"):
        raise BadInput(
            "Nothing was closed: say whether it was made right, or heard with nothing to fix.", field="outcome"
        )
    is_heard_only = outcome == "heard"
    for name, meaning in () if is_heard_only else _ASKED:
        if not given.get(name):
            cure = "Fill it in, or choose “Heard, nothing to fix”."
            raise BadInput(f"Nothing was closed: it does not say {meaning}. {cure}", field=name)
    return Closing(
        is_heard_only=is_heard_only,
        root_cause=given.get("root_cause", "")[:LONGEST],
        department=given.get("department", "")[:LONGEST],
        made_right=given.get("made_right", "")[:LONGEST],
        prevents=given.get("prevents", "")[:LONGEST],
        minutes=_minutes(given.get("minutes", "")),
        asks=given.get("ask") == "yes" or (given.get("ask") == "fixed" and not is_heard_only),
    )


def _minutes(given: str) -> int | None:
    if not given:
        return None
    number = given.removesuffix("min").removesuffix("minutes").strip()
    if not (number.isascii() and number.isdecimal()) or len(number) > 5:
        raise BadInput(f"“{given}” is no number of minutes. Write one like 45, or leave it out.", field="minutes")
    return int(number)
