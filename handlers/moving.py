"""A channel that its platform calls by another id: one row goes on, with everything that was ever said there."""

from dataclasses import replace

from handlers.linking import leave, link_anew, mark_mixed
from handlers.work import Work
from outreach.events import ChannelChanged
from outreach.models.book import Channel
from outreach.store import channels, holds


async def follow_move(work: Work, event: ChannelChanged) -> Channel:
    """The row of that channel, under its id from now on."""
    becomes = event.becomes or event.place.external_id
    known = await channels.by_place(work.session, event.place)
    twin = await channels.by_place(work.session, replace(event.place, external_id=becomes))
    if known is None:
        return twin or await channels.ensure(work.session, replace(event.place, external_id=becomes))
    if twin is None:
        await channels.readdress(work.session, known, becomes)
    elif twin.id != known.id:
        await _merge(work, known, twin)
    return known


async def _merge(work: Work, channel: Channel, twin: Channel) -> None:
    """`twin` was seen under the new id before we were told: what is known of it counts, and its row rests under the
    old id, which nobody uses any more. Where the two were thought to be different customers', nothing goes there."""
    assert channel.id is not None
    assert twin.id is not None
    await channels.trade_places(work.session, channel, twin)
    await holds.carry_over(work.session, twin.id, channel.id)
    channel.not_to_be_read = channel.not_to_be_read or twin.not_to_be_read
    channel.is_mixed = channel.is_mixed or twin.is_mixed
    channel.introduced_at = channel.introduced_at or twin.introduced_at
    channel.reference = twin.reference or channel.reference
    channel.connected = twin.connected or channel.connected
    channel.kind = twin.kind
    if twin.gone_at is None:
        channel.gone_at, channel.gone_because = None, None
    theirs = twin.account_id
    if theirs is not None and channel.account_id is None:
        await link_anew(work, channel, theirs)
    elif theirs is not None and channel.account_id is not None and channel.account_id != theirs:
        await mark_mixed(work, channel, channel.account_id)
    await _retire(work, twin)
    work.session.add(channel)
    await work.session.flush()


async def _retire(work: Work, twin: Channel) -> None:
    if twin.account_id is not None:
        await leave(work, twin)
        await channels.unlink(work.session, twin, now=work.now)
    twin.gone_at, twin.gone_because, twin.suggested_account_id = work.now, "known by another id now", None
    work.session.add(twin)
