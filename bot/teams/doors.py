"""Teams' way in over HTTP: checked, read, committed, and only then thanked for."""

import json
import logging
from collections.abc import Callable

from botbuilder.core import TurnContext
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.connection import Receiver
from bot.teams import inbound, looks, turns
from bot.teams.activity import Activity, Us
from bot.teams.answers import Told
from bot.teams.elements import Element
from bot.teams.guard import Caller, Claims, Denied, Guard
from bot.teams.invokes import UNKNOWN, Invokes, body
from bot.teams.presses import read_press
from bot.teams.repeats import Repeats
from bot.teams.rooms import Rooms
from outreach.errors import BadInput
from outreach.ports import Clock

log = logging.getLogger(__name__)

PATH = "/api/messages"
# Teams' own limit for a message is a tenth of it.
_LARGEST = 1_000_000
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


class Doors:
    """`meet` is told both ids of everybody who acts: their directory's and Teams' own."""

    def __init__(  # noqa: PLR0913 - who is let in, who answers, and what is looked up beside
        self,
        guard: Guard,
        us: Us,
        invokes: Invokes,
        rooms: Rooms,
        clock: Clock,
        meet: Callable[[str, str], None] = lambda directory_id, user_id: None,  # noqa: ARG005
    ) -> None:
        self._guard = guard
        self._us = us
        self._invokes = invokes
        self._rooms = rooms
        self._clock = clock
        self._meet = meet
        self._repeats = Repeats()
        self._adapter = turns.Adapter()

    def routes(self, receiver: Receiver) -> list[Route]:
        async def messages(request: Request) -> Response:
            return await self._take(request, receiver)

        return [Route(PATH, messages, methods=["POST"])]

    async def _take(self, request: Request, receiver: Receiver) -> Response:
        raw = await _read(request)
        caller = _caller(request)
        try:
            claims = await self._guard.admit(caller, raw)
        except Denied as denied:
            log.warning("activity.refused status=%s peer=%s reason=%s", denied.status, caller.peer, denied)
            return JSONResponse({"message": "Authorization has been denied for this request."}, denied.status)
        activity = Activity(raw, self._us, self._clock.now())
        self._meet(*activity.ids_of_sender)
        try:
            return await self._turn(activity, claims, receiver)
        except BadInput as unreadable:
            log.warning("activity.unreadable kind=%s", activity.kind)
            return JSONResponse({"message": str(unreadable)}, 400)
        except Exception:
            # Not kept, so not thanked for: Teams tells it again.
            log.exception("activity.failed kind=%s name=%s", activity.kind, activity.name)
            return JSONResponse({"message": "Something went wrong on our side."}, 500)

    async def _turn(self, activity: Activity, claims: Claims, receiver: Receiver) -> Response:
        async def on_turn(turn: TurnContext) -> None:
            if activity.kind == "invoke":
                await turns.answer(turn, await self._answered(activity, receiver))
            else:
                await self._kept(activity, receiver)

        admitted, told = turns.admitted(self._us.app_id, claims), turns.parsed(activity.raw)
        response = await self._adapter.process_activity(admitted, told, on_turn)
        return Response(status_code=200) if response is None else JSONResponse(response.body, response.status)

    async def _kept(self, activity: Activity, receiver: Receiver) -> None:
        read = inbound.read(activity, self._repeats)
        for event in await self._rooms.complete(activity, read):
            await receiver.take(event)

    async def _answered(self, activity: Activity, receiver: Receiver) -> Element:
        if look := inbound.looked_at(activity):
            return await looks.drawn_anew(look, receiver)
        press = read_press(activity.raw.get("value"))
        for event in inbound.read(activity, self._repeats):
            form = press.press if press else None
            return await self._invokes.respond(activity.name, event, receiver, form, activity.id)
        known = activity.name == inbound.CARD_PRESSED or activity.name in inbound.DIALOGS
        return body(activity.name, Told(UNKNOWN)) if known else {}


async def _read(request: Request) -> dict[str, object]:
    """Empty for whatever is no JSON object of a sensible size: nobody vouches for that."""
    raw = bytearray()
    async for piece in request.stream():
        raw += piece
        if len(raw) > _LARGEST:
            return {}
    try:
        read = json.loads(raw)
        return {name: _clean(value) for name, value in read.items()} if isinstance(read, dict) else {}
    except (ValueError, RecursionError):
        return {}


def _clean(value: object) -> object:
    """Without the characters that no database keeps: NUL, and halves of others."""
    match value:
        case str():
            return value.replace("\0", "").encode("utf-8", "replace").decode()
        case list():
            return [_clean(each) for each in value]
        case dict():
            return {_clean(name): _clean(each) for name, each in value.items()}
    return value


def _caller(request: Request) -> Caller:
    headers = request.headers
    return Caller(
        authorization=headers.get("authorization"),
        peer=request.client.host if request.client else None,
        host=headers.get("host"),
        origin=headers.get("origin"),
        is_forwarded=any(name in headers for name in _FORWARDED),
    )
