"""What goes back to whoever acted, after the commit: best effort, since what must not get lost is a delivery."""

import asyncio
import logging

from handlers.work import OpenForm, Outcome, Reply
from outreach.errors import DeliveryProblem
from outreach.events import Action, Command, Event
from outreach.messages import Message, say
from outreach.ports import Messenger, Outgoing

log = logging.getLogger(__name__)

WITHIN_SECONDS = 10.0


async def give(messenger: Messenger, event: Event, outcome: Outcome, reference: str) -> None:
    """Never raises: the event is handled, whether or not its author hears of it."""
    try:
        async with asyncio.timeout(WITHIN_SECONDS):
            await _give(messenger, event, outcome, reference)
    except (DeliveryProblem, TimeoutError) as problem:
        log.warning("reply.failed reference=%s problem=%s", reference, type(problem).__name__)


async def _give(messenger: Messenger, event: Event, outcome: Outcome, reference: str) -> None:
    match outcome:
        case OpenForm(form=form):
            opens = event.opens if isinstance(event, Command | Action) else None
            if opens is None:
                await _whisper(messenger, event, say("A form opens only from a button or a typed command: use one."))
                return
            await messenger.open_form(opens, event.actor.external_id, event.place, form)
        case Reply(message=message):
            await _reply(messenger, event, outcome, Outgoing(f"reply-{reference}", event.place, message))


async def _reply(messenger: Messenger, event: Event, reply: Reply, outgoing: Outgoing) -> None:
    # In a channel with customers everything for staff stays private, whatever was asked for: a message there is
    # theirs too, and which of our messages a reference leads to is the platform's knowledge.
    in_place = reply.instead and event.place.kind != "shared"
    if in_place and isinstance(event, Action) and event.ref is not None:
        await messenger.update(outgoing, event.ref)
    else:
        await _whisper(messenger, event, reply.message)


async def _whisper(messenger: Messenger, event: Event, message: Message) -> None:
    await messenger.whisper(event.place, event.actor.external_id, message)
