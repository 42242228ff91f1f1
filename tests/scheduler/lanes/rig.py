"""A post room within reach: a made-up platform and book on a real database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import update
from sqlmodel import col, select

from outreach.database import Session
from outreach.events import Place
from outreach.messages import say
from outreach.models.book import Account, Channel, Teammate
from outreach.models.ledger import StoredText, Touch, TouchState
from outreach.models.post import Attempt, Delivery, Lane, Priority
from outreach.store import channels, deliveries
from scheduler.lanes.drain import Drained, Pace, PostRoom, Rules, drain
from scheduler.lanes.leases import Terms
from tests.scheduler.lanes.made_up import (
    NOON,
    BusinessClock,
    MadeUpGate,
    MadeUpPlatform,
    MadeUpTime,
    Told,
    WatchedDatabase,
)


@dataclass
class Rig:
    """Everything of a post room within reach."""

    database: WatchedDatabase
    clock: BusinessClock = field(default_factory=BusinessClock)
    gate: MadeUpGate = field(default_factory=MadeUpGate)
    outcomes: Told = field(default_factory=Told)
    terms: Terms = field(default_factory=Terms)
    pace: Pace = field(default_factory=lambda: Pace(lane_per_second=None, channel_interval=timedelta(), in_flight=10))
    time: MadeUpTime = field(init=False)
    platform: MadeUpPlatform = field(init=False)

    def __post_init__(self) -> None:
        self.time = MadeUpTime(self.database)
        self.platform = MadeUpPlatform(self.time)

    def room(self) -> PostRoom:
        """Another process's, as far as the database can tell."""
        rules = Rules(self.gate, self.outcomes, self.clock)
        messengers, paces = {self.platform.platform: self.platform}, {self.platform.platform: self.pace}
        return PostRoom(self.database, messengers, rules, self.terms, paces, self.time)

    async def drain(self, workspace: str = "T1") -> Drained:
        return await drain(await self.lane_id(workspace), self.room())

    async def lane_id(self, workspace: str = "T1") -> int:
        async with self.database.reading() as session:
            return (await session.exec(select(Lane.id).where(col(Lane.workspace) == workspace))).one() or 0

    async def queue(self, words: str, channel: str = "general", **given: object) -> int:
        """To a colleague in private, unless `touch_id` is given; in workspace T1, unless another is."""
        return (await self.queue_all([words], channel, **given))[0]

    async def queue_all(self, texts: Sequence[str], channel: str = "general", **given: object) -> list[int]:
        async with self.database.writing() as session:
            place = await self._channel(session, channel, str(given.pop("workspace", "T1")))
            return [await self._queue(session, place, words, dict(given)) for words in texts]

    async def _queue(self, session: Session, channel: Channel, words: str, given: dict[str, object]) -> int:
        body = str(given.pop("body", say(words).to_json()))
        text = StoredText(body=body)
        session.add(text)
        await session.flush()
        defaults = {"priority": Priority.OUTREACH, "ready_at": self.clock.now(), "now": self.clock.now()}
        key = str(given.pop("key", f"key:{channel.id}:{words}:{text.id}"))
        options = {"message_text_id": text.id, **defaults, **given}
        delivery = await deliveries.queue(session, key=key, channel=channel, **options)  # type: ignore[arg-type]
        return delivery.id or 0

    async def _channel(self, session: Session, name: str, workspace: str) -> Channel:
        place = Place(self.platform.platform, workspace, name, name, "direct")
        return await channels.ensure(session, place, teammate_id=await self._colleague(session))

    async def _colleague(self, session: Session) -> int:
        known = (await session.exec(select(Teammate.id))).first()
        if known is None:
            priya = Teammate(name="Priya", email="priya@example.com", role="csm", timezone="UTC")
            session.add(priya)
            await session.flush()
            known = priya.id
        return known or 0

    async def approved_touch(self, words: str, channel: str, account: str = "Acme", **given: object) -> int:
        """A touch about that account with these words approved, its channel linked to the account."""
        async with self.database.writing() as session:
            owner = (await session.exec(select(Account).where(col(Account.name) == account))).first()
            if owner is None:
                owner = Account(external_id=account, name=account, timezone="UTC", created_at=NOON)
                session.add(owner)
                await session.flush()
            place = await self._channel(session, channel, "T1")
            if place.account_id != owner.id:
                await channels.link(session, place, owner.id or 0, by="test", now=NOON)
            values = {"origin": "rhythm", "state": TouchState.APPROVED, "approved_hash": say(words).digest, **given}
            touch = Touch(
                key=f"touch:{channel}:{words}",
                account_id=owner.id or 0,
                channel_id=place.id,
                direction="out",
                purpose="share",
                **values,  # type: ignore[arg-type]
            )
            session.add(touch)
            await session.flush()
            return touch.id or 0

    async def delivery(self, delivery_id: int) -> Delivery:
        async with self.database.reading() as session:
            return await deliveries.by_id(session, delivery_id)

    async def touch(self, touch_id: int) -> Touch:
        async with self.database.reading() as session:
            found = await session.get(Touch, touch_id)
            assert found is not None
            return found

    async def change_delivery(self, delivery_id: int, **values: object) -> None:
        """As somebody else's transaction would."""
        async with self.database.writing() as session:
            await session.exec(update(Delivery).where(col(Delivery.id) == delivery_id).values(**values))

    async def change_channel(self, name: str, **values: object) -> None:
        async with self.database.writing() as session:
            await session.exec(update(Channel).where(col(Channel.external_id) == name).values(**values))

    async def lane(self, workspace: str = "T1") -> Lane:
        async with self.database.reading() as session:
            return (await session.exec(select(Lane).where(col(Lane.workspace) == workspace))).one()

    async def outcomes_of(self, delivery_id: int) -> list[str | None]:
        async with self.database.reading() as session:
            query = select(Attempt.outcome).where(col(Attempt.delivery_id) == delivery_id).order_by(col(Attempt.id))
            return list((await session.exec(query)).all())
