"""`digest`: what one's next digest, or morning list, says as things stand now."""

from handlers.replies import shown, told
from handlers.work import Reply, Work
from scheduler import digests


async def digest(work: Work) -> Reply:
    message = await digests.compose(work.session, work.staff, work.house.digesting, work.now)
    if message is None:
        return told("Nothing needs you. When there is nothing to say, no digest is sent.")
    return shown(message)
