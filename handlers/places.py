"""Where a teammate can be reached directly: learnt the first time they speak to us there."""

from handlers.work import Work
from outreach.models.book import Channel
from outreach.store import channels


async def remember_direct(work: Work) -> Channel | None:
    """Mornings and digests go there. None where this was not said in their direct conversation."""
    if work.event.place.kind != "direct" or work.who.teammate is None:
        return None
    channel = await channels.ensure(work.session, work.event.place, teammate_id=work.staff.id)
    if channel.teammate_id is None:
        channel.teammate_id = work.staff.id
        work.session.add(channel)
    return channel
