"""Real time, for what is real: leases, pacing and settling, whatever the business clock says."""

import asyncio
import sys
import time
from datetime import UTC, datetime
from typing import Protocol


class Ticking(Protocol):
    def now(self) -> datetime:
        """Aware UTC; may step when the host's clock is set."""
        ...

    def monotonic(self) -> float:
        """Seconds that never step back."""
        ...

    async def sleep(self, seconds: float) -> None: ...


class RealTime:
    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time(), UTC)

    def monotonic(self) -> float:
        # The usual monotonic clock stands still while a machine is suspended, and a lease does not: Linux offers one
        # that counts on.
        return time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
