"""A colleague's words in a customer's channel: a contact made by a person, and the end of a silence."""

from handlers import introducing, spoken
from handlers.spoken import Speaker
from handlers.work import Work
from outreach.events import ChannelMessage
from outreach.store import accounts, channels


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
    await spoken.seen(work, channel.account_id, channel, event, by)
