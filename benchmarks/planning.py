"""How fast planning is on a book of many accounts, on SQLite: `python -m benchmarks.planning --accounts 10000`."""

import argparse
import asyncio
import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.progress import track
from rich.table import Table

from content import item_files, library
from content.catalog import CATALOG
from content.rendering import Renderer
from content.rhythm_files import load_rhythms
from outreach.database import Database
from outreach.models.book import Account, Channel, ChannelLink, Contact, Fact, Teammate
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.schema import migrate
from outreach.store import turns
from scheduler import planner
from scheduler.planner import Planning

ABOUT = "Seats a book of so many accounts, plans all of it, then nothing, then one in a hundred."
CONTENT = Path(__file__).parent.parent / "content"
# A Monday morning in Berlin, where everybody sits, before the next planning at six.
START = datetime(2026, 11, 23, 4, tzinfo=UTC)
LATER = START + timedelta(minutes=1)
ACCOUNTS_PER_CSM = 100
TOPICS = ("month-end close", "reconciliation", "invoicing", "approvals", "reporting", "audit", "permissions")
_AT_ONCE = 500


def planning() -> Planning:
    """As shipped."""
    rhythms = load_rhythms(CONTENT / "rhythms", CATALOG, (time(18), time(9)))
    return Planning(rhythms=rhythms, renderer=Renderer(CONTENT / "templates"))


async def fill(database: Database, count: int) -> None:
    """A book in which a third of the accounts has spoken with us, and a third has been written to."""
    chance = random.Random(7)
    async with database.writing() as session:
        await library.sync(session, item_files.read_folder(CONTENT / "items"), START)
        session.add_all(_teammate(number) for number in range(1, count // ACCOUNTS_PER_CSM + 2))
    for first in track(range(1, count + 1, _AT_ONCE), "filling the book", transient=True):
        async with database.writing() as session:
            numbers = range(first, min(first + _AT_ONCE, count + 1))
            session.add_all(_account(number, chance) for number in numbers)
            await session.flush()
            for number in numbers:
                session.add_all(_place(number))
            await session.flush()
            for number in numbers:
                session.add_all(_what_is_known(number, chance))


def _teammate(number: int) -> Teammate:
    email = f"csm{number}@concierge.example"
    return Teammate(
        id=number, name=f"Csm{number} Name", email=email, role="csm", timezone="Europe/Berlin", country="DE"
    )


def _account(number: int, chance: random.Random) -> Account:
    return Account(
        id=number,
        external_id=f"acc-{number:06}",
        name=f"Account {number}",
        segment=chance.choice(("top", "mid", "tail")),
        stage="adoption",
        arr=Decimal(chance.randrange(5, 500) * 1000),
        csm_id=number // ACCOUNTS_PER_CSM + 1,
        timezone="Europe/Berlin",
        country="DE",
        created_at=START - timedelta(days=200),
    )


def _place(number: int) -> Iterator[object]:
    yield Contact(id=number, external_id=f"con-{number}", account_id=number, name=f"Dana{number} Whitfield")
    yield Channel(
        id=number,
        platform="playground",
        workspace="T1",
        external_id=f"C{number}",
        name=f"ext-{number}",
        account_id=number,
    )
    yield ChannelLink(channel_id=number, account_id=number, linked_at=START, linked_by="import")


def _what_is_known(number: int, chance: random.Random) -> Iterator[object]:
    for days in (20, 60, 150):
        topic = chance.choice(TOPICS)
        yield Fact(
            account_id=number,
            contact_id=number,
            kind=chance.choice(("note", "goal", "request")),
            text=f"{topic} still takes too long",
            topics=[topic],
            said_by=f"Dana{number}",
            said_on=(START - timedelta(days=days)).date(),
            source="message",
        )
    if number % 3:
        yield _touch(
            number, "customer" if number % 3 == 1 else "rhythm", START - timedelta(days=chance.randrange(1, 90))
        )


def _touch(number: int, origin: str, at: datetime) -> Touch:
    return Touch(
        key=f"past:{number}",
        account_id=number,
        channel_id=number,
        direction="in" if origin == "customer" else "out",
        origin=origin,
        purpose=Purpose.TALK if origin == "customer" else Purpose.CHECK_IN,
        state=TouchState.MADE,
        happened_at=at,
    )


async def plan_all(database: Database, to: Planning, now: datetime) -> tuple[int, int]:
    """Turns considered and proposals made until nothing is due, each pass a transaction of its own, as in a tick."""
    considered = proposed = 0
    while True:
        async with database.writing() as session:
            part = await planner.plan(session, to, now)
        considered, proposed = considered + part.considered, proposed + len(part.proposed)
        if part.considered == 0:
            return considered, proposed


async def rearm(database: Database, count: int) -> None:
    """As if something had changed for one account in a hundred."""
    async with database.writing() as session:
        for number in range(1, count + 1, 100):
            await turns.rearm(session, number, LATER)


async def measure(database: Database, count: int, table: Table) -> None:
    to = planning()
    started = perf_counter()
    async with database.writing() as session:
        await planner.seat_everybody(session, to, START)
    seconds = perf_counter() - started
    table.add_row(
        "seat everybody", f"{count:,} accounts", "", f"{seconds:,.2f} s", f"{count / seconds:,.0f} accounts/s"
    )
    await _pass(database, to, START, "first plan, all due", table)
    await _pass(database, to, LATER, "tick, nothing due", table)
    await rearm(database, count)
    await _pass(database, to, LATER, "tick, 1 % due", table)


async def _pass(database: Database, to: Planning, now: datetime, name: str, table: Table) -> None:
    started = perf_counter()
    considered, proposed = await plan_all(database, to, now)
    seconds = perf_counter() - started
    rate = f"{considered / seconds:,.0f} turns/s" if considered else ""
    took = f"{seconds:,.2f} s" if considered else f"{seconds * 1000:,.1f} ms"
    table.add_row(name, f"{considered:,} turns", f"{proposed:,}", took, rate)


async def run(count: int, table: Table) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'planning.db'}")
        try:
            await migrate(database)
            await fill(database, count)
            await measure(database, count, table)
        finally:
            await database.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=ABOUT)
    parser.add_argument("--accounts", type=int, default=1000)
    count = parser.parse_args().accounts
    table = Table("", "due", "proposed", "took", "rate", title=f"Planning for {count:,} accounts, SQLite, one process")
    for column in table.columns:
        column.no_wrap, column.justify = True, "right"
    table.columns[0].justify = "left"
    asyncio.run(run(count, table))
    Console().print(table)


if __name__ == "__main__":
    main()
