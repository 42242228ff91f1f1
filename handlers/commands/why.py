"""`why ACCOUNT`: what was sent, what is next and when, what was held back and by which rule."""

from handlers.arguments import number, only_account
from handlers.explaining import explain
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.messages import Message
from outreach.models.book import Account
from outreach.store import accounts


async def why(work: Work) -> Reply:
    return shown(await _explained(work, await only_account(work, "why Acme")))


async def open_why(work: Work) -> Reply:
    """The same page, behind a button."""
    return shown(await look(work))


async def look(work: Work) -> Message:
    return await _explained(work, await accounts.by_id(work.session, number(work, "account")))


async def _explained(work: Work, account: Account) -> Message:
    return await explain(work.session, account, work.now, work.house, work.staff.timezone)
