"""What would go to whom when: the production code on a copy, under a made-up clock."""

import csv
import io
import shutil
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import func, select

from outreach.database import Database, Session
from outreach.ledger import proposals
from outreach.models.ledger import Touch, TouchState
from outreach.models.post import Delivery
from outreach.store import teammates, touches
from scheduler import jobs, planner
from scheduler.digests import Digesting
from scheduler.gate import SendingGate
from scheduler.lanes.drain import LedgerOutcomes, Pace, PostRoom, Rules, drain_all
from scheduler.simulation import HEADINGS, Assumptions, SimulatedContact, SimulationReport, contacts_between, simulate
from tests.fakes import FakeClock, FakeMessenger
from tests.world import MONDAY, World, planning

# Slots half an hour apart, so that a plain clock meets each of them in half-hour steps.
PLANNING = planning(spread=timedelta(minutes=30))
DIGESTING = Digesting(rhythms=PLANNING.rhythms, rules=PLANNING.rules)
# Nine o'clock in Berlin and in Chicago, in hours UTC.
_STARTS = {"Priya Nair": 8, "Maya Jensen": 15}
# Nothing of theirs happens at night.
_DAY = range(4, 19)
TOPICS = ("month-end close", "invoicing", "audit trail")


async def a_book(session: Session) -> None:
    """Two CSMs in two zones; a share each, a silent one, one without a channel."""
    world = World(session)
    manager = await world.manager()
    priya = await world.csm("Priya Nair", manager_id=manager.id)
    maya = await world.csm("Maya Jensen", manager_id=manager.id, timezone="America/Chicago", country="US")
    for number, topic in enumerate(TOPICS):
        await world.item(f"item-{number}", topic)
    for name, csm, zone, topic in (
        ("Acme", priya, "Europe/Berlin", TOPICS[0]),
        ("Globex", priya, "America/New_York", TOPICS[1]),
        ("Umbra", maya, "America/Chicago", TOPICS[2]),
        ("Hoolio", maya, "America/Los_Angeles", TOPICS[0]),
        ("Solvanta", priya, "Europe/Madrid", TOPICS[1]),
    ):
        account = await world.account(name, csm, timezone=zone, country=None)
        person = await world.contact(account, f"Dana {name}")
        if name != "Solvanta":
            await world.channel(account, f"ext-{name.lower()}")
        await world.fact(account, f"what {name} said about {topic}", person, topics=[topic])
    silent = await world.account("Quill", priya, created_at=MONDAY - timedelta(days=200))
    await world.channel(silent, "ext-quill")
    tom = await world.contact(silent, "Tom Reyes")
    await world.fact(silent, "to be done by 12 December", tom, kind="goal", said_on=date(2026, 9, 1))
    await planner.seat_everybody(session, PLANNING, MONDAY)


async def simulated(database: Database, days: int, assumptions: Assumptions | None = None) -> SimulationReport:
    return await simulate(database, PLANNING, DIGESTING, MONDAY, days, assumptions)


async def lived(database: Database, days: int) -> Sequence[SimulatedContact]:
    """The same days step by step, half an hour each, with a plain clock; whoever is at work approves what is there."""
    clock, messenger = FakeClock(MONDAY), FakeMessenger("playground")
    rules = Rules(SendingGate(PLANNING), LedgerOutcomes(), clock)
    pace = Pace(lane_per_second=None, channel_interval=timedelta(0))
    room = PostRoom(database, {"playground": messenger}, rules, paces={"playground": pace})
    end = MONDAY + timedelta(days=days)
    while clock.now() < end:
        if clock.now().hour in _DAY:
            await _approve_what_is_there(database, clock.now())
            await jobs.tick(database, PLANNING, DIGESTING, clock.now())
            await drain_all(room)
        clock.advance(minutes=30)
    async with database.reading() as session:
        return await contacts_between(session, MONDAY, end)


async def _approve_what_is_there(database: Database, now: datetime) -> None:
    """As soon as they are at work, whatever was proposed before."""
    async with database.writing() as session:
        for touch in await touches.live(session):
            author = await teammates.by_id(session, touch.author_id or 0)
            is_at_work = now.weekday() < 5 and now.hour >= _STARTS[author.name]
            if touch.state != TouchState.PROPOSED or not is_at_work:
                continue
            if touch.medium != "email":
                await proposals.approve(session, touch, by="test", now=now)
            elif touch.due_at is not None and touch.due_at <= now:
                await proposals.sent_by_hand(session, touch, by="test", now=now)


async def rows_of(database: Database, table: type[Touch | Delivery]) -> int:
    async with database.reading() as session:
        return int((await session.exec(select(func.count()).select_from(table))).one())


async def test_it_foretells_what_then_happens(database: Database) -> None:
    async with database.writing() as session:
        await a_book(session)
    foretold = (await simulated(database, 5)).contacts
    happened = await lived(database, 5)
    assert [one.account for one in foretold] == ["Solvanta", "Quill", "Acme", "Globex", "Umbra", "Hoolio"]
    assert list(foretold) == list(happened)


@pytest.fixture
async def book(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """On SQLite alone: the walk itself is always on SQLite, and copying is tested on both."""
    database = Database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'book.db')}")
    async with database.writing() as session:
        await a_book(session)
    yield database
    await database.close()


async def test_whoever_only_looks_changes_nothing(book: Database) -> None:
    assert (await simulated(book, 2)).contacts
    assert (await rows_of(book, Touch), await rows_of(book, Delivery)) == (0, 0)


@pytest.mark.long
async def test_when_nobody_decides_nothing_goes_and_it_is_counted(book: Database) -> None:
    found = await simulated(book, 9, Assumptions("ignores"))
    assert (found.contacts, found.undecided, found.missed) == ((), 6, 0)
    assert found.assumptions == "CSMs decide nothing; customers stay silent"
    assert found.digests > 9, "mornings and the manager's digests are part of it"
    assert [(week.starts_on, week.contacts) for week in found.weeks] == [
        (date(2026, 11, 23), 0),
        (date(2026, 11, 30), 0),
    ]


@pytest.mark.long
async def test_the_same_dice_fall_the_same_way(book: Database) -> None:
    some = Assumptions(answers=0.5, seed=7)
    first, again = await simulated(book, 2, some), await simulated(book, 2, some)
    assert first == again
    assert first.assumptions == "CSMs approve every proposal; customers answer 50% of our messages"


@pytest.mark.long
async def test_customers_who_answer_are_left_in_peace_and_it_is_counted(book: Database) -> None:
    found = await simulated(book, 4, Assumptions(answers=1.0))
    assert dict(found.held)["somebody has just been talking with them"] == 1
    assert dict(found.held)["enough is said or planned for now"] == 4


async def test_progress_is_told_to_the_end(book: Database) -> None:
    told: list[tuple[str, float]] = []
    await simulate(book, PLANNING, DIGESTING, MONDAY, 1, progress=lambda words, share: told.append((words, share)))
    assert [words for words, _ in told if words == "copying"]
    assert told[-1] == ("walking", 1.0)
    shares = [share for words, share in told if words == "walking"]
    assert shares == sorted(shares)


def test_a_csv_stays_text_in_a_spreadsheet() -> None:
    row = SimulatedContact("Tue 09:30", "UTC", "=1+1", "Dana", "ext", "Priya", "share", "share", "Item", "@why", MONDAY)
    out = io.StringIO()
    SimulationReport(MONDAY, MONDAY, "", contacts=(row,)).write_csv(out)
    heading, cells = list(csv.reader(io.StringIO(out.getvalue())))
    assert tuple(heading) == HEADINGS
    assert (cells[2], cells[-2], cells[-1]) == ("'=1+1", "'@why", "2026-11-23T04:00:00+00:00")


def test_an_empty_report_is_a_heading() -> None:
    out = io.StringIO()
    SimulationReport(MONDAY, MONDAY, "").write_csv(out)
    assert out.getvalue().strip() == ",".join(HEADINGS)
