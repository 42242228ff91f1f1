"""`No complaint`: what it held back goes on."""

from handlers import records
from handlers.complaints.opening import dismiss
from handlers.complaints.reading import pressed
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.desk.complaints import NO_COMPLAINT, Stage, expect
from outreach.errors import Stale
from outreach.store import accounts


async def no_complaint(work: Work) -> Reply:
    complaint = await pressed(work)
    if complaint.closed_because == NO_COMPLAINT:
        raise Stale("It is marked as no complaint already: nothing was changed.")
    expect(complaint, Stage.UNCONFIRMED, Stage.OPEN)
    await dismiss(work, complaint)
    undo = records.reversal("no_complaint", complaint.id)
    deed = await records.note(work, "complaint.dismiss", account_id=complaint.account_id, undo=undo)
    account = await accounts.by_id(work.session, complaint.account_id)
    words = f" It holds nothing of {account.name}'s back any more, and it counts as wrongly noticed."
    return told(strong("No complaint."), words, controls=(records.undo_button(deed),))
