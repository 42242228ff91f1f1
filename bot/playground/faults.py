"""What may go wrong between Concierge and a chat platform, on purpose and on demand."""

import random
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, Protocol

from outreach.events import Place

Verb = Literal["post", "update", "delete", "find", "answer", "open_form"]
Kind = Literal[
    "rate_limited", "not_reached", "unclear_before", "unclear_after", "late", "slow", "archived", "not_a_member"
]


@dataclass(frozen=True)
class Fault:
    """One mishap. `wait` is how long the platform asks to wait (`rate_limited`), takes to answer (`slow`), or takes
    to do the thing after the caller gave up on it (`late`)."""

    kind: Kind
    wait: timedelta = timedelta(0)
    whole_lane: bool = False


class Faults(Protocol):
    def next(self, verb: Verb, place: Place) -> Fault | None:
        """The mishap of this one call, or none."""
        ...


class Planned:
    """Mishaps in a given order, one a call; `None` lets a call pass. `only` spares every other verb."""

    def __init__(self, *faults: Fault | None, only: Verb | None = None) -> None:
        self._faults = deque(faults)
        self._only = only

    def next(self, verb: Verb, place: Place) -> Fault | None:  # noqa: ARG002
        if not self._faults or self._only not in (None, verb):
            return None
        return self._faults.popleft()


class Seeded:
    """Mishaps by chance, the same for the same seed: `rates` are shares of calls, together at most 1."""

    def __init__(self, seed: int, rates: Mapping[Kind, float], wait: timedelta = timedelta(0)) -> None:
        self._dice = random.Random(seed)
        self._rates = rates
        self._wait = wait

    def next(self, verb: Verb, place: Place) -> Fault | None:  # noqa: ARG002
        roll = self._dice.random()
        for kind, rate in self._rates.items():
            if roll < rate:
                return Fault(kind, self._wait)
            roll -= rate
        return None
