"""Moving the simulated clock: one jump at a time, told while it lasts."""

import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict
from zoneinfo import ZoneInfo

from bot.playground.host import Playground
from bot.playground.moments import short_words, target
from outreach.errors import BadInput, ConciergeError, NotFound

log = logging.getLogger(__name__)


class JumpState(TypedDict):
    """`share` of the way done, 0 to 1; `problem` is why the last jump stopped early."""

    running: bool
    words: str
    share: float
    problem: str


@dataclass
class _Jump:
    key: str
    began_at: datetime
    to: datetime


class Jumping:
    """The clock's buttons. A jump outlives the request that asked for it, since it may take long."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground
        self._current: _Jump | None = None
        self._done: deque[str] = deque(maxlen=100)
        self._problem = ""

    def state(self, now: datetime) -> JumpState:
        jump = self._current
        if jump is None:
            return JumpState(running=False, words="", share=0.0, problem=self._problem)
        words = f"Moving to {short_words(jump.to, ZoneInfo(self._playground.zone))}"
        share = (now - jump.began_at) / (jump.to - jump.began_at)
        return JumpState(running=True, words=words, share=round(min(max(share, 0.0), 1.0), 3), problem="")

    async def begin(self, key: str, to: str) -> Callable[[], Awaitable[None]] | None:
        """The work to be done after answering; None when this very jump was asked for before."""
        if key in self._done or (self._current and self._current.key == key):
            return None
        if self._current:
            raise BadInput("The clock is already moving: wait until it has arrived.")
        now = self._playground.clock.now()
        aim = await self._next(now) if to == "next" else target(to, now, ZoneInfo(self._playground.zone))
        self._current, self._problem = _Jump(key, now, aim), ""
        return self._run

    async def _next(self, now: datetime) -> datetime:
        coming = await self._playground.next_at()
        if coming is None:
            raise NotFound("Nothing is planned: there is no next event to jump to.")
        # What is overdue happens as soon as the clock moves at all.
        return max(coming, now + timedelta(seconds=1))

    async def _run(self) -> None:
        jump = self._current
        if jump is None:
            return
        try:
            await self._playground.clock.jump(jump.to)
        except ConciergeError as refusal:
            self._problem = str(refusal)
        except Exception:
            self._problem = "The jump stopped early because of a fault: its log says which."
            raise
        finally:
            self._done.append(jump.key)
            self._current = None
        log.info("clock.jumped to=%s", jump.to.isoformat())
