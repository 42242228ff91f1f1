"""A team, a customer, and rows of ROUTES that are made for one test."""

import asyncio
from pathlib import Path

import pytest

from bot.cli.demo import furnish
from bot.settings import Settings
from handlers.work import House
from outreach.database import Database
from tests.bot.people import DANA, MARCO, NADIA, PRIYA, let_in
from tests.world import World, planning


@pytest.fixture
def house() -> House:
    plan = planning()
    return House(planning=plan, renderer=plan.renderer)


@pytest.fixture
async def book(database: Database) -> Database:
    """Priya is a CSM, Marco a manager, Nadia an admin; Dana is a contact of Acme."""
    async with database.writing() as session:
        world = World(session)
        await let_in(session, PRIYA, await world.csm())
        await let_in(session, MARCO, await world.manager())
        await let_in(session, NADIA, await world.csm("Nadia Petrov", role="admin"))
        await let_in(session, DANA, await world.contact(await world.account()))
    return database


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's database as the first start leaves it; made once."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"

    async def fill() -> None:
        database = Database(f"sqlite:///{path}")
        await furnish(Settings(), database)
        await database.close()

    asyncio.run(fill())
    return path
