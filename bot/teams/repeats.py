"""One deed told several times: Teams repeats an invoke, twice with one id and half a minute later with a new one."""

import hashlib
import json
import time
from collections.abc import Callable
from datetime import datetime

_SAME_FOR_SECONDS = 75.0
_BUCKET_SECONDS = 90


class Repeats:
    """Gives what is told again the same key, and the same press by the same person minutes later another one.

    The key holds the time in steps, so that it is the same after a restart too. Only where the two sides of a step
    would tell a repetition apart memory bridges it; a restart just then is the one case in which it acts twice, and
    what is pressed is checked against the state it was shown in anyway.
    """

    def __init__(self, read_seconds: Callable[[], float] = time.monotonic) -> None:
        self._read_seconds = read_seconds
        self._seen: dict[str, tuple[str, float]] = {}

    def key(self, deed: object, at: datetime) -> str:
        """`deed` is everything that tells it from another one, as JSON has it; `at` is when Teams says it was done,
        which a repetition with the same id says again."""
        mark = hashlib.sha256(json.dumps(deed, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        now = self._read_seconds()
        self._forget(now)
        if mark in self._seen:
            return self._seen[mark][0]
        key = f"press:{mark}:{int(at.timestamp()) // _BUCKET_SECONDS}"
        self._seen[mark] = key, now
        return key

    def _forget(self, now: float) -> None:
        """The oldest stand first."""
        for mark, (_, since) in list(self._seen.items()):
            if now - since < _SAME_FOR_SECONDS:
                return
            del self._seen[mark]
