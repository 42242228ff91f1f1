"""The playground as people use it: what its page does, without the browser."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

from sqlmodel import select

from bot.app import App
from bot.playground.chat import Chat, Kept
from bot.playground.directory import PLATFORM, Person, Room
from bot.playground.forms import Asked
from bot.playground.host import LedgerLine, Playground
from bot.playground.posts import Posts
from handlers.routes import SHORTCUTS
from outreach.book import demo
from outreach.database import Database, Session
from outreach.events import (
    Actor,
    Change,
    ChannelChanged,
    Event,
    HomeOpened,
    Installed,
    MessageChanged,
    Place,
)
from outreach.messages import Button, Buttons, Choice
from outreach.models.book import Channel, Contact, Teammate
from outreach.store import channels, identities, lookups
from tests.fakes import FakeClock
from tests.scenarios.fronts import book
from tests.scenarios.fronts.front import DIRECT, Front, NotThere, Public, ShortcutName, Shown, numbered
from tests.scenarios.fronts.neutral_reading import read, read_form

_WORKSPACE = "slack"


class PlaygroundFront(Front):
    platform = PLATFORM

    def __init__(self, chat: Chat, clock: FakeClock) -> None:
        super().__init__()
        self._chat = chat
        self._clock = clock
        self._ids = numbered("playground")
        self.people = {person.name: person for person in _people()}
        self.rooms = {
            name: Room(f"C-{name}", _WORKSPACE, name, "shared", account) for name, account in book.CHANNELS.items()
        }
        self.rooms |= {name: Room(f"C-{name}", _WORKSPACE, name, "team") for name in book.OURS}

    @classmethod
    @asynccontextmanager
    async def open(cls, database: Database, clock: FakeClock) -> AsyncIterator["PlaygroundFront"]:
        chat = await Chat.open(":memory:", clock)
        try:
            yield cls(chat, clock)
        finally:
            await chat.close()

    @property
    def chat(self) -> Chat:
        return self._chat

    async def seat(self, session: Session) -> None:
        """The playground knows nobody's address, so that the book says who they are."""
        everybody: list[Teammate | Contact] = [*await lookups.everybody(session), *await lookups.all_contacts(session)]
        ours = {one.name: one for one in everybody}
        for name, person in self.people.items():
            if name not in ours:
                continue
            user = await identities.ensure(session, PLATFORM, person.workspace, person.external_id, name)
            bind = identities.bind_teammate if person.is_home else identities.bind_contact
            await bind(session, user, ours[name].id or 0)
        for row in (await session.exec(select(Channel))).all():
            if row.name not in self.here:
                continue
            if row.kind == channels.DIRECT:
                row.workspace, row.external_id = demo.HOME, self.people[row.name].direct
            else:
                row.workspace, row.external_id = _WORKSPACE, self.rooms[row.name].external_id
            session.add(row)

    async def meet(self, app: App) -> None:
        self.app = app
        await self._chat.directory.furnish(list(self.rooms.values()), list(self.people.values()))
        self._posts = Posts(
            Playground(
                chat=self._chat,
                receive=app.inbox.receive,
                people=_nobody,
                channels=_nowhere,
                ledger=_unwritten,
                clock=_Clock(self._clock),
                next_at=_never,
                zone="UTC",
                shortcuts=[(one.name, one.label) for one in SHORTCUTS],
            )
        )

    async def types(self, who: str, words: str, where: str = DIRECT) -> None:
        await self._posts.say(self._raw(who, channel=self._room(who, where).handle, text=f"/cs {words}".strip()))

    async def says(self, who: str, where: str, words: str, thread: object = None, *, mention: bool = False) -> Kept:
        raw = self._raw(who, channel=self._room(who, where).handle, text=f"@concierge {words}" if mention else words)
        if isinstance(thread, Kept):
            raw["thread"] = thread.ref
        await self._posts.say(raw)
        return (await self._chat.latest(self._room(who, where).handle, self.people[who].handle))[-1]

    async def _press(self, who: str, shown: Shown, label: str, choice: str | None) -> None:
        assert isinstance(shown.handle, Kept)
        control = next(one for one in _controls(shown.handle) if one.label == label)
        raw = self._raw(who, ref=shown.handle.ref, action=control.action, values=dict(control.values))
        if isinstance(control, Choice):
            raw["choice"] = next(value for value, name in control.options if choice in (value, name))
        await self._posts.press(raw)

    async def fills(self, who: str, **answers: str) -> None:
        await self.news(who)
        pending = await self._chat.forms.pending(self.people[who].handle)
        if not pending:
            raise NotThere(f"no form stands open before {who}")
        stood = {each.name: each.value for each in pending[-1].form.inputs}
        await self._posts.submit(self._raw(who, form=str(pending[-1].id), answers={**stood, **answers}))

    async def questions(self, who: str) -> frozenset[str]:
        pending = await self._chat.forms.pending(self.people[who].handle)
        return frozenset(each.name for each in pending[-1].form.inputs) if pending else frozenset()

    async def dismisses(self, who: str) -> None:
        for each in await self._chat.forms.pending(self.people[who].handle):
            await self._posts.dismiss(self._raw(who, form=str(each.id)))

    async def chooses(self, who: str, name: ShortcutName, said: object) -> None:
        assert isinstance(said, Kept)
        await self._posts.choose(self._raw(who, ref=said.ref, name=name))

    async def reacts(self, who: str, where: str, emoji: str) -> None:
        kept = await self._chat.latest(self.rooms[where].handle, self.people[who].handle)
        ours = [each for each in kept if each.author_kind == "bot"]
        await self._posts.react(self._raw(who, ref=ours[-1].ref, emoji=emoji, added=True))

    async def edits(self, who: str, said: object, words: str) -> None:
        await self._change(who, said, words)

    async def deletes(self, who: str, said: object) -> None:
        await self._change(who, said, None)

    async def _change(self, who: str, said: object, words: str | None) -> None:
        assert isinstance(said, Kept)
        room = next(one for one in self.rooms.values() if one.handle == said.channel)
        await self._tell(MessageChanged(*self._base(who, room.as_place()), said.ref, words))

    async def opens_home(self, who: str) -> None:
        await self._tell(HomeOpened(*self._base(who, self._room(who, DIRECT).as_place())))

    async def installs(self, who: str) -> None:
        await self._tell(Installed(*self._base(who, self._room(who, DIRECT).as_place())))

    async def befalls(self, where: str, change: Change, *, name: str = "", company: str = "") -> None:
        room = self.rooms[where]
        becomes = f"{room.external_id}-moved" if change == "moved" else None
        connected = {"shared": (company,), "accepted": (company,), "unshared": ()}.get(change) if company else None
        if change == "archived":
            await self._chat.directory.archive(room.workspace, room.external_id)
        await self._tell(
            ChannelChanged(*self._base(book.PRIYA, room.as_place()), change, name or where, becomes, connected)
        )

    async def _visible(self, who: str) -> Mapping[str, Shown]:
        person = self.people[who]
        handles = [self._room(who, DIRECT).handle, *(self.rooms[name].handle for name in self._joined(who))]
        kept = [each for handle in handles for each in await self._chat.latest(handle, person.handle)]
        ours = sorted((each for each in kept if each.author_kind == "bot"), key=lambda each: int(each.ref))
        shown = {f"message {each.ref}": Shown(read(each.message), each) for each in ours}
        forms: list[Asked] = await self._chat.forms.pending(person.handle)
        return {**shown, **{f"form {each.id}": Shown(read_form(each.form), each) for each in forms}}

    async def public(self, where: str) -> list[Public]:
        dumped = [each for each in await self._chat.dump() if each.channel == self.rooms[where].handle]
        ours = [each for each in dumped if each.author_kind == "bot" and each.deleted_at is None]
        return [Public(each.author_name, read(each.message)) for each in ours]

    def _joined(self, who: str) -> list[str]:
        return [name for name, members in book.MEMBERS.items() if who in members]

    def _room(self, who: str, where: str) -> Room:
        person = self.people[who]
        if where == DIRECT:
            return Room(person.direct, person.workspace, person.name, "direct")
        return self.rooms[where]

    def _raw(self, who: str, **more: object) -> dict[str, object]:
        return {"id": next(self._ids), "person": self.people[who].handle, **more}

    def _base(self, who: str, place: Place) -> tuple[str, datetime, Actor, Place]:
        return next(self._ids), self._clock.now(), self.people[who].as_actor(), place

    async def _tell(self, event: Event) -> None:
        await self.app.inbox.receive(event)


class _Clock:
    def __init__(self, clock: FakeClock) -> None:
        self.now = clock.now

    async def jump(self, to: datetime) -> None:
        raise AssertionError("stories move the clock themselves")


async def _nobody() -> list[Person]:
    return []


async def _nowhere() -> list[Room]:
    return []


async def _unwritten(account: str | None) -> list[LedgerLine]:
    return []


async def _never() -> None:
    return None


def _people() -> list[Person]:
    ours = [
        Person(f"T-{name}", name, "manager" if name == book.MARCO else "csm", None, demo.HOME, f"dm:{name}")
        for name in book.COLLEAGUES
    ]
    seats = {
        name: tuple(f"C-{room}" for room, members in book.MEMBERS.items() if name in members) for name in book.CUSTOMERS
    }
    theirs = [
        Person(f"C-{name}", name, "customer", account, demo.CUSTOMERS, f"dm:{name}", seats[name])
        for name, account in book.CUSTOMERS.items()
    ]
    return [*ours, *theirs]


def _controls(kept: Kept) -> list[Button | Choice]:
    rows = [part.buttons for part in kept.message.parts if isinstance(part, Buttons)]
    return [control for row in rows for control in row if isinstance(control, Button | Choice)]
