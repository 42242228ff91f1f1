"""Our fake Slack as a local server: `async with running(Workspace(clock)) as slack`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlencode

from aiohttp import ClientSession, web
from starlette.applications import Starlette

from tests.platforms.slack.affairs import Affairs
from tests.platforms.slack.answers import respond
from tests.platforms.slack.calls import Call, SlackError, read_call
from tests.platforms.slack.faults import Faults, spoil
from tests.platforms.slack.limits import HISTORY, Limits
from tests.platforms.slack.methods.table import METHODS
from tests.platforms.slack.outbox import Answer, HttpDoor, Outbox, into_app, over_network
from tests.platforms.slack.pressing import Pressing
from tests.platforms.slack.reading import Reading
from tests.platforms.slack.records import Json
from tests.platforms.slack.sockets import Sockets
from tests.platforms.slack.talking import Talking
from tests.platforms.slack.workspace import CLIENT_ID, Workspace

_LARGEST_UPLOAD = 50_000_000


class Slack(Talking, Pressing, Affairs, Reading):
    """What runs: the Web API at `base_url`, people who do things (see the parents), and what they see."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.outbox = Outbox(workspace)
        self.faults = Faults()
        self.limits = Limits()
        self.sockets = Sockets(workspace)
        # Every call that came in, spoilt ones included, and the connections they came over.
        self.calls: list[Call] = []
        self.connections: set[object] = set()
        self.root = ""
        self._session: ClientSession | None = None

    @property
    def base_url(self) -> str:
        """What the SDK takes: it ends in a slash."""
        return f"{self.root}/api/"

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def call_app_at(self, url: str, patience: float = 3.0) -> None:
        """From now on events, commands and interactions are posted to this address."""
        assert self._session is not None
        self.outbox.door = HttpDoor(over_network(self._session, url, patience), self.workspace.signing_secret)

    def call_app(self, app: Starlette, path: str = "/slack/events") -> None:
        """The same without a network: straight into an app of this process."""
        self.outbox.door = HttpDoor(into_app(app, path), self.workspace.signing_secret)

    def use_sockets(self) -> None:
        """From now on everything goes through Socket Mode."""
        self.outbox.door = self.sockets

    async def verify_url(self) -> Answer:
        """The question Slack asks when the request address is entered."""
        challenge = {"type": "url_verification", "token": "verification-token", "challenge": "3eZbrw1aBm2rZgRNFdxV"}
        return (await self.outbox.tell("event", challenge)).answer

    def app(self) -> web.Application:
        app = web.Application(client_max_size=_LARGEST_UPLOAD)
        app.add_routes(
            [
                web.route("*", "/api/{method}", self._serve),
                web.post("/upload/{file}", self._upload),
                web.post("/response/{url}", self._respond),
                web.get("/oauth/v2/authorize", self._authorize),
                web.get("/link", self.sockets.link),
            ]
        )
        return app

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        call = await read_call(request, self.workspace, self.root)
        self.calls.append(call)
        self.connections.add(request.transport)
        fault = self.faults.draw(call.method)
        if fault is not None and not fault.after:
            call.outcome = fault.kind
            if fault.kind == "slow":
                await self.faults.hold(fault)
            elif (spoilt := spoil(fault, request)) is not None:
                return spoilt
        answer = self._answer(call)
        self.outbox.flush_soon()
        if fault is not None and fault.after:
            if fault.kind == "slow":
                await self.faults.hold(fault)
            return spoil(fault, request) or answer
        return answer

    def _answer(self, call: Call) -> web.Response:
        try:
            said: Json = {"ok": True, **self._carry_out(call)}
            call.outcome = "ok"
        except SlackError as error:
            said, call.outcome = {"ok": False, "error": error.code, **error.details}, error.code
            if error.code == "ratelimited":
                wait = str(error.details["wait"])
                body = {"ok": False, "error": "ratelimited"}
                return web.json_response(body, status=429, headers={"Retry-After": wait})
        installation = next((one for one in self.workspace.installations if one.token == call.token), None)
        scopes = ",".join(sorted(installation.scopes)) if installation else ""
        headers = {"X-OAuth-Scopes": scopes, "X-Accepted-OAuth-Scopes": ",".join(call.needed)}
        return web.json_response(said, headers=headers)

    def _carry_out(self, call: Call) -> Json:
        method = METHODS.get(call.method)
        if method is None:
            raise SlackError("unknown_method", req_method=call.method)
        if call.method in HISTORY:
            call.args = {**call.args, "limit": min(call.number("limit", 100), self.limits.history_objects)}
        wait = self.limits.wait_for(call.method, call.token, call.text("channel"))
        if wait is not None:
            raise SlackError("ratelimited", wait=wait)
        return method(call)

    async def _upload(self, request: web.Request) -> web.Response:
        """Raw bytes, or a form with one file in it."""
        file = self.workspace.files.get(request.match_info["file"])
        if file is None:
            return web.Response(status=404)
        if request.content_type.startswith("multipart/"):
            fields = [value for value in (await request.post()).values() if isinstance(value, web.FileField)]
            file.content = fields[0].file.read()
        else:
            file.content = await request.read()
        return web.Response(text=f"OK - {len(file.content)}")

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        """Through the faults of the method `response_url`."""
        url = self.workspace.response_urls.get(request.match_info["url"])
        fault = self.faults.draw("response_url")
        if fault is not None and not fault.after and (spoilt := spoil(fault, request)) is not None:
            return spoilt
        try:
            if url is None:
                raise SlackError("expired_url")
            respond(self.workspace, url, await request.json())
        except SlackError as error:
            status = 404 if error.code.endswith("_url") else 400
            return web.json_response({"ok": False, "error": error.code}, status=status)
        self.outbox.flush_soon()
        return (fault and spoil(fault, request)) or web.json_response({"ok": True})

    async def _authorize(self, request: web.Request) -> web.Response:
        """The consent page: whoever `installer` is says yes at once."""
        asked = request.query
        if asked.get("client_id") != CLIENT_ID:
            return web.Response(status=400, text="invalid_client_id")
        grant = self.grant(asked.get("scope", "").split(","), asked.get("redirect_uri"))
        back = urlencode({"code": grant.code, "state": asked.get("state", "")})
        return web.Response(status=302, headers={"Location": f"{asked['redirect_uri']}?{back}"})


@asynccontextmanager
async def running(workspace: Workspace, port: int = 0) -> AsyncIterator[Slack]:
    """A fake Slack on 127.0.0.1 until the end of the block; nothing of it is left behind."""
    slack = Slack(workspace)
    runner = web.AppRunner(slack.app(), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        slack.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
        workspace.root = slack.root
        async with ClientSession() as session:
            slack._session = session
            try:
                yield slack
            finally:
                await slack.faults.release()
                await slack.sockets.drop()
                await slack.outbox.settle()
    finally:
        await runner.cleanup()
