"""Our own guard in front of Slack's door: nothing that Slack did not sign within five minutes gets past it."""

import asyncio
import hashlib
import hmac
import json
import logging
import re
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from bot.settings import BadSetting
from bot.slack.payloads import Raw
from scheduler.clockwork import read_real_time

log = logging.getLogger(__name__)

# Slack's own are 32 hexadecimal digits.
SHORTEST_SECRET = 16
LARGEST_BODY = 1 << 20
_WINDOW_SECONDS = 300
_TIMESTAMP, _SIGNATURE = re.compile(r"[0-9]{1,12}"), re.compile(r"v0=[0-9a-f]{64}")
# So many refusals a minute are a mistake of ours or somebody who guesses: neither needs a line in the log each.
_REFUSALS_A_MINUTE = 30
_READ_WITHIN_SECONDS = 10.0


class Unverified(Exception):
    """The request does not prove that it is Slack's, or is nothing that Slack would say."""


class _TooLarge(Exception):
    pass


class Guard:
    """Signatures are about real time. Raises BadSetting for a secret that cannot be one."""

    def __init__(self, secret: str, read_real: Callable[[], datetime] = read_real_time) -> None:
        if len(secret.strip()) < SHORTEST_SECRET:
            raise BadSetting(
                "SLACK_SIGNING_SECRET is too short: copy the signing secret from the app's basic information."
            )
        self._secret = secret.strip().encode()
        self._read_real = read_real
        self._refusals: deque[datetime] = deque()

    async def admit(self, request: Request, then: Callable[[Raw], Awaitable[Response]]) -> Response:
        """What `then` answers to a payload that Slack signed; else 401, or 429 once there are too many of them."""
        try:
            async with asyncio.timeout(_READ_WITHIN_SECONDS):
                body = await _read(request)
            if _is_ssl_check(request.headers, body):
                # Slack asks this unsigned; nothing behind the door hears of it, whatever else the body says.
                return Response(status_code=200)
            self.verify(request.headers, body)
            payload = _parsed(request.headers, body)
        except _TooLarge:
            return Response(status_code=413)
        except Exception as problem:  # noqa: BLE001 - whatever cannot be verified is not admitted
            return self._refuse(problem)
        return await then(payload)

    def verify(self, headers: Headers, body: bytes) -> None:
        """Raises Unverified."""
        timestamp = _only(headers, "x-slack-request-timestamp", _TIMESTAMP)
        signature = _only(headers, "x-slack-signature", _SIGNATURE)
        if abs(self._read_real().timestamp() - int(timestamp)) > _WINDOW_SECONDS:
            raise Unverified("timestamp")
        signed = hmac.new(self._secret, b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(f"v0={signed}".encode(), signature.encode()):
            raise Unverified("signature")

    def _refuse(self, problem: Exception) -> Response:
        now = self._read_real()
        while self._refusals and now - self._refusals[0] > timedelta(minutes=1):
            self._refusals.popleft()
        if len(self._refusals) >= _REFUSALS_A_MINUTE:
            return Response(status_code=429, headers={"Retry-After": "60"})
        self._refusals.append(now)
        log.warning(
            "request.refused platform=slack problem=%s", problem if isinstance(problem, Unverified) else "unread"
        )
        return Response(status_code=401)


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise _TooLarge
    return bytes(body)


def _only(headers: Headers, name: str, shape: re.Pattern[str]) -> str:
    """The one value of a header. Raises Unverified when it is missing, there twice, or not of its shape."""
    given = headers.getlist(name)
    if len(given) != 1 or not shape.fullmatch(given[0]):
        raise Unverified(name)
    return given[0]


def _is_form(headers: Headers) -> bool:
    return headers.get("content-type", "").startswith("application/x-www-form-urlencoded")


def _is_ssl_check(headers: Headers, body: bytes) -> bool:
    return b"ssl_check" in body and _is_form(headers) and _fields(body).get("ssl_check") == "1"


def _parsed(headers: Headers, body: bytes) -> Raw:
    """Events are JSON, commands a form, and interactions JSON in a form. Raises whatever reading another body raises.

    bolt would take a command for an interaction as soon as somebody typed the word `payload`.
    """
    fields = _fields(body) if _is_form(headers) else None
    if fields is not None and "payload" not in fields:
        return fields
    payload = json.loads(body.decode() if fields is None else fields["payload"])
    if not isinstance(payload, dict):
        raise Unverified("body")
    return payload


def _fields(body: bytes) -> dict[str, str]:
    return dict(parse_qsl(body.decode(), keep_blank_values=True))
