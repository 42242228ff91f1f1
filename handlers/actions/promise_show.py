"""One promise in full."""

from handlers.promises.case import pressed
from handlers.promises.showing import page_of
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.messages import Message


async def show(work: Work) -> Reply:
    return shown(await look(work))


async def look(work: Work) -> Message:
    return await page_of(work, await pressed(work))
