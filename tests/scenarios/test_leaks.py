"""Sixty customers, a marker each, hundreds of random operations: no marker ever stands in another's channel.

And without the wall they do: a test that cannot fail proves nothing.
"""

import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from outreach.database import Database, Session
from outreach.errors import ConciergeError, NotReached, RateLimited, Unclear
from outreach.ledger import proposals
from outreach.ledger.reasons import Code
from outreach.messages import say
from outreach.models.book import Account, Channel, ChannelLink, Contact, Fact
from outreach.models.ledger import Digest, Purpose, Touch, TouchState
from outreach.models.post import Priority
from outreach.store import accounts, channels, deliveries, texts
from scheduler import planner
from scheduler.gate import SendingGate
from scheduler.lanes import wall
from scheduler.lanes.drain import LedgerOutcomes, Pace, PostRoom, Rules, drain_all
from scheduler.lanes.leases import Terms
from tests.fakes import After, Copy, FakeClock, FakeMessenger
from tests.scenarios.town import Hours, hurry
from tests.world import MONDAY, World, planning

ACCOUNTS, HOME_CHANNELS = 60, 6
A_ROUND = 80
TOPIC = "month-end close"
FAULTS: Sequence[Exception | After] = (
    RateLimited(timedelta(seconds=20)),
    NotReached("Nothing was sent."),
    Unclear("It may have arrived."),
    After(Unclear("It may have arrived.")),
)


def marker(number: int) -> str:
    return f"<mark-{number:02}>"


class Storm:
    """Ids are numbers from 1: account n has marker n and, at first, channel n. Behind those, colleagues' channels."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database = database
        self.chance = random.Random(seed)
        self.clock = FakeClock(MONDAY)
        self.hours = Hours()
        self.platform = FakeMessenger("playground")
        self.planning = planning(proposals_per_day=50, spread=timedelta(minutes=1))
        pace = Pace(lane_per_second=None, channel_interval=timedelta())
        rules = Rules(SendingGate(self.planning), LedgerOutcomes(), self.clock)
        terms = Terms(patience=timedelta())
        self.room = PostRoom(database, {"playground": self.platform}, rules, terms, {"playground": pace}, self.hours)
        self.owner: dict[str, int | None] = {}
        self.mixed: set[str] = set()
        self.refused = self.number = self.seen = 0
        self.leaks: list[str] = []

    async def found(self) -> None:
        async with self.database.writing() as session:
            world = World(session)
            csm = await world.csm()
            for number in range(5):
                await world.item(f"item-{number}", TOPIC, kind=("product", "industry")[number % 2])
            session.add_all(self._account(number, csm.id or 0) for number in range(1, ACCOUNTS + 1))
            await session.flush()
            session.add_all(row for number in range(1, ACCOUNTS + 1) for row in self._of(number))
            session.add_all(self._channel(ACCOUNTS + number, None) for number in range(1, HOME_CHANNELS + 1))
            await session.flush()
            session.add_all(self._link(number) for number in range(1, ACCOUNTS + 1))
            await planner.seat_everybody(session, self.planning, MONDAY)
            self.csm = csm

    def _account(self, number: int, csm_id: int) -> Account:
        return Account(
            id=number,
            external_id=f"acc-{number}",
            name=f"Account {number}",
            segment="top",
            stage="adoption",
            csm_id=csm_id,
            timezone="Europe/Berlin",
            created_at=MONDAY - timedelta(days=90),
        )

    def _of(self, number: int) -> Iterator[Contact | Channel | Fact]:
        yield Contact(external_id=f"con-{number}", account_id=number, name=f"Dana{marker(number)}")
        yield self._channel(number, number)
        for days in range(3):
            said_on = MONDAY.date() - timedelta(days=30 + days)
            text = f"{TOPIC} takes {days + 2} days at {marker(number)}"
            yield Fact(account_id=number, kind="goal", text=text, topics=[TOPIC], said_on=said_on, source="message")

    def _channel(self, number: int, account_id: int | None) -> Channel:
        self.owner[f"C{number}"] = account_id
        return Channel(
            id=1000 + number,
            platform="playground",
            workspace="T1",
            external_id=f"C{number}",
            name=f"c-{number}",
            account_id=account_id,
        )

    def _link(self, number: int) -> ChannelLink:
        return ChannelLink(channel_id=1000 + number, account_id=number, linked_at=MONDAY, linked_by="import")

    async def rage(self, rounds: int, *, until_it_leaks: bool = False) -> None:
        for _ in range(rounds):
            await self._operate()
            await self._send()
            if self.leaks and until_it_leaks:
                return

    async def _operate(self) -> None:
        async with self.database.writing() as session:
            await planner.plan(session, self.planning, self.clock.now())
            for operation in self.chance.choices(OPERATIONS, WEIGHTS, k=A_ROUND):
                try:
                    await operation(self, session)
                except (ConciergeError, IntegrityError):
                    self.refused += 1

    async def _send(self) -> None:
        self.platform.mishaps = [self.chance.choice(FAULTS) if self.chance.random() < 0.1 else None for _ in range(40)]
        for span in (timedelta(minutes=1), timedelta(hours=self.chance.choice((1, 3, 20)))):
            await drain_all(self.room)
            self._look()
            self.clock.advance(seconds=span.total_seconds())
            self.hours.push(span)

    def _look(self) -> None:
        for copy in self.platform.public[self.seen :]:
            self._judge(copy)
        self.seen = len(self.platform.public)

    def _judge(self, copy: Copy) -> None:
        """Whoever owns the channel now reads it now."""
        channel = copy.place.external_id
        told = {number for number in range(1, ACCOUNTS + 1) if marker(number) in copy.message.fallback}
        owner = self.owner[channel]
        if (owner is not None and told - {owner}) or (told and channel in self.mixed):
            self.leaks.append(f"{channel} of {owner} was told about {sorted(told)}")

    def _somebody(self) -> int:
        return self.chance.randint(1, ACCOUNTS)

    async def _any_channel(self, session: Session) -> Channel:
        return await channels.by_id(session, 1000 + self.chance.randint(1, ACCOUNTS + HOME_CHANNELS))

    async def _live(self, session: Session, *states: TouchState) -> Touch | None:
        query = (
            select(Touch).where(col(Touch.state).in_(states), Touch.direction == "out").order_by(col(Touch.id).desc())
        )
        found = (await session.exec(query.limit(8))).all()
        return self.chance.choice(found) if found else None

    async def write(self, session: Session, origin: Literal["csm", "reply"] = "csm") -> None:
        """To their own channel, or, as a slip, to anybody's."""
        self.number += 1
        number, now = self._somebody(), self.clock.now()
        theirs = (await channels.for_outreach(session, [number])).get(number)
        channel = await self._any_channel(session) if self.chance.random() < 0.3 else theirs
        draft = proposals.Draft(
            key=f"by-hand:{self.number}",
            account=await accounts.by_id(session, number),
            purpose=Purpose.ANSWER if origin == "reply" else Purpose.SHARE,
            origin=origin,
            message=say(f"Something for {marker(number)}"),
            why="",
            author=None,
            when=proposals.When(now, now.replace(tzinfo=None), "UTC"),
            deadline_at=now + timedelta(days=3),
            keep_until=None,
            channel=channel,
        )
        async with session.begin_nested():
            touch = await proposals.propose(session, draft, now)
            await proposals.approve(session, touch, by="Priya", now=now, override="asked", lifted=list(Code))

    async def reply(self, session: Session) -> None:
        await self.write(session, "reply")

    async def approve(self, session: Session) -> None:
        if touch := await self._live(session, TouchState.PROPOSED):
            touch.due_at = self.clock.now()
            async with session.begin_nested():
                await proposals.approve(
                    session, touch, by="Priya", now=self.clock.now(), override="asked", lifted=list(Code)
                )

    async def take_back(self, session: Session) -> None:
        if touch := await self._live(session, TouchState.MADE):
            corrected = say(f"Not for you, {marker(touch.account_id)}")
            async with session.begin_nested():
                await proposals.recall(session, touch, corrected=corrected, keep_until=None, now=self.clock.now())

    async def move(self, session: Session) -> None:
        """Also colleagues' own channels, when somebody links in the wrong place."""
        channel, number = await self._any_channel(session), self._somebody()
        await channels.link(session, channel, number, by="Leo", now=self.clock.now())
        self.owner[channel.external_id] = number

    async def unlink(self, session: Session) -> None:
        channel = await self._any_channel(session)
        await channels.unlink(session, channel, now=self.clock.now())
        self.owner[channel.external_id] = None

    async def mix(self, session: Session) -> None:
        channel = await self._any_channel(session)
        channel.is_mixed = not channel.is_mixed
        (self.mixed.add if channel.is_mixed else self.mixed.discard)(channel.external_id)

    async def digest(self, session: Session) -> None:
        """Everybody's markers, for colleagues."""
        self.number += 1
        row = Digest(
            reader_id=self.csm.id or 0,
            local_on=date(2030, 1, 1) + timedelta(days=self.number),
            edition="daily",
            made_at=self.clock.now(),
        )
        session.add(row)
        await session.flush()
        channel = await channels.by_id(session, 1000 + ACCOUNTS + self.chance.randint(1, HOME_CHANNELS))
        words = say(" ".join(map(marker, range(1, ACCOUNTS + 1))))
        await deliveries.queue(
            session,
            key=f"digest:{self.number}",
            channel=channel,
            message_text_id=await texts.keep(session, words.to_json(), None),
            priority=Priority.ALERT,
            ready_at=self.clock.now(),
            now=self.clock.now(),
            digest_id=row.id,
        )


OPERATIONS: Sequence[Callable[[Storm, Session], Awaitable[None]]] = (
    Storm.write,
    Storm.reply,
    Storm.approve,
    Storm.take_back,
    Storm.move,
    Storm.unlink,
    Storm.mix,
    Storm.digest,
)
WEIGHTS = (5, 2, 4, 1, 8, 1, 1, 1)


@pytest.fixture
async def storm(database: Database) -> Storm:
    if database.is_sqlite:
        event.listen(database.engine.sync_engine, "connect", hurry)
    storm = Storm(database, seed=7)
    await storm.found()
    return storm


@pytest.mark.parametrize("rounds", [8, pytest.param(25, marks=pytest.mark.long)])
async def test_hundreds_of_random_operations_leak_nothing(storm: Storm, rounds: int) -> None:
    await storm.rage(rounds)
    assert storm.leaks == []
    told = [copy for copy in storm.platform.public if "mark-" in copy.message.fallback]
    assert len(told) > 4 * rounds, "a storm in which hardly anything arrives proves nothing"
    assert storm.refused > 2 * rounds


async def test_without_the_wall_the_same_storm_leaks(storm: Storm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wall, "_check_place", lambda candidate: None)
    monkeypatch.setattr(proposals, "_refuse_wrong_channel", lambda account, channel: None)
    await storm.rage(25, until_it_leaks=True)
    assert storm.leaks
