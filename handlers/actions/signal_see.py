"""`What is open`: what other systems report about an account."""

from handlers.arguments import number
from handlers.replies import shown
from handlers.signals.showing import page_of
from handlers.work import Reply, Work
from outreach.messages import Message
from outreach.store import accounts


async def see(work: Work) -> Reply:
    return shown(await page(work))


async def page(work: Work) -> Message:
    return await page_of(work, await accounts.by_id(work.session, number(work, "account")))
