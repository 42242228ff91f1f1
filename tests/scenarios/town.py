"""A town of three accounts, two CSMs and two platforms that have bad days."""

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection

from sqlalchemy import event
from sqlmodel import col, select

from outreach.database import Database, Session
from outreach.models.book import Account, Channel, Teammate
from outreach.models.ledger import Touch, Turn
from outreach.models.post import Delivery
from outreach.store import touches, turns
from scheduler import jobs, planner
from scheduler.gate import SendingGate
from scheduler.lanes.drain import LedgerOutcomes, Pace, PostRoom, Rules, drain_all
from scheduler.lanes.leases import Terms
from scheduler.planner import Planning
from tests.fakes import Copy, FakeMessenger
from tests.world import World, planning

# A word that stands in everything known about an account, and nowhere else.
MARKS = {"Acme": "ACMEMARK", "Globex": "GLOBEXMARK", "Initech": "INITECHMARK"}
CSM_OF = {"Acme": "Priya", "Globex": "Leo", "Initech": "Priya"}
HOMES = {"Priya": "Europe/Berlin", "Leo": "America/New_York"}
COVER_OF = {"Priya": "Leo", "Leo": None}
# Chile moves its clocks at midnight.
PLACES = {"Acme": ("Europe/Berlin", "DE"), "Globex": ("America/New_York", "US"), "Initech": ("America/Santiago", "CL")}
# Whose each channel is at first: one account has two, one channel is nobody's, and one platform cannot look back.
CHANNELS = {"C-acme": "Acme", "C-acme-2": "Acme", "C-globex": "Globex", "C-spare": None, "B-initech": "Initech"}
TOPICS = ("month-end close", "data migration", "board reporting")
ITEMS = tuple(f"{topic.replace(' ', '-')}-{kind}" for topic in TOPICS for kind in ("product", "industry"))
_SEGMENTS = {"Acme": "mid", "Globex": "top", "Initech": "tail"}
_DIRECT = "playground"


class Hours:
    """Real time, pushed forward along with business time. Who would sleep long wakes early, and looks again."""

    def __init__(self) -> None:
        self._pushed = -time.monotonic()

    def push(self, span: timedelta) -> None:
        self._pushed += span.total_seconds()

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return time.monotonic() + self._pushed

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(min(max(seconds, 0), 0.1))


@dataclass
class TownClock:
    at: datetime

    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class Arrival:
    """What a customer found in their channel, and the touch it stands for as it was then."""

    at: datetime
    channel: str
    copy: Copy
    digest: str
    touch: Touch
    zone: str
    country: str


@dataclass(frozen=True)
class State:
    """Every touch by id; the posts whose fate nobody knows, by their touch; the turns without a future."""

    ledger: Mapping[int, Touch]
    unclear: Mapping[int, Delivery]
    stuck: Sequence[Turn]

    @property
    def live(self) -> Sequence[Touch]:
        return [touch for touch in self.ledger.values() if touch.state in turns.LIVE]


def platform_of(channel: str) -> str:
    return "blind" if channel.startswith("B-") else "seeing"


def hurry(connection: Connection, _record: object) -> None:
    """No power is lost here: waiting for the disk would take most of the time."""
    connection.execute("PRAGMA synchronous=OFF")


class Town:
    """`ids` are the database's, by the names that accounts, CSMs, channels and items have here."""

    def __init__(self, path: Path, start: datetime, *, veto_after: int | None = None) -> None:
        self.database = Database(f"sqlite:///{path}")
        event.listen(self.database.engine.sync_engine, "connect", hurry)
        self.clock = TownClock(start)
        self.hours = Hours()
        self.planning = _planning(veto_after)
        self.platforms = {"seeing": FakeMessenger("seeing"), "blind": FakeMessenger("blind", can_find=False)}
        rules = Rules(SendingGate(self.planning), LedgerOutcomes(), self.clock)
        terms = Terms(patience=timedelta(), settle=timedelta(seconds=5))
        paces = {name: Pace(lane_per_second=None, channel_interval=timedelta()) for name in self.platforms}
        self.room = PostRoom(self.database, self.platforms, rules, terms, paces, self.hours)
        self.ids: dict[str, int] = {}
        self._seen = dict.fromkeys(self.platforms, 0)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def found(self) -> None:
        async with self.database.writing() as session:
            world = World(session, now=self.now)
            priya = await world.csm("Priya Nair")
            leo = await world.csm("Leo Hartmann", timezone="America/New_York", country="US")
            priya.cover_id = leo.id
            self.ids |= {"Priya": _id(priya), "Leo": _id(leo)}
            for name in MARKS:
                await self._settle(world, name)
            for name, owner in CHANNELS.items():
                await self._open_channel(world, name, owner)
            for slug in ITEMS:
                await self._add_item(world, slug)
            await planner.seat_everybody(session, self.planning, self.now)

    async def _settle(self, world: World, name: str) -> None:
        zone, country = PLACES[name]
        owner = await world.session.get(Teammate, self.ids[CSM_OF[name]])
        account = await world.account(
            name,
            owner,
            segment=_SEGMENTS[name],
            timezone=zone,
            country=country,
            created_at=self.now - timedelta(days=90),
        )
        person = await world.contact(account, f"Dana{MARKS[name]} Whitfield")
        self.ids[name] = _id(account)
        said_on = self.now.date() - timedelta(days=40)
        for days, topic in enumerate(TOPICS):
            words = f"{topic} takes six days at {MARKS[name]}"
            await world.fact(account, words, person, topics=[topic], said_on=said_on + timedelta(days=days))
        await world.fact(account, f"to grow {MARKS[name]}", person, kind="goal", said_on=said_on)

    async def _open_channel(self, world: World, name: str, owner: str | None) -> None:
        account = await world.session.get(Account, self.ids[owner]) if owner else None
        place = {"platform": platform_of(name), "workspace": "T1", "external_id": name}
        self.ids[name] = _id(await world.channel(account, name, **place))

    async def _add_item(self, world: World, slug: str) -> None:
        topic = next(topic for topic in TOPICS if slug.startswith(topic.replace(" ", "-")))
        self.ids[slug] = _id(await world.item(slug, topic, kind=slug.rsplit("-", 1)[1]))

    def move(self, span: timedelta) -> None:
        self.clock.at += span
        self.hours.push(span)

    def set_back(self, span: timedelta) -> None:
        """As an administrator may, or a host that had run ahead; what is really past is past."""
        self.clock.at -= span

    async def tick(self) -> bool:
        """What the periodic job does, without digests; whether there was anything to do."""
        async with self.database.writing() as session:
            overdue = await touches.overdue(session, self.now)
            for touch in overdue:
                await jobs.expire(session, touch, self.now)
            planned = await planner.plan(session, self.planning, self.now)
            assert not await turns.due(session, self.now), "planning leaves turns that are due at once, for ever"
            return bool(overdue or planned.considered)

    async def drain(self) -> bool:
        return bool(await drain_all(self.room))

    def archive(self, channel: str) -> None:
        self.platforms[platform_of(channel)].gone.add(channel)

    def reopen(self, channel: str) -> None:
        self.platforms[platform_of(channel)].gone.discard(channel)

    async def next_moment(self) -> datetime | None:
        """When anything is due next, after now."""
        async with self.database.reading() as session:
            due = select(Turn.next_due_at).where(col(Turn.next_due_at) > self.now)
            ready = select(Delivery.ready_at).where(col(Delivery.ready_at) > self.now, Delivery.state == "queued")
            moments = [*(await session.exec(due)).all(), *(await session.exec(ready)).all()]
        return min((at for at in moments if at), default=None)

    async def arrivals(self) -> list[Arrival]:
        """What has come in since this was asked last."""
        fresh = [copy for name, platform in self.platforms.items() for copy in platform.public[self._seen[name] :]]
        self._seen = {name: len(platform.public) for name, platform in self.platforms.items()}
        async with self.database.reading() as session:
            return [await self._arrival(session, copy) for copy in fresh]

    async def _arrival(self, session: Session, copy: Copy) -> Arrival:
        query = select(Touch).join(Delivery, col(Delivery.touch_id) == col(Touch.id))
        touch = (await session.exec(query.where(col(Delivery.marker) == copy.delivery_id))).one()
        account = await session.get(Account, touch.account_id)
        assert account is not None
        channel, digest = copy.place.external_id, copy.message.digest
        return Arrival(self.now, channel, copy, digest, touch, account.timezone, account.country or "")

    def name_of(self, row_id: int, among: Mapping[str, object]) -> str:
        return next(name for name in among if self.ids[name] == row_id)

    async def state(self) -> "State":
        async with self.database.reading() as session:
            ledger = {_id(touch): touch for touch in (await session.exec(select(Touch))).all()}
            query = select(Delivery).where(col(Delivery.state).in_(("sending", "unknown")), Delivery.op == "post")
            unclear = {one.touch_id: one for one in (await session.exec(query)).all() if one.touch_id}
            return State(ledger, unclear, await turns.without_future(session))

    async def close(self) -> None:
        await self.database.close()


def _planning(veto_after: int | None) -> Planning:
    """As shipped; shares under a veto window where `veto_after` says how soon one is earned."""
    shipped = planning()
    if veto_after is None:
        return shipped
    rhythms = {**shipped.rhythms, "share": replace(shipped.rhythms["share"], review="veto")}
    return replace(shipped, rhythms=rhythms, veto_after=veto_after)


def _id(row: Account | Teammate | Channel | Touch | object) -> int:
    found = getattr(row, "id", None)
    assert isinstance(found, int)
    return found


class Errors(logging.Handler):
    """Collects what the program itself calls an error, but for the platform's strange answers, which are ours here."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.msg.startswith("delivery.unexpected"):
            self.said.append(self.format(record))
