"""A colleague's words in a customer's channel: a contact made by a person, and the end of a silence."""

from handlers import introducing, spoken
from handlers.hearing import Answered
from handlers.listeners import ANSWER_LISTENERS
from handlers.spoken import Speaker
from handlers.work import Work
from outreach.events import ChannelMessage
from outreach.models.book import Channel
from outreach.models.ledger import Touch
from outreach.store import accounts, channels, touches


async def hear(work: Work) -> None:
    event = work.event
    assert isinstance(event, ChannelMessage)
    channel = await channels.by_place(work.session, event.place)
    if channel is None or channel.account_id is None or channel.not_to_be_read or channel.is_mixed:
        return
    if not await introducing.is_introduced(work, channel):
        await introducing.introduce(work, channel, await accounts.by_id(work.session, channel.account_id))
        return
    by = Speaker("person", author_id=work.staff.id)
    touch = await spoken.seen(work, channel.account_id, channel, event, by)
    if touch is not None:
        await _tell_listeners(work, event, channel, touch)


async def _tell_listeners(work: Work, event: ChannelMessage, channel: Channel, touch: Touch) -> None:
    assert channel.id is not None
    thread = event.place.thread
    told = Answered(
        work=work,
        event=event,
        channel=channel,
        account=await accounts.by_id(work.session, touch.account_id),
        touch=touch,
        findings=work.house.detector.notice(event.text, by_us=True),
        leads=await touches.by_ref(work.session, channel.id, thread) if thread else None,
    )
    for listener in ANSWER_LISTENERS:
        await listener(told)
