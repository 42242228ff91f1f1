"""How every verb runs: settings, database, errors as sentences, and an exit code that means something."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from typing import Annotated

import typer

from bot import logs
from bot.cli import console
from bot.clocks import StandingClock
from bot.core import Core, open_core
from bot.platforms import refuse_beside_real_ones
from bot.settings import BadSetting, Settings, read_settings, slips
from outreach.database import Database, sqlite_path
from outreach.errors import BadInput, ConciergeError, NotMigrated
from outreach.store.deployment import address
from outreach.worktime import zones

DONE, FAILED, USAGE, NOT_MIGRATED, INTERRUPTED = 0, 1, 2, 3, 130
EXIT_CODES = (
    "Exit codes: 0 done · 1 something failed, or rows were left out · "
    "2 wrong usage or settings · 3 the database is not migrated."
)

DemoOption = Annotated[bool, typer.Option("--demo", help="Work on the demo's database instead.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="ISO",
        help="As if it were then, such as 2026-11-25T09:00 (home time) or 2026-11-25T09:00+01:00.",
    ),
]


class BadUsage(BadInput):
    """The command line does not make sense; nothing was done."""


def examples(*lines: str) -> str:
    """The end of a verb's help."""
    shown = "\n\n".join(f"  python -m bot {line}" for line in lines)
    return f"Examples:\n\n{shown}\n\n{EXIT_CODES}"


def start() -> Settings:
    """Reads the settings, says what in them has no effect, and begins to log: of a verb that ends by itself, only
    what went wrong."""
    settings = read_settings()
    logs.begin("WARNING" if settings.log_level == "INFO" else settings.log_level)
    for slip in slips():
        console.warn(slip)
    return settings


def finish(work: Callable[[], Coroutine[object, object, int]]) -> None:
    """Runs to the end of the process: every expected error is one sentence on stderr."""
    raise typer.Exit(_run(work))


def _run(work: Callable[[], Coroutine[object, object, int]]) -> int:
    try:
        return asyncio.run(work())
    except KeyboardInterrupt:
        return INTERRUPTED
    except ConciergeError as problem:
        console.complain(str(problem))
        match problem:
            case NotMigrated():
                return NOT_MIGRATED
            case BadSetting() | BadUsage():
                return USAGE
        return FAILED


def with_core(work: Callable[[Core], Awaitable[int]], *, demo: bool) -> None:
    """For verbs that need the database as it stands."""

    async def run() -> int:
        core = await open_database(start(), demo=demo)
        try:
            return await work(core)
        finally:
            await core.close()

    finish(run)


def database_of(settings: Settings, *, demo: bool) -> Database:
    """Says on stderr which one it is."""
    database = Database(settings.demo_database_url if demo else settings.database_url)
    console.note(f"Database: {sqlite_path(database.url) or address(database)}")
    return database


async def open_database(settings: Settings, *, demo: bool) -> Core:
    database = database_of(settings, demo=demo)
    try:
        return await open_core(settings, database)
    except NotMigrated as problem:
        await database.close()
        if demo:
            raise NotMigrated("There is no demo yet. Run `python -m bot demo` once.") from None
        raise problem from None
    except BaseException:
        await database.close()
        raise


def at_moment(core: Core, at: str | None, *, dry_run: bool = False) -> Core:
    """The same, as of `at`. Raises NotAllowed when that could reach customers, BadUsage for a moment gone by."""
    if at is None:
        return core
    moment = read_moment(at, core.settings.home_timezone)
    if not dry_run:
        refuse_beside_real_ones(core.settings, "--at without --dry-run")
        if moment < core.clock.now():
            raise BadUsage(f"{at} is over: choose a later moment.")
    return core.at(StandingClock(moment))


def read_moment(text: str, home: str) -> datetime:
    """A date means its midnight; without a zone it is home time. Raises BadUsage."""
    try:
        given = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadUsage(f"“{text}” is no moment: write it like 2026-11-25T09:00.") from None
    if given.tzinfo is None:
        return zones.to_utc(given, zones.zone(home))
    return given.astimezone(zones.zone("UTC"))
