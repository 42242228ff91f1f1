"""The page of one account's terms, and the way to it."""

from content.pages.terms import terms_page
from handlers.terms.reading import page_of
from handlers.work import Work
from outreach.messages import Button, Message
from outreach.models.book import Account


async def page(work: Work, account: Account) -> Message:
    return terms_page(await page_of(work, account))


def page_button(account: Account) -> Button:
    return Button("On their terms", "preference.open", {"account": str(account.id)})
