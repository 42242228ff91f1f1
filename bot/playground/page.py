"""The playground's addresses: the page, its state, its pictures, and what people do on it."""

import hashlib
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.playground import inbound
from bot.playground.frame import page
from bot.playground.guard import Guard
from bot.playground.host import Playground
from bot.playground.inbound import Raw
from bot.playground.jumps import Jumping
from bot.playground.posts import Posts
from bot.playground.state import read_state
from outreach.errors import BadInput, ConciergeError, NotAllowed, NotFound, Stale

STATIC = Path(__file__).parent / "static"
STATUSES: dict[type[ConciergeError], int] = {BadInput: 400, NotAllowed: 403, NotFound: 404, Stale: 409}
# SVG is left out on purpose: it can carry scripts.
PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}
Endpoint = Callable[[Request], Awaitable[Response]]


def routes(playground: Playground) -> list[BaseRoute]:
    """To be shown on loopback only, and never beside a real platform: here anyone may be anyone."""
    posts, jumping = Posts(playground), Jumping(playground)
    shown = Shown(playground, jumping)
    gets: dict[str, Endpoint] = {
        "/": shown.page,
        "/playground/state": shown.state,
        "/playground/attachment/{ref:int}/{name}": shown.picture,
    }
    writes: dict[str, Endpoint] = {
        "/playground/say": _answering(posts.say),
        "/playground/press": _answering(posts.press),
        "/playground/submit": _answering(posts.submit),
        "/playground/dismiss": _answering(posts.dismiss),
        "/playground/react": _answering(posts.react),
        "/playground/choose": _answering(posts.choose),
        "/playground/jump": _jumping(jumping),
    }
    guarded = [Middleware(Guard)]
    return [
        *(Route(path, endpoint, methods=["GET"], middleware=guarded) for path, endpoint in gets.items()),
        *(Route(path, endpoint, methods=["POST"], middleware=guarded) for path, endpoint in writes.items()),
        Mount("/playground/static", StaticFiles(directory=STATIC), middleware=guarded),
    ]


class Shown:
    """What the browser reads."""

    def __init__(self, playground: Playground, jumping: Jumping) -> None:
        self._playground = playground
        self._jumping = jumping

    async def page(self, request: Request) -> Response:
        host = self._playground
        await host.chat.directory.furnish(await host.channels(), await host.people())
        state = await read_state(host, self._jumping, request.query_params)
        return HTMLResponse(page(host, state), headers={"cache-control": "no-store"})

    async def state(self, request: Request) -> Response:
        """304 while nothing changed: the page asks every 1.5 s."""
        state = await read_state(self._playground, self._jumping, request.query_params)
        body = json.dumps(state, ensure_ascii=False).encode()
        headers = {"etag": f'"{hashlib.blake2s(body, digest_size=12).hexdigest()}"', "cache-control": "no-cache"}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="application/json", headers=headers)

    async def picture(self, request: Request) -> Response:
        found = await self._playground.chat.attachment(str(request.path_params["ref"]), request.path_params["name"])
        kind = next((kind for start, kind in PICTURES.items() if found and found.startswith(start)), None)
        if found is None or kind is None:
            return Response(status_code=404)
        return Response(found, media_type=kind, headers={"cache-control": "no-cache"})


def _answering(deed: Callable[[Raw], Awaitable[None]]) -> Endpoint:
    async def answer(request: Request) -> Response:
        try:
            await deed(await _raw(request))
        except ConciergeError as refusal:
            return _refusal(refusal)
        return JSONResponse({"done": True})

    return answer


def _jumping(jumping: Jumping) -> Endpoint:
    async def jump(request: Request) -> Response:
        try:
            raw = await _raw(request)
            run = await jumping.begin(inbound.key_of(raw, "jump"), inbound.text_of(raw, "to"))
        except ConciergeError as refusal:
            return _refusal(refusal)
        # The work goes on after the answer, inside this request: a graceful stop of the server waits for it.
        return JSONResponse({"done": True}, 202, background=BackgroundTask(run) if run else None)

    return jump


async def _raw(request: Request) -> Raw:
    try:
        raw = await request.json()
    except ValueError:
        raw = None
    if not isinstance(raw, dict):
        raise BadInput("The page sent something unreadable: reload the page.")
    return raw


def _refusal(refusal: ConciergeError) -> Response:
    return JSONResponse({"problem": str(refusal)}, STATUSES.get(type(refusal), 422))
