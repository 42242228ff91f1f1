"""The keys with which Microsoft signs what it tells a bot: fetched rarely, kept long, and off everybody else's way."""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import aiohttp
import jwt

from bot import wire

log = logging.getLogger(__name__)

_FETCHED_WITHIN_SECONDS = 5.0
# Microsoft asks for a look once a day, and replaces keys days before it signs with the new ones.
_FRESH_SECONDS = 24 * 3600.0
# Anybody can send a token that names a key nobody has: this is how often such a name is looked up.
_AGAIN_SECONDS, _AGAIN_AFTER_FAILURE_SECONDS = 60.0, 10.0
_LARGEST = 1_000_000


@dataclass(frozen=True)
class SigningKey:
    """`endorsements` are the channels that it may speak for."""

    key: jwt.PyJWK
    endorsements: frozenset[str]


class SigningKeys:
    """`read_seconds` is a clock that only goes forward."""

    def __init__(
        self, session: aiohttp.ClientSession, metadata_url: str, read_seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._read_seconds = read_seconds
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at: float | None = None
        self._next_at = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    async def find(self, name: str) -> SigningKey | None:
        """Waits only for a name that is not known; one fetch answers everybody who waits."""
        if name not in self._keys:
            await self.refresh()
        elif self._is_old():
            self._begin()
        return self._keys.get(name)

    async def refresh(self) -> None:
        """Never raises: the keys that are there stay."""
        fetching = self._begin()
        if fetching is not None:
            # Whoever gives up waiting leaves the fetch to the others.
            await asyncio.shield(fetching)

    async def close(self) -> None:
        if self._fetching is not None and not self._fetching.done():
            self._fetching.cancel()
            await asyncio.wait([self._fetching])

    def _is_old(self) -> bool:
        return self._fetched_at is None or self._read_seconds() - self._fetched_at > _FRESH_SECONDS

    def _begin(self) -> asyncio.Task[None] | None:
        """The fetch that is under way, a new one, or None where the last one is too recent."""
        if self._fetching is not None and not self._fetching.done():
            return self._fetching
        if self._read_seconds() < self._next_at:
            return None
        self._fetching = asyncio.create_task(self._fetch())
        return self._fetching

    async def _fetch(self) -> None:
        self._next_at = float("inf")
        wait = _AGAIN_AFTER_FAILURE_SECONDS
        try:
            async with asyncio.timeout(_FETCHED_WITHIN_SECONDS):
                metadata = await self._read(self._metadata_url)
                found = _keys_in(await self._read(str(metadata["jwks_uri"])))
            if found:
                self._keys, self._fetched_at, wait = found, self._read_seconds(), _AGAIN_SECONDS
            log.info("keys.fetched count=%s", len(found))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError) as problem:
            log.warning("keys.unreachable problem=%s", type(problem).__name__)
        except Exception:
            log.exception("keys.unreadable")
        finally:
            self._next_at = self._read_seconds() + wait

    async def _read(self, url: str) -> Mapping[str, object]:
        async with self._session.get(url, allow_redirects=False) as answer:
            answer.raise_for_status()
            read = json.loads(await wire.read_whole(answer, _LARGEST))
        return read if isinstance(read, dict) else {}


def _keys_in(published: Mapping[str, object]) -> dict[str, SigningKey]:
    listed = published.get("keys")
    return dict(found for each in listed if (found := _key(each))) if isinstance(listed, list) else {}


def _key(published: object) -> tuple[str, SigningKey] | None:
    """None for a key of a kind that signs no activities."""
    if not isinstance(published, dict) or published.get("kty") != "RSA" or not isinstance(published.get("kid"), str):
        return None
    endorsed = published.get("endorsements")
    try:
        key = jwt.PyJWK(published, algorithm="RS256")
    except jwt.PyJWTError:
        return None
    return published["kid"], SigningKey(key, frozenset(map(str, endorsed if isinstance(endorsed, list) else ())))
