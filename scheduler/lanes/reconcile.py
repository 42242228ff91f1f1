"""What became of a try whose answer never came: one look, after the platform has had time to settle."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from outreach.errors import RateLimited, Refused
from outreach.models.post import Delivery, DeliveryState
from outreach.ports import Posted, Sender
from outreach.store.dispatch import Change, Seen
from scheduler.lanes.claims import LookFirst, ask_person
from scheduler.lanes.journal import Record
from scheduler.lanes.leases import Terms
from scheduler.lanes.ticking import Ticking
from scheduler.lanes.verdicts import Rules

log = logging.getLogger(__name__)

# Hosts and platforms do not agree on the time to the second.
_EARLIER = timedelta(seconds=5)


@dataclass(frozen=True)
class NotThere:
    """It may go out again, now: the look is its licence for one more try."""

    seen: Seen


@dataclass(frozen=True)
class Settled:
    """What is to be recorded. `wait`: until the next look, for its channel; `parks_lane`: for all of them."""

    record: Record
    wait: timedelta | None = None
    parks_lane: bool = False


@dataclass(frozen=True)
class Reconciler:
    messenger: Sender
    rules: Rules
    ticking: Ticking
    terms: Terms

    async def look(self, first: LookFirst) -> NotThere | Settled:
        """Looks once, or says why a person must."""
        delivery = first.delivery
        if not self.messenger.can_find:
            return self._ask(delivery)
        assert delivery.id is not None
        assert delivery.first_attempt_at is not None
        started_at = self.ticking.now()
        try:
            async with asyncio.timeout(self.terms.http_timeout.total_seconds()):
                since = delivery.first_attempt_at - _EARLIER
                found = await self.messenger.find(delivery.marker, first.place, since)
        except Refused as refused:
            log.warning("delivery.not_to_be_found id=%s code=%s", delivery.id, refused.code)
            return self._ask(delivery)
        except RateLimited as limited:
            return self._later(delivery, limited.retry_after, parks_lane=limited.whole_lane)
        except Exception as problem:  # noqa: BLE001 - an edge: whatever it was, we did not see, and it stays unknown
            log.warning("delivery.look_failed id=%s kind=%s", delivery.id, type(problem).__name__)
            return self._try_later(delivery)
        seen = Seen(delivery.id, delivery.attempts, "found" if found else "not_found", started_at)
        return self._found(delivery, found, seen) if found else NotThere(seen)

    def _found(self, delivery: Delivery, found: Posted, seen: Seen) -> Settled:
        change = Change(
            seen.delivery_id,
            DeliveryState.SENT,
            first_attempt_at=delivery.first_attempt_at,
            external_ref=found.ref,
            sent_at=self.rules.clock.now(),
        )
        return Settled(Record(delivery, change, seen))

    def _ask(self, delivery: Delivery) -> Settled:
        return Settled(Record(delivery, ask_person(delivery, self.rules.clock.now())))

    def _try_later(self, delivery: Delivery) -> Settled:
        """Each wait is half of what has passed, so that looks become rarer; in the end a person looks."""
        assert delivery.first_attempt_at is not None
        passed = self.ticking.now() - delivery.first_attempt_at
        if passed >= self.terms.ask_after:
            return self._ask(delivery)
        return self._later(delivery, min(max(passed / 2, self.terms.settle), self.terms.longest_wait))

    def _later(self, delivery: Delivery, wait: timedelta, *, parks_lane: bool = False) -> Settled:
        assert delivery.id is not None
        is_unknown = delivery.state == DeliveryState.UNKNOWN
        change = Change(
            delivery.id,
            DeliveryState.UNKNOWN,
            first_attempt_at=delivery.first_attempt_at,
            look_at=self.ticking.now() + wait,
            problem_code=delivery.problem_code if is_unknown else "unclear",
            problem=delivery.problem,
        )
        return Settled(Record(delivery, change), wait, parks_lane)
