"""`Resume shares` and `Not yet`: what a person decides once a complaint is closed."""

from handlers import records
from handlers.complaints import closing
from handlers.complaints.reading import pressed
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.store import accounts


async def resume(work: Work) -> Reply:
    complaint = await pressed(work)
    await closing.resume(work, complaint)
    undo = records.reversal("shares_resumed", complaint.id)
    deed = await records.note(work, "complaint.resume", account_id=complaint.account_id, undo=undo)
    account = await accounts.by_id(work.session, complaint.account_id)
    words = f" {account.name} may be written to again, as the other rules allow."
    return told(strong("Resumed."), words, controls=(records.undo_button(deed),))


async def not_yet(work: Work) -> Reply:
    complaint = await pressed(work)
    await closing.not_yet(work, complaint)
    account = await accounts.by_id(work.session, complaint.account_id)
    await records.note(work, "complaint.not_yet", account_id=complaint.account_id)
    return told(strong("Not yet."), f" Shares to {account.name} wait; you are asked again in a week.")
