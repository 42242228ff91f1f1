"""`See who`: one notice, what was said about it, and how far that has come with each account."""

from handlers.notices.finding import pressed
from handlers.notices.showing import one_page
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.messages import Message


async def see(work: Work) -> Reply:
    return shown(await page(work))


async def page(work: Work) -> Message:
    return await one_page(work, await pressed(work))
