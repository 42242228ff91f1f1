"""The ways in: whatever Slack sends, over HTTP or a socket, is committed as a neutral event before it gets its 200."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.response import BoltResponse

from bot.connection import Receiver, Refusal
from bot.slack.acts import command_of, press_of, refreshing, shortcut_of, submission_of
from bot.slack.calls import NotInstalled, Workspaces
from bot.slack.channels import looked_at
from bot.slack.inbound import event_of
from bot.slack.installed import PLATFORM, Installed
from bot.slack.payloads import FAREWELLS, Raw, Unreadable, installation_of, maybe, part
from bot.slack.quiet import quiet_logger
from bot.slack.subscriptions import UNASKED
from bot.slack.views import refusal
from outreach.errors import BadInput, DeliveryProblem
from outreach.events import Actor, ChannelChanged, Event, Shortcut
from outreach.messages import say
from outreach.ports import Asker, Clock, Messenger

log = logging.getLogger(__name__)

# Slack gives up after three seconds; what takes longer closes the form and is answered privately.
_PATIENCE_SECONDS = 2.5
# A form must open within three seconds of being asked for.
_NAMED_WITHIN_SECONDS = 1.0
_ANY = re.compile("")
_INSTALLED = "installed"

T = TypeVar("T")
Reading = Callable[[Raw, Installed, datetime], Event | None]
# Takes back what a workspace gave us: (our workspace, the farewell).
Farewell = Callable[[str, Raw], Awaitable[None]]


class Doors:
    """One bolt app for all of them, which only sorts: it is told who we are, and calls nobody."""

    def __init__(  # noqa: PLR0913 - who we are, where events go, how people are answered, and two times
        self,
        workspaces: Workspaces,
        messenger: Messenger,
        receiver: Receiver,
        clock: Clock,
        farewell: Farewell,
        patience_seconds: float = _PATIENCE_SECONDS,
    ) -> None:
        self._workspaces = workspaces
        self._messenger = messenger
        self._receiver = receiver
        self._clock = clock
        self._farewell = farewell
        self._patience_seconds = patience_seconds
        self._under_way: set[asyncio.Task[Any]] = set()
        self._app = self._built()

    async def dispatch(self, payload: Raw, headers: Mapping[str, str] | None = None) -> BoltResponse:
        """A verified payload. Anything but a 200 means that it was not taken, and should come again."""
        # As a socket would hand it over: read already, and nothing left to verify.
        request = AsyncBoltRequest(mode="socket_mode", body=dict(payload), headers=dict(headers or {}))
        return await self._app.async_dispatch(request)

    async def rest(self) -> None:
        """Waits for what goes on after its 200."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def close(self) -> None:
        """What is left undone was committed, and is handled after the next start."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def _built(self) -> AsyncApp:
        app = AsyncApp(
            name="concierge",
            logger=quiet_logger(),
            client=self._workspaces.client_of(),
            process_before_response=True,
            before_authorize=self._find_installation,
            authorize=_Known(),
            request_verification_enabled=False,
            ssl_check_enabled=False,
            ignoring_self_events_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        # Every subscribed event has a listener, and so has what somebody subscribes to by hand: a 404 would count
        # as a failed delivery.
        app.event(_ANY)(self._hear)
        app.command(_ANY)(self._obey)
        app.action(_ANY)(self._press)
        app.shortcut({"type": "message_action", "callback_id": _ANY})(self._choose)
        app.shortcut({"type": "shortcut", "callback_id": _ANY})(_ignore)
        app.view_submission(_ANY)(self._submit)
        app.view_closed(_ANY)(_ignore)
        app.error(_tell_error)
        return app

    async def _find_installation(
        self, body: dict[str, Any], context: AsyncBoltContext, next_: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        """Before anything else: of whose workspace this is. What is nobody's is thanked for and forgotten."""
        if body.get("type") == "url_verification":
            return await next_()
        if body.get("type") == UNASKED:
            log.warning("events.limited platform=slack workspace=%s", maybe(body, "team_id"))
            return BoltResponse(status=200)
        if maybe(body, "event", "type") in FAREWELLS:
            # Its token is dead already, so nobody can be asked.
            if workspace := installation_of(body):
                await self._farewell(workspace, body)
            return BoltResponse(status=200)
        try:
            context[_INSTALLED] = await self._installed(body)
        except (NotInstalled, Unreadable) as problem:
            log.warning("event.unknown platform=slack problem=%s", type(problem).__name__)
            return BoltResponse(status=200)
        return await next_()

    async def _installed(self, body: Raw) -> Installed:
        """With a single token there is only one. Raises NotInstalled, or Unreadable where it is not said whose."""
        workspace = installation_of(body)
        if workspace is not None:
            return await self._workspaces.installation(workspace)
        if not self._workspaces.is_single:
            raise Unreadable("authorizations")
        return await self._workspaces.only()

    async def _hear(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        event = self._read(event_of, body, context)
        if isinstance(event, ChannelChanged):
            event = await looked_at(self._workspaces, event)
        if event is not None:
            await self._receiver.take(event)

    async def _obey(self, body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        await self._take(self._read(command_of, body, context))
        await ack()

    async def _choose(self, body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        chosen = self._read(shortcut_of, body, context)
        await self._take(await self._named(chosen) if isinstance(chosen, Shortcut) else None)
        await ack()

    async def _named(self, chosen: Shortcut) -> Shortcut:
        """Slack tells the author of a chosen message by their id alone. Whom it does not name in time has no name."""
        author = Actor(PLATFORM, "", chosen.author, "")
        try:
            async with asyncio.timeout(_NAMED_WITHIN_SECONDS):
                author = await self._messenger.identify(author, chosen.place)
        except (DeliveryProblem, TimeoutError) as problem:
            log.warning("author.unseen platform=slack problem=%s", type(problem).__name__)
        return replace(chosen, author=author.name)

    async def _press(self, body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        await self._take(self._read(press_of, body, context))
        await ack()

    async def _take(self, event: Event | None) -> None:
        """What was done on somebody's page shows there once it is handled."""
        if event is None:
            return
        await self._receiver.take(event)
        if refreshing(event) is not None:
            self._go_on(_logged(self._refresh(event)))

    async def _refresh(self, event: Event) -> None:
        """A second `receive` only waits for the first: the event acts once."""
        shown = refreshing(event)
        await self._receiver.receive(event)
        if shown is not None:
            await self._receiver.take(shown)

    async def _submit(self, body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        shown = await self._submitted(body, context)
        await (ack(shown) if shown else ack())

    async def _submitted(self, body: Raw, context: AsyncBoltContext) -> dict[str, Any]:
        """A refusal is shown in the form, which stays open: nothing that was typed is lost. Else the form closes."""
        view = part(body, "view")
        try:
            event = self._read(submission_of, body, context)
        except BadInput as problem:
            return _shown(view, Refusal(str(problem)))
        if event is None:
            return {}
        submitting = self._go_on(self._receiver.submit(event))
        done, _ = await asyncio.wait({submitting}, timeout=self._patience_seconds)
        if not done or submitting.exception() is not None:
            # It must be committed before the form closes; of the two, whichever comes first handles it.
            await self._receiver.take(event)
            self._go_on(_logged(self._tell_later(event, submitting)))
            return {}
        return self._ended(event, view, submitting.result())

    def _ended(self, event: Event, view: Raw, why: Refusal | None) -> dict[str, Any]:
        if why is None:
            if refreshing(event) is not None:
                self._go_on(_logged(self._refresh(event)))
            return {}
        shown = _shown(view, why)
        if not shown:
            self._go_on(_logged(self._tell(event, why.words)))
        return shown

    async def _tell_later(self, event: Event, submitting: "asyncio.Task[Refusal | None]") -> None:
        why = await submitting
        if why is not None:
            await self._tell(event, why.words)

    async def _tell(self, event: Event, words: str) -> None:
        await self._messenger.answer(Asker(event.place, event.actor.external_id), say(words))

    def _read(self, read: Reading, body: Raw, context: AsyncBoltContext) -> Event | None:
        """Sent again it would be no better: what cannot be read is thanked for."""
        try:
            return read(body, context[_INSTALLED], self._clock.now())
        except Unreadable as problem:
            log.error("event.unreadable platform=slack kind=%s missing=%s", maybe(body, "event", "type"), problem)
            return None

    def _go_on(self, work: Coroutine[None, None, T]) -> "asyncio.Task[T]":
        """The loop itself would forget a task that nobody holds."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task


def _shown(view: Raw, why: Refusal) -> dict[str, Any]:
    """Nothing where there is no question to show it at: the form closes."""
    try:
        return refusal(view, why.words, why.field)
    except BadInput:
        return {}


async def _logged(work: Coroutine[None, None, None]) -> None:
    try:
        await work
    except Exception as problem:  # noqa: BLE001 - nobody waits for it, and what it is about was committed
        log.warning("reply.failed platform=slack problem=%s", type(problem).__name__)


class _Known(AsyncAuthorize):
    """Who we are was found out before; bolt's own look-up would ask Slack about every event."""

    def __init__(self) -> None:
        pass

    async def __call__(self, *, context: AsyncBoltContext, **_: object) -> AuthorizeResult:
        ours = context[_INSTALLED]
        return AuthorizeResult(
            enterprise_id=ours.organisation, team_id=ours.workspace, bot_user_id=ours.bot_user_id, bot_id=ours.bot_id
        )


async def _ignore(ack: AsyncAck) -> None:
    await ack()


async def _tell_error(error: Exception) -> BoltResponse:
    """Not taken: Slack sends it again. Never its payload, and no text of a library's error."""
    known = isinstance(error, DeliveryProblem | TimeoutError)
    log.error("event.left platform=slack problem=%s", type(error).__name__, exc_info=None if known else error)
    return BoltResponse(status=500)
