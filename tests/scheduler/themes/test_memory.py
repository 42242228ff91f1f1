"""The memory of what was said: it grows, it forgets with the rows, and it is never behind them."""

from datetime import timedelta

from outreach.database import Database, Session
from outreach.models.book import Account
from outreach.models.desk import Request
from outreach.models.ledger import StoredText
from outreach.store import requests, spoken, texts
from outreach.store.spoken import Spoken, Subject
from scheduler.themes.memory import Memory, memory_of
from tests.world import MONDAY, World

TODAY = MONDAY.date()
TIMEOUT, COLOURS = "The invoice export stops with a timeout", "The colours of the login page are ugly"


async def asked(session: Session, account: Account, words: str) -> Spoken:
    row = Request(account_id=account.id or 0, opened_at=MONDAY, opened_by="Dana")
    row.text_id = await texts.keep(session, words, None)
    await requests.add(session, row)
    subject = Subject("request", row.id or 0)
    return (await spoken.of(session, (subject,)))[subject]


async def near(memory: Memory, session: Session, new: Spoken, days: int = 0) -> list[int]:
    found, rows = await memory.nearest(session, new, TODAY + timedelta(days=days))
    assert {match.key for match in found} <= rows.keys()
    return [match.key.id for match in found if match.score > 0.6]


async def test_it_grows_by_what_was_opened_since(database: Database) -> None:
    async with database.writing() as session:
        account, memory = await World(session).account(), Memory()
        first, _ = await asked(session, account, TIMEOUT), await asked(session, account, COLOURS)
        assert await near(memory, session, first) == []
        again = await asked(session, account, f"{TIMEOUT} again")
        assert await near(memory, session, again) == [first.subject.id]
        assert await near(memory, session, first) == [again.subject.id]


async def test_what_is_no_longer_kept_is_compared_with_nothing(database: Database) -> None:
    async with database.writing() as session:
        account, memory = await World(session).account(), Memory()
        first, again = await asked(session, account, TIMEOUT), await asked(session, account, TIMEOUT)
        assert await near(memory, session, again) == [first.subject.id]
        await texts.forget(session, first.row.text_id)
        assert await near(memory, session, again) == []
        assert await near(memory, session, again, days=1) == []


async def test_other_words_in_the_same_place_are_the_ones_that_count(database: Database) -> None:
    async with database.writing() as session:
        account, memory = await World(session).account(), Memory()
        first, again = await asked(session, account, TIMEOUT), await asked(session, account, TIMEOUT)
        assert await near(memory, session, again) == [first.subject.id]
        row = await session.get(StoredText, first.row.text_id)
        assert row is not None
        row.body = COLOURS
        await session.flush()
        assert await near(memory, session, again) == []
        colours = await asked(session, account, COLOURS)
        assert await near(memory, session, colours) == [first.subject.id]


async def test_a_request_opened_by_mistake_resembles_nothing(database: Database) -> None:
    async with database.writing() as session:
        account, memory = await World(session).account(), Memory()
        first, again = await asked(session, account, TIMEOUT), await asked(session, account, TIMEOUT)
        assert isinstance(first.row, Request)
        first.row.settled_at, first.row.settled_by = MONDAY, "taken back by Priya Nair"
        await session.flush()
        assert await near(memory, session, again) == []


async def test_each_database_has_its_own(database: Database) -> None:
    async with database.writing() as session:
        mine = memory_of(session)
    async with database.writing() as session:
        assert memory_of(session) is mine
    other = Database("sqlite:///:memory:")
    async with other.writing() as session:
        assert memory_of(session) is not mine
    await other.close()
