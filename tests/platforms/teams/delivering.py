"""How the bot is told: one signed request, and what came back."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

import httpx

from tests.platforms.teams.activities import Activities
from tests.platforms.teams.cards import Json
from tests.platforms.teams.identity import Forgery, Identity
from tests.platforms.teams.posts import Board
from tests.platforms.teams.tenant import Tenant

# An ASGI application, as httpx calls one.
App = Callable[
    [
        MutableMapping[str, Any],
        Callable[[], Awaitable[MutableMapping[str, Any]]],
        Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ],
    Awaitable[None],
]
# After this long Teams gives up on an answer and delivers again.
PATIENCE = 15.0


@dataclass(frozen=True)
class Delivered:
    """`status` None: no answer came. `body` is its JSON, else its text."""

    activity: Json
    status: int | None
    body: object

    @property
    def is_done(self) -> bool:
        return self.status is not None and self.status < 400


class BotFailed(AssertionError):
    """What somebody did came to nothing: the bot did not answer well. `delivered` says how."""

    def __init__(self, delivered: Delivered) -> None:
        told = f"{delivered.activity['type']} {delivered.activity.get('name', '')}".strip()
        super().__init__(f"the bot answered {told} with {delivered.status}: {delivered.body!r}")
        self.delivered = delivered


class Delivering:
    """`bot` is who is told: an ASGI application, whose Teams route is `path`, or the address of a running one."""

    def __init__(self, tenant: Tenant, board: Board, identity: Identity, activities: Activities) -> None:
        self.tenant = tenant
        self.board = board
        self.identity = identity
        self.activities = activities
        self.bot: App | str | None = None
        self.path = "/api/messages"
        self.is_anonymous = False
        self.deliveries: list[Delivered] = []
        self._client: httpx.AsyncClient | None = None
        self._served: App | str | None = None

    async def deliver(self, activity: Json, forgery: Forgery | None = None) -> Delivered:
        """Tells the bot, whatever it answers. A forged delivery is never anonymous."""
        authorization = None
        if forgery is not None or not self.is_anonymous:
            authorization = self.identity.header(self.activities.address, forgery)
        headers = {} if authorization is None else {"Authorization": authorization}
        client, address = await self._way()
        try:
            answer = await client.post(address, json=activity, headers=headers)
        except httpx.TransportError as lost:
            delivered = Delivered(activity, None, str(lost))
        else:
            delivered = Delivered(activity, answer.status_code, _read(answer))
        self.deliveries.append(delivered)
        return delivered

    async def redeliver(self, delivered: Delivered, *, new_id: bool = False) -> Delivered:
        """The same once more, as when the first answer came too late; invokes come again under a new id as well."""
        activity = self.activities.renewed(delivered.activity) if new_id else delivered.activity
        return await self.deliver(activity)

    async def give(self, activity: Json) -> Delivered:
        """Tells the bot what somebody did; raises BotFailed unless it takes it."""
        delivered = await self.deliver(activity)
        if not delivered.is_done:
            raise BotFailed(delivered)
        return delivered

    async def _way(self) -> tuple[httpx.AsyncClient, str]:
        if self.bot is None:
            raise AssertionError("nobody listens yet: set `teams.bot` to the application or to its address")
        if self._client is None or self._served is not self.bot:
            await self.hang_up()
            # What the application raises is answered with 500, as a server would.
            transport = None if isinstance(self.bot, str) else httpx.ASGITransport(self.bot, raise_app_exceptions=False)
            self._client = httpx.AsyncClient(transport=transport, timeout=PATIENCE, trust_env=False)
            self._served = self.bot
        return self._client, self.bot if isinstance(self.bot, str) else f"http://127.0.0.1{self.path}"

    async def hang_up(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None


def _read(answer: httpx.Response) -> object:
    try:
        return answer.json()
    except ValueError:
        return answer.text
