"""Customers' words are kept as long as was agreed and no longer, whatever became of them; a stop lasts."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import event, select
from sqlmodel import SQLModel

from outreach.database import Database
from outreach.models.book import Hold
from outreach.models.ledger import Touch
from scheduler import jobs
from tests.fakes import FakeClock
from tests.scenarios.desk_day import CLOSING, DONE, TWO, Day
from tests.scenarios.fronts import book
from tests.scenarios.fronts.book import DANA, PRIYA
from tests.scenarios.fronts.playground_front import PlaygroundFront
from tests.scenarios.fronts.stage import on_stage
from tests.scenarios.town import hurry

MARK = "pelican"
UPSET = f"This is the third time the {MARK} export has failed and nobody answers. This is unacceptable."


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
async def day(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[Day]:
    """Ten in the morning in Berlin. The parameter is for how many days words are kept."""
    event.listen(database.engine.sync_engine, "connect", hurry)
    async with database.writing() as session:
        await book.found(session)
    clock = FakeClock(book.DAWN + timedelta(hours=3.5, seconds=20))
    async with (
        PlaygroundFront.open(database, clock) as front,
        on_stage([front], database, clock, request.param) as stage,
    ):
        yield Day(stage)


async def kept(day: Day, word: str) -> list[str]:
    """Every column of every table in which that word stands, with its row."""
    found = []
    async with day.stage.database.reading() as session:
        connection = await session.connection()
        for table in SQLModel.metadata.sorted_tables:
            for row in (await connection.execute(select(table))).mappings():
                found += [f"{table.name}.{name}: {row}" for name, value in row.items() if word in str(value).lower()]
    return found


async def _days_pass(day: Day, days: int, *, each: int = 1) -> None:
    """With a look at what is due after so many each, rather than at every moment at which something is."""
    for _ in range(0, days, each):
        day.stage.hurrying.pass_by(timedelta(days=each))
        day.stage.clock.advance(days=each)
        await day.stage.happens()


async def clean(day: Day) -> None:
    await jobs.clean(day.stage.database, day.stage.clock.now())


@pytest.mark.long
@pytest.mark.parametrize("day", [30], indirect=True)
async def test_a_month_after_it_is_over_nobody_can_read_what_they_said(day: Day) -> None:
    await _complain_to_the_end(day)
    await _ask_to_the_end(day)
    await day.says(DANA, f"Where do I find the {MARK} page?")
    await day.says(PRIYA, f"It is under {MARK.capitalize()}s. I will send you the details by Thursday.")
    assert await kept(day, MARK)
    await _days_pass(day, 31)
    await clean(day)
    # Only what we wrote ourselves still quotes them, each as long as it is kept itself.
    assert await _in_their_own_words(day) == []
    await _days_pass(day, 37)
    await clean(day)
    assert await kept(day, MARK) == []


async def _in_their_own_words(day: Day) -> list[str]:
    """Beside the texts of messages of ours."""
    return [row for row in await kept(day, MARK) if not (row.startswith("stored_text") and '\'[{"part"' in row)]


async def _complain_to_the_end(day: Day) -> None:
    await day.says(DANA, UPSET)
    await day.presses(PRIYA, "It is a complaint", "Complaint", "Draft an acknowledgement", "Send")
    await day.types(PRIYA, "complaint")
    await day.presses(PRIYA, "Open", "Close")
    await day.fills(PRIYA, **CLOSING)
    await day.presses(PRIYA, "Send")


async def _ask_to_the_end(day: Day) -> None:
    await day.says(DANA, f"I'd like to ask for an export of the {MARK} trail", mention=True)
    await day.types(PRIYA, "requests Acme")
    await day.presses(PRIYA, "Open", "Offer options")
    await day.fills(PRIYA, **TWO)
    await day.presses(PRIYA, "Send")
    await day.presses(DANA, "1 Audit trail export")
    await day.types(PRIYA, "requests Acme")
    await day.presses(PRIYA, "Open", "Done")
    await day.fills(PRIYA, **DONE)
    await day.presses(PRIYA, "Send")
    await day.presses(DANA, "Yes")


@pytest.mark.parametrize("day", [0], indirect=True)
async def test_where_no_words_are_kept_none_are_at_rest_and_the_desk_works_from_a_colleagues(day: Day) -> None:
    await day.says(DANA, UPSET)
    assert await kept(day, MARK) == []
    await day.presses(PRIYA, "It is a complaint", "Complaint", "Draft an acknowledgement", "Send")
    said = await day.says(DANA, "How do I reach you?")
    await day.edits(DANA, said, f"Where do I find the {MARK} page?")
    await day.says(DANA, f"I'd like to ask for an export of the {MARK} trail", mention=True)
    await day.says(DANA, "status", mention=True)
    await day.stage.passes(hours=30)
    await clean(day)
    assert await kept(day, MARK) == []
    await day.types(PRIYA, "request Acme a report on cash")
    await day.fills(PRIYA)
    assert "a report on cash" in (await day.page(PRIYA, "requests Acme")).words
    await day.types(PRIYA, "complaint")
    await day.presses(PRIYA, "Open", "Close")
    await day.fills(PRIYA, **CLOSING)
    await day.presses(PRIYA, "Send")
    await day.reads(DANA, "The export runs again")
    await day.stage.passes(days=3)
    await clean(day)
    assert await kept(day, MARK) == []


@pytest.mark.long
@pytest.mark.parametrize("day", [30], indirect=True)
async def test_a_stop_lasts_for_a_year_of_ticks(day: Day) -> None:
    await day.says(DANA, "stop", mention=True)
    before = await day.customers_read()
    await _days_pass(day, 366, each=4)
    assert await day.customers_read() == before
    (hold,) = await day.rows(Hold)
    assert hold.ended_at is None
    assert [touch.origin for touch in await day.rows(Touch) if touch.direction == "out" and touch.state == "made"] == [
        "reply"
    ]
