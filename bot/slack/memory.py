"""What Slack said a moment ago, kept for so long that asking again would only cost a call."""

import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_MOST = 5_000


class Memory(Generic[K, V]):
    """Each answer has its own time to live; the oldest goes when there are too many."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic, most: int = _MOST) -> None:
        self._monotonic = monotonic
        self._most = most
        self._kept: dict[K, tuple[float, V]] = {}

    def recall(self, key: K) -> V | None:
        until, value = self._kept.get(key, (0.0, None))
        return value if self._monotonic() < until else None

    def keep(self, key: K, value: V, seconds: float) -> V:
        self._kept.pop(key, None)
        self._kept[key] = (self._monotonic() + seconds, value)
        while len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]
        return value

    def forget(self, key: K) -> None:
        self._kept.pop(key, None)
