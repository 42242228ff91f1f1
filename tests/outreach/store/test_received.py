from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func
from sqlmodel import select

from outreach.database import Database
from outreach.events import Actor, Command, Place
from outreach.models.ledger import StoredText
from outreach.models.post import Received
from outreach.store import received, texts

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
SOON = NOW + timedelta(minutes=1)
KEEP_UNTIL = date(2026, 12, 24)


def command(key: str = "k1", text: str = "why acme", platform: str = "playground") -> Command:
    actor = Actor(platform, "home", "T1", "Priya", is_home=True)
    return Command(key, NOW, actor, Place(platform, "home", "dm:T1", kind="direct"), text)


async def test_an_event_is_kept_once_per_platform(database: Database) -> None:
    async with database.writing() as session:
        first = await received.keep(session, command(), keep_until=KEEP_UNTIL, real_now=NOW)
        again = await received.keep(session, command(text="other"), keep_until=KEEP_UNTIL, real_now=SOON)
        elsewhere = await received.keep(session, command(platform="slack"), keep_until=KEEP_UNTIL, real_now=NOW)
        texts_kept = (await session.exec(select(func.count()).select_from(StoredText))).one()
    assert (first.id, first.received_at) == (again.id, NOW)
    assert elsewhere.id != first.id
    assert texts_kept == 2


async def test_what_waits_is_found_oldest_first_and_only_until_it_ends(database: Database) -> None:
    async with database.writing() as session:
        for minute, key in ((2, "late"), (0, "early"), (1, "ended")):
            at = NOW + timedelta(minutes=minute)
            row = await received.keep(session, command(key), keep_until=KEEP_UNTIL, real_now=at)
            if key == "ended":
                await received.end(session, row.id or 0, "handled", real_now=at)
    async with database.reading() as session:
        waiting = await received.waiting(session, NOW + timedelta(hours=1))
        before = await received.waiting(session, NOW + timedelta(minutes=1))
    assert [row.key for row in waiting] == ["early", "late"]
    assert [row.key for row in before] == ["early"]


async def test_an_ending_says_when_and_why(database: Database) -> None:
    async with database.writing() as session:
        row = await received.keep(session, command(), keep_until=KEEP_UNTIL, real_now=NOW)
        await received.end(session, row.id or 0, "failed", real_now=SOON, problem="KeyError")
    async with database.reading() as session:
        ended = await session.get_one(Received, row.id)
        assert (ended.state, ended.handled_at, ended.problem) == ("failed", SOON, "KeyError")
        assert await texts.body_of(session, ended.text_id)


async def test_a_payload_is_forgotten_with_its_ending_when_asked(database: Database) -> None:
    async with database.writing() as session:
        row = await received.keep(session, command(), keep_until=KEEP_UNTIL, real_now=NOW)
        await received.end(session, row.id or 0, "handled", real_now=SOON, forget_text=True)
    async with database.reading() as session:
        assert (await session.get_one(Received, row.id)).text_id is None
        assert (await session.exec(select(StoredText))).all() == []
