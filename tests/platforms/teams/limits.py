"""How much Teams lets one bot do before it says 429 (pure but for the seconds it is given)."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Literal

Deed = Literal["write", "look"]

# (requests, seconds) of one bot in one conversation; published figures, "subject to change".
WRITES = ((7, 1), (8, 2), (60, 30), (1_800, 3_600))
LOOKS = ((14, 1), (16, 2), (120, 30), (3_600, 3_600))
PER_TENANT = ((50, 1),)


class Limits:
    """Sliding windows. They run on real seconds, like the sender's own pacing, not on business time."""

    def __init__(self, read_seconds: Callable[[], float] = time.monotonic, *, enforced: bool = True) -> None:
        self.enforced = enforced
        self.refused = 0
        self._read = read_seconds
        self._taken: dict[tuple[str, str], deque[float]] = defaultdict(deque)

    def take(self, deed: Deed, conversation_id: str) -> float | None:
        """Counts one request; None when it is let through, else the seconds to wait. Refused ones are not counted."""
        if not self.enforced:
            return None
        now = self._read()
        asked = (((deed, conversation_id), WRITES if deed == "write" else LOOKS), (("tenant", ""), PER_TENANT))
        wait = max(self._wait(key, windows, now) for key, windows in asked)
        if wait > 0:
            self.refused += 1
            return wait
        for key, _ in asked:
            self._taken[key].append(now)
        return None

    def _wait(self, key: tuple[str, str], windows: tuple[tuple[int, int], ...], now: float) -> float:
        taken = self._taken[key]
        while taken and taken[0] <= now - windows[-1][1]:
            taken.popleft()
        waits = [0.0]
        for most, seconds in windows:
            # The window is full while its MOSTth newest request is still inside.
            if len(taken) >= most and taken[-most] > now - seconds:
                waits.append(taken[-most] + seconds - now)
        return max(waits)


def retry_after(seconds: float) -> str:
    """The header's value: whole seconds, never too early."""
    return str(max(1, math.ceil(seconds)))
