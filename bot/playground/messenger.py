"""The way out to the playground: the Messenger port over its chat store."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bot.playground.chat import Chat, Draft, Kept
from bot.playground.directory import PLATFORM, Room, handle_of
from bot.playground.errors import PlatformError, as_problem
from bot.playground.faults import Fault, Faults, Kind, Verb
from outreach.events import Actor, Place
from outreach.messages import Form, Message
from outreach.ports import Asker, Outgoing, Posted, Reached

APP_NAME = "Concierge"
LONGEST = 40_000
CODES: dict[Kind, str] = {
    "rate_limited": "rate_limited",
    "not_reached": "connection_refused",
    "unclear_before": "connection_dropped",
    "archived": "is_archived",
    "not_a_member": "not_in_channel",
}
T = TypeVar("T")


class PlaygroundMessenger:
    """Keeps a copy for every post it is asked for. `faults` is asked once before each call."""

    platform = PLATFORM
    can_find = True

    def __init__(
        self, chat: Chat, faults: Faults | None = None, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._chat = chat
        self._faults = faults
        self._sleep = sleep
        self._late: set[asyncio.Task[None]] = set()

    async def post(self, outgoing: Outgoing) -> Posted:
        return Posted(await self._attempt("post", outgoing.place, lambda: self._post(outgoing)))

    async def update(self, outgoing: Outgoing, ref: str) -> None:
        await self._attempt("update", outgoing.place, lambda: self._update(outgoing, ref))

    async def delete(self, place: Place, ref: str) -> None:
        await self._attempt("delete", place, lambda: self._delete(place, ref))

    async def find(self, delivery_id: str, place: Place, since: datetime) -> Posted | None:  # noqa: ARG002
        # `since` only bounds how far back a real platform's history is read. Here the marker has an index, and the
        # chat's clock can be moved, so comparing times could only ever miss a message that is there.
        return await self._attempt("find", place, lambda: self._find(delivery_id, place))

    async def answer(self, asker: Asker, message: Message, *, instead: bool = False) -> None:
        if instead and asker.ref is not None:
            await self.update(Outgoing("", asker.place, message), asker.ref)
            return
        await self._attempt("answer", asker.place, lambda: self._whisper(asker.place, asker.to, message))

    async def open_form(self, opens: str, to: str, place: Place, form: Form) -> None:
        await self._attempt("open_form", place, lambda: self._open_form(opens, to, place, form))

    async def show_home(self, place: Place, to: str, message: Message) -> None:
        await self.answer(Asker(place, to), message)

    async def identify(self, actor: Actor, place: Place) -> Actor:  # noqa: ARG002 - whose name is the same everywhere
        person = await self._chat.directory.person_near(actor.workspace, actor.external_id)
        return person.as_actor() if person else replace(actor, is_home=False, is_vague=False)

    async def reach(self, workspace: str, email: str) -> Reached | None:  # noqa: ARG002
        """Everybody has their seat already, and none has an address."""
        return None

    async def dump(self) -> list[Kept]:
        """Every public message ever kept, deleted ones included."""
        return await self._chat.dump()

    async def settle(self) -> None:
        """Waits until everything the platform still does late is done."""
        await asyncio.gather(*self._late)

    async def _attempt(self, verb: Verb, place: Place, do: Callable[[], Awaitable[T]]) -> T:
        fault = self._faults.next(verb, place) if self._faults else None
        try:
            return await (do() if fault is None else self._stumble(fault, do))
        except PlatformError as error:
            raise as_problem(error) from error

    async def _stumble(self, fault: Fault, do: Callable[[], Awaitable[T]]) -> T:
        match fault.kind:
            case "slow":
                await self._sleep(fault.wait.total_seconds())
                return await do()
            case "unclear_after":
                await do()
                raise PlatformError("connection_dropped")
            case "late":
                task = asyncio.create_task(self._do_late(fault, do))
                self._late.add(task)
                task.add_done_callback(self._late.discard)
                raise PlatformError("timeout")
        raise PlatformError(CODES[fault.kind], fault.wait, whole_lane=fault.whole_lane)

    async def _do_late(self, fault: Fault, do: Callable[[], Awaitable[object]]) -> None:
        await self._sleep(fault.wait.total_seconds())
        await do()

    async def _post(self, outgoing: Outgoing) -> str:
        room = await self._writable(outgoing.place)
        _measure(outgoing.message)
        return await self._chat.keep(
            Draft(
                channel=room.handle,
                author_name=outgoing.author.name if outgoing.author else APP_NAME,
                author_kind="bot",
                message=outgoing.message,
                thread=await self._leader(room, outgoing.place),
                marker=outgoing.delivery_id,
                attachments=outgoing.attachments,
            )
        )

    async def _update(self, outgoing: Outgoing, ref: str) -> None:
        room = await self._writable(outgoing.place)
        _measure(outgoing.message)
        if not await self._chat.change(room.handle, ref, outgoing.message, outgoing.attachments):
            raise PlatformError("message_not_found")

    async def _delete(self, place: Place, ref: str) -> None:
        room = await self._writable(place)
        await self._chat.remove(room.handle, ref)

    async def _find(self, delivery_id: str, place: Place) -> Posted | None:
        room = await self._readable(place)
        ref = await self._chat.marked(room.handle, delivery_id)
        return Posted(ref) if ref else None

    async def _whisper(self, place: Place, to: str, message: Message) -> None:
        room = await self._writable(place)
        _measure(message)
        await self._chat.keep(
            Draft(
                channel=room.handle,
                author_name=APP_NAME,
                author_kind="bot",
                message=message,
                thread=await self._leader(room, place),
                visible_to=await self._person(place, to),
            )
        )

    async def _open_form(self, opens: str, to: str, place: Place, form: Form) -> None:
        person = await self._person(place, to)
        channel = handle_of(place.workspace, place.external_id)
        if not await self._chat.forms.ask(opens, person, channel, place.thread, form):
            raise PlatformError("trigger_expired")

    async def _readable(self, place: Place) -> Room:
        room = await self._chat.directory.room(handle_of(place.workspace, place.external_id))
        if room is None:
            raise PlatformError("channel_not_found")
        return room

    async def _writable(self, place: Place) -> Room:
        room = await self._readable(place)
        if room.is_archived:
            raise PlatformError("is_archived")
        return room

    async def _leader(self, room: Room, place: Place) -> str | None:
        """The message that leads the thread: an answer to an answer joins its thread."""
        if place.thread is None:
            return None
        led_by = await self._chat.message(place.thread)
        if led_by is None or led_by.channel != room.handle:
            raise PlatformError("thread_not_found")
        return led_by.thread or led_by.ref

    async def _person(self, place: Place, external_id: str) -> str:
        person = await self._chat.directory.person_near(place.workspace, external_id)
        if person is None:
            raise PlatformError("user_not_found")
        return person.handle


def _measure(message: Message) -> None:
    if len(message.fallback) > LONGEST:
        raise PlatformError("msg_too_long")
