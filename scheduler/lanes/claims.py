"""Which of the claimed deliveries go: the wall first, then the gate, inside the transaction that says `sending`."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from outreach.database import Session
from outreach.events import Place
from outreach.ledger.reasons import in_words
from outreach.messages import Message
from outreach.models.post import Delivery, DeliveryState
from outreach.store import channels, dispatch, pictures
from outreach.store.dispatch import Candidate, Change, Seen, Try
from scheduler.lanes.verdicts import Rules, Verdict
from scheduler.lanes.wall import Cleared, Walled, check

log = logging.getLogger(__name__)

# A gate that names no moment is asked again after this much business time, and never more often than the other.
_ASK_AGAIN = timedelta(minutes=15)
_SOONEST = timedelta(seconds=1)
# Tries that ended in nothing known, and were then not found: after so many something is wrong that time does not cure.
_MOST_UNCLEAR = 8
_MOST_UNEXPECTED = 3
UNEXPECTED = "unexpected"


@dataclass(frozen=True)
class Claim:
    """`looked`: the look that has just found nothing, for what an earlier try may have sent."""

    delivery_id: int
    fence: int
    looked: Seen | None = None


@dataclass(frozen=True)
class Go:
    """`sending` is committed: write it now, once, as try `number`. `past`: what the tries before came to."""

    delivery: Delivery
    place: Place
    message: Message | None
    number: int
    started_at: datetime
    past: Mapping[str, int] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def suspect_since(self) -> datetime | None:
        """When an earlier try may first have arrived."""
        return self.delivery.first_attempt_at


@dataclass(frozen=True)
class LookFirst:
    """An earlier try may have arrived: nothing goes out before a look, each time anew."""

    delivery: Delivery
    place: Place


@dataclass(frozen=True)
class Stopped:
    """It does not go; the row says what became of it. `gone`: somebody else ended or moved it meanwhile."""

    why: Literal["gone", "held", "failed", "unknown"]


Answer = Go | LookFirst | Stopped


@dataclass
class Decision:
    """What one transaction is about to write. `answers` by the delivery's id; `ended`: detached."""

    answers: dict[int, Answer] = field(default_factory=dict)
    tries: list[Try] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    ended: list[tuple[Delivery, Change]] = field(default_factory=list)


async def decide(session: Session, claims: Sequence[Claim], rules: Rules, real_now: datetime) -> Decision:
    """Reads and asks; writes nothing."""
    now = rules.clock.now()
    asked = {claim.delivery_id: claim for claim in claims}
    decision = Decision({delivery_id: Stopped("gone") for delivery_id in asked})
    cleared: list[tuple[Candidate, Cleared]] = []
    for candidate in await dispatch.candidates(session, list(asked)):
        answer = _examine(candidate, asked[_id(candidate)], now)
        if isinstance(answer, Cleared):
            cleared.append((candidate, await _with_pictures(session, answer)))
        elif isinstance(answer, Change):
            _stop(decision, candidate, answer)
        elif answer is not None:
            decision.answers[_id(candidate)] = answer
    verdicts = await rules.gate(session, [candidate.delivery for candidate, _ in cleared], now) if cleared else {}
    for candidate, answer in cleared:
        _judge(decision, Asked(candidate, answer, asked[_id(candidate)], now, real_now), verdicts.get(_id(candidate)))
    for delivery, change in decision.ended:
        session.expunge(delivery)
        dispatch.show(delivery, change)
    return decision


async def _with_pictures(session: Session, cleared: Cleared) -> Cleared:
    """Read with the claim: whoever sends has no database to ask."""
    if cleared.message is None:
        return cleared
    return Cleared(cleared.message, await pictures.of_message(session, cleared.message))


def _examine(candidate: Candidate, claim: Claim, now: datetime) -> Cleared | Change | LookFirst | None:
    """Everything before the gate. None: somebody else ended or moved it meanwhile."""
    delivery = candidate.delivery
    if not _is_claimable(delivery, claim.fence, now):
        return None
    if delivery.op == "post" and delivery.first_attempt_at is not None and claim.looked is None:
        return LookFirst(delivery, channels.place_of(candidate.channel, delivery.thread))
    if given_up := _give_up(candidate, now):
        return given_up
    checked = check(candidate)
    return checked if isinstance(checked, Cleared) else _fail(delivery, checked)


def _id(candidate: Candidate) -> int:
    assert candidate.delivery.id is not None
    return candidate.delivery.id


def _is_claimable(delivery: Delivery, fence: int, now: datetime) -> bool:
    if delivery.state == DeliveryState.SENDING:
        # A commit whose confirmation was lost has claimed it already: under our own fence only this can be it, since
        # nobody asks for what is in the air.
        return delivery.fence == fence
    is_open = delivery.state in (DeliveryState.QUEUED, DeliveryState.UNKNOWN)
    return is_open and delivery.asked_at is None and delivery.ready_at <= now


def _give_up(candidate: Candidate, now: datetime) -> Change | None:
    """After enough tries that came to nothing known: what breaks our own code fails, the rest a person decides."""
    delivery, unclear = candidate.delivery, candidate.past.get("unclear", 0)
    if delivery.state != DeliveryState.UNKNOWN or unclear < _MOST_UNEXPECTED:
        return None
    if delivery.problem_code == UNEXPECTED:
        return _fail(delivery, Walled("broken_text", "It could not be written to the platform. Write it anew."))
    return ask_person(delivery, now) if unclear >= _MOST_UNCLEAR else None


def ask_person(delivery: Delivery, now: datetime) -> Change:
    """Its CSM is asked, elsewhere; its channel is free from here on."""
    assert delivery.id is not None
    return Change(
        delivery.id,
        DeliveryState.UNKNOWN,
        first_attempt_at=delivery.first_attempt_at,
        asked_at=now,
        problem_code=delivery.problem_code,
        problem=delivery.problem,
    )


def _fail(delivery: Delivery, walled: Walled) -> Change:
    assert delivery.id is not None
    return Change(delivery.id, DeliveryState.FAILED, problem_code=walled.code, problem=walled.cure)


@dataclass(frozen=True)
class Asked:
    """One delivery that the wall let pass, on its way to a verdict. `now` is business time."""

    candidate: Candidate
    cleared: Cleared
    claim: Claim
    now: datetime
    real_now: datetime


def _judge(decision: Decision, asked: Asked, verdict: Verdict | None) -> None:
    delivery, claim = asked.candidate.delivery, asked.claim
    if delivery.state == DeliveryState.CANCELLED:
        return  # the gate took it back itself, for another review
    if verdict is None:
        log.error("gate.silent delivery=%s", delivery.id)
        verdict = Verdict(go=False, code="not_decided")
    if verdict.go:
        place = channels.place_of(asked.candidate.channel, delivery.thread)
        number = delivery.attempts + 1
        said, past = asked.cleared, asked.candidate.past
        go = Go(delivery, place, said.message, number, asked.real_now, past, said.pictures)
        decision.answers[claim.delivery_id] = go
        decision.tries.append(Try(claim.delivery_id, number, claim.fence))
    elif verdict.ended:
        refused = Walled(verdict.code, f"Not sent: {in_words(verdict.code)}.")
        _stop(decision, asked.candidate, _fail(delivery, refused))
    else:
        decision.changes.append(_hold(delivery, verdict, asked.now))
        decision.answers[claim.delivery_id] = Stopped("held")


def _hold(delivery: Delivery, verdict: Verdict, now: datetime) -> Change:
    assert delivery.id is not None
    retry_at = verdict.retry_at or now + _ASK_AGAIN
    return Change(
        delivery.id,
        DeliveryState.QUEUED,
        first_attempt_at=delivery.first_attempt_at,
        problem_code=verdict.code,
        ready_at=max(retry_at, now + _SOONEST),
    )


def _stop(decision: Decision, candidate: Candidate, change: Change) -> None:
    decision.changes.append(change)
    why: Literal["failed", "unknown"] = "failed" if change.state == DeliveryState.FAILED else "unknown"
    decision.answers[change.delivery_id] = Stopped(why)
    decision.ended.append((candidate.delivery, change))
