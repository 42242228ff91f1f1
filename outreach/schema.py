"""The versions of the tables: bring a database up to date, or refuse one that is not."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from outreach.database import Database
from outreach.errors import NotMigrated

_FOLDER = Path(__file__).parent / "migrations"


async def migrate(database: Database) -> list[str]:
    """Applies what is missing in one transaction, or nothing; returns the revisions applied, oldest first."""
    if await _found(database) - _known():
        raise NotMigrated(_NEWER)
    return await run_alembic(database, lambda config: command.upgrade(config, "head"))


async def check_migrated(database: Database) -> None:
    """Raises NotMigrated unless the tables are exactly those this program was written for."""
    refusal = refuse(await _found(database), _known(), set(_scripts().get_heads()))
    if refusal is not None:
        raise NotMigrated(refusal)


def refuse(found: set[str], known: set[str], newest: set[str]) -> str | None:
    """Why a database at the revisions `found` cannot be used, or None; `known` are all this program has."""
    if not found:
        return "The database has no tables yet. Run `python -m bot migrate`."
    if found - known:
        return _NEWER
    if found != newest:
        return "The database's tables are older than this program. Run `python -m bot migrate`."
    return None


_NEWER = (
    "The database's tables are newer than this program: a later version of Concierge has used it. "
    "Update this program, then run `python -m bot migrate`."
)


async def run_alembic(database: Database, run: Callable[[Config], object]) -> list[str]:
    """Runs one of alembic's commands on this database; returns the revisions it applied or took back."""
    config = _config()
    passed: list[str] = []

    def run_on(connection: Connection) -> None:
        config.attributes.update(connection=connection, passed=passed)
        run(config)

    async with database.engine.connect() as connection:
        await connection.run_sync(run_on)
    return passed


async def _found(database: Database) -> set[str]:
    async with database.reading() as session:
        connection = await session.connection()
        return await connection.run_sync(lambda known: set(MigrationContext.configure(known).get_current_heads()))


def _known() -> set[str]:
    return {script.revision for script in _scripts().walk_revisions()}


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    # Alembic interpolates: a `%` in the folder's name would be read as a placeholder.
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
