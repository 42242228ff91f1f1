"""A reaction is neither an answer nor a contact; what it says of a message on record is told to those concerned."""

import logging

from handlers.hearing import Reacted
from handlers.introducing import is_introduced
from handlers.listeners import REACTION_LISTENERS
from handlers.work import Work
from outreach.events import Reaction
from outreach.store import accounts, channels, touches

log = logging.getLogger(__name__)


async def notice(work: Work) -> None:
    event = work.event
    assert isinstance(event, Reaction)
    log.info("reaction.noticed platform=%s added=%s", event.place.platform, event.added)
    channel = await channels.by_place(work.session, event.place)
    if channel is None or channel.id is None or channel.account_id is None:
        return
    if channel.is_mixed or channel.not_to_be_read or not await is_introduced(work, channel):
        return
    touch = await touches.by_ref(work.session, channel.id, event.ref)
    if touch is None or touch.account_id != channel.account_id:
        return
    account = await accounts.by_id(work.session, touch.account_id)
    told = Reacted(work, event, channel, account, touch, by_us=work.who.teammate is not None)
    for listener in REACTION_LISTENERS:
        await listener(told)
