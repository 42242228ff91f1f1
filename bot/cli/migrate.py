"""`migrate`: tables first, then the library."""

from bot import seating
from bot.cli import console
from bot.cli.running import DONE, DemoOption, database_of, finish, start
from bot.core import open_core
from outreach.database import Database
from outreach.schema import migrate as apply
from outreach.store import deployment


def migrate(demo: DemoOption = False) -> None:
    """Bring the database's tables up to date and load the library. Safe to repeat.

    A database that a newer Concierge has used is left alone.
    """

    async def run() -> int:
        settings = start()
        database = database_of(settings, demo=demo)
        try:
            for revision in await bring_up_to_date(database):
                console.say(f"Applied {revision}.")
            core = await open_core(settings, database)
            loaded = await seating.stock(core)
        finally:
            await database.close()
        console.say("The tables are up to date.")
        console.say(f"Library: {len(loaded.new)} new, {len(loaded.changed)} changed, {len(loaded.gone)} gone.")
        return DONE

    finish(run)


async def bring_up_to_date(database: Database) -> list[str]:
    await deployment.reach(database)
    return await apply(database)
