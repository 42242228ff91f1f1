"""Who may talk to the playground: this machine's own browser, and only the playground's own page in it."""

import logging
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LARGEST = 1_000_000
HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
    " object-src 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """A stranger's site may resolve its own name to 127.0.0.1 (hence the host check) or post here (the origin's)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        refusal = refuse(str(scope["method"]), str(scope["scheme"]), headers)
        if refusal is None:
            await self._app(scope, receive, send_guarded)
            return
        log.warning("playground.refused reason=%s", refusal.replace(" ", "_"))
        await PlainTextResponse(f"Refused: {refusal}.", 403)(scope, receive, send_guarded)


def refuse(method: str, scheme: str, headers: Headers) -> str | None:
    """Why this request is none of the playground's own; None when it is."""
    host = headers.get("host", "")
    if _hostname(host) not in LOOPBACK:
        return "the playground answers only to 127.0.0.1 and localhost"
    if method in ("GET", "HEAD"):
        return None
    if headers.get("origin") != f"{scheme}://{host}":
        return "this did not come from the playground's own page"
    if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return "the playground takes JSON only"
    length = headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LARGEST:
        return "this is too large"
    return None


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
