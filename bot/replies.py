"""What goes back to whoever acted, after the commit: best effort, since what must not get lost is a delivery."""

import asyncio
import logging

from handlers.work import OpenForm, Outcome, Reply
from outreach.errors import DeliveryProblem
from outreach.events import Action, Command, Event, FormSubmitted, HomeOpened, Shortcut
from outreach.messages import Message, say
from outreach.ports import Asker, Messenger

log = logging.getLogger(__name__)

WITHIN_SECONDS = 10.0
_OPENING = (Command, Action, Shortcut)
_ANSWERED = (*_OPENING, FormSubmitted)


async def give(messenger: Messenger, event: Event, outcome: Outcome, reference: str) -> None:
    """Never raises: the event is handled, whether or not its author hears of it."""
    try:
        async with asyncio.timeout(WITHIN_SECONDS):
            await _give(messenger, event, outcome)
    except (DeliveryProblem, TimeoutError) as problem:
        log.warning("reply.failed reference=%s problem=%s", reference, type(problem).__name__)


async def _give(messenger: Messenger, event: Event, outcome: Outcome) -> None:
    match outcome:
        case OpenForm(form=form):
            opens = event.opens if isinstance(event, _OPENING) else None
            if opens is None:
                await _answer(messenger, event, say("A form opens only from a button or a typed command: use one."))
                return
            await messenger.open_form(opens, event.actor.external_id, event.place, form)
        case Reply(message=message) if isinstance(event, HomeOpened):
            await messenger.show_home(event.place, event.actor.external_id, message)
        case Reply(message=message):
            await _answer(messenger, event, message, instead=outcome.instead and _is_unseen_by_others(event))


def _is_unseen_by_others(event: Event) -> bool:
    """In a channel with customers everything for staff stays private, whatever was asked for: a message there is
    theirs too, and which of our messages a reference leads to is the platform's knowledge."""
    return isinstance(event, Action) and (event.is_private or event.place.kind != "shared")


async def _answer(messenger: Messenger, event: Event, message: Message, *, instead: bool = False) -> None:
    asker = Asker(
        event.place,
        event.actor.external_id,
        answer_to=event.answer_to if isinstance(event, _ANSWERED) else None,
        ref=event.ref if isinstance(event, Action) else None,
    )
    await messenger.answer(asker, message, instead=instead)
