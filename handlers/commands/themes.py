"""`themes`: what several customers are concerned with, and what may be the same thing."""

from handlers.replies import shown
from handlers.themes.showing import list_page
from handlers.work import Reply, Work
from outreach.messages import Message


async def themes(work: Work) -> Reply:
    return shown(await look(work))


async def look(work: Work) -> Message:
    return await list_page(work)
