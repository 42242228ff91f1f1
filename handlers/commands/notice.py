"""`notice`: tells bad news early, and follows it up until it is over."""

from handlers.notices.forms import first_form
from handlers.notices.showing import list_page
from handlers.replies import shown, told
from handlers.work import OpenForm, Reply, Work
from outreach.events import Command
from outreach.messages import Button, Message
from outreach.store import notices


async def notice(work: Work) -> Reply | OpenForm:
    """The form, where nothing is open: a button opens it where a message cannot. Else the list."""
    assert work.staff.id is not None
    is_open = await notices.in_state(work.session, notices.OPEN, 1)
    if is_open or await notices.drafts_of(work.session, work.staff.id, 1):
        return shown(await page(work))
    if isinstance(work.event, Command) and work.event.opens is None:
        return told("One more press:", controls=(Button("Describe it", "notice.new", style="primary"),))
    return OpenForm(await first_form(work))


async def see(work: Work) -> Reply:
    """The same list, behind a button."""
    return shown(await page(work))


async def page(work: Work) -> Message:
    return await list_page(work)
