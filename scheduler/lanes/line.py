"""Who is next: channels in a heap by the time they may send again, and among those that may, answers first."""

import heapq
from collections import deque
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from outreach.store.dispatch import Due


class Line:
    """The channels of one lane. Times are monotonic seconds; `not_before` is translated by whoever fills it.

    A channel has at most one delivery in the air, so its order is kept by construction.
    """

    def __init__(self, rests: dict[int, float]) -> None:
        """`rests`: until when each channel rests; kept up to date here, for whoever comes next."""
        self._queues: dict[int, deque[Due]] = {}
        self._rests = rests
        self._in_air: dict[int, int] = {}
        self._sleeping: list[tuple[float, int]] = []
        self._ready: list[tuple[int, int, int]] = []
        self._short: set[int] = set()

    def fill(self, due: Sequence[Due], parked_until: dict[int, float], now: float) -> None:
        """Replaces what waits by what was just read, channel by channel, each in its order.

        `parked_until`: the channels that must wait, as their rows say. What is in the air stays there.
        """
        in_air = set(self._in_air.values())
        waiting = (one for one in due if one.id not in in_air)
        self._queues = {channel_id: deque(of) for channel_id, of in groupby(waiting, attrgetter("channel_id"))}
        for channel_id in [one for one, until in self._rests.items() if until <= now]:
            del self._rests[channel_id]
        for channel_id, until in parked_until.items():
            self._rests[channel_id] = max(until, self._rests.get(channel_id, until))
        self._short = set()
        self._ready = []
        idle = self._queues.keys() - self._in_air.keys()
        self._sleeping = [(self._rests.get(channel_id, now), channel_id) for channel_id in idle]
        heapq.heapify(self._sleeping)

    def take(self, now: float) -> Due | None:
        """The next delivery that may go; its channel waits until `free`."""
        while self._sleeping and self._sleeping[0][0] <= now:
            _, channel_id = heapq.heappop(self._sleeping)
            first = self._queues[channel_id][0]
            heapq.heappush(self._ready, (first.priority, first.id, channel_id))
        if not self._ready:
            return None
        channel_id = heapq.heappop(self._ready)[2]
        due = self._queues[channel_id].popleft()
        if not self._queues[channel_id]:
            del self._queues[channel_id]
            if due.has_more_behind:
                self._short.add(channel_id)
        self._in_air[channel_id] = due.id
        return due

    def free(self, due: Due, at: float, *, again: bool = False) -> None:
        """Its channel may send the next at that time; `again`: the same one, which has kept its place."""
        del self._in_air[due.channel_id]
        self._rests[due.channel_id] = at
        if again:
            self._queues.setdefault(due.channel_id, deque()).appendleft(due)
        if due.channel_id in self._queues:
            heapq.heappush(self._sleeping, (at, due.channel_id))

    @property
    def wakes_at(self) -> float | None:
        """When the next channel may send; None when nothing waits but for what is in the air."""
        if self._ready:
            return 0.0
        return self._sleeping[0][0] if self._sleeping else None

    @property
    def runs_short(self) -> bool:
        """Whether some free channel has more due than was read."""
        return bool(self._short - self._in_air.keys())
