"""The page of one account's terms."""

from content.pages.terms import terms_page
from handlers.terms.reading import page_of
from handlers.work import Work
from outreach.messages import Message
from outreach.models.book import Account


async def page(work: Work, account: Account) -> Message:
    return terms_page(await page_of(work, account))
