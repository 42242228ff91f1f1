"""From received to handled: each event is committed before anything else, and acts once."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from bot import replies
from bot.connection import Refusal
from bot.router import Routed, Router
from handlers.work import Reply
from outreach.database import Database, Session
from outreach.errors import DeliveryProblem, NotReached
from outreach.events import Action, Actor, Command, Event, Place, unpack
from outreach.messages import Message, say
from outreach.models.post import Received
from outreach.ports import Clock, Messenger
from outreach.store import identities, received, texts
from scheduler.clockwork import read_real_time

log = logging.getLogger(__name__)

# Whoever received it is given this long before it counts as left behind by a crash.
LEFT_AFTER = timedelta(seconds=10)
# Whom the platform could not tell us for so long stays somebody we do not know, who is a customer.
_UNKNOWN_AFTER = timedelta(minutes=5)
_IDENTIFIED_WITHIN_SECONDS = 3.0
# Nobody waits a minute for a command: they have typed it again, or gone on with something else.
COMMANDS_LAST = timedelta(seconds=60)
_REPEAT = "I was away for a moment and did not get to this. Please repeat it if you still need it:"


class Inbox:
    """A handled event's payload is forgotten at once; `keep_for` is how long that of a failed one helps to find out
    why (zero forgets it as well). Rows carry real time."""

    def __init__(  # noqa: PLR0913 - where events are kept, who handles them, who is told, and two times
        self,
        database: Database,
        router: Router,
        messengers: Mapping[str, Messenger],
        clock: Clock,
        keep_for: timedelta,
        read_real: Callable[[], datetime] = read_real_time,
    ) -> None:
        self._database = database
        self._router = router
        self._messengers = messengers
        self._clock = clock
        self._keep_for = keep_for
        self._read_real = read_real
        self._handling: set[asyncio.Task[None]] = set()
        self._turns: WeakValueDictionary[tuple[str, str, str], asyncio.Lock] = WeakValueDictionary()

    async def take(self, event: Event) -> None:
        """Returns once it is committed, so that the platform may be thanked; it is handled soon after."""
        received_id = await self.accept(event)
        # The loop itself would forget a task that nobody holds.
        task = asyncio.create_task(self._handle_alone(received_id, event.place))
        self._handling.add(task)
        task.add_done_callback(self._handling.discard)

    async def _handle_alone(self, received_id: int, place: Place) -> None:
        try:
            await self.handle(received_id, place)
        except (DeliveryProblem, TimeoutError):
            log.info("event.waits reference=%s", _reference(received_id))
        except Exception:
            log.exception("event.left reference=%s", _reference(received_id))

    async def rest(self) -> None:
        """Waits for what is being handled: what does not end in time is replayed after the next start."""
        while self._handling:
            await asyncio.wait(self._handling)

    async def receive(self, event: Event) -> None:
        """Returns once it is handled. A duplicate wakes the row that is there: what was handled does nothing."""
        await self.handle(await self.accept(event), event.place)

    async def submit(self, event: Event) -> Refusal | None:
        """Returns once it is handled: why it was refused, for the form to say, which then stays open.

        What was refused and is submitted again is handled again, even with the same key.
        """
        received_id = await self.accept(event, anew_if_refused=True)
        return await self.handle(received_id, event.place, tells_refusal=False)

    async def look(self, event: Action) -> Message | None:
        """A page as it is now, read beside the writers; no row says that anybody looked.

        Raises the platform's DeliveryProblem or TimeoutError while it does not say who looks.
        """
        actor = event.actor
        messenger = self._messengers.get(actor.platform)
        if actor.is_vague and messenger is not None:
            async with asyncio.timeout(_IDENTIFIED_WITHIN_SECONDS):
                actor = await messenger.identify(actor, event.place)
        async with self._database.reading() as session:
            return await self._router.look(session, replace(event, actor=actor), self._clock.now())

    async def accept(self, event: Event, *, anew_if_refused: bool = False) -> int:
        """Committed when this returns, so that the platform may be thanked; returns the row's id."""
        # A day at least: forgetting is by date, and a crash must find it again.
        keep_until = (self._clock.now() + max(self._keep_for, timedelta(days=2))).date()
        async with self._database.writing() as session:
            row = await received.keep(
                session,
                event,
                keep_until=keep_until,
                real_now=self._read_real(),
                anew_if_refused=anew_if_refused,
            )
        assert row.id is not None
        return row.id

    async def handle(
        self, received_id: int, place: Place | None = None, *, is_replay: bool = False, tells_refusal: bool = True
    ) -> Refusal | None:
        """The handler, its effects and the end of the row in one transaction; the answer after it.

        Who acted is looked up before, where the event does not say. What was told of one `place` is handled in its
        order: to take a word back comes after the word. Returns why it was refused.
        """
        async with self._in_turn(place):
            actor = await self._identified(received_id)
            async with self._database.writing() as session:
                handled = await self._handled(session, received_id, actor, is_replay)
        if handled is None:
            return None
        event, routed = handled
        if routed.outcome is not None and (tells_refusal or not routed.refusal):
            await self._answer(event, routed, _reference(received_id))
        return routed.refusal

    def _in_turn(self, place: Place | None) -> AbstractAsyncContextManager[None]:
        """First come, first served; in one process, which is told of a place by one connection."""
        if place is None:
            return nullcontext()
        # Whoever waits holds the lock, so one that nobody waits for is forgotten.
        return self._turns.setdefault((place.platform, place.workspace, place.external_id), asyncio.Lock())

    async def _handled(
        self, session: Session, received_id: int, actor: Actor | None, is_replay: bool
    ) -> tuple[Event, Routed] | None:
        """None when there is nothing left to do."""
        row = await received.by_id(session, received_id)
        # Asked behind the writers' lock: of two that got here at once, the second finds it ended.
        if row is None or row.state != received.RECEIVED:
            return None
        event = await _event_of(session, row)
        if event is None:
            log.error("event.unreadable reference=%s kind=%s", _reference(received_id), row.kind)
            await self._end(session, received_id, Routed("failed", problem="unreadable"))
            return None
        event = replace(event, actor=actor or event.actor)
        routed = await self._routed(session, row, event, is_replay)
        await self._end(session, received_id, routed)
        return event, routed

    async def _identified(self, received_id: int) -> Actor | None:
        """Everything the platform knows of who acted; None where the event says enough, or we know them.

        Raises the platform's DeliveryProblem while it cannot be asked: the row waits for the next replay.
        """
        async with self._database.reading() as session:
            row = await received.by_id(session, received_id)
            event = await _event_of(session, row) if row is not None else None
            if row is None or event is None or row.state != received.RECEIVED:
                return None
            if not event.actor.is_vague and await identities.is_known(session, event.actor):
                return None
        messenger = self._messengers.get(event.actor.platform)
        if messenger is None:
            return None
        try:
            async with asyncio.timeout(_IDENTIFIED_WITHIN_SECONDS):
                return await messenger.identify(event.actor, event.place)
        except (DeliveryProblem, TimeoutError) as problem:
            log.warning("actor.unseen reference=%s problem=%s", _reference(received_id), type(problem).__name__)
            if not event.actor.is_vague or self._read_real() - row.received_at > _UNKNOWN_AFTER:
                return None
            raise NotReached("The platform does not say in time who that is.") from problem

    async def replay(self) -> int:
        """Handles what a crash left; returns how many."""
        async with self._database.reading() as session:
            left = await received.waiting(session, self._read_real() - LEFT_AFTER)
            events = [await _event_of(session, row) for row in left]
        # Begun in their order, which each place's turn keeps; one that fails to end stops none behind it.
        handled = [
            self.handle(row.id, event.place if event else None, is_replay=True)
            for row, event in zip(left, events, strict=True)
            if row.id is not None
        ]
        for row, outcome in zip(left, await asyncio.gather(*handled, return_exceptions=True), strict=True):
            if isinstance(outcome, DeliveryProblem):
                log.info("event.waits reference=%s kind=%s", _reference(row.id or 0), row.kind)
            elif isinstance(outcome, BaseException):
                log.error("event.left reference=%s kind=%s", _reference(row.id or 0), row.kind, exc_info=outcome)
            else:
                log.info("event.replayed reference=%s kind=%s", _reference(row.id or 0), row.kind)
        return len(left)

    async def _routed(self, session: Session, row: Received, event: Event, is_replay: bool) -> Routed:
        assert row.id is not None
        is_old = self._read_real() - row.received_at > COMMANDS_LAST
        if is_replay and is_old:
            await identities.acquaint(session, event.actor, event.place)
            who = await identities.resolve(session, event.actor)
            typed = self._router.as_command(event, who)
            if isinstance(typed, Command):
                asked_again = Reply(say(f"{_REPEAT} {typed.text or 'your day'}")) if who.teammate else None
                return Routed("handled", asked_again, "too_old")
        return await self._router.handle(session, event, self._clock.now(), _reference(row.id))

    async def _end(self, session: Session, received_id: int, routed: Routed) -> None:
        await received.end(
            session,
            received_id,
            routed.ending,
            real_now=self._read_real(),
            problem=routed.problem,
            # What is worth keeping of their words, the handler has kept; nobody agreed to a second copy.
            forget_text=routed.ending == "handled" or not self._keep_for,
        )

    async def _answer(self, event: Event, routed: Routed, reference: str) -> None:
        messenger = self._messengers.get(event.actor.platform)
        if messenger is None:
            log.warning("reply.failed reference=%s problem=platform_off", reference)
            return
        await replies.give(messenger, event, routed.outcome, reference)


async def _event_of(session: Session, row: Received) -> Event | None:
    """None when another version wrote it, or its words were forgotten."""
    body = await texts.body_of(session, row.text_id)
    try:
        return unpack(json.loads(body)) if body else None
    except (KeyError, TypeError, ValueError):
        return None


def _reference(received_id: int) -> str:
    """What people are told, to be found in the log."""
    return f"R{received_id}"
