"""The state of our fake Slack and nothing else: no network, no time of its own."""

import re
from collections.abc import Collection
from datetime import datetime
from itertools import count

from outreach.ports import Clock
from tests.platforms.slack.records import (
    Channel,
    ChannelKind,
    File,
    Grant,
    Installation,
    Json,
    Person,
    Post,
    ResponseUrl,
    Team,
    Trigger,
    View,
)

HOME, APP_ID, BOT_NAME = "T0HOME", "A0CONCIERGE", "Concierge"
APP_TOKEN, CLIENT_ID, CLIENT_SECRET = "xapp-1-concierge", "1001.2002", "client-secret"
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
_SCOPES = """
app_mentions:read channels:history channels:join channels:read chat:write chat:write.customize chat:write.public
commands conversations.connect:read conversations.connect:write files:read files:write groups:history groups:read
im:history im:read im:write mpim:history mpim:read mpim:write reactions:read reactions:write team:read users:read
users:read.email
"""
SCOPES = frozenset(_SCOPES.split())


class Workspace:
    """All of Slack that matters to one app: our workspace HOME, other organisations, and what is in them.

    The app is installed at HOME from the start, with the token `home.token`. `subscribed` are the event types that
    it asked for, None for all of them.
    """

    def __init__(self, clock: Clock, *, scopes: Collection[str] = SCOPES, enterprise: str | None = None) -> None:
        self.clock = clock
        self.teams: dict[str, Team] = {}
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.installations: list[Installation] = []
        self.views: dict[str, View] = {}
        self.homes: dict[tuple[str, str], View] = {}
        self.modals: dict[str, list[View]] = {}
        self.files: dict[str, File] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.grants: dict[str, Grant] = {}
        self.tickets: set[str] = set()
        self.commands = {"/cs"}
        self.shortcuts: set[str] | None = None
        self.subscribed: set[str] | None = None
        self.signing_secret = SIGNING_SECRET
        # What the app is to be told, oldest first, until somebody delivers it.
        self.news: list[Json] = []
        # Where it is served, once it is.
        self.root = ""
        self._numbers = count(1)
        self._last_micros = 0
        self.add_team(HOME, "Home Inc", enterprise)
        self.home = self.install(HOME, scopes)

    # Furnishing

    def add_team(self, team_id: str, name: str, enterprise: str | None = None) -> Team:
        self.teams[team_id] = Team(team_id, name, enterprise)
        return self.teams[team_id]

    def add_person(
        self, name: str, team: str = HOME, email: str = "", *, external_id: str = "", is_guest: bool = False
    ) -> Person:
        """Their id is `U0` and the letters of their name, unless one is given."""
        person = Person(external_id or f"U0{_letters(name)}", name, team, email, is_guest)
        if person.id in self.people:
            raise ValueError(f"{person.id} is somebody already: give another id")
        self.people[person.id] = person
        return person

    def add_channel(
        self,
        name: str,
        members: Collection[str | Person] = (),
        *,
        connected: Collection[str] = (),
        kind: ChannelKind = "public",
        with_bot: bool = True,
        host: str = HOME,
        external_id: str = "",
    ) -> Channel:
        """Its id is `C0` and the letters of its name. `connected`: the other organisations' team ids."""
        channel = Channel(external_id or f"C0{_letters(name)}", name, host, kind, connected=list(connected))
        channel.members = {self.person(member).id for member in members} | ({self.home.bot_user} if with_bot else set())
        self.channels[channel.id] = channel
        return channel

    def install(self, team: str, scopes: Collection[str] = SCOPES, *, is_org_wide: bool = False) -> Installation:
        """Puts the app into a workspace; a second time only widens what it may do."""
        existing = next((found for found in self.installations if found.team == team), None)
        if existing is not None:
            existing.scopes |= set(scopes)
            existing.trouble = None
            return existing
        ending = "CONCIERGE" if team == HOME else f"CONCIERGE{team}"
        installation = Installation(team, f"xoxb-{team}-1", f"U0{ending}", f"B0{ending}", set(scopes))
        installation.enterprise, installation.is_org_wide = self.teams[team].enterprise, is_org_wide
        self.people[installation.bot_user] = Person(installation.bot_user, BOT_NAME, team, is_bot=True)
        self.installations.append(installation)
        return installation

    # Looking up

    def person(self, who: str | Person) -> Person:
        """By id or by full name."""
        if isinstance(who, Person):
            return who
        found = self.people.get(who) or next((one for one in self.people.values() if one.name == who), None)
        if found is None:
            raise KeyError(f"nobody here is called {who}")
        return found

    def channel(self, which: str | Channel) -> Channel:
        """By id or by name."""
        if isinstance(which, Channel):
            return which
        found = self.channels.get(which) or next((one for one in self.channels.values() if one.name == which), None)
        if found is None:
            raise KeyError(f"no channel here is called {which}")
        return found

    def is_home(self, person: Person, installation: Installation) -> bool:
        """Whether both belong to one company, guests included."""
        enterprise = self.teams[person.team].enterprise
        return person.team == installation.team or (enterprise is not None and enterprise == installation.enterprise)

    def shares_channel(self, person: Person, installation: Installation) -> bool:
        bot = installation.bot_user
        return any(
            person.id in channel.members and bot in channel.members
            for channel in self.channels.values()
            if channel.kind != "im" and not channel.is_archived
        )

    def can_write_to(self, person: Person, installation: Installation) -> bool:
        """Whether the bot's direct message would arrive."""
        if person.is_deleted or person.is_bot:
            return False
        return self.is_home(person, installation) or self.shares_channel(person, installation)

    def is_connected(self, team: str) -> bool:
        """Whether that organisation is in any channel with ours."""
        return any(
            team in (channel.host, *channel.connected) for channel in self.channels.values() if channel.connected
        )

    def installation_in(self, channel: Channel) -> Installation | None:
        """The installation whose bot sits in this channel: ours at HOME first."""
        inside = (found for found in self.installations if found.bot_user in channel.members and not found.trouble)
        return next(inside, None)

    def direct(self, who: str | Person, installation: Installation | None = None) -> Channel:
        """The bot's conversation with this person, opened if need be."""
        person, installation = self.person(who), installation or self.home
        suffix = "" if installation is self.home else installation.team
        channel_id = f"D{person.id[1:]}{suffix}"
        if channel_id not in self.channels:
            members = {person.id, installation.bot_user}
            self.channels[channel_id] = Channel(channel_id, "directmessage", installation.team, "im", members)
            if not self.is_home(person, installation):
                self.channels[channel_id].connected = [person.team]
        return self.channels[channel_id]

    @property
    def posts(self) -> list[Post]:
        return sorted((post for channel in self.channels.values() for post in channel.posts), key=lambda post: post.ts)

    # Making

    def now(self) -> datetime:
        return self.clock.now()

    def next_ts(self) -> str:
        """Later than now and later than any before: `oldest` leaves out what is not newer than itself."""
        self._last_micros = max(self._last_micros, round(self.now().timestamp() * 1_000_000)) + 1
        return f"{self._last_micros // 1_000_000}.{self._last_micros % 1_000_000:06d}"

    def next_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers):08d}"

    def keep(self, post: Post) -> Post:
        channel = self.channels[post.channel]
        post.texts.append(post.text)
        if post.thread_ts == post.ts:
            post.thread_ts = None
        channel.posts.append(post)
        return post

    def new_trigger(self, user: str) -> Trigger:
        trigger = Trigger(self.next_id("133.738."), user, self.now())
        self.triggers[trigger.id] = trigger
        return trigger

    def new_response_url(self, channel: str, user: str, installation: Installation, post: Post | None) -> ResponseUrl:
        made = ResponseUrl(self.next_id("R"), channel, user, installation, self.now(), post)
        self.response_urls[made.id] = made
        return made

    def new_view(self, user: str, installation: Installation, content: Json, *, below: View | None = None) -> View:
        view_id = self.next_id("V")
        root, previous = (below.root, below.id) if below else (view_id, None)
        view = View(view_id, user, installation, content, self.next_id("156."), root, previous)
        self.views[view.id] = view
        return view


def _letters(name: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", name.upper())
