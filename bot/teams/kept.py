"""What is remembered for a while, and never more of it than fits."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """The newest `most`, each for so many seconds; `read_seconds` is a clock that only goes forward."""

    def __init__(self, most: int, seconds: float, read_seconds: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._read_seconds = read_seconds
        self._kept: OrderedDict[Key, tuple[Value, float]] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        value, until = self._kept.get(key, (None, float("-inf")))
        return value if self._read_seconds() < until else None

    def keep(self, key: Key, value: Value) -> None:
        self._kept[key] = value, self._read_seconds() + self._seconds
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def drop(self, key: Key) -> None:
        self._kept.pop(key, None)
