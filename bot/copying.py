"""A throw-away copy of the database, for looking at what would be while everybody else goes on working."""

import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from bot.core import Core
from outreach.database import Database
from outreach.store import copies


@asynccontextmanager
async def copied(core: Core, report: Callable[[int, int], None] | None = None) -> AsyncIterator[Core]:
    """The same on a copy in a file that is gone afterwards; `report` is told rows done, and of how many."""
    with tempfile.TemporaryDirectory(prefix="concierge-copy-") as folder:
        copy = Database(f"sqlite:///{Path(folder) / 'copy.db'}")
        try:
            async with core.database.reading() as source, copy.writing() as target:
                await copies.copy_rows(source, target, report)
            yield replace(core, database=copy)
        finally:
            await copy.close()
