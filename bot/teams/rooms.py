"""What an activity leaves out about channels: the others of a team, their names, and who shares them already."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.teams import changes
from bot.teams.activity import PLATFORM, Activity
from bot.teams.addresses import read_address
from bot.teams.kept import Kept
from outreach.database import Database
from outreach.errors import DeliveryProblem
from outreach.events import ChannelChanged, Event, Place
from outreach.store import channels

log = logging.getLogger(__name__)

# A change that is not handled yet is not in the book, and the next one builds on it.
_MOST_CHANGED, _HANDLED_SECONDS = 1_000, 120.0
# Teams waits meanwhile; without a list, channels are met when somebody writes there.
_LISTED_WITHIN_SECONDS = 3.0


@dataclass(frozen=True)
class Room:
    """A channel of a team as Teams lists it. `is_open`: being in the team is being in it."""

    name: str
    is_open: bool = True


# The channels of the team that a place belongs to, by their ids.
Listing = Callable[[Place], Awaitable[Mapping[str, Room]]]
# The other companies whose people are in a channel now; None where that cannot be told.
Presence = Callable[[Place], Awaitable[frozenset[str] | None]]


class Rooms:
    def __init__(self, database: Database, listing: Listing, presence: Presence) -> None:
        self._database = database
        self._listing = listing
        self._presence = presence
        self._connected: Kept[str, frozenset[str]] = Kept(_MOST_CHANGED, _HANDLED_SECONDS)

    async def complete(self, activity: Activity, events: Sequence[Event]) -> Sequence[Event]:
        """What happened to a team, for each of its channels; names; and with whom a channel is shared now."""
        completed: list[Event] = []
        for event in events:
            completed += await self._completed(activity, event) if isinstance(event, ChannelChanged) else [event]
        return completed

    async def _completed(self, activity: Activity, event: ChannelChanged) -> list[ChannelChanged]:
        if others := changes.sharing(activity):
            return [await self._shared(event, others)]
        listed = await self._listed(event.place) if activity.team and event.change == "joined" else {}
        room = listed.get(event.place.external_id)
        if room is not None and not event.name:
            event = replace(event, name=room.name, place=replace(event.place, name=room.name))
        team = changes.affected_team(activity)
        if team is None:
            return [event]
        places = await self._known(team)
        places |= {each: activity.place_at(each, name=room.name) for each, room in listed.items() if room.is_open}
        places.pop(event.place.external_id, None)
        return [event, *(_same(event, place) for place in places.values())]

    async def _shared(self, event: ChannelChanged, others: frozenset[str]) -> ChannelChanged:
        """Teams names only those who come or go. Who was there before us we never heard, so where nobody is known to
        remain, its roster is asked; where that does not say, nobody knows."""
        known = self._connected.get(event.place.external_id)
        if known is None:
            async with self._database.reading() as session:
                channel = await channels.by_place(session, event.place)
                known = frozenset(channel.connected) if channel is not None else frozenset()
        now = known | others if event.change == "shared" else known - others
        if not now:
            present = await self._present(event.place)
            if present is None:
                return event
            # Whoever has just left may still be listed.
            now = present - others
        self._connected.keep(event.place.external_id, now)
        return replace(event, connected=tuple(sorted(now)))

    async def _known(self, team: str) -> dict[str, Place]:
        async with self._database.reading() as session:
            places = [channels.place_of(each) for each in await channels.of_platform(session, PLATFORM)]
        return {each.external_id: each for each in places if read_address(each.reference or "").team == team}

    async def _present(self, place: Place) -> frozenset[str] | None:
        try:
            async with asyncio.timeout(_LISTED_WITHIN_SECONDS):
                return await self._presence(place)
        except (DeliveryProblem, TimeoutError) as problem:
            log.info("channel.unlisted problem=%s", type(problem).__name__)
            return None

    async def _listed(self, place: Place) -> Mapping[str, Room]:
        try:
            async with asyncio.timeout(_LISTED_WITHIN_SECONDS):
                return await self._listing(place)
        except (DeliveryProblem, TimeoutError) as problem:
            log.info("team.unlisted problem=%s", type(problem).__name__)
            return {}


def _same(event: ChannelChanged, place: Place) -> ChannelChanged:
    return replace(event, key=f"{event.key}:{place.external_id}", place=place, name=place.name)
