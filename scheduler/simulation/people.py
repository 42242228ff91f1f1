"""How people are assumed to act: stated, repeatable, and nothing but what their handlers would write."""

import heapq
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from outreach.database import Session
from outreach.ledger import keys, proposals
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.store import accounts, contacts, teammates, touches, turns
from outreach.worktime import zones
from scheduler import cadence, planner
from scheduler.digests import Digesting, staff_of
from scheduler.planner import Planning

_SOONEST_ANSWER, _LATEST_ANSWER = timedelta(hours=1), timedelta(hours=30)
_ANSWERED_WITHIN = timedelta(hours=1)
_BY = "simulation"


@dataclass(frozen=True)
class Assumptions:
    """`csm` approves: each proposal as it stands, in their first working moment after the morning that lists it (and
    sends e-mail drafts when they are due), and answers customers within an hour of work. ignores: decides nothing
    and answers nobody.

    `answers`: the share (0 to 1) of our messages that a customer answers, 1 to 30 hours later; the same `seed`,
    the same customers.
    """

    csm: Literal["approves", "ignores"] = "approves"
    answers: float = 0.0
    seed: int = 1

    @property
    def in_words(self) -> str:
        csm = "CSMs approve every proposal" if self.csm == "approves" else "CSMs decide nothing"
        share = f"customers answer {self.answers:.0%} of our messages" if self.answers else "customers stay silent"
        return f"{csm}; {share}"


Deed = Literal["approve", "answer", "reply"]


@dataclass
class People:
    """What they are about to do, by the moment at which they will."""

    assumptions: Assumptions
    planning: Planning
    digesting: Digesting
    _agenda: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _known: set[tuple[Deed, int]] = field(default_factory=set)

    @property
    def next_at(self) -> datetime | None:
        return self._agenda[0][0] if self._agenda else None

    def are_due(self, now: datetime) -> bool:
        return bool(self._agenda) and self._agenda[0][0] <= now

    async def notice(self, session: Session, since: datetime, now: datetime) -> None:
        """Sees what is new: proposals to decide, messages to answer."""
        if self.assumptions.csm == "approves":
            for touch in await touches.live(session):
                if touch.state == TouchState.PROPOSED:
                    await self._plan_approval(session, touch, now)
        if self.assumptions.answers:
            for touch, _ in await touches.made_between(session, since, now + timedelta(microseconds=1)):
                self._maybe_plan_answer(touch, now)

    async def act(self, session: Session, now: datetime) -> None:
        """Does everything that is due by now."""
        while self.are_due(now):
            _, touch_id, deed = heapq.heappop(self._agenda)
            touch = await touches.by_id(session, touch_id)
            assert touch is not None
            match deed:
                case "approve":
                    self._known.discard((deed, touch_id))
                    await self._approve(session, touch, now)
                case "answer":
                    await self._answer(session, touch, now)
                case "reply":
                    await self._say(session, touch, now, origin="person")

    async def _plan_approval(self, session: Session, touch: Touch, now: datetime) -> None:
        if touch.author_id is None or ("approve", touch.id or 0) in self._known:
            return
        author = await teammates.by_id(session, touch.author_id)
        availability = (await staff_of(session, now)).availability(author)
        clock, zone = self.digesting.clock_of(author), zones.zone(author.timezone)
        morning_at = cadence.next_local_occurrence(now - timedelta(microseconds=1), clock, zone)
        while not availability.works_on(zones.local_date(morning_at, zone)):
            morning_at = cadence.next_local_occurrence(morning_at, clock, zone)
        at = availability.next_working_instant(morning_at) or morning_at
        # A draft is approved by sending it, and that is done when it is due.
        self._plan("approve", touch, max(at, touch.due_at) if touch.medium == "email" and touch.due_at else at)

    def _maybe_plan_answer(self, touch: Touch, now: datetime) -> None:
        if touch.direction != "out" or touch.origin not in touches.UNPROMPTED:
            return
        # Each touch has dice of its own, so that one more message changes nobody else's mind.
        dice = random.Random(f"{self.assumptions.seed}:{touch.key}")
        if dice.random() < self.assumptions.answers:
            wait = _SOONEST_ANSWER + dice.random() * (_LATEST_ANSWER - _SOONEST_ANSWER)
            self._plan("answer", touch, now + wait)

    def _plan(self, deed: Deed, touch: Touch, at: datetime) -> None:
        assert touch.id is not None
        if (deed, touch.id) not in self._known:
            self._known.add((deed, touch.id))
            heapq.heappush(self._agenda, (at, touch.id, deed))

    async def _approve(self, session: Session, touch: Touch, now: datetime) -> None:
        """For the time that was shown; when that is past, for the next good moment."""
        if touch.state != TouchState.PROPOSED:
            return
        if touch.medium == "email":
            await proposals.sent_by_hand(session, touch, by=_BY, now=now)
            return
        if touch.due_at is None or touch.due_at <= now:
            when = await self._next_moment(session, touch, now)
            if when is None:
                return
            await proposals.reschedule(session, touch, when)
        await proposals.approve(session, touch, by=_BY, now=now)

    async def _next_moment(self, session: Session, touch: Touch, now: datetime) -> proposals.When | None:
        account = await accounts.by_id(session, touch.account_id)
        author = await teammates.by_id(session, touch.author_id) if touch.author_id else None
        contact = await contacts.by_id(session, touch.contact_id) if touch.contact_id else None
        rhythm = self.planning.rhythms.get(touch.rhythm or "")
        return await planner.slot(session, self.planning, account, author, rhythm, contact, now)

    async def _answer(self, session: Session, touch: Touch, now: datetime) -> None:
        answer = await self._say(session, touch, now, origin="customer")
        account = await accounts.by_id(session, touch.account_id)
        csm = await teammates.csm_of(session, account)
        if csm is not None and self.assumptions.csm == "approves":
            availability = (await staff_of(session, now)).availability(csm)
            self._plan("reply", answer, availability.add_working_time(now, _ANSWERED_WITHIN) or now)

    async def _say(self, session: Session, to: Touch, now: datetime, *, origin: Literal["customer", "person"]) -> Touch:
        """As if it had been seen in the channel: nothing but the fact that it was said."""
        said = Touch(
            key=keys.logged(f"simulated:{origin}:{to.id}"),
            account_id=to.account_id,
            channel_id=to.channel_id,
            contact_id=to.contact_id,
            direction="in" if origin == "customer" else "out",
            origin=origin,
            purpose=Purpose.TALK,
            medium=to.medium,
            state=TouchState.MADE,
            author_id=None if origin == "customer" else to.author_id,
            answers_id=to.id,
            happened_at=now,
        )
        await touches.add(session, said)
        await turns.rearm(session, to.account_id, now)
        return said
