from datetime import UTC, date, datetime

from outreach.database import Database
from outreach.models.post import Received
from outreach.store import texts

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


async def test_a_text_goes_on_its_day_and_what_referred_to_it_stays(database: Database) -> None:
    async with database.writing() as session:
        today = await texts.keep(session, "over", date(2026, 11, 24))
        tomorrow = await texts.keep(session, "kept", date(2026, 11, 25))
        endless = await texts.keep(session, "kept for ever", None)
        row = Received(platform="playground", key="k", kind="Command", text_id=today, received_at=NOW)
        session.add(row)
    async with database.writing() as session:
        assert await texts.expire(session, NOW.date()) == 1
    async with database.reading() as session:
        assert [await texts.body_of(session, one) for one in (today, tomorrow, endless)] == [
            None,
            "kept",
            "kept for ever",
        ]
        assert (await session.get_one(Received, row.id)).text_id is None


async def test_forgetting_nothing_is_fine(database: Database) -> None:
    async with database.writing() as session:
        await texts.forget(session, None)
        assert await texts.expire(session, NOW.date()) == 0
