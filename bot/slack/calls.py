"""The one way to Slack's Web API: a client for each workspace that let us in, all over one HTTP session."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.settings import Settings
from bot.slack.attempts import BROKEN
from bot.slack.errors import RATE_LIMITED, UNCLEAR, code_of
from bot.slack.installed import PLATFORM, Installed
from bot.spellings import parse_workspaces
from bot.vault import CannotOpen, Vault
from bot.wire import as_problem
from outreach.database import Database
from outreach.errors import DeliveryProblem, NotReached, Refused, Unclear
from outreach.models.trust import Installation
from outreach.store import installations
from scheduler.clockwork import read_real_time

log = logging.getLogger(__name__)

__all__ = ["PLATFORM", "Installed", "NotInstalled", "Workspaces"]

_INSTALL = "install Concierge there again"
# What Slack says of a token that was taken back for good.
_TAKEN_BACK = frozenset({"token_revoked", "account_inactive"})


class NotInstalled(Refused):
    """Nobody of that workspace let us in, or they took it back."""


class Workspaces:
    """Every call raises a DeliveryProblem that says nothing was sent: finding out who we are writes nothing.

    With SLACK_BOT_TOKEN there is one workspace, whichever the token says; else each that installed us, read anew from
    the database, since another process may have kept or removed it. `forgets_revoked`: a workspace whose token Slack
    calls taken back is removed, since its farewell may never have come.
    """

    def __init__(  # noqa: PLR0913 - where tokens are, how they are opened, over what, and what becomes of dead ones
        self,
        settings: Settings,
        database: Database,
        vault: Vault | None,
        session: aiohttp.ClientSession,
        *,
        forgets_revoked: bool = False,
        read_real: Callable[[], datetime] = read_real_time,
    ) -> None:
        self._api_url = settings.slack_api_url
        self._token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None
        self._database = database
        self._vault = vault
        self._session = session
        self._forgets_revoked = forgets_revoked
        self._read_real = read_real
        self._admitted = parse_workspaces(settings.slack_workspaces)
        self._only: Installed | None = None
        self._asking = asyncio.Lock()
        self._clients: dict[str, AsyncWebClient] = {}

    @property
    def is_single(self) -> bool:
        return self._token is not None

    def admits(self, workspace: str, organisation: str | None) -> bool:
        """Whether it is our own company's: with several workspaces, one on the list, or of an organisation on it."""
        return self.is_single or not self._admitted.isdisjoint({workspace, organisation})

    async def installation(self, workspace: str) -> Installed:
        if self._token is not None:
            only = await self.only()
            if workspace not in (only.workspace, only.organisation):
                raise _not_installed()
            return only
        return _installed(await self._row(workspace), self._admitted)

    async def client(self, workspace: str) -> AsyncWebClient:
        """A client without retries: a post is attempted once, and its lane knows when the next may be."""
        if self._token is not None:
            await self.installation(workspace)
            return self.client_of(self._token)
        row = await self._row(workspace)
        return self._kept_client(row.workspace, self._opened(row))

    def client_of(self, token: str | None = None) -> AsyncWebClient:
        """The same for a token at hand, and without one for the calls that take other credentials."""
        kept = self._clients.get(token or "")
        if kept is None:
            kept = AsyncWebClient(token=token, base_url=self._api_url, session=self._session, retry_handlers=[])
            self._clients[token or ""] = kept
        return kept

    def _kept_client(self, workspace: str, token: str) -> AsyncWebClient:
        if not self._forgets_revoked:
            return self.client_of(token)
        if token not in self._clients:
            forget = partial(self._forget, workspace, token)
            self._clients[token] = _Watched(forget, token, self._api_url, self._session)
        return self._clients[token]

    async def _forget(self, workspace: str, token: str) -> None:
        """Unless they have installed us again since, with another token."""
        async with self._database.writing() as session:
            row = await installations.by_workspace(session, PLATFORM, workspace)
            if row is None or self._opened(row) != token:
                return
            await installations.remove(session, PLATFORM, workspace, self._read_real())
        log.warning("workspace.removed platform=slack workspace=%s because=token", workspace)

    async def everywhere(self) -> list[str]:
        """Every workspace that let us in."""
        if self._token is not None:
            return [(await self.only()).workspace]
        async with self._database.reading() as session:
            rows = await installations.live(session, PLATFORM)
        return [row.workspace for row in rows if self.admits(row.workspace, row.organisation)]

    async def only(self) -> Installed:
        """The one workspace of SLACK_BOT_TOKEN, asked of Slack once."""
        async with self._asking:
            if self._only is None:
                self._only = await self._ask()
            return self._only

    async def _ask(self) -> Installed:
        try:
            said = await self.client_of(self._token).auth_test()
        except SlackApiError as refusal:
            raise _unusable(code_of(refusal)) from None
        except BROKEN as problem:
            raise _nothing_sent(as_problem(problem, "Slack")) from None
        organisation = said.get("enterprise_id")
        workspace = organisation if said.get("is_enterprise_install") and organisation else said["team_id"]
        return Installed(workspace, organisation, said["user_id"], said.get("bot_id"), None, said.get("team") or "")

    async def _row(self, workspace: str) -> Installation:
        async with self._database.reading() as session:
            found = await installations.by_workspace(session, PLATFORM, workspace)
        if found is None or not self.admits(found.workspace, found.organisation):
            raise _not_installed()
        return found

    def _opened(self, row: Installation) -> str:
        if self._vault is None:
            raise Refused("platform_off", "SECRET_KEY is not set, so the workspace's token cannot be read: set it.")
        try:
            return self._vault.open(row.sealed_token)
        except CannotOpen as problem:
            raise Refused("platform_off", str(problem)) from None


class _Watched(AsyncWebClient):
    """Tells when Slack calls its token taken back; the call fails all the same."""

    def __init__(
        self, tell: Callable[[], Awaitable[None]], token: str, api_url: str, session: aiohttp.ClientSession
    ) -> None:
        super().__init__(token=token, base_url=api_url, session=session, retry_handlers=[])
        self._tell = tell

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        try:
            return await super().api_call(api_method, **given)
        except SlackApiError as refusal:
            if code_of(refusal) in _TAKEN_BACK:
                await self._told()
            raise

    async def _told(self) -> None:
        try:
            await self._tell()
        except Exception as problem:  # noqa: BLE001 - the next call says so again
            log.warning("workspace.kept platform=slack problem=%s", type(problem).__name__)


def _installed(row: Installation, admitted: frozenset[str]) -> Installed:
    return Installed(
        row.workspace,
        row.organisation,
        row.bot_user_id or "",
        row.bot_id,
        row.app_id,
        row.name,
        relatives=admitted.difference({row.workspace, row.organisation}),
    )


def _not_installed() -> NotInstalled:
    return NotInstalled("platform_off", f"Concierge is not installed in that Slack workspace any more: {_INSTALL}.")


def _unusable(code: str) -> DeliveryProblem:
    if not code or code in RATE_LIMITED | UNCLEAR:
        return NotReached("Slack could not say whose token this is: nothing was sent.")
    return Refused("platform_off", f"Slack does not accept SLACK_BOT_TOKEN ({code}): set the app's present bot token.")


def _nothing_sent(problem: DeliveryProblem) -> DeliveryProblem:
    if isinstance(problem, Unclear):
        return NotReached("Slack did not answer when asked who we are: nothing was sent.")
    return problem
