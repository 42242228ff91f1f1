"""One request in full, and everything that is open."""

from handlers.arguments import number, value
from handlers.replies import shown
from handlers.requests.case import case
from handlers.requests.showing import list_of, page_of
from handlers.work import Reply, Work
from outreach.messages import Message


async def show(work: Work) -> Reply:
    return shown(await look(work))


async def look(work: Work) -> Message:
    return await page_of(work, await case(work, number(work, "request")))


async def show_all(work: Work) -> Reply:
    return shown(await look_at_all(work))


async def look_at_all(work: Work) -> Message:
    return await list_of(work, value(work, "whose") or "mine")
