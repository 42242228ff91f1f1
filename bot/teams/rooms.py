"""What an activity leaves out about channels, and we remember: the others of a team, and who shares them already."""

from collections.abc import Sequence
from dataclasses import replace

from bot.teams import changes
from bot.teams.activity import PLATFORM, Activity
from bot.teams.addresses import read_address
from outreach.database import Database, Session
from outreach.events import ChannelChanged, Event
from outreach.models.book import Channel
from outreach.store import channels


async def complete(database: Database, activity: Activity, events: Sequence[Event]) -> Sequence[Event]:
    """What happened to a team, for each of its channels that we know; and sharing with everybody's it is now."""
    team, others = changes.affected_team(activity), changes.sharing(activity)
    if not (team or others) or not any(isinstance(event, ChannelChanged) for event in events):
        return events
    async with database.reading() as session:
        completed = list(events)
        for event in events:
            if isinstance(event, ChannelChanged) and others:
                completed[completed.index(event)] = await _shared(session, event, others)
            elif isinstance(event, ChannelChanged) and team:
                completed += [_same(event, channel) for channel in await _channels_of(session, event, team)]
    return completed


async def _shared(session: Session, event: ChannelChanged, others: frozenset[str]) -> ChannelChanged:
    """Teams names only those who come or go. Where we never heard who is there, who remains is not known."""
    channel = await channels.by_place(session, event.place)
    known = frozenset(channel.connected) if channel is not None else frozenset()
    if event.change == "unshared" and not known:
        return event
    now = known | others if event.change == "shared" else known - others
    return replace(event, connected=tuple(sorted(now)))


async def _channels_of(session: Session, event: ChannelChanged, team: str) -> list[Channel]:
    found = [each for each in await channels.all_channels(session) if each.platform == PLATFORM]
    of_team = [each for each in found if each.reference and read_address(each.reference).team == team]
    return [each for each in of_team if each.external_id != event.place.external_id]


def _same(event: ChannelChanged, channel: Channel) -> ChannelChanged:
    key = f"{event.key}:{channel.external_id}"
    return replace(event, key=key, place=channels.place_of(channel), name="")
