"""`Open`: one theme in full; and from there one of its messages."""

from content.pages.complaints import complaint_page
from handlers.complaints import reading
from handlers.replies import shown
from handlers.requests.case import case_of
from handlers.requests.showing import page_of as request_page
from handlers.themes.pressing import pressed, subject_chosen
from handlers.themes.showing import page_of
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.messages import Message
from outreach.models.desk import Request
from outreach.store import spoken


async def open_theme(work: Work) -> Reply:
    return shown(await look(work))


async def look(work: Work) -> Message:
    return await page_of(work, await pressed(work))


async def see(work: Work) -> Reply:
    """The request or the complaint itself."""
    subject = subject_chosen(work)
    found = (await spoken.of(work.session, (subject,))).get(subject)
    if found is None:
        raise Stale("That message is no longer on record, or it was none.")
    if isinstance(found.row, Request):
        return shown(await request_page(work, await case_of(work, found.row)))
    return shown(complaint_page(await reading.page_of(work, found.row, work.staff)))
