"""Slack as people use it: our fake Slack, and the app installed in it by consent."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr
from sqlmodel import select
from starlette.applications import Starlette

from bot.app import App
from bot.settings import Settings
from bot.slack.connection import SlackConnection, open_slack
from bot.slack.installed import PLATFORM
from bot.slack.manifest import scopes
from bot.vault import Vault
from outreach.database import Database, Session
from outreach.events import Change
from outreach.models.book import Channel
from outreach.models.trust import Installation
from outreach.store import channels, installations
from tests.fakes import FakeClock
from tests.platforms.slack.records import Post, View
from tests.platforms.slack.server import Slack, running
from tests.platforms.slack.workspace import CLIENT_ID, CLIENT_SECRET, HOME, Workspace
from tests.scenarios.fronts import book
from tests.scenarios.fronts.front import DIRECT, Front, NotThere, Public, ShortcutName, Shown
from tests.scenarios.fronts.settling import settled
from tests.scenarios.fronts.slack_reading import read, read_view

_SECRET = "a made-up secret that seals tokens"
_EMOJI = {"👍": "+1"}
_ADDRESS = "https://concierge.example.com"


class SlackFront(Front):
    platform = PLATFORM

    def __init__(self, slack: Slack, connection: SlackConnection) -> None:
        super().__init__()
        self.slack = slack
        self._connection = connection
        self._errors: dict[str, Mapping[str, str]] = {}

    @classmethod
    @asynccontextmanager
    async def open(cls, database: Database, clock: FakeClock) -> AsyncIterator["SlackFront"]:
        async with AsyncExitStack() as stack:
            slack = await stack.enter_async_context(running(_workspace(clock)))
            connection = await open_slack(_settings(slack), database, clock)
            stack.push_async_callback(connection.close)
            yield cls(slack, connection)

    @property
    def connection(self) -> SlackConnection:
        return self._connection

    async def seat(self, session: Session) -> None:
        home = self.slack.workspace.home
        kept = Installation(
            platform=PLATFORM,
            workspace=HOME,
            sealed_token=Vault(_SECRET).seal(home.token),
            bot_id=home.bot_id,
            bot_user_id=home.bot_user,
            scopes=scopes(),
            installed_at=self.slack.workspace.now(),
        )
        await installations.keep(session, kept)
        for row in (await session.exec(select(Channel))).all():
            if row.name in self.here:
                self._seat(row)
                session.add(row)

    def _seat(self, row: Channel) -> None:
        workspace = self.slack.workspace
        place = workspace.direct(row.name) if row.kind == channels.DIRECT else workspace.channel(row.name)
        row.platform, row.workspace, row.external_id = PLATFORM, HOME, place.id

    async def meet(self, app: App) -> None:
        self.app = app
        self._served = Starlette(routes=app.routes())
        self.slack.call_app(self._served)

    async def rest(self) -> None:
        await settled(self.app, "bot/slack", self.slack.outbox.settle)

    async def types(self, who: str, words: str, where: str = DIRECT) -> None:
        await self.slack.types(who, where, f"/cs {words}".strip())
        await self.rest()

    async def says(self, who: str, where: str, words: str, thread: object = None, *, mention: bool = False) -> Post:
        say = self.slack.mentions if mention else self.slack.says
        # Channels keep their ids when they are renamed.
        place = where if where == DIRECT else _channel_id(where)
        post = await say(who, place, words, thread if isinstance(thread, Post) else None)
        await self.rest()
        return post

    async def _press(self, who: str, shown: Shown, label: str, choice: str | None) -> None:
        assert isinstance(shown.handle, Post | View)
        await self.slack.presses(who, shown.handle, label, choice)
        await self.rest()

    async def fills(self, who: str, **answers: str) -> None:
        view = self.slack.modal_of(who)
        if view is None:
            raise NotThere(f"no form stands open before {who}")
        self._errors[view.id] = await self.slack.submits(who, view, **answers)
        await self.rest()

    async def questions(self, who: str) -> frozenset[str]:
        view = self.slack.modal_of(who)
        blocks = view.blocks if view is not None else []
        return frozenset(block["block_id"] for block in blocks if block["type"] == "input")

    async def dismisses(self, who: str) -> None:
        while view := self.slack.modal_of(who):
            await self.slack.closes(who, view)
        await self.rest()

    async def chooses(self, who: str, name: ShortcutName, said: object) -> None:
        assert isinstance(said, Post)
        await self.slack.shortcut(who, name, said)
        await self.rest()

    async def reacts(self, who: str, where: str, emoji: str) -> None:
        ours = [post for post in self.slack.seen_by(who, where) if post.bot_id is not None]
        await self.slack.reacts(who, ours[-1], _EMOJI[emoji])
        await self.rest()

    async def edits(self, who: str, said: object, words: str) -> None:
        assert isinstance(said, Post)
        await self.slack.edits(who, said, words)
        await self.rest()

    async def deletes(self, who: str, said: object) -> None:
        assert isinstance(said, Post)
        await self.slack.deletes(who, said)
        await self.rest()

    async def opens_home(self, who: str) -> None:
        await self.slack.opens_home(who)
        await self.rest()

    async def installs(self, who: str) -> None:
        """By Slack's page of consent."""
        transport = httpx.ASGITransport(self._served)
        async with httpx.AsyncClient(transport=transport, base_url=_ADDRESS) as browser:
            shown = await browser.get("/slack/install")
            consent = shown.text.partition('<a href="')[2].partition('"')[0]
            back = urlsplit(self.slack.installs(who, consent.replace("&amp;", "&")))
            await browser.get(f"{back.path}?{back.query}")
        await self.rest()

    async def befalls(self, where: str, change: Change, *, name: str = "", company: str = "") -> None:
        slack, team = self.slack, _team(company)
        happening: Mapping[str, Callable[[], Awaitable[None]]] = {
            "joined": partial(slack.invites, book.PRIYA, where),
            "left": partial(slack.removes, book.PRIYA, where),
            "renamed": partial(slack.renames, book.PRIYA, where, name),
            "archived": partial(slack.archives, book.PRIYA, where),
            "unarchived": partial(slack.unarchives, book.PRIYA, where),
            "deleted": partial(slack.destroys, book.PRIYA, where),
            "shared": partial(slack.shares, where, team),
            "unshared": partial(slack.unshares, where, team),
            "moved": partial(slack.moves, where, f"{_channel_id(where)}MOVED"),
            "invited": partial(slack.offers, team, where, book.DANA),
            "accepted": partial(slack.accepts, book.DANA, where),
        }
        await happening[change]()
        await self.rest()

    async def _visible(self, who: str) -> Mapping[str, Shown]:
        person = self.slack.workspace.person(who)
        shown = {}
        home = self.slack.home_of(who)
        if home is not None:
            shown["home"] = Shown(read_view(home, {}), home)
        places = [place for place in self.slack.workspace.channels.values() if person.id in place.members]
        posts = [post for place in places for post in self.slack.seen_by(who, place) if post.bot_id is not None]
        for post in sorted(posts, key=lambda post: post.ts):
            shown[f"{post.channel} {post.ts}"] = Shown(read(post), post)
        for view in self.slack.workspace.modals.get(person.id, []):
            shown[view.id] = Shown(read_view(view, self._errors.get(view.id, {})), view)
        return shown

    def copies_in(self, where: str) -> int:
        return len(self.slack.copies_in(self.slack.workspace.channels[_channel_id(where)]))

    def pictures_of(self, who: str) -> list[bytes]:
        posts = [post for post in self.slack.seen_by(who, DIRECT) if post.bot_id is not None]
        images = [block["slack_file"]["id"] for post in posts for block in post.blocks if block["type"] == "image"]
        return [self.slack.workspace.files[image].content[:4] for image in images]

    async def public(self, where: str) -> list[Public]:
        """Channels keep their ids when they are renamed."""
        place = self.slack.workspace.channels.get(_channel_id(where))
        posts = [post for post in self.slack.copies_in(place) if not post.is_deleted] if place else []
        return [Public((post.username or "Concierge").removesuffix(" via Concierge"), read(post)) for post in posts]


def _workspace(clock: FakeClock) -> Workspace:
    workspace = Workspace(clock)
    for company in sorted(set(book.CUSTOMERS.values()) | set(book.CHANNELS.values())):
        workspace.add_team(_team(company), company)
    for name in book.COLLEAGUES:
        workspace.add_person(name, email=book.email_of(name))
    for name, company in book.CUSTOMERS.items():
        workspace.add_person(name, _team(company), book.email_of(name))
    for name, company in book.CHANNELS.items():
        is_new = name in book.NEW
        workspace.add_channel(
            name,
            book.MEMBERS[name],
            connected=[_team(company)],
            with_bot=not is_new,
            external_id=_channel_id(name),
        )
    for name in book.OURS:
        workspace.add_channel(name, book.MEMBERS[name], external_id=_channel_id(name))
    return workspace


def _channel_id(name: str) -> str:
    return f"C0{''.join(letter for letter in name.upper() if letter.isalnum())}"


def _team(company: str) -> str:
    return f"T0{company.upper()}"


def _settings(slack: Slack) -> Settings:
    return Settings(
        slack_client_id=CLIENT_ID,
        slack_client_secret=SecretStr(CLIENT_SECRET),
        slack_workspaces=HOME,
        slack_signing_secret=SecretStr(slack.workspace.signing_secret),
        slack_api_url=slack.base_url,
        secret_key=SecretStr(_SECRET),
        public_url=_ADDRESS,
    )
