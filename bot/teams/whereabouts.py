"""Every channel and chat on Teams that we are in, as the book has it."""

from collections.abc import Sequence

from bot.teams.activity import PLATFORM
from outreach.database import Database
from outreach.events import Place
from outreach.store import channels


async def places(database: Database) -> Sequence[Place]:
    """Those that we have not lost, and know how to reach."""
    async with database.reading() as session:
        known = await channels.of_platform(session, PLATFORM)
    return [channels.place_of(each) for each in known if each.reference and each.gone_at is None]
