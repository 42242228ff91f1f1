"""The migrations: what they make, what they refuse, and what a broken one leaves behind."""

from outreach.database import Database
from outreach.schema import check_migrated


async def test_a_migrated_database_is_accepted(database: Database) -> None:
    await check_migrated(database)
