"""`Complaint`: one in full, with what can be done about it."""

from content.pages.complaints import complaint_page
from handlers.complaints.reading import page_of, pressed
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.messages import Message


async def open_complaint(work: Work) -> Reply:
    return shown(await look(work))


async def look(work: Work) -> Message:
    return complaint_page(await page_of(work, await pressed(work), work.staff))
