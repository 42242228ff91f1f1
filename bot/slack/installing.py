"""Installing into several workspaces: Slack's consent, one-time states, and tokens that are sealed at rest."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from urllib.parse import urljoin

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation as Granted
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.connection import Receiver
from bot.settings import Settings
from bot.slack.attempts import BROKEN
from bot.slack.calls import Workspaces
from bot.slack.installed import PLATFORM
from bot.slack.landing import landing_pages
from bot.slack.manifest import REDIRECT_PATH, scopes
from bot.slack.payloads import FAREWELLS, Raw, maybe, moment, part
from bot.slack.quiet import quiet_logger
from bot.vault import Vault
from outreach.database import Database
from outreach.errors import DeliveryProblem
from outreach.events import Actor, Installed, Place
from outreach.models.trust import Installation
from outreach.ports import Clock
from outreach.store import installations, tickets
from scheduler.clockwork import read_real_time

log = logging.getLogger(__name__)

INSTALL_PATH = "/slack/install"
_PURPOSE = "slack.install"
_NOT_OURS = (
    "This Concierge works for one company, and your workspace is not on its list. Nothing was kept. If it should be, "
    "add its id (T…, or E… for a whole organisation) to SLACK_WORKSPACES, restart Concierge, and install again."
)
_STATE_LASTS = timedelta(minutes=10)


class States(AsyncOAuthStateStore):
    """Each state is good for one installation, within minutes of real time."""

    def __init__(self, database: Database, read_real: Callable[[], datetime] = read_real_time) -> None:
        self._database = database
        self._read_real = read_real

    async def async_issue(self, *_: object, **__: object) -> str:
        state, now = secrets.token_urlsafe(32), self._read_real()
        async with self._database.writing() as session:
            await tickets.issue(session, _PURPOSE, state, until=now + _STATE_LASTS, now=now)
        return state

    async def async_consume(self, state: str) -> bool:
        async with self._database.writing() as session:
            return await tickets.redeem(session, _PURPOSE, state, self._read_real())


class NotOurs(Exception):
    """Somebody installed us into a workspace that is not our company's."""


class Grants(AsyncInstallationStore):
    """What bolt got for us, kept as ours: one row a workspace, or one for the whole organisation.

    Only of our own company: whoever administers a workspace decides who its members claim to be, and its full members
    count as colleagues.
    """

    def __init__(self, workspaces: Workspaces, database: Database, vault: Vault, clock: Clock) -> None:
        self._workspaces = workspaces
        self._database = database
        self._vault = vault
        self._clock = clock

    async def async_save(self, installation: Granted) -> None:
        """Raises NotOurs, once the token is given back."""
        workspace = workspace_of(installation)
        if not self._workspaces.admits(workspace, installation.enterprise_id):
            log.warning("install.refused platform=slack workspace=%s", workspace)
            await self._give_back(installation)
            raise NotOurs
        row = Installation(
            platform=PLATFORM,
            workspace=workspace,
            organisation=installation.enterprise_id,
            name=installation.team_name or installation.enterprise_name or "",
            app_id=installation.app_id,
            bot_id=installation.bot_id,
            bot_user_id=installation.bot_user_id,
            sealed_token=self._vault.seal(installation.bot_token or ""),
            scopes=sorted(installation.bot_scopes or ()),
            installed_by=installation.user_id,
            installed_at=self._clock.now(),
        )
        async with self._database.writing() as session:
            await installations.keep(session, row)
        log.info("workspace.installed platform=slack workspace=%s", row.workspace)

    async def _give_back(self, installation: Granted) -> None:
        try:
            await self._workspaces.client_of().api_call("auth.revoke", data={"token": installation.bot_token})
        except BROKEN as problem:
            log.warning("token.kept_by_slack platform=slack problem=%s", type(problem).__name__)


def workspace_of(granted: Granted) -> str:
    whole = granted.enterprise_id if granted.is_enterprise_install else None
    workspace = whole or granted.team_id
    if not workspace:
        raise ValueError("Slack granted a token without saying for which workspace.")
    return workspace


class Installing:
    """The two pages, and what is done when somebody takes it back. Only for apps that several workspaces install."""

    def __init__(  # noqa: PLR0913 - what is kept where, under which secret, and who is told
        self,
        settings: Settings,
        database: Database,
        vault: Vault,
        clock: Clock,
        workspaces: Workspaces,
        receiver: Receiver,
    ) -> None:
        self._clock = clock
        self._workspaces = workspaces
        self._receiver = receiver
        self._flow = _Flow(
            settings, Grants(workspaces, database, vault, clock), States(database), workspaces, self._greet
        )

    def routes(self) -> list[Route]:
        return [
            Route(INSTALL_PATH, self._install, methods=["GET"]),
            Route(REDIRECT_PATH, self._return, methods=["GET"]),
        ]

    async def _install(self, request: Request) -> Response:
        return await _answered(self._flow.handle_installation, request)

    async def _return(self, request: Request) -> Response:
        return await _answered(self._flow.handle_callback, request)

    async def _greet(self, granted: Granted) -> None:
        """Who installed us is written to directly; where that is not possible, they find their own way."""
        workspace, user = workspace_of(granted), granted.user_id
        if not user:
            return
        try:
            client = await self._workspaces.client(workspace)
            said = await client.conversations_open(users=[user])
        except (DeliveryProblem, *BROKEN) as problem:
            log.warning("installer.unreached platform=slack problem=%s", type(problem).__name__)
            return
        direct = maybe(said.data, "channel", "id") if isinstance(said.data, dict) else None
        if direct is None:
            return
        actor = Actor(PLATFORM, granted.enterprise_id or workspace, user, "", is_vague=True)
        place = Place(PLATFORM, workspace, direct, kind="direct")
        await self._receiver.take(Installed(f"installed:{workspace}:{user}", self._clock.now(), actor, place))


async def forget(database: Database, workspace: str, body: Raw, now: datetime) -> None:
    """The token goes at once. A farewell that comes after they installed us again is about the former one."""
    if maybe(body, "event", "type") not in FAREWELLS or not _is_about_us(body):
        return
    said_at = moment(maybe(body, "event", "event_ts") or str(body.get("event_time") or ""), now)
    async with database.writing() as session:
        row = await installations.by_workspace(session, PLATFORM, workspace)
        if row is None or row.installed_at > said_at:
            return
        await installations.remove(session, PLATFORM, workspace, now)
    log.warning("workspace.removed platform=slack workspace=%s", workspace)


def _is_about_us(body: Raw) -> bool:
    """Somebody's own tokens may be revoked as well, of which we hold none."""
    event = part(body, "event")
    return event.get("type") != "tokens_revoked" or bool(part(event, "tokens").get("bot"))


class _Exchanging(AsyncWebClient):
    """The SDK's own call for this warns, being built on what aiohttp is about to remove: here the credentials stand in
    the form, which Slack takes as well."""

    async def oauth_v2_access(  # noqa: PLR0913 - the SDK's own
        self,
        *,
        client_id: str,
        client_secret: str,
        code: str | None = None,
        redirect_uri: str | None = None,
        grant_type: str | None = None,
        refresh_token: str | None = None,
        **_: object,
    ) -> AsyncSlackResponse:
        given = {"client_id": client_id, "client_secret": client_secret, "code": code, "redirect_uri": redirect_uri}
        more = {"grant_type": grant_type, "refresh_token": refresh_token}
        data = {name: value for name, value in {**given, **more}.items() if value is not None}
        return await self.api_call("oauth.v2.access", data=data)


class _Flow(AsyncOAuthFlow):
    """bolt's own, which greets the installer once it is kept."""

    def __init__(
        self,
        settings: Settings,
        grants: Grants,
        states: States,
        workspaces: Workspaces,
        greet: Callable[[Granted], Awaitable[None]],
    ) -> None:
        assert settings.slack_client_id is not None
        assert settings.slack_client_secret is not None
        assert settings.public_url is not None
        plain = workspaces.client_of()
        super().__init__(
            client=_Exchanging(base_url=plain.base_url, session=plain.session, retry_handlers=[]),
            logger=quiet_logger(),
            settings=AsyncOAuthSettings(
                client_id=settings.slack_client_id,
                client_secret=settings.slack_client_secret.get_secret_value(),
                scopes=scopes(),
                user_scopes=[],
                redirect_uri=f"{settings.public_url.rstrip('/')}{REDIRECT_PATH}",
                install_path=INSTALL_PATH,
                redirect_uri_path=REDIRECT_PATH,
                authorization_url=urljoin(settings.slack_api_url, "../oauth/v2/authorize"),
                installation_store=grants,
                state_store=states,
                callback_options=landing_pages(),
                state_expiration_seconds=int(_STATE_LASTS.total_seconds()),
                logger=quiet_logger(),
            ),
        )
        self._greet = greet

    async def store_installation(self, request: AsyncBoltRequest, installation: Granted) -> None:
        await super().store_installation(request, installation)
        await self._greet(installation)


async def _answered(handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]], request: Request) -> Response:
    try:
        return to_starlette_response(await handle(to_async_bolt_request(request, b"")))
    except NotOurs:
        return PlainTextResponse(_NOT_OURS, 403)
    except BROKEN as problem:
        log.warning("install.failed platform=slack problem=%s", type(problem).__name__)
        return PlainTextResponse("Slack could not be reached: open the install page again in a minute.", 503)
