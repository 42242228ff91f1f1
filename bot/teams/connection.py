"""Teams, put together: one session, the guarded way in, and the way out."""

import logging
from collections.abc import Collection, Mapping, Sequence
from contextlib import AsyncExitStack
from functools import partial
from urllib.parse import urlsplit

import aiohttp
from starlette.routing import BaseRoute

from bot import wire
from bot.connection import Receiver
from bot.settings import BadSetting, Settings
from bot.teams import whereabouts
from bot.teams.activity import Us, rows, word
from bot.teams.addresses import LOOPBACK, read_address
from bot.teams.answers import Answers
from bot.teams.calls import Calls
from bot.teams.doors import Doors
from bot.teams.guard import Guard
from bot.teams.invokes import Invokes
from bot.teams.keys import SigningKeys
from bot.teams.messenger import PACE, TeamsMessenger
from bot.teams.people import People
from bot.teams.rooms import Room, Rooms
from bot.teams.tokens import Tokens
from outreach.database import Database
from outreach.events import Place
from outreach.ports import Clock, Messenger
from scheduler.lanes.pacing import Pace

# At DEBUG they log what they send and are sent, tokens and messages among it.
_TALKATIVE = ("botbuilder", "botframework", "msal", "msrest", "urllib3")


class TeamsConnection:
    """`session` is the one over which all of Teams is spoken to; `stack` closes it."""

    def __init__(  # noqa: PLR0913 - what it is made of, and what is let go of in the end
        self,
        settings: Settings,
        us: Us,
        database: Database,
        clock: Clock,
        session: aiohttp.ClientSession,
        stack: AsyncExitStack,
    ) -> None:
        loopback = allows_loopback(settings)
        answers = Answers()
        self._tokens = Tokens(settings)
        calls = Calls(session, self._tokens, clock, loopback=loopback)
        people = People(calls, us, partial(whereabouts.places, database))
        self._messenger = TeamsMessenger(calls, people, answers)
        self._keys = SigningKeys(session, settings.teams_metadata_url)
        self._invokes = Invokes(answers)
        guard = Guard(us.app_id, us.tenant_id, self._keys, is_anonymous(settings), loopback)
        rooms = Rooms(database, partial(list_rooms, calls), people.companies)
        self._doors = Doors(guard, us, self._invokes, rooms, clock, people.meet)
        self._is_anonymous = is_anonymous(settings)
        self._us = us
        self._stack = stack

    @property
    def messenger(self) -> Messenger:
        return self._messenger

    @property
    def pace(self) -> Pace:
        return PACE

    async def workspaces(self) -> Collection[str]:
        return [self._us.tenant_id]

    def routes(self, receiver: Receiver) -> Sequence[BaseRoute]:
        return self._doors.routes(receiver)

    async def run(self, receiver: Receiver) -> None:  # noqa: ARG002
        """Teams comes to us. With the keys at hand, its first visit is not kept waiting."""
        if not self._is_anonymous:
            await self._keys.refresh()

    async def close(self) -> None:
        await self._invokes.close()
        await self._keys.close()
        await self._tokens.close()
        await self._stack.aclose()


async def open_teams(settings: Settings, database: Database, clock: Clock) -> TeamsConnection:
    """Asks Teams nothing yet. Raises BadSetting where anybody could speak for it."""
    us = _us(settings)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(wire.session())
        return TeamsConnection(settings, us, database, clock, session, stack.pop_all())


def is_anonymous(settings: Settings) -> bool:
    """Asked once more here, whatever has checked the settings: it lets anybody speak as anybody."""
    return settings.teams_allow_anonymous and settings.host in LOOPBACK


def allows_loopback(settings: Settings) -> bool:
    """Whether Teams may be on this very machine: a local client, or a made-up one that publishes its keys here."""
    return is_anonymous(settings) or urlsplit(settings.teams_metadata_url).hostname in LOOPBACK


async def list_rooms(calls: Calls, place: Place) -> Mapping[str, Room]:
    """By id. A team's first channel goes by the team's name, which is said where the team is spoken of."""
    team = read_address(place.reference or "").team
    if team is None:
        return {}
    listed = rows(await calls.channels(place, team), "conversations")
    return {
        word(each, "id"): Room(word(each, "name"), word(each, "type").casefold() in ("", "standard"))
        for each in listed
        if word(each, "id") and (word(each, "name") or word(each, "id") != team)
    }


def _us(settings: Settings) -> Us:
    app_id, tenant_id = settings.teams_app_id, settings.teams_tenant_id
    if not app_id or not tenant_id:
        raise BadSetting("TEAMS_APP_ID and TEAMS_TENANT_ID say for whom Teams speaks: set both.")
    return Us(tenant_id, app_id.lower(), settings.command)
