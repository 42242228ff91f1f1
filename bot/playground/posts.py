"""What a person does on the page: kept by the chat, told to Concierge as an event."""

from datetime import datetime

from bot.playground import inbound
from bot.playground.chat import Chat, Draft, Kept
from bot.playground.directory import Person, Room, may_enter
from bot.playground.forms import Asked
from bot.playground.host import Playground
from bot.playground.inbound import Deed, Raw
from outreach.errors import BadInput, NotAllowed, NotFound, Stale
from outreach.messages import say


class Posts:
    """Each returns when Concierge has handled the event. Sent twice, a deed has the same key and is kept once."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground

    @property
    def _chat(self) -> Chat:
        return self._playground.chat

    async def say(self, raw: Raw) -> None:
        key, person = inbound.key_of(raw, "say"), await self._person(raw)
        room = await self._room(inbound.text_of(raw, "channel"), person)
        words, command = inbound.words_of(raw), self._playground.command
        is_command = inbound.behind_command(words, command) is not None
        draft = Draft(
            channel=room.handle,
            author_name=person.name,
            author_kind="person",
            message=say(words),
            thread=await self._leader(raw, person, room),
            author=person.handle,
            event_key=key,
            # As on Slack, a typed command is nobody else's business.
            visible_to=person.handle if is_command else None,
        )
        kept = await self._kept(await self._chat.keep(draft), person)
        deed = Deed(key, kept.at, person, room)
        if is_command:
            await self._chat.forms.grant(key, person.handle)
            await self._playground.receive(inbound.commanded(deed, kept, command))
        else:
            await self._playground.receive(inbound.said(deed, kept))

    async def press(self, raw: Raw) -> None:
        key, person = inbound.key_of(raw, "press"), await self._person(raw)
        kept = await self._kept(inbound.text_of(raw, "ref"), person)
        room = await self._room(kept.channel, person)
        action = inbound.pressed(Deed(key, self._now(), person, room), kept, raw)
        await self._chat.forms.grant(key, person.handle)
        await self._playground.receive(action)

    async def submit(self, raw: Raw) -> None:
        """A form is answered once, so its own name is the key, not the browser's id."""
        inbound.key_of(raw, "submit")
        person = await self._person(raw)
        asked = await self._asked(raw, person)
        if asked.is_closed and not asked.is_answered:
            raise Stale("This form was closed: press the button or type the command again.")
        room = await self._room(asked.channel, person)
        deed = Deed(f"playground:submit:{asked.opens}", self._now(), person, room)
        await self._playground.receive(inbound.submitted(deed, asked, raw))
        await self._chat.forms.close(asked.id, self._now(), answered=True)

    async def dismiss(self, raw: Raw) -> None:
        asked = await self._asked(raw, await self._person(raw))
        await self._chat.forms.close(asked.id, self._now(), answered=False)

    async def react(self, raw: Raw) -> None:
        key, person = inbound.key_of(raw, "react"), await self._person(raw)
        kept = await self._kept(inbound.text_of(raw, "ref"), person)
        room = await self._room(kept.channel, person)
        reaction = inbound.reacted(Deed(key, self._now(), person, room), kept, raw)
        await self._chat.react(kept.ref, person.handle, reaction.emoji, added=reaction.added)
        await self._playground.receive(reaction)

    async def choose(self, raw: Raw) -> None:
        """What staff do with somebody's message, from its menu."""
        key, person = inbound.key_of(raw, "choose"), await self._person(raw)
        kept = await self._kept(inbound.text_of(raw, "ref"), person)
        room = await self._room(kept.channel, person)
        known = [name for name, _ in self._playground.shortcuts]
        shortcut = inbound.chosen(Deed(key, self._now(), person, room), kept, raw, known)
        await self._chat.forms.grant(key, person.handle)
        await self._playground.receive(shortcut)

    def _now(self) -> datetime:
        return self._playground.clock.now()

    async def _person(self, raw: Raw) -> Person:
        person = await self._chat.directory.person(inbound.text_of(raw, "person"))
        if person is None:
            raise NotFound("This person is not on the playground: reload the page.")
        return person

    async def _room(self, handle: str, person: Person) -> Room:
        room = await self._chat.directory.room(handle)
        if room is None or not may_enter(person, room):
            raise NotAllowed(f"{person.name} does not sit in this channel: choose another one.")
        if room.is_archived:
            raise NotAllowed("This channel is archived: choose another one.")
        return room

    async def _kept(self, ref: str, person: Person) -> Kept:
        kept = await self._chat.message(ref)
        if kept is None or kept.visible_to not in (None, person.handle):
            raise NotFound("That message is no longer there.")
        return kept

    async def _leader(self, raw: Raw, person: Person, room: Room) -> str | None:
        thread = inbound.thread_of(raw)
        if thread is None:
            return None
        kept = await self._kept(thread, person)
        if kept.channel != room.handle:
            raise BadInput("That message stands in another channel: answer it there.")
        return kept.thread or kept.ref

    async def _asked(self, raw: Raw, person: Person) -> Asked:
        asked = await self._chat.forms.asked(inbound.text_of(raw, "form"))
        if asked is None or asked.person != person.handle:
            raise NotFound("This form is not open: press the button or type the command again.")
        return asked
