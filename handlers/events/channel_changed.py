"""A channel's own life: we joined it or left it, it was renamed, archived, or shared with another company."""

from handlers.linking import leave, suggest_account
from handlers.work import Work
from outreach.events import ChannelChanged
from outreach.models.book import Channel
from outreach.store import channels, turns

_LOST = {"archived": "archived", "left": "no longer open to us", "deleted": "deleted"}
_BACK = ("joined", "unarchived")


async def follow(work: Work) -> None:
    event = work.event
    assert isinstance(event, ChannelChanged)
    if event.place.is_between_us:
        return
    channel = await channels.ensure(work.session, event.place)
    if event.name:
        channel.name = event.name
    if event.change in _LOST:
        await _lose(work, channel, _LOST[event.change])
    elif event.change in _BACK:
        await _regain(work, channel)
    elif event.change in ("shared", "unshared"):
        channel.kind = "shared" if event.change == "shared" else "team"
    work.session.add(channel)
    if channel.account_id is None and channel.gone_at is None:
        await suggest_account(work, channel)


async def _lose(work: Work, channel: Channel, because: str) -> None:
    """What was on its way there waits for its CSM, who sees on their day that the channel is gone."""
    if channel.gone_at is not None:
        return
    channel.gone_at, channel.gone_because = work.now, because
    if channel.account_id is not None:
        await leave(work, channel)
        await turns.rearm(work.session, channel.account_id, work.now)


async def _regain(work: Work, channel: Channel) -> None:
    if channel.gone_at is None:
        return
    channel.gone_at, channel.gone_because = None, None
    if channel.account_id is not None:
        await turns.rearm(work.session, channel.account_id, work.now)
