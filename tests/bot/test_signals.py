"""POST /signals: only who knows the secret is heard, and each report acts once."""

import json
import logging
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlmodel import select
from standardwebhooks.webhooks import Webhook
from starlette.applications import Starlette

from bot.core import Core
from bot.settings import BadSetting, Settings, read_settings
from bot.signals import MOST_BYTES, _Unsigned, routes, verified
from handlers.work import House
from outreach.database import Database
from outreach.models.book import Hold
from outreach.models.signals import Signal
from tests.fakes import FakeClock
from tests.world import World

SECRET = "whsec_" + "c2VjcmV0" * 5
DATA = {"source": "zendesk", "id": "4711", "account": "Acme", "kind": "p1_ticket", "title": "Export times out"}
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def signed(body: bytes, message_id: str = "msg_1", at: datetime | None = None) -> dict[str, str]:
    at = at or datetime.now(UTC)
    signature = Webhook(SECRET).sign(message_id, at, body.decode())
    return {"webhook-id": message_id, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


def body(happened: str = "opened", timestamp: str = "2026-11-24T09:00:00Z", **changes: object) -> bytes:
    return json.dumps({"type": f"signal.{happened}", "timestamp": timestamp, "data": {**DATA, **changes}}).encode()


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
async def core(database: Database, house: House) -> Core:
    async with database.writing() as session:
        world = World(session)
        await world.account("Acme", await world.csm())
    given = Settings(signals_secret=SecretStr(SECRET), public_url="https://concierge.example.com")
    return Core(given, database, FakeClock(NOW), is_demo=False, house=house)


@pytest.fixture
async def client(core: Core) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=Starlette(routes=routes(core)))
    async with httpx.AsyncClient(transport=transport, base_url="http://concierge") as client:
        yield client


async def post(client: httpx.AsyncClient, raw: bytes, headers: Mapping[str, str] | None = None) -> httpx.Response:
    return await client.post("/signals", content=raw, headers=signed(raw) if headers is None else headers)


async def kept(core: Core) -> list[Signal]:
    async with core.database.reading() as session:
        return list((await session.exec(select(Signal))).all())


async def test_a_signed_report_is_taken_in_once(core: Core, client: httpx.AsyncClient) -> None:
    first, second = await post(client, body()), await post(client, body())
    assert (first.status_code, second.status_code) == (200, 200)
    assert (first.json()["outcome"], second.json()) == ("opened", {"outcome": "known"})
    (signal,) = await kept(core)
    assert signal.changed_at == datetime(2026, 11, 24, 9, tzinfo=UTC)
    async with core.database.reading() as session:
        assert [hold.because for hold in (await session.exec(select(Hold))).all()] == ["P1 ticket: Export times out"]


async def test_two_systems_that_number_alike_are_both_heard(core: Core, client: httpx.AsyncClient) -> None:
    first, second = body(source="zendesk"), body(source="statuspage")
    assert (await post(client, first, signed(first, "1"))).json()["outcome"] == "opened"
    assert (await post(client, second, signed(second, "1"))).json()["outcome"] == "opened"
    assert len(await kept(core)) == 2


async def test_another_message_about_the_same_changes_what_is_known(core: Core, client: httpx.AsyncClient) -> None:
    await post(client, body())
    later = body("closed", "2026-11-24T09:10:00Z")
    answer = await post(client, later, signed(later, "msg_2"))
    assert answer.json()["outcome"] == "closed"
    assert (await kept(core))[0].closed_at == datetime(2026, 11, 24, 9, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "changes",
    [
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": "nonsense"},
        {"webhook-signature": "v1,§§"},
        {"webhook-signature": "v1a,AAAA v2,BBBB"},
        {"webhook-id": "msg_9"},
        {"webhook-id": ""},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": "nan"},
        {"webhook-timestamp": "1e400"},
    ],
)
async def test_what_is_not_signed_so_is_refused(core: Core, client: httpx.AsyncClient, changes: dict[str, str]) -> None:
    raw = body()
    headers = {key.encode(): value.encode() for key, value in {**signed(raw), **changes}.items()}
    answer = await client.post("/signals", content=raw, headers=headers)
    assert answer.status_code == 401
    assert await kept(core) == []


@pytest.mark.parametrize("minutes", [-6, 6, -60 * 24 * 365])
async def test_a_replay_after_five_minutes_is_refused(client: httpx.AsyncClient, minutes: int) -> None:
    raw = body()
    headers = signed(raw, at=datetime.now(UTC) + timedelta(minutes=minutes))
    assert (await post(client, raw, headers)).status_code == 401


@given(st.integers(min_value=0, max_value=8 * len(body()) - 1))
def test_no_flipped_bit_is_accepted(at: int) -> None:
    raw = body()
    flipped = bytearray(raw)
    flipped[at // 8] ^= 1 << at % 8
    with pytest.raises(_Unsigned):
        verified([Webhook(SECRET)], signed(raw), bytes(flipped))


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "no JSON"),
        (b"[" * 60_000, "no JSON"),
        (b"[]", "must be like"),
        (b'{"type": "signal.opened", "data": []}', "must be like"),
        (json.dumps({"type": "ticket.opened", "data": DATA}).encode(), "type must be"),
        (body("reopened"), "no news of a signal"),
        (body(kind="p1_tickt"), "Did you mean p1_ticket?"),
        (body(account="Globex"), "No account, or more than one"),
        (body(account="Acm"), "No account, or more than one"),
        (body(timestamp="2031-01-01"), "yet to come"),
        (body(timestamp="0001-01-01", kind="usage_drop"), "write a year of this century"),
        (body(until="9999-12-31"), "write a year of this century"),
        (body(request=12), "That account has no request 12."),
        (body(title="\ud800"), "title is missing"),
    ],
)
async def test_what_cannot_be_used_is_said_in_a_sentence(
    core: Core, client: httpx.AsyncClient, raw: bytes, says: str
) -> None:
    answer = await post(client, raw)
    assert answer.status_code == 422
    assert says in answer.json()["error"]
    assert "Acme" not in answer.text
    assert await kept(core) == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "nonsense", ""])
async def test_who_signs_may_call_the_body_what_they_like(client: httpx.AsyncClient, kind: str) -> None:
    raw = body()
    assert (await post(client, raw, {**signed(raw), "content-type": kind})).status_code == 200


async def test_words_of_any_script_are_taken_in_as_they_are(core: Core, client: httpx.AsyncClient) -> None:
    title = "Экспорт 输出 \u202eelif\u202c ‮ 👩‍🚒 <!channel> [x](http://evil)"
    raw = json.dumps({"type": "signal.opened", "data": {**DATA, "title": title}}, ensure_ascii=False).encode()
    assert (await post(client, raw)).status_code == 200
    assert (await kept(core))[0].title.startswith("Экспорт 输出 ")


async def test_while_a_secret_is_changed_both_are_good(core: Core) -> None:
    new = "whsec_" + "bmV3ZXIh" * 5
    given = Settings(signals_secret=SecretStr(f"{new} {SECRET}"))
    changing = Core(given, core.database, core.clock, is_demo=False, house=core.house)
    raw = body()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=Starlette(routes=routes(changing))), base_url="http://concierge"
    ) as client:
        assert (await post(client, raw)).status_code == 200
        at = datetime.now(UTC)
        by_new = {**signed(raw, "msg_2"), "webhook-signature": Webhook(new).sign("msg_2", at, raw.decode())}
        assert (await post(client, raw, {**by_new, "webhook-timestamp": str(int(at.timestamp()))})).status_code == 200
        other = Webhook("whsec_" + "c29tZWJvZHkh" * 4).sign("msg_3", at, raw.decode())
        assert (await post(client, raw, {**signed(raw, "msg_3"), "webhook-signature": other})).status_code == 401


async def test_what_was_refused_may_come_again(core: Core, client: httpx.AsyncClient) -> None:
    raw = body(account="Globex")
    assert (await post(client, raw)).status_code == 422
    async with core.database.writing() as session:
        await World(session).account("Globex")
    assert (await post(client, raw)).status_code == 200


async def test_a_long_body_is_not_read(client: httpx.AsyncClient) -> None:
    raw = b"{" + b" " * MOST_BYTES + b"}"
    assert (await post(client, raw)).status_code == 413


async def test_bodies_are_never_logged(client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    for ours in ("bot", "scheduler"):
        caplog.set_level(logging.DEBUG, logger=ours)
    await post(client, body())
    await post(client, body(account="Globex", title="Globex is unwell"), {})
    logged = " ".join(record.getMessage() for record in caplog.records if record.name.startswith(("bot", "scheduler")))
    assert "signal.taken" in logged
    assert "signal.refused" in logged
    assert not any(word in logged for word in ("Export", "Globex", "4711", SECRET))


async def test_without_a_secret_nobody_answers(core: Core) -> None:
    closed = Core(Settings(), core.database, core.clock, is_demo=False, house=core.house)
    assert routes(closed) == []


async def test_a_link_from_a_ticket_tells_no_facts(client: httpx.AsyncClient) -> None:
    answer = await client.get("/requests/12")
    assert answer.text == "Request 12 is kept in Concierge. Type /cs requests there to see it.\n"
    assert (await client.get("/requests/13")).text == answer.text.replace("12", "13")


@pytest.mark.parametrize(
    "secret",
    ["whsec_", "whsec_abc", "secret", "whsec_ööö", "c2VjcmV0" * 5, f"{SECRET} whsec_abc", f"{SECRET},AAA{SECRET}"],
)
def test_a_secret_that_could_be_guessed_is_refused_at_the_start(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNALS_SECRET", secret)
    with pytest.raises(BadSetting, match="SIGNALS_SECRET"):
        read_settings(None)
