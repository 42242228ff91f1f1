"""Cards that are drawn anew when their reader comes across them: Teams asks for that, the person does nothing."""

import asyncio
import logging

from bot.connection import Receiver
from bot.teams import showing
from bot.teams.answers import read_way
from bot.teams.elements import Element
from bot.teams.formatting import CARD
from outreach.errors import DeliveryProblem
from outreach.events import Action

log = logging.getLogger(__name__)

# Nobody waits for it: they see the card as it was.
_WITHIN_SECONDS = 5.0


async def drawn_anew(event: Action, receiver: Receiver) -> Element:
    """The body of the response: the card, or an error, with which the one that stands there stays. Never words: those
    would come up before somebody who has asked nothing."""
    try:
        async with asyncio.timeout(_WITHIN_SECONDS):
            message = await receiver.look(event)
        if message is None:
            return _kept(400, "BadRequest", "There is nothing newer to show.")
        card = showing.answering(message, read_way(event.answer_to).user).card
    except (DeliveryProblem, TimeoutError) as problem:
        log.info("look.failed problem=%s", type(problem).__name__)
        return _kept(500, "InternalServerError", "This cannot be shown anew just now.")
    return {"statusCode": 200, "type": CARD, "value": card}


def _kept(status: int, code: str, words: str) -> Element:
    return {"statusCode": status, "type": "application/vnd.microsoft.error", "value": {"code": code, "message": words}}
