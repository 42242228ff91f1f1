"""Teams as people use it: our fake Teams, and the app in a team, its shared channels and everybody's chat."""

from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial

from sqlmodel import select
from starlette.applications import Starlette

from bot.app import App
from bot.settings import Settings
from bot.teams.activity import PLATFORM
from bot.teams.addresses import Address
from bot.teams.connection import TeamsConnection, open_teams
from bot.teams.invokes import RECEIVED
from bot.teams.messenger import BELOW
from outreach.database import Database, Session
from outreach.events import Change
from outreach.models.book import Channel
from outreach.store import channels
from tests.fakes import FakeClock
from tests.platforms.teams.cards import elements, inputs
from tests.platforms.teams.limits import Limits
from tests.platforms.teams.posts import Post
from tests.platforms.teams.pressing import Answer, Dialog
from tests.platforms.teams.server import FakeTeams, running
from tests.platforms.teams.tenant import Tenant, User, guid
from tests.scenarios.fronts import book
from tests.scenarios.fronts.front import DIRECT, Front, NotThere, Public, Seen, ShortcutName, Shown, lines_of
from tests.scenarios.fronts.settling import settled
from tests.scenarios.fronts.teams_reading import author_of, is_form, read, read_card

_EMOJI = {"👍": "like"}
# They come up and go away, and say nothing that a message does not.
_NOTHING_NEW = (BELOW, RECEIVED)


class TeamsFront(Front):
    platform = PLATFORM

    def __init__(self, teams: FakeTeams, connection: TeamsConnection) -> None:
        super().__init__()
        self.teams = teams
        self._connection = connection
        self._users = {user.name: user for user in teams.tenant.users}
        # Channels as they were called in the beginning.
        named = (*book.CHANNELS, *book.OURS)
        self._rooms = {room.name: room for room in teams.tenant.conversations.values() if room.name in named}
        # A few words that somebody was told in answer to their newest press.
        self._told: dict[str, Seen] = {}
        self._presses = 0

    @classmethod
    @asynccontextmanager
    async def open(cls, database: Database, clock: FakeClock) -> AsyncIterator["TeamsFront"]:
        async with AsyncExitStack() as stack:
            fake = running(_tenant(), clock=clock, limits=Limits(enforced=False), anonymous=True)
            teams = await stack.enter_async_context(fake)
            connection = await open_teams(_settings(teams), database, clock)
            stack.push_async_callback(connection.close)
            yield cls(teams, connection)

    @property
    def connection(self) -> TeamsConnection:
        return self._connection

    async def seat(self, session: Session) -> None:
        for row in (await session.exec(select(Channel))).all():
            if row.name in self.here:
                self._seat(row)
                session.add(row)

    def _seat(self, row: Channel) -> None:
        is_direct = row.kind == channels.DIRECT
        room = self.teams.tenant.personal(self._users[row.name]) if is_direct else self._rooms[row.name]
        row.platform, row.workspace, row.external_id = PLATFORM, self.teams.tenant.id, room.id
        row.reference = Address(self.teams.service_url, room.team.id if room.team else None).write()

    async def meet(self, app: App) -> None:
        self.app = app
        self.teams.bot = Starlette(routes=app.routes())

    async def rest(self) -> None:
        await settled(self.app, "bot/teams", _at_once)

    async def types(self, who: str, words: str, where: str = DIRECT) -> None:
        """In a channel behind a slash, which nobody else sees."""
        self._turn_away(who)
        is_here = where == DIRECT
        typed = f"/cs {words}".strip()
        await self.teams.says(self._users[who], None if is_here else self._rooms[where], typed, slash=not is_here)
        await self.rest()

    async def says(self, who: str, where: str, words: str, thread: object = None, *, mention: bool = False) -> Post:
        self._turn_away(who)
        room = None if where == DIRECT else self._rooms[where]
        led_by = thread if isinstance(thread, Post) else None
        post = await self.teams.says(self._users[who], room, words, mention, led_by)
        await self.rest()
        return post

    async def _press(self, who: str, shown: Shown, label: str, choice: str | None) -> None:
        user = self._users[who]
        chosen = {} if choice is None else {label: choice}
        if isinstance(shown.handle, Dialog):
            await self._answered(who, await self.teams.submits(user, label, **chosen))
        else:
            assert isinstance(shown.handle, Post)
            self._turn_away(who)
            await self._answered(who, await self.teams.presses(user, shown.handle, label, 1, **chosen))

    async def fills(self, who: str, **answers: str) -> None:
        """A dialog, or a card that asks."""
        user = self._users[who]
        if self.teams.dialog_of(user) is not None:
            await self._answered(who, await self.teams.submits(user, None, **answers))
            return
        post = await self._asked(who)
        card = next(card for card in post.cards_for(user) if is_form(card))
        submit = str(card["actions"][0]["title"])
        await self._answered(who, await self.teams.presses(user, post, submit, 1, **answers))

    async def _asked(self, who: str) -> Post:
        await self.news(who)
        newest = [self._newest[who].handle] if who in self._newest else []
        standing = [shown.handle for shown in list(self._known[who].values())[::-1]]
        for handle in (*newest, *standing):
            if isinstance(handle, Post) and any(is_form(card) for card in handle.cards_for(self._users[who])):
                return handle
        raise NotThere(f"no form stands open before {who}")

    async def questions(self, who: str) -> frozenset[str]:
        user = self._users[who]
        dialog = self.teams.dialog_of(user)
        if dialog is not None:
            return frozenset(inputs(dialog.card))
        with suppress(NotThere):
            return frozenset(inputs(next(card for card in (await self._asked(who)).cards_for(user) if is_form(card))))
        return frozenset()

    async def dismisses(self, who: str) -> None:
        """A card that asks stays where it is."""
        self.teams.dismisses(self._users[who])

    async def chooses(self, who: str, name: ShortcutName, said: object) -> None:
        assert isinstance(said, Post)
        self._turn_away(who)
        await self._answered(who, await self.teams.message_action(self._users[who], name, said))

    async def reacts(self, who: str, where: str, emoji: str) -> None:
        user = self._users[who]
        ours = [post for post in self.teams.seen_by(user, self._rooms[where]) if post.author is None]
        await self.teams.reacts(user, ours[-1], _EMOJI[emoji])
        await self.rest()

    async def edits(self, who: str, said: object, words: str) -> None:
        assert isinstance(said, Post)
        await self.teams.edits(self._users[who], said, words)
        await self.rest()

    async def deletes(self, who: str, said: object) -> None:
        assert isinstance(said, Post)
        await self.teams.deletes(self._users[who], said)
        await self.rest()

    async def opens_home(self, who: str) -> None:
        """There is no such page: their day is asked for."""
        await self.types(who, "")

    async def installs(self, who: str) -> None:
        await self.teams.installs(self._users[who])
        await self.rest()

    async def befalls(self, where: str, change: Change, *, name: str = "", company: str = "") -> None:
        teams, by, room = self.teams, self._users[book.PRIYA], self._rooms[where]
        assert room.team is not None
        people = [self._users[name] for name, theirs in book.CUSTOMERS.items() if theirs == company]
        happening: Mapping[str, Callable[[], Awaitable[None]]] = {
            "joined": partial(teams.installs, by, room),
            "left": partial(teams.removes, by, room),
            "renamed": partial(teams.renames, by, room, name),
            "archived": partial(teams.archives, by, room.team),
            "unarchived": partial(teams.archives, by, room.team, archived=False),
            "deleted": partial(teams.deletes_channel, by, room),
            "shared": partial(teams.shares, by, room, *people),
            "unshared": partial(teams.unshares, by, room, guid("tenant", company.lower())),
        }
        if change not in happening:
            raise NotThere(f"no channel is ever {change} on Teams")
        await happening[change]()
        await self.rest()

    def _turn_away(self, who: str) -> None:
        """Whoever goes on with something else closes what lies over it."""
        self._told.pop(who, None)
        self.teams.dismisses(self._users[who])

    async def _answered(self, who: str, answer: Answer) -> None:
        self._told.pop(who, None)
        words = answer.error or answer.words
        if words and words not in _NOTHING_NEW:
            self._presses += 1
            self._told[who] = Seen(lines_of(words))
        await self.rest()

    async def _visible(self, who: str) -> Mapping[str, Shown]:
        user = self._users[who]
        rooms = [self.teams.chat_of(user), *(room for room in self._rooms.values() if user in room.people)]
        posts = [post for room in rooms for post in self.teams.seen_by(user, room) if post.author is None]
        shown = {post.id: Shown(read(post, user), post) for post in sorted(posts, key=lambda post: int(post.id))}
        if who in self._told:
            shown[f"words {self._presses}"] = Shown(self._told[who], None)
        dialog = self.teams.dialog_of(user)
        if dialog is not None:
            shown[f"dialog {id(dialog)}"] = Shown(_read_dialog(dialog), dialog)
        return shown

    def copies_in(self, where: str) -> int:
        return len([post for post in self.teams.from_bot if post.conversation is self._rooms[where]])

    def pictures_of(self, who: str) -> list[bytes]:
        user = self._users[who]
        posts = [post for post in self.teams.seen_by(user) if post.author is None]
        inside = [each["url"] for post in posts for card in post.cards for each in elements(card) if "url" in each]
        beside = [each.get("contentUrl", "") for post in posts for each in post.activity.get("attachments", ())]
        return [b64decode(url.partition(",")[2])[:4] for url in (*inside, *beside) if url.startswith("data:image/")]

    async def public(self, where: str) -> list[Public]:
        room = self._rooms[where]
        reader = self._users[book.DANA]
        ours = [post for post in self.teams.from_bot if post.conversation is room and not post.is_deleted]
        return [Public(author_of(post), read(post, reader)) for post in ours]


async def _at_once() -> None:
    """It tells the app of nothing that the app did."""


def _read_dialog(dialog: Dialog) -> Seen:
    return read_card(dialog.card, dialog.title if is_form(dialog.card) else "")


def _tenant() -> Tenant:
    tenant = Tenant()
    people: dict[str, User] = {name: tenant.colleague(name, book.email_of(name)) for name in book.COLLEAGUES}
    people |= {name: tenant.outsider(name, company.lower()) for name, company in book.CUSTOMERS.items()}
    team = tenant.team("Customers", *(people[name] for name in book.COLLEAGUES))
    for name in book.CHANNELS:
        members = tuple(people[member] for member in book.MEMBERS[name])
        tenant.channel(team, name, "shared", members, admitted=name not in book.NEW)
    for name in book.OURS:
        tenant.channel(tenant.team(name.capitalize(), *(people[member] for member in book.MEMBERS[name])), name)
    return tenant


def _settings(teams: FakeTeams) -> Settings:
    return Settings(teams_app_id=teams.tenant.app_id, teams_tenant_id=teams.tenant.id, teams_allow_anonymous=True)
