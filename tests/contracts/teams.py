"""Microsoft Teams under the contract: our messenger, speaking to a made-up connector."""

import base64
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace

import aiohttp

from bot import wire
from bot.settings import Settings
from bot.teams.activity import PLATFORM, Us
from bot.teams.answers import Answers, Shown, Slot, Way
from bot.teams.calls import Calls
from bot.teams.formatting import render
from bot.teams.messenger import TeamsMessenger
from bot.teams.people import People
from bot.teams.tokens import Tokens
from outreach.errors import Refused
from outreach.events import Actor, Place
from outreach.messages import say
from tests.contracts.platform import NOW, Seen, Stumble
from tests.fakes import FakeClock
from tests.platforms.teams.faults import Fault, answers, drops
from tests.platforms.teams.posts import Post
from tests.platforms.teams.server import FakeTeams, running
from tests.platforms.teams.tenant import Conversation, Tenant, User

# Nothing listens there.
_NOWHERE = "http://127.0.0.1:9/"
_STUMBLES: dict[Stumble, Fault] = {
    "rate_limited": answers(429, retry_after=3),
    "unclear_before": drops(),
    "unclear_after": drops(accepted=True),
}
_VIA = " via Concierge"


class Colleague(User):
    @property
    def aad_id(self) -> str:
        return self.name


class TeamsPlatform:
    def __init__(self, teams: FakeTeams, session: aiohttp.ClientSession, channel: Conversation) -> None:
        us = Us(teams.tenant.id, teams.tenant.app_id)
        self._teams = teams
        self._channel = channel
        self._answers = Answers()
        self._slots: list[tuple[str, Slot]] = []
        self._waiting = ExitStack()
        self.place = Place(PLATFORM, us.tenant_id, channel.id, channel.name, reference=teams.service_url)
        settings = Settings(_env_file=None, teams_allow_anonymous=True)  # type: ignore[call-arg]
        calls = Calls(session, Tokens(settings), teams.clock, loopback=True)
        self.messenger = TeamsMessenger(calls, People(calls, us, self._known), self._answers)
        self.longest = _longest()

    async def public(self) -> list[Seen]:
        return [_seen(post) for post in self._teams.from_bot if post.conversation is self._channel]

    async def seen_by(self, person: str) -> list[str]:
        user = self._user(person)
        posts = [*self._teams.seen_by(user, self._channel), *self._teams.seen_by(user)]
        return [post.words_for(user) for post in posts]

    async def page_of(self, person: str) -> list[str]:
        return [post.words for post in self._teams.seen_by(self._user(person))]

    async def opened_for(self, person: str) -> list[str]:
        return [slot.answer.title for to, slot in self._slots if to == person and isinstance(slot.answer, Shown)]

    def page(self, person: str) -> Place:
        return self.direct(person)

    def direct(self, person: str) -> Place:
        return replace(self.place, external_id=self._teams.chat_of(self._user(person)).id, name=person, kind="direct")

    def actor(self, person: str) -> Actor:
        return Actor(PLATFORM, self.place.workspace, person, "", is_vague=True)

    async def grant(self, person: str) -> str:
        """A press that Teams waits for."""
        key = f"press-{len(self._slots)}"
        self._slots.append((person, self._waiting.enter_context(self._answers.waiting(key))))
        return Way(key, user=self._user(person).id).write()

    async def lose_channel(self) -> None:
        self._channel.is_gone = True

    def stumble(self, how: Stumble) -> None:
        if how == "not_reached":
            self.place = replace(self.place, reference=_NOWHERE)
        else:
            self._teams.faults.plan("post", _STUMBLES[how])

    def _user(self, person: str) -> User:
        return next(user for user in self._teams.tenant.users if user.name == person)

    async def _known(self) -> Sequence[Place]:
        return [self.place, *(self.direct(user.name) for user in self._teams.tenant.users)]


@asynccontextmanager
async def open_teams_platform() -> AsyncIterator[TeamsPlatform]:
    tenant = Tenant()
    for name in ("priya", "marco"):
        tenant.users.append(Colleague(name, tenant.id, f"{name}@home.example"))
        tenant.personal(tenant.users[-1])
    channel = tenant.channel(tenant.team("Customers", *tenant.users), "ext-acme", "shared", (tenant.users[0],))
    async with running(tenant, clock=FakeClock(NOW), anonymous=True) as teams, wire.session() as session:
        yield TeamsPlatform(teams, session, channel)


def _seen(post: Post) -> Seen:
    first, *rest = post.words.split("\n")
    has_author = first.endswith(_VIA)
    return Seen(
        post.id,
        None,
        "\n".join(rest if has_author else [first, *rest]),
        first.removesuffix(_VIA) if has_author else "Concierge",
        tuple(_pictures(post)),
        post.is_deleted,
        post.thread if post.thread != post.id else None,
    )


def _pictures(post: Post) -> list[bytes]:
    """Those that came within the card."""
    urls = [str(element.get("url", "")) for card in post.cards for element in card["body"]]
    return [base64.b64decode(url.partition(",")[2]) for url in urls if url.startswith("data:")]


def _longest() -> int:
    """The most letters that fit: the layout takes some of Teams' measure, and the words stand there twice."""
    fits, too_long = 1, 40_000
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        try:
            render(say("x" * middle), "")
            fits = middle
        except Refused:
            too_long = middle
    return fits
