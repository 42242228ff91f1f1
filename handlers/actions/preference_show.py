"""One account's terms: how they want to be written to, what is undecided, and what they made of our messages."""

from handlers.arguments import number
from handlers.replies import shown
from handlers.terms.showing import page
from handlers.work import Reply, Work
from outreach.messages import Message
from outreach.store import accounts


async def show(work: Work) -> Reply:
    return shown(await look(work))


async def look(work: Work) -> Message:
    return await page(work, await accounts.by_id(work.session, number(work, "account")))
