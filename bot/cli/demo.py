"""`demo`: the playground on a sample book, in a database of its own."""

from pathlib import Path
from typing import Annotated

import typer

from bot import logs, platforms, seating, server
from bot.app import make_playground, opened
from bot.cli import console
from bot.cli.migrate import bring_up_to_date
from bot.cli.running import DONE, database_of, finish, start
from bot.core import CONTENT, Core, open_core
from bot.demo import chat_path
from bot.playground.page import routes
from bot.settings import LOOPBACK, Settings
from outreach.book import demo as sample
from outreach.database import Database, sqlite_path
from outreach.errors import NotAllowed
from outreach.store import accounts, deployment

SAMPLE = CONTENT / "sample"
_LEFTOVERS = ("", "-wal", "-shm")

FreshOption = Annotated[bool, typer.Option("--fresh", help="Throw the demo's database away and begin anew.")]


def demo(fresh: FreshOption = False) -> None:
    """Open the playground at http://127.0.0.1:3978/ on a sample book, with the real scheduler.

    There one is a CSM, a customer and a manager, and can move the clock forward. It has a database of its own;
    `--demo` points every other verb at it, also while it runs.
    """

    async def run() -> int:
        settings = start()
        _refuse_company(settings)
        with server.listen(settings.host, settings.port) as at:
            database = database_of(settings, demo=True)
            try:
                if fresh:
                    database = await _begin_anew(settings, database)
                core = await furnish(settings, database)
                async with opened(core) as app:
                    logs.begin(settings.log_level)
                    ways_in = [*app.routes(), *routes(make_playground(app))]
                    shown = server.application(app.health.obstacles, ways_in)
                    where = f"http://{_host(settings)}:{settings.port}/"
                    console.say(f"The playground is open at {where} (Ctrl-C closes it).")
                    await app.keep_running(shown, at)
            finally:
                await database.close()
        return DONE

    finish(run)


def _refuse_company(settings: Settings) -> None:
    """On the playground anyone may be anyone, so nobody else may reach it, and it reaches nobody."""
    platforms.refuse_beside_real_ones(settings, "The demo")
    if settings.host not in LOOPBACK:
        raise NotAllowed(
            f"The demo lets anyone be anyone, so it is for this machine only: set HOST=127.0.0.1, not {settings.host}."
        )


def _host(settings: Settings) -> str:
    return f"[{settings.host}]" if ":" in settings.host else settings.host


async def furnish(settings: Settings, database: Database) -> Core:
    """Tables, sample book, library and turns; a second time it changes nothing. What was cut off is completed."""
    await bring_up_to_date(database)
    is_new = await _claim(database)
    core = await open_core(settings, database)
    loaded = await seating.stock(core)
    console.note(f"Library: {len(loaded.new)} new items, {len(loaded.changed)} changed, {len(loaded.gone)} gone.")
    if is_new:
        console.note("Importing the sample book of customers.")
        total = sum(file.stat().st_size for file in SAMPLE.glob("*.csv"))
        with console.progress("Reading the sample book", total) as report:
            await sample.fill(
                database, SAMPLE, now=core.clock.now(), progress=report, home_timezone=settings.home_timezone
            )
    if is_new or not loaded.is_quiet:
        await seating.seat(core)
    async with database.writing() as session:
        await deployment.finish_demo(session)
    return core


async def _claim(database: Database) -> bool:
    """Whether it still has to be filled. Raises NotAllowed for a database that is somebody's own."""
    async with database.writing() as session:
        if await deployment.is_demo(session):
            return not await deployment.is_demo_finished(session)
        if await accounts.all_accounts(session, with_churned=True):
            raise NotAllowed(
                f"{deployment.address(database)} holds a book that is no demo: "
                "point DEMO_DATABASE_URL at another database."
            )
        await deployment.begin_demo(session)
    return True


async def _begin_anew(settings: Settings, database: Database) -> Database:
    """Raises NotAllowed for anything but a demo in a file of its own."""
    path = sqlite_path(database.url)
    if path is None:
        raise NotAllowed("--fresh works on SQLite files only: drop the database yourself, then run `demo` again.")
    await bring_up_to_date(database)
    await _claim(database)
    await database.close()
    _throw_away(path, chat_path(database.url))
    return Database(settings.demo_database_url)


def _throw_away(*bases: Path) -> None:
    for base in bases:
        for leftover in _LEFTOVERS:
            Path(f"{base}{leftover}").unlink(missing_ok=True)
