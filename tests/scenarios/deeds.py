"""What people do in the town: customers, CSMs, and whoever looks after channels, facts and items."""

from collections.abc import Sequence
from datetime import timedelta

from content import library
from outreach.database import Session
from outreach.errors import ConciergeError
from outreach.ledger import keys, proposals
from outreach.ledger.reasons import Code
from outreach.messages import say
from outreach.models.book import Account, Fact, Hold
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.store import accounts, channels, deliveries, facts, holds, items, teammates, texts, touches, turns
from outreach.worktime import zones
from scheduler import planner
from tests.scenarios.town import CSM_OF, HOMES, MARKS, PLACES, TOPICS, Town

_ANY_RULE = [code.value for code in Code]
_WISHES = {"stop": "opted_out", "less": "asked_for_less", "later": "snoozed"}


class Deeds:
    """Each is one transaction, as each press and each message is. What may not be done raises a ConciergeError."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self._number = 0

    def _key(self) -> str:
        self._number += 1
        return f"deed:{self._number}"

    async def approve(self, touch_id: int, override: str | None = None) -> str | None:
        """Returns the hash of the words that were approved."""
        async with self.town.database.writing() as session:
            touch = await self._touch(session, touch_id)
            await proposals.approve(session, touch, by="Priya", now=self.town.now, override=override, lifted=_ANY_RULE)
            return touch.approved_hash

    async def reject(self, touch_id: int) -> None:
        async with self.town.database.writing() as session:
            touch = await self._touch(session, touch_id)
            await proposals.end(session, touch, TouchState.REJECTED, "not for them", self.town.now)

    async def not_now(self, touch_id: int, days: int) -> None:
        async with self.town.database.writing() as session:
            touch = await self._touch(session, touch_id)
            until = self.town.now + timedelta(days=days)
            await proposals.not_now(session, touch, until=until, because="busy week", now=self.town.now)

    async def edit(self, touch_id: int) -> None:
        async with self.town.database.writing() as session:
            touch = await self._touch(session, touch_id)
            mark = MARKS[self.town.name_of(touch.account_id, MARKS)]
            words = say(f"Other words {self._key()} for {mark}")
            await proposals.revise(session, touch, words, keep_until=None, edited=True)

    async def veto(self, touch_id: int) -> None:
        async with self.town.database.writing() as session:
            touch = await self._touch(session, touch_id)
            await proposals.back_to_review(session, touch, "stopped by Priya", self.town.now)

    async def send_email(self, touch_id: int) -> None:
        async with self.town.database.writing() as session:
            touch = await self._touch(session, touch_id)
            await proposals.sent_by_hand(session, touch, by="Priya", now=self.town.now)

    async def undo(self, touch_id: int) -> None:
        async with self.town.database.writing() as session:
            touch = await self._touch(session, touch_id)
            mark = MARKS[self.town.name_of(touch.account_id, MARKS)]
            corrected = say(f"That one was not meant for you, {mark}")
            await proposals.recall(session, touch, corrected=corrected, keep_until=None, now=self.town.now)

    async def share_by_hand(self, name: str, slug: str, override: str | None = None) -> tuple[int, str | None]:
        """Sent at once, whatever the hour: the gate decides. Returns the touch and the hash of its words."""
        async with self.town.database.writing() as session:
            account, now = await self._account(session, name), self.town.now
            here = [one for one in await channels.of_account(session, account.id or 0) if one.gone_at is None]
            zone = PLACES[name][0]
            draft = proposals.Draft(
                key=keys.by_hand(self._key(), account.id or 0),
                account=account,
                purpose=Purpose.SHARE,
                origin="csm",
                message=say(f"Something about {slug} for {MARKS[name]}"),
                why="by hand",
                author=await teammates.by_id(session, self.town.ids[CSM_OF[name]]),
                when=proposals.When(now, zones.to_wall(now, zones.zone(zone)), zone),
                deadline_at=now + timedelta(days=1),
                keep_until=None,
                channel=here[0] if here else None,
                item_id=self.town.ids[slug],
            )
            touch = await proposals.propose(session, draft, now)
            await proposals.approve(session, touch, by="Priya", now=now, override=override, lifted=_ANY_RULE)
            return touch.id or 0, touch.approved_hash

    async def settle_by_hand(self) -> None:
        """People look at the channel and say truthfully what they see."""
        there = {copy.delivery_id for platform in self.town.platforms.values() for copy in platform.public}
        async with self.town.database.writing() as session:
            for delivery in await deliveries.awaiting_person(session):
                if delivery.op != "post" or delivery.marker in there:
                    await deliveries.it_arrived(session, delivery.id or 0, now=self.town.now)
                else:
                    await deliveries.send_again(session, delivery.id or 0)

    async def speaks(self, name: str, origin: str) -> None:
        """`origin`: customer (a message of theirs) or person (a call that was logged)."""
        async with self.town.database.writing() as session:
            account = await self._account(session, name)
            here = await channels.of_account(session, account.id or 0)
            words = await texts.keep(session, f"hello from {MARKS[name]}", None)
            spoken = Touch(
                key=self._key(),
                account_id=account.id or 0,
                channel_id=here[0].id if here and origin == "customer" else None,
                direction="in" if origin == "customer" else "out",
                origin=origin,
                purpose=Purpose.TALK,
                medium="channel" if origin == "customer" else "call",
                state=TouchState.MADE,
                happened_at=self.town.now,
                text_id=words,
            )
            await touches.add(session, spoken)
            await turns.rearm(session, account.id or 0, self.town.now)

    async def wishes(self, name: str, wish: str, channel: str | None, days: int) -> None:
        until = self.town.now + timedelta(days=days) if wish == "later" else None
        async with self.town.database.writing() as session:
            account_id = self.town.ids[name]
            hold = Hold(
                account_id=account_id,
                channel_id=self.town.ids[channel] if channel else None,
                code=_WISHES[wish],
                placed_by="Dana",
                placed_at=self.town.now,
                until=until,
            )
            await holds.place(session, hold)
            await turns.rearm(session, account_id, self.town.now)

    async def call_off(self, name: str) -> None:
        """What lies ready for an account is put away, as far as it still can be."""
        for touch in (await self.town.state()).live:
            if touch.account_id == self.town.ids[name]:
                await self._cancel(touch.id or 0)

    async def _cancel(self, touch_id: int) -> None:
        try:
            async with self.town.database.writing() as session:
                touch = await self._touch(session, touch_id)
                await proposals.end(session, touch, TouchState.CANCELLED, "they asked us to stop", self.town.now)
        except ConciergeError:
            return

    async def complains(self, name: str) -> None:
        async with self.town.database.writing() as session:
            account_id = self.town.ids[name]
            complaint = Hold(account_id=account_id, code="open_complaint", placed_by="Leo", placed_at=self.town.now)
            await holds.place(session, complaint)
            await turns.rearm(session, account_id, self.town.now)

    async def lift(self, name: str, codes: Sequence[str]) -> None:
        async with self.town.database.writing() as session:
            account_id = self.town.ids[name]
            live = [hold for hold in await holds.live(session, account_id, self.town.now) if hold.code in codes]
            await holds.lift(session, live, by="Dana", now=self.town.now)
            await turns.rearm(session, account_id, self.town.now)

    async def goes_away(self, csm: str, days: int) -> None:
        async with self.town.database.writing() as session:
            today = zones.local_date(self.town.now, zones.zone(HOMES[csm]))
            await teammates.come_back(session, self.town.ids[csm], self.town.now, today)
            await teammates.go_away(session, self.town.ids[csm], today, today + timedelta(days=days))
            await self._rearm_all(session)

    async def comes_back(self, csm: str) -> None:
        async with self.town.database.writing() as session:
            today = zones.local_date(self.town.now, zones.zone(HOMES[csm]))
            await teammates.come_back(session, self.town.ids[csm], self.town.now, today)
            await self._rearm_all(session)

    async def _rearm_all(self, session: Session) -> None:
        for name in MARKS:
            await turns.rearm(session, self.town.ids[name], self.town.now)

    async def link(self, channel: str, name: str) -> None:
        async with self.town.database.writing() as session:
            row = await channels.by_id(session, self.town.ids[channel])
            row.gone_at = None
            await channels.link(session, row, self.town.ids[name], by="Leo", now=self.town.now)
            await self._rearm_all(session)

    async def lose(self, channel: str) -> None:
        """Archived, or left: the platform has told us."""
        async with self.town.database.writing() as session:
            row = await channels.by_id(session, self.town.ids[channel])
            row.gone_at, row.gone_because = self.town.now, "archived"
            session.add(row)
            await self._rearm_all(session)

    async def change_fact(self, name: str, pick: int, how: str) -> None:
        async with self.town.database.writing() as session:
            known = await facts.of_account(session, self.town.ids[name])
            if known and how != "add":
                fact = known[pick % len(known)]
                if how == "reword":
                    await facts.reword(session, fact, f"{fact.text.split(' at ')[0]} at {MARKS[name]} ({self._key()})")
                else:
                    await facts.remove(session, fact, self.town.now)
            elif how == "add":
                await facts.add(session, self._fact(name, pick))
            await turns.rearm(session, self.town.ids[name], self.town.now)

    def _fact(self, name: str, pick: int) -> Fact:
        topic = TOPICS[pick % len(TOPICS)]
        return Fact(
            account_id=self.town.ids[name],
            kind="request",
            text=f"help with {topic} at {MARKS[name]} ({self._key()})",
            topics=[topic],
            said_on=self.town.now.date(),
            source="csm",
        )

    async def enters(self, name: str, stage: str) -> None:
        async with self.town.database.writing() as session:
            account, now = await self._account(session, name), self.town.now
            today = zones.local_date(now, zones.zone(account.timezone))
            if await accounts.change(session, account, {"stage": stage}, on=today, now=now, source="csm"):
                stage_fact = Fact(account_id=account.id or 0, kind="stage", text=stage, said_on=today, source="import")
                await facts.add(session, stage_fact)
            await planner.seat(session, account, self.town.planning, now)
            await turns.rearm(session, account.id or 0, now)

    async def toggle_item(self, slug: str) -> None:
        async with self.town.database.writing() as session:
            item = await items.by_slug(session, slug)
            assert item is not None
            if item.state == "approved":
                await library.retire(session, item, self.town.now)
            else:
                await library.approve(session, item, by="Leo", front_page=True, now=self.town.now)

    async def _touch(self, session: Session, touch_id: int) -> Touch:
        found = await touches.by_id(session, touch_id)
        assert found is not None
        return found

    async def _account(self, session: Session, name: str) -> Account:
        return await accounts.by_id(session, self.town.ids[name])
