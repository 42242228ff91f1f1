"""A made-up Microsoft Teams on this machine: `async with running(tenant) as teams`."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from aiohttp import web

from outreach.ports import Clock
from tests.fakes import FakeClock
from tests.platforms.teams.activities import Activities
from tests.platforms.teams.administering import Administering
from tests.platforms.teams.certificates import Certificate
from tests.platforms.teams.connector import AREA, Connector
from tests.platforms.teams.faults import Faults
from tests.platforms.teams.identity import Identity
from tests.platforms.teams.limits import Limits
from tests.platforms.teams.login import Login
from tests.platforms.teams.posts import Board
from tests.platforms.teams.tenant import Tenant

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HOST = "127.0.0.1"


class FakeTeams(Administering):
    """`login_url` speaks plain HTTP; msal insists on HTTPS, which `secure_login_url` speaks, vouched for by
    `authority_file` (PEM). `connector.requests` and `login.asked` say what the bot called."""

    def __init__(self, tenant: Tenant, clock: Clock, limits: Limits, read_seconds: Callable[[], float]) -> None:
        self.clock = clock
        self.faults = Faults()
        self.limits = limits
        self.login = Login(tenant, self.faults, read_seconds)
        board = Board(clock)
        self.connector = Connector(tenant, board, self.login, limits, self.faults)
        self.secure_login_url = ""
        self.authority_file = ""
        self._url, self._port = "", 0
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None
        identity = Identity(tenant.app_id, self.faults, read_seconds)
        super().__init__(tenant, board, identity, Activities(tenant, clock, ""))
        self.connector.changed = self.tell_changed

    @property
    def service_url(self) -> str:
        return self.activities.address

    @property
    def login_url(self) -> str:
        return self._url

    @property
    def metadata_url(self) -> str:
        return f"{self._url}/v1/.well-known/openidconfiguration"

    @property
    def managed_identity_url(self) -> str:
        """What IDENTITY_ENDPOINT would name; the header's secret is `login.IDENTITY_HEADER`."""
        return f"{self._url}/msi/token"

    def be_anonymous(self) -> None:
        """Signs nothing and asks for no token, as a local emulator does."""
        self.is_anonymous = self.connector.is_anonymous = True

    async def open(self, certificate: Certificate) -> None:
        app = web.Application()
        routes = [*self.connector.routes(), *self.identity.routes(lambda: self._url), *self.login.routes()]
        app.add_routes(routes)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, HOST, 0)
        await self._site.start()
        await web.TCPSite(self._runner, HOST, 0, ssl_context=_secured(certificate)).start()
        plain, secured = (address[1] for address in self._runner.addresses)
        self._url = f"http://{HOST}:{plain}"
        self.secure_login_url = f"https://{HOST}:{secured}"
        self.authority_file = certificate.authority_file
        self._port = plain
        self.activities.address = f"{self._url}/{AREA}/{self.tenant.id}/"

    async def goes_down(self) -> None:
        """Refuses connections, and cuts those that stand; HTTPS stays up."""
        assert self._site is not None
        await self._site.stop()
        self._site = None
        server = self._runner.server if self._runner else None
        for connection in server.connections if server else ():
            if connection.transport is not None:
                connection.transport.abort()
        # One turn of the loop to cut, one for the other side to be told, one for it to forget the connection.
        for _ in range(3):
            await asyncio.sleep(0)

    async def comes_back(self) -> None:
        """At the same address."""
        assert self._runner is not None
        self._site = web.TCPSite(self._runner, HOST, self._port)
        await self._site.start()

    async def close(self) -> None:
        self.faults.release()
        await self.hang_up()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None


def _secured(certificate: Certificate) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.authority_file, certificate.key_file)
    return context


@asynccontextmanager
async def running(
    tenant: Tenant | None = None,
    *,
    clock: Clock | None = None,
    limits: Limits | None = None,
    anonymous: bool = False,
    read_seconds: Callable[[], float] = time.time,
) -> AsyncIterator[FakeTeams]:
    """Without a clock, business time stands still at START. Limits are enforced in real time unless told otherwise
    (`Limits(enforced=False)`); tokens and signatures live in `read_seconds` since 1970, like their readers."""
    teams = FakeTeams(tenant or Tenant(), clock or FakeClock(START), limits or Limits(), read_seconds)
    if anonymous:
        teams.be_anonymous()
    with Certificate.made() as certificate:
        await teams.open(certificate)
        try:
            yield teams
        finally:
            await teams.close()
