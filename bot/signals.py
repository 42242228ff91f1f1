"""POST /signals: what other systems report about an account, signed as Standard Webhooks has it."""

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from standardwebhooks.webhooks import Webhook, WebhookVerificationError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import BaseRoute, Route

from bot.core import Core
from outreach.desk.signals import Reported, moment, read
from outreach.errors import Ambiguous, BadInput, ConciergeError, NotFound
from outreach.store import signals
from scheduler import signalling
from scheduler.clockwork import read_real_time
from scheduler.signalling import Taken

log = logging.getLogger(__name__)

MOST_BYTES = 64 * 1024
_LONGEST_ID = 200
_PREFIX = "signal."


class _TooLong(Exception):
    """The body is longer than a report can be."""


class _Unsigned(Exception):
    """Nobody who knows the secret sent this, or not within these five minutes."""


@dataclass(frozen=True)
class Message:
    """A webhook as it was signed: its id, which is the same when it is sent again, and when it was sent."""

    id: str
    sent_at: datetime
    body: bytes

    @property
    def key(self) -> str:
        """Two systems may number their messages alike, so the words count as well."""
        return f"{self.id}:{hashlib.sha256(self.body).hexdigest()[:16]}"


def routes(core: Core) -> list[BaseRoute]:
    """None without the secret: then nobody is answered at this address."""
    secret = core.settings.signals_secret
    if secret is None:
        return []
    door = Door(core, [Webhook(one) for one in secret.get_secret_value().split()])
    return [
        Route("/signals", door.receive, methods=["POST"]),
        Route("/requests/{number:int}", door.point_to, methods=["GET"]),
    ]


class Door:
    def __init__(self, core: Core, webhooks: Sequence[Webhook]) -> None:
        self._core = core
        self._webhooks = webhooks

    async def receive(self, request: Request) -> JSONResponse:
        """200 for what was taken in, sooner or now; 422 with a sentence for what cannot be; bodies are never logged."""
        try:
            message = verified(self._webhooks, request.headers, await _body(request))
            taken = await self._take(message)
        except _TooLong:
            return _refused(413, f"A report has at most {MOST_BYTES // 1024} kB.")
        except _Unsigned:
            return _refused(401, "The signature is missing, wrong, or more than five minutes old.")
        except (NotFound, Ambiguous):
            # Whoever may report need not learn whom else we know.
            return _refused(422, "No account, or more than one, is called so: give its external id, domain or name.")
        except ConciergeError as problem:
            return _refused(422, str(problem))
        return JSONResponse(self._told(taken))

    async def _take(self, message: Message) -> Taken | None:
        """None for one that was taken in before. One transaction: what was refused may come again."""
        news = report(message)
        async with self._core.database.writing() as session:
            if await signals.was_taken(session, message.key):
                return None
            taken = await signalling.take(session, self._core.planning, news, self._core.clock.now())
            await signals.note_taken(session, message.key, read_real_time())
            return taken

    def _told(self, taken: Taken | None) -> Mapping[str, object]:
        if taken is None:
            return {"outcome": "known"}
        told: dict[str, object] = {"outcome": taken.verdict, "signal": taken.signal.id}
        if taken.signal.request_id is not None:
            told["request"] = taken.signal.request_id
        if taken.signal.request_id is not None and self._core.settings.public_url is not None:
            told["url"] = f"{self._core.settings.public_url.rstrip('/')}/requests/{taken.signal.request_id}"
        return told

    async def point_to(self, request: Request) -> PlainTextResponse:
        """What a link in a ticket elsewhere leads to: it tells no facts, and the same of every number."""
        command, number = self._core.house.command, request.path_params["number"]
        return PlainTextResponse(f"Request {number} is kept in Concierge. Type {command} requests there to see it.\n")


def verified(webhooks: Sequence[Webhook], headers: Mapping[str, str], body: bytes) -> Message:
    """Signed with one of the secrets: while one takes the other's place there are two."""
    if not any(_is_signed(webhook, headers, body) for webhook in webhooks):
        log.info("signal.refused reason=unsigned")
        raise _Unsigned
    message = Message(headers["webhook-id"], _moment(headers["webhook-timestamp"]), body)
    if len(message.id) > _LONGEST_ID:
        raise BadInput(f"webhook-id is longer than {_LONGEST_ID} characters.")
    return message


def _is_signed(webhook: Webhook, headers: Mapping[str, str], body: bytes) -> bool:
    try:
        webhook.verify(body, dict(headers), json_parse=False)
    except (WebhookVerificationError, ValueError, OverflowError, OSError):
        # The library lets what is no base64, no UTF-8, no number or no moment through as these.
        return False
    return True


def _moment(timestamp: str) -> datetime:
    return datetime.fromtimestamp(float(timestamp), UTC)


def report(message: Message) -> Reported:
    """Raises BadInput for a body that says no news of a signal."""
    try:
        said = json.loads(message.body)
    except (ValueError, RecursionError):
        raise BadInput("The body is no JSON.") from None
    if not isinstance(said, dict) or not isinstance(said.get("data"), dict):
        raise BadInput('The body must be like {"type": "signal.opened", "data": {…}}.')
    kind = said.get("type")
    if not isinstance(kind, str) or not kind.startswith(_PREFIX):
        raise BadInput("type must be signal.opened, signal.changed or signal.closed.")
    at = moment(said.get("timestamp"), "timestamp") or message.sent_at
    return read(kind.removeprefix(_PREFIX), said["data"], at)


async def _body(request: Request) -> bytes:
    raw = bytearray()
    async for piece in request.stream():
        raw += piece
        if len(raw) > MOST_BYTES:
            raise _TooLong
    return bytes(raw)


def _refused(status: int, words: str) -> JSONResponse:
    log.info("signal.answered status=%s", status)
    return JSONResponse({"error": words}, status)
