"""How a request moves: from which state to which, on whose word, and why not otherwise. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from outreach.errors import NotAllowed, Stale
from outreach.models.desk import RequestState
from outreach.worktime import zones

Mover = Literal["customer", "staff", "clock"]
Verb = Literal[
    "acknowledge", "offer", "choose", "none of these", "take in hand", "honour", "settle", "reopen", "decline"
]
S = RequestState


@dataclass(frozen=True)
class Standing:
    """How a request stands: `is_settled` whatever its state, `settled_by` as its row says."""

    state: RequestState
    is_settled: bool = False
    settled_by: str | None = None


@dataclass(frozen=True)
class Move:
    """`of_settled`: whether it is about a request that is settled, one that is open, or (None) either."""

    to: RequestState
    froms: frozenset[RequestState]
    by: frozenset[Mover]
    of_settled: bool | None = False


_BEFORE_DONE = frozenset({S.OPENED, S.ACKNOWLEDGED, S.OFFERED, S.CHOSEN, S.IN_HAND})
_THEIRS: frozenset[Mover] = frozenset({"customer", "staff"})
_OURS: frozenset[Mover] = frozenset({"staff"})
MOVES: Mapping[Verb, Move] = {
    "acknowledge": Move(S.ACKNOWLEDGED, frozenset({S.OPENED}), frozenset({"staff", "clock", "customer"})),
    "offer": Move(S.OFFERED, _BEFORE_DONE, _OURS),
    "choose": Move(S.CHOSEN, frozenset({S.OFFERED}), _THEIRS),
    "none of these": Move(S.ACKNOWLEDGED, frozenset({S.OFFERED}), _THEIRS),
    "take in hand": Move(S.IN_HAND, _BEFORE_DONE - {S.IN_HAND}, _OURS),
    "honour": Move(S.HONOURED, _BEFORE_DONE, _OURS),
    "settle": Move(S.HONOURED, frozenset({S.HONOURED}), frozenset({"customer", "staff", "clock"})),
    "reopen": Move(S.IN_HAND, frozenset({S.HONOURED, S.DECLINED}), _THEIRS, of_settled=None),
    "decline": Move(S.DECLINED, _BEFORE_DONE, _OURS),
}


def move(verb: Verb, standing: Standing, by: Mover) -> RequestState:
    """The state it is in afterwards. Raises Stale for what is past, NotAllowed for what is not theirs to do."""
    rule = MOVES[verb]
    if by not in rule.by:
        raise NotAllowed(f"To {verb} a request is not for the {by} to do.")
    if rule.of_settled is not None and standing.is_settled != rule.of_settled:
        raise Stale(f"Nothing was done: this request is {in_words(standing)}.")
    if standing.state not in rule.froms:
        raise Stale(f"Nothing was done: {_REFUSALS.get(verb, '{standing}').format(standing=in_words(standing))}")
    return rule.to


_ORDER = (S.IN_HAND, S.CHOSEN, S.OFFERED, S.ACKNOWLEDGED)


def furthest(came_to: Collection[RequestState]) -> RequestState:
    """Of the states before it was done that it has been in, the last."""
    return next((state for state in _ORDER if state in came_to), S.OPENED)


def may(verb: Verb, standing: Standing, by: Mover = "staff") -> bool:
    """Whether a button for it makes sense."""
    try:
        move(verb, standing, by)
    except (Stale, NotAllowed):
        return False
    return True


_REFUSALS: Mapping[Verb, str] = {
    "acknowledge": "they were told already who has it; this request is {standing}.",
    "offer": "this request is {standing}, so there is nothing to choose any more. Reopen it first.",
    "choose": "this request is {standing}, so no choice is open.",
    "none of these": "this request is {standing}, so no choice is open.",
    "take in hand": "this request is {standing}.",
    "honour": "this request is {standing}.",
    "settle": "this request is {standing}; say first that it is done.",
    "reopen": "this request is {standing}: it is open.",
    "decline": "this request is {standing}. Reopen it first.",
}


def in_words(standing: Standing) -> str:
    """in hand; settled by silence."""
    if standing.is_settled and standing.state != S.DECLINED:
        return f"settled ({standing.settled_by})" if standing.settled_by else "settled"
    return str(standing.state)


# Who acts next, and how that reads beside the request.
NEXT: Mapping[RequestState, str] = {
    S.OPENED: "tell them who has it",
    S.ACKNOWLEDGED: "offer options, or take it in hand",
    S.OFFERED: "they choose",
    S.CHOSEN: "take it in hand",
    S.IN_HAND: "do it, and say so",
    S.HONOURED: "they say whether it is right",
    S.DECLINED: "nothing",
}


def next_step(standing: Standing) -> str:
    return "nothing" if standing.is_settled else NEXT[standing.state]


def waits_for_us(state: RequestState) -> bool:
    """Whether the next step is ours: an offered or honoured one waits for the customer."""
    return state in (S.OPENED, S.ACKNOWLEDGED, S.CHOSEN, S.IN_HAND)


def is_late(state: RequestState, due_on: date | None, today: date) -> bool:
    """The date we gave them is over, and it is still our turn."""
    return due_on is not None and due_on < today and waits_for_us(state)


def age(opened_at: datetime, now: datetime, zone: ZoneInfo) -> int:
    """In dates there: what was asked last night is of yesterday."""
    return max((zones.local_date(now, zone) - zones.local_date(opened_at, zone)).days, 0)
