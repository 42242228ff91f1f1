"""Whether this process can do its work now."""

import time
from collections.abc import Callable
from datetime import timedelta

from outreach.database import Database
from outreach.errors import ConciergeError
from outreach.schema import check_migrated
from outreach.store import deployment

# Four ticks: one may be slow, and one is always just about to come.
TICK_WITHIN = timedelta(seconds=80)


class Health:
    """Counts from its making, so that a process that never ticks is found out as well."""

    def __init__(self, database: Database, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._monotonic = monotonic
        self._ticked_at = monotonic()

    def ticked(self) -> None:
        self._ticked_at = self._monotonic()

    async def obstacles(self) -> list[str]:
        found = []
        try:
            await deployment.reach(self._database)
            await check_migrated(self._database)
        except ConciergeError as problem:
            found.append(str(problem))
        silent = timedelta(seconds=self._monotonic() - self._ticked_at)
        if silent > TICK_WITHIN:
            found.append(f"The scheduler has not ticked for {silent.total_seconds():.0f} seconds: see the log.")
        return found
