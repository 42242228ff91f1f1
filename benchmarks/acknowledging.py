"""How long a command waits to be on record and to be answered, idle and while everything is planned:
`python -m benchmarks.acknowledging --accounts 2000`. Slack gives 3 s to the first, people about one to the second."""

import argparse
import asyncio
import logging
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from benchmarks.planning import START, fill, plan_all, planning
from bot.inbox import Inbox
from bot.router import Router
from handlers.routes import ROUTES
from handlers.work import House
from outreach.database import Database
from outreach.events import Actor, Command, Place
from outreach.schema import migrate
from outreach.store import identities
from scheduler import planner

ABOUT = "Commands at a steady rate: until each is on record, and until it is handled."
HOME, EVERY = "home", 0.1
PRIYA = Actor("playground", HOME, "U1", "Csm1 Name", is_home=True)
DIRECT = Place("playground", HOME, "D1", "Csm1 Name", "direct")
_numbers = count(1)


class Standing:
    def now(self) -> datetime:
        return START


def _command(words: str) -> Command:
    return Command(f"command:{next(_numbers)}", START, PRIYA, DIRECT, words)


async def ask(inbox: Inbox, words: str, until: Callable[[], bool]) -> tuple[list[float], list[float]]:
    """Seconds until on record, and until handled, of each command."""
    accepted: list[float] = []
    handled: list[float] = []

    async def once() -> None:
        began = perf_counter()
        row = await inbox.accept(_command(words))
        accepted.append(perf_counter() - began)
        await inbox.handle(row)
        handled.append(perf_counter() - began)

    asked = []
    while not until():
        asked.append(asyncio.create_task(once()))
        await asyncio.sleep(EVERY)
    await asyncio.gather(*asked)
    return accepted, handled


def _row(table: Table, name: str, seconds: Sequence[float]) -> None:
    ordered = sorted(seconds)
    at = [ordered[int(len(ordered) * part)] for part in (0.5, 0.95)]
    table.add_row(name, f"{len(ordered)}", *(f"{one * 1000:,.0f} ms" for one in (*at, ordered[-1])))


async def run(accounts: int, table: Table) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'concierge.db'}")
        try:
            await migrate(database)
            await fill(database, accounts)
            await measure(database, table)
        finally:
            await database.close()


async def measure(database: Database, table: Table) -> None:
    plan = planning()
    async with database.writing() as session:
        user = await identities.ensure(session, PRIYA.platform, HOME, PRIYA.external_id, PRIYA.name)
        await identities.bind_teammate(session, user, 1)
        await planner.seat_everybody(session, plan, START)
    inbox = Inbox(database, Router(ROUTES, House(plan, plan.renderer)), {}, Standing(), timedelta(days=30))
    began = perf_counter()
    accepted, handled = await ask(inbox, "why Account 7", lambda: perf_counter() - began > 3)
    _row(table, "idle: on record", accepted)
    _row(table, "idle: handled", handled)
    planned = asyncio.create_task(plan_all(database, plan, START))
    accepted, handled = await ask(inbox, "why Account 7", planned.done)
    _row(table, "while planning: on record", accepted)
    _row(table, "while planning: handled", handled)


def main() -> None:
    parser = argparse.ArgumentParser(description=ABOUT)
    parser.add_argument("--accounts", type=int, default=1000)
    accounts = parser.parse_args().accounts
    # Nobody is there to be answered, and each of them would say so.
    logging.disable(logging.CRITICAL)
    table = Table("", "commands", "half within", "95 % within", "slowest", title=f"A book of {accounts:,}, SQLite")
    for column in table.columns:
        column.no_wrap, column.justify = True, "right"
    table.columns[0].justify = "left"
    asyncio.run(run(accounts, table))
    Console().print(table)


if __name__ == "__main__":
    main()
