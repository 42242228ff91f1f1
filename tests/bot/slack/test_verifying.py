import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
from httpx import ASGITransport, AsyncClient, Response
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.responses import Response as Answer
from starlette.routing import Route

from bot.settings import BadSetting
from bot.slack.payloads import Raw
from bot.slack.verifying import LARGEST_BODY, Guard
from tests.bot.people import NOW
from tests.fakes import FakeClock
from tests.platforms.slack.outbox import sign
from tests.platforms.slack.workspace import SIGNING_SECRET

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
EVENT = json.dumps({"type": "event_callback", "text": "schön"}).encode()
SECONDS = int(NOW.timestamp())


@dataclass
class Gate:
    real: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    admitted: list[Raw] = field(default_factory=list)

    def __post_init__(self) -> None:
        guard = Guard(SIGNING_SECRET, self.real.now)

        async def let_in(payload: Raw) -> Answer:
            self.admitted.append(payload)
            return PlainTextResponse("in")

        async def receive(request: Request) -> Answer:
            return await guard.admit(request, let_in)

        self.app = Starlette(routes=[Route("/", receive, methods=["POST"])])

    async def send(self, body: bytes, headers: Mapping[str, str | bytes], content_type: str = JSON) -> Response:
        given = [
            (name.encode(), value if isinstance(value, bytes) else value.encode()) for name, value in headers.items()
        ]
        async with AsyncClient(transport=ASGITransport(self.app), base_url="http://test") as client:
            return await client.post("/", content=body, headers=[*given, (b"content-type", content_type.encode())])


@pytest.fixture
def gate() -> Gate:
    return Gate()


def _signed(body: bytes = EVENT, at: int = SECONDS, secret: str = SIGNING_SECRET) -> dict[str, str]:
    return sign(secret, body, at)


def _given(timestamp: str | bytes, signature: str | bytes) -> dict[str, str | bytes]:
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}


GOOD = _signed()["X-Slack-Signature"]


async def test_what_slack_signed_is_admitted(gate: Gate) -> None:
    assert (await gate.send(EVENT, _signed())).text == "in"
    assert gate.admitted == [{"type": "event_callback", "text": "schön"}]


@pytest.mark.parametrize("seconds", [-298, 295, -300, 300])
async def test_five_minutes_either_way_are_admitted(gate: Gate, seconds: int) -> None:
    assert (await gate.send(EVENT, _signed(at=SECONDS + seconds))).status_code == 200


REFUSED: dict[str, tuple[bytes, Mapping[str, str | bytes]]] = {
    "another secret": (EVENT, _signed(secret="0" * 32)),
    "a tampered body": (EVENT + b" ", _signed()),
    "no headers": (EVENT, {}),
    "no timestamp": (EVENT, {"X-Slack-Signature": GOOD}),
    "no signature": (EVENT, {"X-Slack-Request-Timestamp": str(SECONDS)}),
    "another version": (EVENT, _given(str(SECONDS), GOOD.replace("v0=", "v1="))),
    "upper case": (EVENT, _given(str(SECONDS), GOOD.upper())),
    "an empty signature": (EVENT, _given(str(SECONDS), "")),
    "a signature that is no ASCII": (EVENT, _given(str(SECONDS), "v0=é".encode())),
    "too old": (EVENT, _signed(at=SECONDS - 302)),
    "from the future": (EVENT, _signed(at=SECONDS + 304)),
    "a timestamp of letters": (EVENT, _given("abc", GOOD)),
    "an empty timestamp": (EVENT, _given("", GOOD)),
    "a float": (EVENT, _given("1e9", GOOD)),
    "5,000 digits": (EVENT, _given("1" * 5000, GOOD)),
    "a negative one": (EVENT, _given(f"-{SECONDS}", GOOD)),
    "digits of another script": (EVENT, _given("١٢٣".encode(), GOOD)),
    "a body that is no UTF-8": (b"\xff\xfe{", _signed(b"\xff\xfe{")),
    "malformed JSON": (b'{"a":', _signed(b'{"a":')),
    "a list": (b"[]", _signed(b"[]")),
    "a number": (b"7", _signed(b"7")),
    "nothing": (b"", _signed(b"")),
    "deep nesting": (b"[" * 100_000, _signed(b"[" * 100_000)),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_anything_else_is_401(gate: Gate, case: str) -> None:
    body, headers = REFUSED[case]
    assert (await gate.send(body, headers)).status_code == 401
    assert gate.admitted == []


async def test_a_header_that_stands_there_twice_is_refused(gate: Gate) -> None:
    async with AsyncClient(transport=ASGITransport(gate.app), base_url="http://test") as client:
        twice = [*_signed().items(), ("X-Slack-Signature", GOOD)]
        assert (await client.post("/", content=EVENT, headers=twice)).status_code == 401


async def test_a_form_is_read_as_slack_writes_it(gate: Gate) -> None:
    command = urlencode({"command": "/cs", "text": "why payload & co", "empty": ""}).encode()
    press = urlencode({"payload": json.dumps({"type": "block_actions"})}).encode()
    for body in (command, press):
        assert (await gate.send(body, _signed(body), FORM)).status_code == 200
    assert gate.admitted == [{"command": "/cs", "text": "why payload & co", "empty": ""}, {"type": "block_actions"}]


@pytest.mark.parametrize("payload", ["[]", "{", ""])
async def test_a_form_with_a_payload_that_is_no_object_is_refused(gate: Gate, payload: str) -> None:
    body = urlencode({"payload": payload}).encode()
    assert (await gate.send(body, _signed(body), FORM)).status_code == 401


@pytest.mark.parametrize("more", [{}, {"command": "/cs", "text": "why acme"}])
async def test_an_ssl_check_is_answered_and_nobody_hears_of_it(gate: Gate, more: dict[str, str]) -> None:
    body = urlencode({"ssl_check": "1", **more}).encode()
    said = await gate.send(body, {}, FORM)
    assert (said.status_code, said.text, gate.admitted) == (200, "", [])


async def test_the_question_for_the_address_must_be_signed(gate: Gate) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c"}).encode()
    assert (await gate.send(body, {})).status_code == 401
    assert (await gate.send(body, _signed(body))).status_code == 200


async def test_a_body_that_is_too_large_is_not_read_to_its_end(gate: Gate) -> None:
    body = b" " * (LARGEST_BODY + 1)
    assert (await gate.send(body, _signed(body))).status_code == 413


async def test_many_refusals_are_limited_and_slack_is_still_heard(gate: Gate) -> None:
    answers = [(await gate.send(EVENT, {})).status_code for _ in range(40)]
    assert (answers.count(401), answers.count(429)) == (30, 10)
    assert (await gate.send(EVENT, _signed())).status_code == 200
    gate.real.advance(seconds=61)
    assert (await gate.send(EVENT, {})).status_code == 401


@pytest.mark.parametrize("secret", ["", "   ", "short"])
def test_it_does_not_start_without_a_real_secret(secret: str) -> None:
    with pytest.raises(BadSetting, match="SLACK_SIGNING_SECRET"):
        Guard(secret)
