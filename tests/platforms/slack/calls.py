"""One Web API call: its arguments however they came, and the errors it may end in."""

import base64
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.platforms.slack.records import Channel, Installation, Json, Person
from tests.platforms.slack.workspace import Workspace


class SlackError(Exception):
    """`{"ok": false, "error": CODE}`; `details` is put beside it."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass
class Call:
    method: str
    args: Mapping[str, Any]
    token: str
    workspace: Workspace
    root: str = ""
    basic: tuple[str, str] | None = None
    # None while it is under way, then its error or "ok".
    outcome: str | None = None
    needed: list[str] = field(default_factory=list)

    @property
    def installation(self) -> Installation:
        """Whose token this is. Raises invalid_auth, and whatever is wrong with that installation."""
        if not self.token:
            raise SlackError("not_authed")
        found = next((one for one in self.workspace.installations if one.token == self.token), None)
        if found is None:
            raise SlackError("invalid_auth")
        if found.trouble:
            raise SlackError(found.trouble)
        return found

    def require(self, *scopes: str) -> None:
        """Raises missing_scope unless the token has every one of them."""
        had = self.installation.scopes
        self.needed += scopes
        missing = [scope for scope in scopes if scope not in had]
        if missing:
            raise SlackError("missing_scope", needed=",".join(missing), provided=",".join(sorted(had)))

    def text(self, name: str) -> str:
        return str(self.args.get(name) or "")

    def need(self, name: str) -> str:
        if not self.args.get(name):
            raise SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] missing: {name}"]})
        return str(self.args[name])

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.args.get(name) or default)
        except ValueError:
            raise SlackError("invalid_arguments") from None

    def flag(self, name: str, default: bool = False) -> bool:
        return str(self.args.get(name, default)).lower() in ("true", "1")

    def structure(self, name: str, code: str = "invalid_arguments") -> Any:
        """A JSON argument, which a form carries as text; None when it was not given."""
        given = self.args.get(name)
        if not isinstance(given, str):
            return given
        try:
            return json.loads(given) if given else None
        except json.JSONDecodeError:
            raise SlackError(code) from None

    def channel(self, name: str = "channel") -> Channel:
        """The channel as the bot sees it. Raises channel_not_found for private ones it is not in."""
        found = self.workspace.channels.get(self.need(name))
        installation = self.installation
        if found is None:
            raise SlackError("channel_not_found")
        is_ours = installation.team in (found.host, *found.connected)
        if installation.bot_user not in found.members and (found.kind != "public" or not is_ours):
            raise SlackError("channel_not_found")
        return found

    def person(self, name: str = "user") -> Person:
        """Raises user_not_found for everybody whose organisation shares nothing with us."""
        found = self.workspace.people.get(self.need(name))
        if found is None:
            raise SlackError("user_not_found")
        if not self.workspace.is_home(found, self.installation) and not self.workspace.is_connected(found.team):
            raise SlackError("user_not_found")
        return found


Method = Callable[[Call], Json]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def read_call(request: web.Request, workspace: Workspace, root: str) -> Call:
    """Arguments arrive in the query, in a form or as JSON; the token in a header or among them."""
    args: dict[str, Any] = dict(request.query)
    if request.method == "POST" and request.content_type == "application/json":
        given = json.loads(await request.text() or "{}")
        args |= given if isinstance(given, dict) else {}
    elif request.method == "POST":
        args |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    token, basic = str(args.pop("token", "")), None
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Bearer":
        token = credentials
    elif scheme == "Basic":
        login, _, password = base64.b64decode(credentials).decode().partition(":")
        basic = (login, password)
    return Call(request.match_info["method"], args, token, workspace, root, basic)
