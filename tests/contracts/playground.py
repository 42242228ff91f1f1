"""The playground under the contract."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.playground.chat import Chat, Kept
from bot.playground.directory import PLATFORM, Person, Room
from bot.playground.faults import Fault, Planned
from bot.playground.messenger import LONGEST, PlaygroundMessenger
from outreach.events import Actor, Place
from tests.contracts.platform import NOW, Seen, Stumble
from tests.fakes import FakeClock

_ROOM = Room("ext-acme", "T1", "ext-acme", "shared", "Acme")


class PlaygroundPlatform:
    place = _ROOM.as_place()
    longest = LONGEST

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.messenger = PlaygroundMessenger(chat)
        self._granted = 0

    async def public(self) -> list[Seen]:
        kept = [each for each in await self.messenger.dump() if each.channel == _ROOM.handle]
        return [await self._seen(each) for each in kept]

    async def _seen(self, kept: Kept) -> Seen:
        picture = await self.chat.attachment(kept.ref, "week.png")
        return Seen(
            kept.ref,
            kept.marker,
            kept.message.fallback,
            kept.author_name,
            (picture,) if picture else (),
            kept.deleted_at is not None,
            kept.thread,
        )

    async def seen_by(self, person: str) -> list[str]:
        channels = (_ROOM.handle, f"T1:{self.direct(person).external_id.replace(':', '%3A')}")
        kept = [each for channel in channels for each in await self.chat.latest(channel, f"T1:{person}")]
        return [each.message.fallback for each in kept]

    async def page_of(self, person: str) -> list[str]:
        return await self.seen_by(person)

    async def opened_for(self, person: str) -> list[str]:
        return [asked.form.title for asked in await self.chat.forms.pending(f"T1:{person}")]

    def page(self, person: str) -> Place:
        return self.direct(person)

    def direct(self, person: str) -> Place:
        return Place(PLATFORM, "T1", f"dm:{person}", person, "direct")

    def actor(self, person: str) -> Actor:
        return Actor(PLATFORM, "T1", person, "", is_vague=True)

    async def grant(self, person: str) -> str:
        self._granted += 1
        await self.chat.forms.grant(f"opens-{self._granted}", f"T1:{person}")
        return f"opens-{self._granted}"

    async def lose_channel(self) -> None:
        await self.chat.directory.archive("T1", "ext-acme")

    def stumble(self, how: Stumble) -> None:
        self.messenger = PlaygroundMessenger(self.chat, Planned(Fault(how, timedelta(seconds=3))))


@asynccontextmanager
async def open_playground(folder: Path) -> AsyncIterator[PlaygroundPlatform]:
    chat = await Chat.open(folder / "chat.db", FakeClock(NOW))
    try:
        people = [Person(name, name, "csm", None, "T1", f"dm:{name}") for name in ("priya", "marco")]
        await chat.directory.furnish([_ROOM], people)
        yield PlaygroundPlatform(chat)
    finally:
        await chat.close()
