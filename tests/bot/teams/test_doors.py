"""From the request to the row: what Teams tells is committed before it is thanked for, and acts once."""

import asyncio
import json

import pytest
from starlette.applications import Starlette

from bot.connection import Refusal
from handlers.work import House
from outreach.database import Database
from outreach.events import Action, Event
from outreach.messages import Message
from tests.bot.teams.office import Office, opened, posted
from tests.platforms.teams.delivering import BotFailed
from tests.platforms.teams.identity import FORGERIES, Forgery


async def test_what_is_said_is_committed_before_teams_is_thanked(office: Office) -> None:
    office.gate = asyncio.Event()
    await office.teams.says(office.town.priya, None, "note this")
    assert office.teams.deliveries[-1].status == 200
    assert await office.rows() == ["received"]
    office.gate.set()
    (event,) = await office.rest()
    assert event.actor.is_home
    assert await office.rows() == ["handled"]
    assert [whisper.message.fallback for whisper in office.messenger.whispers] == ["Noted."]


class Broken:
    """Keeps nothing."""

    async def take(self, event: Event) -> None:
        raise OSError("the database is away")

    async def receive(self, event: Event) -> None:
        raise OSError("the database is away")

    async def submit(self, event: Event) -> Refusal | None:
        raise OSError("the database is away")

    async def look(self, event: Action) -> Message | None:
        raise OSError("the database is away")


async def test_what_cannot_be_kept_is_not_thanked_for(office: Office) -> None:
    post = office.card(("Note", "note"))
    working, office.teams.bot = office.teams.bot, Starlette(routes=office.doors.routes(Broken()))
    with pytest.raises(BotFailed):
        await office.teams.says(office.town.priya, None, "note this")
    with pytest.raises(BotFailed):
        await office.teams.presses(office.town.priya, post, "Note")
    said, pressed = office.teams.deliveries[-2:]
    assert (said.status, pressed.status) == (500, 500)
    office.teams.bot = working
    assert (await office.teams.redeliver(said)).status == 200
    assert (await office.teams.redeliver(pressed)).status == 200
    assert len(await office.rest()) == 2


async def test_a_message_told_again_acts_once(office: Office) -> None:
    await office.teams.says(office.town.dana, office.town.shared, "Hello")
    await office.rest()
    told = office.teams.deliveries[-1]
    assert (await office.teams.redeliver(told)).status == 200
    office.start()
    assert (await office.teams.redeliver(told)).status == 200
    assert len(await office.rest()) == 1


async def test_foreign_people_and_guests_are_not_home(office: Office) -> None:
    await office.teams.says(office.town.dana, office.town.shared, "note this", mention=True)
    await office.teams.says(office.town.guest, office.town.general, "note this", mention=True)
    events = await office.rest()
    assert [(type(event).__name__, event.actor.is_home) for event in events] == [("ChannelMessage", False)] * 2


async def test_the_sdk_asks_nobody_for_keys(office: Office) -> None:
    """We fetch them, once; the SDK would stop the whole program while it does."""
    for text in ("one", "two", "three"):
        await office.teams.says(office.town.dana, office.town.shared, text)
    assert office.teams.identity.asked == {"metadata": 1, "keys": 1}


async def test_everything_else_is_thanked_for_and_forgotten(office: Office) -> None:
    chat = office.teams.chat_of(office.town.priya)
    frame = office.teams.activities.frame
    for activity in (
        frame("typing", office.town.priya, chat),
        frame("event", office.town.priya, chat),
        office.teams.activities.invoke(office.town.priya, chat, "fileConsent/invoke", {}),
        {**frame("conversationUpdate", office.town.priya, chat), "conversation": {"tenantId": office.town.tenant.id}},
    ):
        assert (await office.teams.deliver(activity)).status == 200
    assert await office.rows() == []


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_nothing_forged_is_kept(office: Office, forgery: Forgery) -> None:
    chat = office.teams.chat_of(office.town.priya)
    activity = office.teams.activities.frame("message", office.town.priya, chat)
    assert (await office.teams.deliver({**activity, "text": "note this"}, forgery)).status == 401
    assert await office.rows() == []


_DEEP = b'{"a":' + b"[" * 700 + b"]" * 700 + b"}"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"5", b"\xff\xfe", b"[" * 100_000, _DEEP, b'{"a":"' + b"x" * 1_100_000]
)
async def test_what_is_no_activity_is_refused(office: Office, body: bytes) -> None:
    assert await posted(office, body) == 401


@pytest.mark.parametrize("changes", [{"from": "x"}, {"conversation": 5, "channelData": None}, {"timestamp": "soon"}])
async def test_what_the_sdk_cannot_read_is_refused(office: Office, changes: dict[str, object]) -> None:
    activity = office.teams.activities.frame("message", office.town.priya, office.teams.chat_of(office.town.priya))
    status = (await office.teams.deliver({**activity, **changes})).status
    assert status in (400, 403)


async def test_characters_that_no_database_keeps_are_left_out(office: Office) -> None:
    chat = office.teams.chat_of(office.town.priya)
    frame = office.teams.activities.frame("message", office.town.priya, chat)
    body = json.dumps({**frame, "text": "note a\0b\ud800c"}).encode()
    assert await posted(office, body) == 200
    (event,) = await office.rest()
    assert "a" in str(event)


async def test_a_local_client_may_come_without_a_signature(database: Database, house: House) -> None:
    async with opened(database, house, anonymous=True) as office:
        await office.teams.says(office.town.priya, None, "note this")
        assert len(await office.rest()) == 1


async def test_nobody_from_elsewhere_may(database: Database, house: House) -> None:
    async with opened(database, house, anonymous=True) as office:
        chat = office.teams.chat_of(office.town.priya)
        activity = {**office.teams.activities.frame("message", office.town.priya, chat), "text": "note this"}
        assert await posted(office, json.dumps(activity).encode(), peer="192.0.2.7", signed=False) == 403
        assert await posted(office, json.dumps(activity).encode(), signed=False, host="bot.example") == 403
        forwarded = {"x-forwarded-for": "192.0.2.7"}
        assert await posted(office, json.dumps(activity).encode(), signed=False, **forwarded) == 403
        assert await office.rows() == []
