"""Our access token to the connector: fetched off the event loop, by one at a time, and kept until it nears its end."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.settings import Settings
from bot.teams.logins import Login, log_in
from outreach.errors import DeliveryProblem, NotReached, Refused

log = logging.getLogger(__name__)

# A send may wait this long for a login, which leaves time for the send itself (10 s with everything).
_WITHIN_SECONDS = 4.0
# From then on a new one is fetched while the old one still serves; and it serves until shortly before its end, since
# a message under way with an expired one would be refused.
_RENEW_SECONDS, _LAST_SECONDS = 600.0, 60.0
_AGAIN_SECONDS, _AGAIN_WHEN_REFUSED_SECONDS = 3.0, 30.0


@dataclass(frozen=True)
class _Kept:
    token: str
    until: float


class Tokens:
    """`read_seconds` is a clock that only goes forward. In anonymous mode there is no token."""

    def __init__(
        self,
        settings: Settings,
        read_seconds: Callable[[], float] = time.monotonic,
        ask: Callable[[Settings], Login] = log_in,
    ) -> None:
        self._settings = settings
        self._read_seconds = read_seconds
        self._ask = ask
        self._kept: _Kept | None = None
        self._problem: DeliveryProblem | None = None
        self._next_at = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    async def get(self) -> str | None:
        """Raises LoginRefused or NotReached: without a token nothing was sent."""
        if self._settings.teams_allow_anonymous:
            return None
        left = self._left()
        if left < _RENEW_SECONDS:
            self._begin()
        if left < _LAST_SECONDS:
            await self._wait()
        if self._kept is None or self._left() <= 0:
            raise self._why()
        return self._kept.token

    def forget(self, token: str) -> None:
        """The connector does not accept it any more."""
        if self._kept is not None and self._kept.token == token:
            self._kept = None

    def doubt(self, token: str, problem: DeliveryProblem) -> None:
        """The connector has never accepted it, and would hardly like the next one better: everybody is told so for a
        while, and Microsoft is not asked for one token per message."""
        if self._kept is not None and self._kept.token == token:
            self._kept, self._problem = None, problem
            self._next_at = self._read_seconds() + _AGAIN_WHEN_REFUSED_SECONDS

    async def close(self) -> None:
        if self._fetching is not None and not self._fetching.done():
            self._fetching.cancel()
            await asyncio.wait([self._fetching])

    def _why(self) -> DeliveryProblem:
        if self._problem is None:
            return NotReached("Microsoft's login takes too long: nothing was sent.")
        return self._problem.with_traceback(None)

    def _left(self) -> float:
        return self._kept.until - self._read_seconds() if self._kept else 0.0

    def _begin(self) -> None:
        is_under_way = self._fetching is not None and not self._fetching.done()
        if not is_under_way and self._read_seconds() >= self._next_at:
            self._problem = None
            self._fetching = asyncio.create_task(self._fetch())

    async def _wait(self) -> None:
        """Whoever gives up waiting leaves the fetch to the others."""
        if self._fetching is not None:
            await asyncio.wait([self._fetching], timeout=_WITHIN_SECONDS)

    async def _fetch(self) -> None:
        asked_at = self._read_seconds()
        try:
            login = await asyncio.to_thread(self._ask, self._settings)
        except DeliveryProblem as problem:
            self._fail(problem)
        except Exception:
            log.exception("login.failed")
            self._fail(NotReached("The login at Microsoft went wrong: nothing was sent."))
        else:
            self._kept, self._next_at = _Kept(login.token, asked_at + login.seconds), float("-inf")
            log.info("login.done seconds=%s", login.seconds)

    def _fail(self, problem: DeliveryProblem) -> None:
        """Told to everybody who asks before the next try."""
        is_refused = isinstance(problem, Refused)
        log.warning("login.%s", "refused" if is_refused else "unanswered")
        self._problem = problem
        self._next_at = self._read_seconds() + (_AGAIN_WHEN_REFUSED_SECONDS if is_refused else _AGAIN_SECONDS)
