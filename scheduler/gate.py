"""Asked in the transaction that commits a message to its lane: may this one still go, as things are now?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from outreach.database import Session
from outreach.desk.notices import good_hour
from outreach.ledger import policies, proposals, situations
from outreach.ledger.policies import Held, Situation
from outreach.ledger.reasons import Code
from outreach.models.book import Account
from outreach.models.ledger import Purpose, Touch
from outreach.models.post import Delivery
from outreach.store import accounts, channels, contacts, facts, teammates, touches
from outreach.worktime import zones
from scheduler import planner
from scheduler.lanes.verdicts import Verdict
from scheduler.planner import Planning

_GO = Verdict(go=True)
# One account is written to by one message at a time, so that each is counted before the next is asked about.
_NEXT_IN_LINE = timedelta(minutes=1)
# A reason without a date (an open complaint) is asked about again each day until the touch's own deadline.
_ASK_AGAIN = timedelta(days=1)


class SendingGate:
    """Every rule once more. Whatever is not about a touch, or takes something back, may go."""

    def __init__(self, planning: Planning) -> None:
        self._planning = planning

    async def __call__(self, session: Session, deliveries: Sequence[Delivery], now: datetime) -> Mapping[int, Verdict]:
        verdicts: dict[int, Verdict] = {}
        going: set[int] = set()
        for delivery in deliveries:
            assert delivery.id is not None
            touch = await touches.by_id(session, delivery.touch_id) if delivery.touch_id else None
            if touch is None or delivery.op != "post":
                verdicts[delivery.id] = _GO
                continue
            verdict = await self._ask(session, touch, now, going, delivery.id)
            if verdict.go and touch.origin in touches.UNPROMPTED:
                going.add(touch.account_id)
            verdicts[delivery.id] = verdict
        return verdicts

    async def _ask(self, session: Session, touch: Touch, now: datetime, going: set[int], claimed: int) -> Verdict:
        assert touch.id is not None
        if touch.id in await facts.shaken(session, [touch.id]):
            await proposals.back_to_review(session, touch, "what it rests on has changed", now, claimed=claimed)
            await facts.catch_up(session, touch.id)
            return Verdict(go=False, code="fact_changed", ended=True)
        if touch.origin in touches.UNPROMPTED and await self._is_busy(session, touch, going):
            return Verdict(go=False, code=Code.FREQUENCY_CAP, retry_at=now + _NEXT_IN_LINE)
        account = await accounts.by_id(session, touch.account_id)
        situation = await self._situation(session, touch, account, now)
        if touch.send_after is not None and situation.csm_away_until is not None:
            await proposals.back_to_review(
                session, touch, "their CSM is away, so silence is no consent", now, claimed=claimed
            )
            return Verdict(go=False, code="csm_away", ended=True)
        rules = self._planning.rules
        held = policies.may_we(situation, rules.limits, "sending", lifted=touch.lifted)
        return _GO if held is None else await self._put_off(session, touch, account, held, situation)

    async def _is_busy(self, session: Session, touch: Touch, going: set[int]) -> bool:
        if touch.account_id in going:
            return True
        return any(other != touch.id for other in await touches.on_the_wire(session, touch.account_id))

    async def _situation(self, session: Session, touch: Touch, account: Account, now: datetime) -> Situation:
        channel = await channels.by_id(session, touch.channel_id) if touch.channel_id else None
        about, rules = Purpose(touch.purpose), self._planning.rules
        return await situations.load(
            session, account, channel, about, now, rules, contact_id=touch.contact_id, touch=touch
        )

    async def _put_off(
        self, session: Session, touch: Touch, account: Account, held: Held, situation: Situation
    ) -> Verdict:
        """Moves it to the next good moment before its deadline; without one it is over."""
        if held.strength == "hard" and held.until is None:
            return Verdict(go=False, code=held.code, ended=True)
        after = held.until or situation.at + _ASK_AGAIN
        if situation.purpose is Purpose.NOTICE:
            when: proposals.When | None = self._good_hour(touch, situation, after)
        else:
            when = await self._later(session, touch, account, after)
        if touch.deadline_at is not None and (when is None or when.at > touch.deadline_at):
            return Verdict(go=False, code=held.code, ended=True)
        if when is None:
            return Verdict(go=False, code=held.code, retry_at=held.until)
        await proposals.reschedule(session, touch, when)
        return Verdict(go=False, code=held.code, retry_at=when.at)

    def _good_hour(self, touch: Touch, situation: Situation, after: datetime) -> proposals.When:
        """Bad news keeps to no days and windows of ours: it goes as soon as they are at work."""
        limits = self._planning.rules.limits

        def against(at: datetime) -> list[Held]:
            held = policies.refusals(replace(situation, at=at), limits, "sending")
            return [one for one in held if one.code not in touch.lifted]

        at = good_hour(against, after)
        return proposals.When(at, zones.to_wall(at, situation.zone), situation.zone.key)

    async def _later(self, session: Session, touch: Touch, account: Account, after: datetime) -> proposals.When | None:
        rhythm = self._planning.rhythms.get(touch.rhythm or "")
        contact = await contacts.by_id(session, touch.contact_id) if touch.contact_id else None
        author = await teammates.by_id(session, touch.author_id) if touch.author_id else None
        return await planner.slot(session, self._planning, account, author, rhythm, contact, after)
