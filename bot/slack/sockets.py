"""Socket Mode: the same listeners, reached through sockets that we open, for whom no address of ours is needed."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping

import aiohttp
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.attempts import BROKEN, said
from bot.slack.errors import code_of
from bot.slack.payloads import Raw, maybe, part

log = logging.getLogger(__name__)

# A socket may stay connected and deliver nothing any more; replacing one that was merely idle costs nothing.
_SILENT_AFTER_SECONDS = 600.0
_PING_SECONDS = 20.0
_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS, _LASTING_SECONDS = 1.0, 60.0, 30.0
# What was under way on a socket that is replaced may still be acknowledged there.
_LINGERS_SECONDS = 10.0
# Whatever has arrived is committed within so long, even if nobody is left to be told: a command does not come again.
_COMMITS_WITHIN_SECONDS = 3.0
_PAYLOADS = frozenset({"events_api", "slash_commands", "interactive"})

Dispatch = Callable[[Raw, Mapping[str, str]], Awaitable[BoltResponse]]
Socket = aiohttp.ClientWebSocketResponse


class Link:
    """One socket. `leaving` is set as soon as another should take its place."""

    def __init__(
        self, socket: Socket, dispatch: Dispatch, commits_within_seconds: float = _COMMITS_WITHIN_SECONDS
    ) -> None:
        self.leaving = asyncio.Event()
        self._socket = socket
        self._dispatch = dispatch
        self._commits_within_seconds = commits_within_seconds
        self._opened_at = self._heard_at = asyncio.get_running_loop().time()
        self._answering: set[asyncio.Task[None]] = set()

    @property
    def age_seconds(self) -> float:
        return asyncio.get_running_loop().time() - self._opened_at

    @property
    def silent_seconds(self) -> float:
        """Since the last delivery; pings and greetings are none."""
        return asyncio.get_running_loop().time() - self._heard_at

    async def read(self) -> None:
        """Until it is closed, from either side, and what had arrived is committed."""
        try:
            async for message in self._socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._take(message.data)
        finally:
            self.leaving.set()
            await self._close()

    async def retire(self) -> None:
        """Closes it, once what is under way on it was acknowledged."""
        if self._answering:
            await asyncio.wait(self._answering, timeout=_LINGERS_SECONDS)
        await self._socket.close()

    async def _close(self) -> None:
        if self._answering:
            _, late = await asyncio.wait(self._answering, timeout=self._commits_within_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._socket.close()

    def _take(self, text: str) -> None:
        envelope = _parsed(text)
        match envelope.get("type"):
            case "disconnect":
                self.leaving.set()
            case kind if kind in _PAYLOADS:
                self._heard_at = asyncio.get_running_loop().time()
                task = asyncio.create_task(self._answer(envelope))
                self._answering.add(task)
                task.add_done_callback(self._answering.discard)

    async def _answer(self, envelope: Raw) -> None:
        """Acknowledged once it is committed; what is not comes again."""
        retries = envelope.get("retry_attempt")
        headers = {"x-slack-retry-num": str(retries)} if retries else {}
        response = await self._dispatch(part(envelope, "payload"), headers)
        if response.status != 200:
            return
        answer: dict[str, object] = {"envelope_id": maybe(envelope, "envelope_id")}
        if body := _parsed(response.body or ""):
            answer["payload"] = dict(body)
        try:
            await self._socket.send_json(answer)
        except (ConnectionError, aiohttp.ClientError):
            log.info("socket.unacknowledged platform=slack")


class Sockets:
    """`client` asks for addresses in the name of the app-level token; `session` is what it sends over."""

    def __init__(  # noqa: PLR0913 - whom to ask, over what, who takes it, and two times
        self,
        client: AsyncWebClient,
        app_token: str,
        session: aiohttp.ClientSession,
        dispatch: Dispatch,
        silent_after_seconds: float = _SILENT_AFTER_SECONDS,
        first_wait_seconds: float = _FIRST_WAIT_SECONDS,
    ) -> None:
        self._client = client
        self._app_token = app_token
        self._session = session
        self._dispatch = dispatch
        self._silent_after_seconds = silent_after_seconds
        self._first_wait_seconds = first_wait_seconds
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Keeps one socket open, and the next one opens before it goes; every socket is closed at the end."""
        wait, replaced = self._first_wait_seconds, None
        try:
            while True:
                link = await self._open()
                if link is not None:
                    if replaced is not None:
                        self._begin(replaced.retire())
                    replaced = link
                    await self._stay(link)
                # One that goes at once would else be replaced as fast as Slack lets us.
                is_lasting = link is not None and link.age_seconds > _LASTING_SECONDS
                wait = self._first_wait_seconds if is_lasting else min(2 * wait, _LONGEST_WAIT_SECONDS)
                if not is_lasting:
                    await asyncio.sleep(wait / 2)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _open(self) -> Link | None:
        """None when Slack cannot be reached, or does not want us now."""
        try:
            told = said(await self._client.apps_connections_open(app_token=self._app_token))
            socket = await self._session.ws_connect(maybe(told, "url") or "", heartbeat=_PING_SECONDS, autoping=True)
        except SlackApiError as refusal:
            log.error("socket.refused platform=slack code=%s", code_of(refusal))
            return None
        except BROKEN as problem:
            log.warning("socket.unopened platform=slack problem=%s", type(problem).__name__)
            return None
        link = Link(socket, self._dispatch)
        self._begin(link.read())
        return link

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _stay(self, link: Link) -> None:
        """Until another should take its place: Slack says so, it broke, or nothing comes through any more."""
        while (left := self._silent_after_seconds - link.silent_seconds) > 0:
            try:
                async with asyncio.timeout(left):
                    await link.leaving.wait()
            except TimeoutError:
                continue
            break
        else:
            log.info("socket.silent platform=slack")


def _parsed(text: str) -> Raw:
    """Empty for anything but an object."""
    try:
        raw = json.loads(text) if text.startswith("{") else {}
    except ValueError:
        return {}
    return raw if isinstance(raw, dict) else {}
