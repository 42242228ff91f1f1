"""Our way out to a made-up Teams, put together as it runs."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp

from bot import wire
from bot.settings import Settings
from bot.teams.activity import PLATFORM, Us
from bot.teams.addresses import Address
from bot.teams.answers import Answers
from bot.teams.calls import Calls
from bot.teams.logins import Login
from bot.teams.messenger import TeamsMessenger
from bot.teams.people import People
from bot.teams.tokens import Tokens
from outreach.events import Actor, Place
from tests.platforms.teams.by_hand import Town, town
from tests.platforms.teams.limits import Limits
from tests.platforms.teams.server import FakeTeams, running
from tests.platforms.teams.tenant import Conversation, User


@dataclass
class Seconds:
    """A clock that only goes forward, by hand."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class WayOut:
    """`known` are the conversations that the book knows."""

    teams: FakeTeams
    town: Town
    session: aiohttp.ClientSession
    seconds: Seconds
    answers: Answers = field(default_factory=Answers)
    known: list[Conversation] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.us = Us(self.town.tenant.id, self.town.tenant.app_id)
        self.calls = self.calls_with(self.anonymous())
        self.people = People(self.calls, self.us, self._places, self.seconds)
        self.messenger = TeamsMessenger(self.calls, self.people, self.answers)

    def calls_with(self, tokens: Tokens, *, loopback: bool = True) -> Calls:
        return Calls(self.session, tokens, self.teams.clock, loopback=loopback)

    def anonymous(self) -> Tokens:
        return Tokens(settings(teams_allow_anonymous=True))

    def with_tokens(self, ask: Callable[[Settings], Login]) -> TeamsMessenger:
        self.teams.is_anonymous = self.teams.connector.is_anonymous = False
        calls = self.calls_with(Tokens(settings(), self.seconds, ask))
        return TeamsMessenger(calls, self.people, self.answers)

    def place(self, conversation: Conversation, thread: str | None = None) -> Place:
        kind = "direct" if conversation.kind == "personal" else "shared"
        team = conversation.team.id if conversation.team else None
        reference = Address(self.teams.service_url, team).write()
        return Place(PLATFORM, self.us.tenant_id, conversation.id, conversation.name, kind, thread, reference)  # type: ignore[arg-type]

    def chat(self, user: User) -> Place:
        return self.place(self.teams.chat_of(user))

    def vague(self, user: User) -> Actor:
        """As an activity without `tenantId` names them."""
        return Actor(PLATFORM, self.us.tenant_id, user.aad_id, user.name, is_vague=True)

    def asked(self, deed: str) -> int:
        """How many calls of the connector had this in their path."""
        return sum(deed in path for _, path in self.teams.connector.requests)

    async def _places(self) -> Sequence[Place]:
        return [self.place(each) for each in self.known]


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[call-arg, arg-type]


@asynccontextmanager
async def opened() -> AsyncIterator[WayOut]:
    place = town()
    limits = Limits(enforced=False)
    async with running(place.tenant, limits=limits, anonymous=True) as teams, wire.session() as session:
        yield WayOut(teams, place, session, Seconds())
