"""`complaint [NAME TEXT]`: what reached somebody by phone, put on record; without words, everything that is open."""

from datetime import timedelta

from content.pages.complaint_news import ComplaintsPage, complaints_page
from content.pages.complaints import complaint_page
from handlers import records
from handlers.arguments import account, arguments
from handlers.complaints.opening import open_by_hand
from handlers.complaints.reading import line_of, page_of
from handlers.replies import shown, strong, told
from handlers.work import Reply, Work
from outreach.errors import BadInput
from outreach.messages import Button, Message, paragraph
from outreach.models.book import Account, Channel, Role
from outreach.models.desk import Complaint
from outreach.store import channels, complaints
from outreach.store.oversight import Team
from scheduler.digests import staff_of

_EXAMPLE = "complaint Acme Dana rang: the export failed for the third time"
_LATELY = timedelta(days=7)


async def complaint(work: Work) -> Reply:
    if not arguments(work):
        return shown(await look(work))
    found, words = await account(work, arguments(work), _EXAMPLE)
    if not words:
        standing = await complaints.open_of(work.session, found.id or 0)
        if standing:
            return await _shown(work, standing[-1], len(standing))
        example = f"{work.house.command} {_EXAMPLE}"
        raise BadInput(f"Say what went wrong for {found.name}, as they told you. For example: {example}")
    opened = await open_by_hand(work, found, words, await _here(work, found))
    undo = records.reversal("complaint", opened.id)
    deed = await records.note(work, "complaint", account_id=found.id, undo=undo)
    opens = Button("Complaint", "complaint.open", {"complaint": str(opened.id)})
    said = f" Nothing cheerful reaches {found.name} until it is closed."
    return told(strong("On record."), said, controls=(opens, records.undo_button(deed)))


async def _shown(work: Work, newest: Complaint, count: int) -> Reply:
    page = complaint_page(await page_of(work, newest, work.staff))
    if count == 1:
        return shown(page)
    others = paragraph(f"The newest of {count} that are open.")
    return shown(Message((others, *page.parts)))


async def open_list(work: Work) -> Reply:
    return shown(await look(work))


async def look(work: Work) -> Message:
    """A manager sees their team's, everybody else those they look after."""
    staff = await staff_of(work.session, work.now)
    is_in_charge = work.staff.role != Role.CSM
    team = staff.team_of(work.staff) if is_in_charge else Team(staff.looked_after_by(work.staff))
    rows = [
        *await complaints.open_in(work.session, team),
        *await complaints.undecided(work.session, team.csm_ids),
        *await complaints.lapsed_since(work.session, team, work.now - _LATELY),
    ]
    lines = [await line_of(work, one, whose) for one, whose in rows]
    return complaints_page(ComplaintsPage(tuple(lines), work.staff.timezone, work.house.command))


async def _here(work: Work, found: Account) -> Channel | None:
    """Typed in a channel of theirs, it is about what was said there."""
    channel = await channels.by_place(work.session, work.event.place)
    is_theirs = channel is not None and channel.account_id == found.id and channel.kind != channels.DIRECT
    return channel if is_theirs and channel is not None and not channel.is_mixed else None
