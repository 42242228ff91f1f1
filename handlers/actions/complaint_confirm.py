"""`It is a complaint`: it holds until somebody closes it."""

from handlers import records
from handlers.complaints.closing import reopen_row
from handlers.complaints.opening import confirm_complaint
from handlers.complaints.reading import pressed
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.desk.complaints import NO_COMPLAINT, Stage, expect, stage_of
from outreach.errors import Stale
from outreach.messages import Button
from outreach.store import accounts, teammates


async def confirm(work: Work) -> Reply:
    """Of one that was said to be none as well; raises Stale, truthfully, for one that is a complaint already."""
    complaint = await pressed(work)
    if stage_of(complaint) is Stage.OPEN:
        by = await teammates.by_id(work.session, complaint.confirmed_by_id) if complaint.confirmed_by_id else None
        raise Stale(f"It is a complaint already{f', confirmed by {by.name}' if by else ''}: nothing was changed.")
    if complaint.closed_because == NO_COMPLAINT:
        complaint.confirmed_at, complaint.confirmed_by_id = None, None
        await reopen_row(work, complaint, "it is one after all")
    expect(complaint, Stage.UNCONFIRMED)
    await confirm_complaint(work, complaint)
    undo = records.reversal("complaint", complaint.id)
    deed = await records.note(work, "complaint.confirm", account_id=complaint.account_id, undo=undo)
    account = await accounts.by_id(work.session, complaint.account_id)
    words = f" Nothing cheerful reaches {account.name} until it is closed."
    opens = Button("Complaint", "complaint.open", {"complaint": str(complaint.id)})
    return told(strong("Confirmed."), words, controls=(opens, records.undo_button(deed)))
