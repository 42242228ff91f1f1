"""The page of what other systems report about an account."""

from content.pages.signals import Linkable, SignalsPage, signals_page
from handlers.work import Work
from outreach.messages import Message
from outreach.models.book import Account
from outreach.store import signals


async def page_of(work: Work, account: Account) -> Message:
    assert account.id is not None
    requests = await signals.open_requests(work.session, account.id)
    return signals_page(
        SignalsPage(
            account.id,
            account.name,
            work.staff.timezone,
            await signals.open_of(work.session, account.id, work.now),
            [Linkable(request.id or 0, words or "its words are no longer kept") for request, words in requests],
        )
    )
