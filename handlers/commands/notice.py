"""`notice`: tells bad news early, and follows it up until it is over."""

from handlers.notices.forms import first_form
from handlers.notices.showing import list_page
from handlers.replies import shown
from handlers.work import OpenForm, Reply, Work
from outreach.events import Command
from outreach.messages import Message
from outreach.store import notices


async def notice(work: Work) -> Reply | OpenForm:
    """The form, where nothing is open and one can be opened; else the list, which has a button for it."""
    assert work.staff.id is not None
    opens = isinstance(work.event, Command) and work.event.opens is not None
    is_quiet = not await notices.in_state(work.session, notices.OPEN, 1)
    if opens and is_quiet and not await notices.drafts_of(work.session, work.staff.id, 1):
        return OpenForm(await first_form(work))
    return shown(await page(work))


async def see(work: Work) -> Reply:
    """The same list, behind a button."""
    return shown(await page(work))


async def page(work: Work) -> Message:
    return await list_page(work)
