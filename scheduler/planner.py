"""Turns what is due into a proposal or a stated reason why there is none. Planning never sends.

Every active turn leaves here with a future date, a live touch or an open decision.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from content.curation import Nothing
from content.evidence import Evidence, gather_all
from outreach.database import Session
from outreach.errors import ConciergeError
from outreach.ledger import keys, policies, proposals, situations
from outreach.ledger.policies import Held
from outreach.ledger.reasons import Code, in_words
from outreach.ledger.situations import Asked
from outreach.messages import Message
from outreach.models.ledger import Purpose, Touch, TouchState, Turn
from outreach.store import accounts, decisions, touches, turns
from outreach.store.decisions import Because
from outreach.worktime import zones
from scheduler import cadence
from scheduler.briefing import Briefing, brief
from scheduler.composing import Case, Content, compose
from scheduler.planning import LeftOut, Planned, Planning, held_in_words, slot
from scheduler.seats import rhythms_for, seat, seat_all, seat_everybody
from scheduler.triggers import Episode, current_episode

# What a caller needs, in one place.
__all__ = [
    "Planned",
    "Planning",
    "held_in_words",
    "plan",
    "rhythms_for",
    "seat",
    "seat_all",
    "seat_everybody",
    "slot",
]

log = logging.getLogger(__name__)

# Where nothing has happened that a rhythm answers to, the event itself re-arms the turn; this is the safety net.
_LOOK_AGAIN = timedelta(days=30)
# What an account hears first when several rhythms are due: news of theirs, then something of use, then a question.
_RANK = {"signal": 0, "stage": 1, "cadence": 2, "silence": 3}


async def plan(session: Session, planning: Planning, now: datetime, limit: int = 500) -> Planned:
    """Up to `limit` due turns, larger accounts first; the caller commits."""
    due = await turns.due(session, now, limit)
    outcome = Planned(considered=len(due))
    if due:
        await _Pass(session, planning, await brief(session, due, now), now, outcome).consider(due)
        await session.flush()
    return outcome


@dataclass(frozen=True)
class _Pass:
    """One pass over what is due, in the light of everything that was read about it."""

    session: Session
    planning: Planning
    briefing: Briefing
    now: datetime
    outcome: Planned

    async def consider(self, due: Sequence[Turn]) -> None:
        """First what each turn waits for, or is refused by; then, of those that are left, what would be said."""
        cases = [case for turn in sorted(due, key=self._importance) if (case := self._case(turn))]
        begun = [(case, episode) for case in cases if (episode := self._episode(case))]
        earlier = await touches.in_episodes(self.session, [(case.turn_id, episode.name) for case, episode in begun])
        allowed = [case for case, episode in begun if await self._may(case, episode, earlier.get(case.turn_id, ()))]
        evidence = await gather_all(self.session, (case.account for case in allowed)) if allowed else {}
        for case in allowed:
            before = len(earlier.get(case.turn_id, ()))
            await self._write(case, evidence[case.turn.account_id], before)

    def _importance(self, turn: Turn) -> tuple[float, str, int, int]:
        account, rhythm = self.briefing.whose[turn.account_id], self.planning.rhythms.get(turn.rhythm)
        rank = _RANK[rhythm.trigger] if rhythm else 0
        return -float(account.arr or 0), account.external_id, rank, turn.id or 0

    def _case(self, turn: Turn) -> Case | None:
        """None: the rhythm or the customer is gone, and the turn rests."""
        rhythm = self.planning.rhythms.get(turn.rhythm)
        if rhythm is None or self.briefing.whose[turn.account_id].stage == accounts.CHURNED:
            turns.rest(turn)
            return None
        return self.briefing.case(turn, rhythm, self.now)

    def _episode(self, case: Case) -> Episode | None:
        """The one to prompt for now; otherwise the turn waits for its beginning."""
        episode = current_episode(case.account, case.story, case.rhythm, self.now)
        if episode is None:
            self._wait(case, case.today + _LOOK_AGAIN)
            return None
        if case.turn.episode != episode.name:
            case.turn.episode, case.turn.moves = episode.name, 0
        if case.today < episode.due_on:
            self._wait(case, episode.due_on)
            return None
        return episode

    async def _may(self, case: Case, episode: Episode, earlier: Sequence[Touch]) -> bool:
        """Whether this episode still wants a prompt, and no rule speaks against one."""
        last = earlier[-1] if earlier else None
        if last is not None and last.state != TouchState.CANCELLED:
            await self._leave_it(case, episode, last)
            return False
        refused = policies.may_we(self._situation(case), self.planning.rules.limits, "planning")
        if refused:
            await self._hold(case, refused)
        return refused is None

    async def _leave_it(self, case: Case, episode: Episode, last: Touch) -> None:
        """It was prompted for: the turn waits for what comes next."""
        if last.state in turns.LIVE:
            case.turn.next_due_at = None
        elif episode.ends_on is not None:
            self._wait(case, episode.ends_on)
        else:
            code = Code.AWAITING_REPLY if last.state == TouchState.MADE else Code.DECLINED
            await self._decide(case, Because(code, {"touch": last.id, "detail": f"{last.state} once already"}))

    def _situation(self, case: Case) -> policies.Situation:
        account, purpose = case.account, Purpose(case.rhythm.purpose)
        asked = Asked(account, case.channel, purpose, self.now, account.timezone)
        absence = self.briefing.rota.absence(account, self.now)
        return situations.situation(asked, self.briefing.pasts[case.turn.account_id], absence, self.planning.rules)

    async def _write(self, case: Case, evidence: Evidence, before: int) -> None:
        if full := await self._fullness(case):
            await self._hold(case, full)
            return
        try:
            content = compose(case, evidence, self.briefing.library)
            if isinstance(content, Nothing):
                # A normal outcome: asked again tomorrow, when the library or what we know may have changed.
                await self._hold(case, Held(content.code, "soft", self._tomorrow(case), {"detail": content.detail}))
                return
            message = self.planning.renderer.render(content.entry)
        except ConciergeError as unsayable:
            # One account's odd words must not cost everybody else their plan.
            kind = type(unsayable).__name__
            log.warning("turn.unsayable turn=%s kind=%s", case.turn_id, kind)
            await self._hold(case, Held(Code.UNSAYABLE, "soft", self._tomorrow(case), {"detail": kind}))
            return
        await self._propose(case, content, message, before)

    async def _fullness(self, case: Case) -> Held | None:
        """A customer is written to about one thing at a time, and a CSM is asked about a handful a day; the rest waits
        for tomorrow's planning."""
        if case.turn.account_id in self.briefing.written_to:
            detail = {"detail": "another message to them is planned"}
            return Held(Code.FREQUENCY_CAP, "soft", self._tomorrow(case), detail)
        if case.csm is None:
            return None
        zone, most = zones.zone(case.planning_zone), self.planning.proposals_per_day
        today = zones.local_date(self.now, zone)
        if await self.briefing.proposed_to(self.session, case.csm, zones.at_local(today, time(0), zone)) < most:
            return None
        morning = zones.at_local(today + timedelta(days=1), case.rhythm.plan_at, zone)
        detail = {"detail": f"{case.csm.name} already has {most} proposals today"}
        return Held(Code.FREQUENCY_CAP, "soft", morning, detail)

    def _tomorrow(self, case: Case) -> datetime:
        return cadence.next_local_occurrence(self.now, case.rhythm.plan_at, zones.zone(case.planning_zone))

    def _wait(self, case: Case, on: date) -> None:
        """Nothing to decide before that date: no reason is owed, the date is the reason."""
        at = zones.at_local(on, case.rhythm.plan_at, zones.zone(case.planning_zone))
        if case.standing is not None:
            decisions.close(self.session, case.standing, self.now)
        case.turn.next_due_at = max(at, self._tomorrow(case))

    async def _hold(self, case: Case, held: Held) -> None:
        self.outcome.held[held.code] += 1
        because = in_words(held.code, held.facts)
        self.outcome.left_out.append(LeftOut(case.account.name, case.rhythm.name, held.code, because, held.until))
        await self._decide(case, Because(held.code, held.facts, held.until))

    async def _decide(self, case: Case, because: Because) -> None:
        """Without a date, an event re-arms the turn."""
        await decisions.replace(self.session, case.standing, case.turn, because, self.now)
        case.turn.next_due_at = because.until

    async def _propose(self, case: Case, content: Content, message: Message, before: int) -> None:
        account, csm, planning = case.account, case.csm, self.planning
        when = await slot(self.session, planning, account, csm, case.rhythm, content.contact, self.now)
        if when is None:
            await self._hold(case, Held(Code.NEVER_FIRES, "soft", None, {"detail": case.rhythm.name}))
            return
        deadline = max(self.now + case.rhythm.expires_after, when.at + timedelta(days=1))
        draft = proposals.Draft(
            key=keys.planned(case.turn.account_id, case.rhythm.name, case.turn.episode, before),
            account=account,
            purpose=case.rhythm.purpose,
            origin="rhythm",
            message=message,
            why=content.why,
            author=csm,
            when=when,
            deadline_at=deadline,
            keep_until=(deadline + planning.keep_for).date(),
            channel=case.channel,
            contact_id=content.contact.id if content.contact else None,
            item_id=content.item_id,
            turn=case.turn,
            facts=((content.fact.id, content.fact.version),),
            review=case.rhythm.review,
        )
        touch = await proposals.propose(self.session, draft, self.now)
        await self._maybe_open_veto(case, touch)
        if case.standing is not None:
            decisions.close(self.session, case.standing, self.now)
        case.turn.next_due_at = None
        self.briefing.note_proposal(case.turn.account_id, csm)
        self.outcome.proposed.append(touch)

    async def _maybe_open_veto(self, case: Case, touch: Touch) -> None:
        """A rhythm earns its veto window: until enough of its proposals went out unedited, each is reviewed.

        While the CSM is away their cover is asked instead, and silence is never consent.
        """
        is_theirs = case.csm is not None and case.csm.id == case.account.csm_id
        if case.rhythm.review != "veto" or touch.channel_id is None or not is_theirs:
            return
        if await touches.count_unedited(self.session, case.rhythm.name) < self.planning.veto_after:
            return
        send_after = self.now + case.rhythm.veto
        if touch.due_at is not None and touch.due_at >= send_after:
            await proposals.open_veto(self.session, touch, send_after=send_after, now=self.now)
