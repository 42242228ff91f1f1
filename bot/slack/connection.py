"""Slack, put together: one session, every workspace that let us in, and the ways in and out."""

from collections.abc import Collection, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta

import aiohttp
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import wire
from bot.connection import Receiver
from bot.settings import Settings
from bot.slack.calls import Workspaces
from bot.slack.doors import Doors
from bot.slack.installing import Installing, forget
from bot.slack.manifest import EVENTS_PATH
from bot.slack.messenger import SlackMessenger
from bot.slack.payloads import Raw
from bot.slack.people import People
from bot.slack.quiet import quieten
from bot.slack.sockets import Sockets
from bot.slack.verifying import Guard
from bot.vault import Vault
from outreach.database import Database
from outreach.ports import Clock, Messenger
from scheduler.lanes.pacing import Pace


class SlackConnection:
    """`session` is the one over which all of Slack is spoken to; `stack` closes it."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Clock,
        session: aiohttp.ClientSession,
        stack: AsyncExitStack,
    ) -> None:
        self._settings = settings
        self._database = database
        self._clock = clock
        self._session = session
        self._stack = stack
        self._vault = Vault(settings.secret_key.get_secret_value()) if settings.secret_key else None
        secret = settings.slack_signing_secret
        # Asserted at the start: a door without a secret would be open, or closed to Slack.
        self._guard = Guard(secret.get_secret_value()) if secret else None
        self._workspaces = Workspaces(settings, database, self._vault, session, forgets_revoked=True)
        self._messenger = SlackMessenger(self._workspaces, People(self._workspaces))
        self._doors: dict[int, Doors] = {}

    @property
    def messenger(self) -> Messenger:
        return self._messenger

    @property
    def pace(self) -> Pace:
        """A message a second in each channel, and several hundred a minute in a workspace."""
        return Pace(lane_per_second=5.0, channel_interval=timedelta(seconds=1))

    async def workspaces(self) -> Collection[str]:
        return await self._workspaces.everywhere()

    def routes(self, receiver: Receiver) -> Sequence[BaseRoute]:
        """None over Socket Mode alone, which has no signing secret."""
        guard = self._guard
        if guard is None:
            return []

        async def receive(request: Request) -> Response:
            return await guard.admit(request, lambda payload: self._dispatch(payload, request, receiver))

        return [Route(EVENTS_PATH, receive, methods=["POST"]), *self._install_routes(receiver)]

    async def run(self, receiver: Receiver) -> None:
        token = self._settings.slack_app_token
        if token is None:
            return
        client, doors = self._workspaces.client_of(), self._doors_to(receiver)
        await Sockets(client, token.get_secret_value(), self._session, doors.dispatch).run()

    async def close(self) -> None:
        for doors in self._doors.values():
            await doors.close()
        await self._stack.aclose()

    async def _dispatch(self, payload: Raw, request: Request, receiver: Receiver) -> Response:
        retries = request.headers.get("x-slack-retry-num")
        headers = {"x-slack-retry-num": retries} if retries else {}
        return to_starlette_response(await self._doors_to(receiver).dispatch(payload, headers))

    def _doors_to(self, receiver: Receiver) -> Doors:
        """The same for HTTP and sockets."""
        doors = self._doors.get(id(receiver))
        if doors is None:
            doors = Doors(self._workspaces, self._messenger, receiver, self._clock, self._farewell)
            self._doors[id(receiver)] = doors
        return doors

    async def _farewell(self, workspace: str, body: Raw) -> None:
        """With a single token there is no row to forget: its calls are refused from now on."""
        if not self._workspaces.is_single:
            await forget(self._database, workspace, body, self._clock.now())

    def _install_routes(self, receiver: Receiver) -> list[Route]:
        settings, vault = self._settings, self._vault
        if self._workspaces.is_single or settings.slack_client_id is None or vault is None:
            return []
        return Installing(settings, self._database, vault, self._clock, self._workspaces, receiver).routes()


async def open_slack(settings: Settings, database: Database, clock: Clock) -> SlackConnection:
    """Asks Slack nothing yet: that it cannot be reached now must not keep us from starting."""
    quieten()
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(wire.session())
        return SlackConnection(settings, database, clock, session, stack.pop_all())
