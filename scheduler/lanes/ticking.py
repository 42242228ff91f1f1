"""Real time, for what is real: leases, pacing and settling, whatever the business clock says."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol

# CLOCK_MONOTONIC stands still while a machine is suspended, and a lease does not: Linux offers a clock that counts on.
_UNINTERRUPTED = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


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
        return time.clock_gettime(_UNINTERRUPTED)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
