"""A platform, a gate and a ledger to order, and time that passes only when nothing else happens."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from outreach.database import Database, Session
from outreach.events import Place
from outreach.messages import Message
from outreach.models.ledger import StoredText
from outreach.models.post import Delivery
from outreach.ports import Outgoing, Posted
from scheduler.lanes.drain import LedgerOutcomes, Verdict

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
GO = Verdict(go=True)


class BusinessClock:
    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class WatchedDatabase(Database):
    """Knows whether anybody is using it, and can go away: the next so many transactions then fail as it would."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.open = 0
        self.problems: deque[Exception] = deque()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        self.open += 1
        try:
            async with super().reading() as session:
                yield session
        finally:
            self.open -= 1

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        self.open += 1
        try:
            async with super().writing() as session:
                yield session
                if self.problems:
                    raise self.problems.popleft()
        finally:
            self.open -= 1


class MadeUpTime:
    """Real time that jumps to whoever waits the shortest, once the loop has nothing else to do."""

    def __init__(self, database: WatchedDatabase) -> None:
        self.seconds = 1000.0
        self._database = database
        self._waking: list[float] = []

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 9, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        at = self.seconds + max(seconds, 0)
        self._waking.append(at)
        try:
            quiet, seen = 0, self.seconds
            while self.seconds < at:
                await asyncio.sleep(0 if quiet else 0.0003)
                # Whoever has just been woken gets to act before time goes on.
                is_quiet = not self._database.open and seen == self.seconds
                quiet, seen = quiet + 1 if is_quiet else 0, self.seconds
                if quiet > 20 and at == min(self._waking):
                    self.seconds = at
        finally:
            self._waking.remove(at)
        await asyncio.sleep(0)


@dataclass
class Kept:
    marker: str
    channel: str
    text: str
    at: float
    author: str | None = None
    thread: str | None = None


@dataclass(frozen=True)
class KeepThen:
    """The platform takes the message, after a while, and answers with this."""

    problem: Exception
    after: float = 0.0


@dataclass
class MadeUpPlatform:
    """Does to each message, by its words, what its script says next: an exception or KeepThen. Else it takes it."""

    time: MadeUpTime
    can_find: bool = True
    platform: str = "made-up"
    takes: float = 0.0
    never_answers: bool = False
    kept: list[Kept] = field(default_factory=list)
    edits: list[tuple[str, str]] = field(default_factory=list)
    looks: list[tuple[str, float, datetime]] = field(default_factory=list)
    look_problems: deque[Exception] = field(default_factory=deque)
    scripts: dict[str, deque[Exception | KeepThen]] = field(default_factory=lambda: defaultdict(deque))
    tried: list[tuple[str, float]] = field(default_factory=list)
    in_air: int = 0
    most_in_air: int = 0

    def script(self, words: str, *acts: Exception | KeepThen) -> None:
        self.scripts[words].extend(acts)

    async def post(self, outgoing: Outgoing) -> Posted:
        words, place = outgoing.message.fallback, outgoing.place
        await self._act(words)
        act = self.scripts[words].popleft() if self.scripts[words] else None
        if not isinstance(act, Exception):
            at = self.time.monotonic() + (act.after if act else 0.0)
            author = outgoing.author.name if outgoing.author else None
            self.kept.append(Kept(outgoing.delivery_id, place.external_id, words, at, author, place.thread))
        if act is not None:
            raise act.problem if isinstance(act, KeepThen) else act
        return Posted(f"ref-{len(self.kept)}")

    async def update(self, outgoing: Outgoing, ref: str) -> None:
        await self._edit("update", ref)

    async def delete(self, place: Place, ref: str) -> None:
        await self._edit("delete", ref)

    async def _edit(self, op: str, ref: str) -> None:
        await self._act(f"{op} {ref}")
        script = self.scripts[f"{op} {ref}"]
        if script and isinstance(act := script.popleft(), Exception):
            raise act
        self.edits.append((op, ref))

    async def _act(self, words: str) -> None:
        self.tried.append((words, self.time.monotonic()))
        self.in_air += 1
        self.most_in_air = max(self.most_in_air, self.in_air)
        try:
            await self.time.sleep(self.takes)
            if self.never_answers:
                await asyncio.Event().wait()
        finally:
            self.in_air -= 1

    async def find(self, delivery_id: str, place: Place, since: datetime) -> Posted | None:
        self.looks.append((delivery_id, self.time.monotonic(), since))
        if self.look_problems:
            raise self.look_problems.popleft()
        seen = [one for one in self.kept if one.marker == delivery_id and one.at <= self.time.monotonic()]
        return Posted(f"found-{delivery_id}") if seen else None

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.kept]


@dataclass
class MadeUpGate:
    """Lets everything go, but what `verdicts` names by its words."""

    verdicts: dict[str, Verdict | Exception] = field(default_factory=dict)
    asked: list[list[str]] = field(default_factory=list)

    async def __call__(self, session: Session, of: Sequence[Delivery], now: datetime) -> Mapping[int, Verdict]:
        named = {one.id or 0: await _words_of(session, one) for one in of}
        self.asked.append(list(named.values()))
        for verdict in map(self.verdicts.get, named.values()):
            if isinstance(verdict, Exception):
                raise verdict
        return {
            one: verdict for one, name in named.items() if isinstance(verdict := self.verdicts.get(name, GO), Verdict)
        }


async def _words_of(session: Session, delivery: Delivery) -> str:
    text = await session.get(StoredText, delivery.text_id) if delivery.text_id else None
    return Message.from_json(text.body).fallback if text else delivery.op


@dataclass
class Told(LedgerOutcomes):
    """The ledger's own outcomes, and a list of what they were told."""

    told: list[tuple[int, str]] = field(default_factory=list)
    problems: deque[Exception] = field(default_factory=deque)

    async def settled(self, session: Session, deliveries: Sequence[Delivery], now: datetime) -> None:
        if self.problems:
            raise self.problems.popleft()
        self.told += [(one.id or 0, one.state) for one in deliveries]
        await super().settled(session, deliveries, now)
