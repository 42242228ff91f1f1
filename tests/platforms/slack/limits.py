"""How fast our fake Slack lets the app go; off unless a test asks for it."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

HISTORY = ("conversations.history", "conversations.replies")


@dataclass
class Limits:
    """`between` seconds between posts to one channel, after a burst of `burst` at once; `tiers` are calls per minute
    by method, counted per workspace. `history_objects` caps a page where history is restricted.

    `monotonic` is the real clock by default, since what a platform allows is about real time.
    """

    between: float = 0.0
    burst: int = 1
    tiers: dict[str, int] = field(default_factory=dict)
    history_objects: int = 999
    monotonic: Callable[[], float] = time.monotonic
    refused: int = 0
    _free_at: dict[tuple[str, str], float] = field(default_factory=dict)

    @classmethod
    def usual(cls, burst: int = 1, monotonic: Callable[[], float] = time.monotonic) -> "Limits":
        """One message a second and channel."""
        return cls(between=1.0, burst=burst, monotonic=monotonic)

    def restrict_history(self) -> None:
        """One request a minute and 15 objects: what apps sold outside the Marketplace get."""
        self.tiers |= dict.fromkeys(HISTORY, 1)
        self.history_objects = 15

    def wait_for(self, method: str, team: str, channel: str) -> int | None:
        """Whole seconds until it may be asked again, or None, and then it counts as done."""
        if method == "chat.postMessage" and self.between:
            return self._take(("post", channel), self.between, self.burst)
        if method in self.tiers:
            return self._take((method, team), 60 / self.tiers[method], self.tiers[method])
        return None

    def _take(self, key: tuple[str, str], between: float, burst: int) -> int | None:
        """`_free_at` is when a client that keeps the pace exactly would ask next."""
        now = self.monotonic()
        free_at = max(self._free_at.get(key, now), now)
        early = free_at - now - (burst - 1) * between
        if early > 1e-9:
            self.refused += 1
            return max(1, math.ceil(early))
        self._free_at[key] = free_at + between
        return None
