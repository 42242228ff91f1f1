"""What a platform's answer, or its silence, says about a message: one table, and the wait that follows. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from outreach.errors import NotReached, RateLimited, Refused, Unclear
from outreach.models.post import DeliveryState
from outreach.store.dispatch import LANE_PARKED, Change, Seen
from scheduler.lanes.claims import UNEXPECTED, Go
from scheduler.lanes.journal import Record
from scheduler.lanes.leases import Terms

_FIRST_BACKOFF = timedelta(seconds=1)
PLATFORM_OFF = timedelta(minutes=5)
_LONGEST_PROBLEM = 500


@dataclass(frozen=True)
class Fate:
    """`outcome` is the attempt's word for it. `wait`: how long the channel rests from now on, in real time; None: it
    goes on at its pace. `asks`: a person is asked, since no look could tell."""

    state: DeliveryState
    outcome: str
    wait: timedelta | None = None
    parks_lane: bool = False
    asks: bool = False
    code: str | None = None
    problem: str | None = None
    ref: str | None = None


def arrived(ref: str) -> Fate:
    return Fate(DeliveryState.SENT, "sent", ref=ref)


# The lease ran out before anything was written: certainly not sent, and nobody's fault.
TOO_LATE = Fate(DeliveryState.QUEUED, "not_reached", wait=timedelta())


def of_problem(problem: Exception, go: Go, terms: Terms, *, can_find: bool) -> Fate:
    said = _in_words(problem)
    match problem:
        case RateLimited(retry_after=wait, whole_lane=parks_lane):
            code = LANE_PARKED if parks_lane else "rate_limited"
            return Fate(DeliveryState.QUEUED, "rate_limited", wait, parks_lane, code=code, problem=said)
        case NotReached():
            wait = terms.wait(_FIRST_BACKOFF, go.past.get("not_reached", 0))
            return Fate(DeliveryState.QUEUED, "not_reached", wait, code="not_reached", problem=said)
        case Refused(code="platform_off"):
            # Nothing gets through until somebody renews the credentials, and none of it is to be lost till then.
            return Fate(DeliveryState.QUEUED, "refused", PLATFORM_OFF, parks_lane=True, code=LANE_PARKED, problem=said)
        case Refused(code=code):
            return Fate(DeliveryState.FAILED, "refused", code=code, problem=said)
    code = "unclear" if isinstance(problem, Unclear | TimeoutError) else UNEXPECTED
    if go.delivery.op == "post" and not can_find:
        return Fate(DeliveryState.UNKNOWN, "unclear", asks=True, code=code, problem=said)
    # An update or a delete is simply repeated: after the same wait, lest the first arrives behind the second.
    return Fate(
        DeliveryState.UNKNOWN, "unclear", terms.wait(terms.settle, go.past.get("unclear", 0)), code=code, problem=said
    )


def _in_words(problem: Exception) -> str:
    """Short, and storable: PostgreSQL takes no NUL, and nobody takes half a character."""
    said = str(problem) or type(problem).__name__
    return said.replace("\0", "").encode(errors="replace").decode()[:_LONGEST_PROBLEM]


def record(go: Go, fate: Fate, now: datetime, real_now: datetime) -> Record:
    """How the row looks from now on. `now` is business time."""
    assert go.delivery.id is not None
    # Certainly not sent: it is as suspect as it was before this try, and no more.
    is_certain = fate.state in (DeliveryState.QUEUED, DeliveryState.FAILED)
    change = Change(
        go.delivery.id,
        fate.state,
        first_attempt_at=go.suspect_since if is_certain else go.suspect_since or go.started_at,
        look_at=real_now + fate.wait if fate.wait is not None else None,
        asked_at=now if fate.asks else None,
        problem_code=fate.code,
        problem=fate.problem,
        external_ref=fate.ref,
        sent_at=now if fate.state == DeliveryState.SENT else None,
    )
    seen = Seen(go.delivery.id, go.number, fate.outcome, go.started_at, fate.problem)
    return Record(go.delivery, change, seen)
