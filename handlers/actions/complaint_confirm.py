"""`It is a complaint`: it holds until somebody closes it."""

from handlers import records
from handlers.complaints.opening import confirm_complaint
from handlers.complaints.reading import pressed
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.desk.complaints import Stage, expect
from outreach.messages import Button
from outreach.store import accounts


async def confirm(work: Work) -> Reply:
    complaint = await pressed(work)
    expect(complaint, Stage.UNCONFIRMED)
    await confirm_complaint(work, complaint)
    undo = records.reversal("complaint", complaint.id)
    deed = await records.note(work, "complaint.confirm", account_id=complaint.account_id, undo=undo)
    account = await accounts.by_id(work.session, complaint.account_id)
    words = f" Nothing cheerful reaches {account.name} until it is closed."
    opens = Button("Complaint", "complaint.open", {"complaint": str(complaint.id)})
    return told(strong("Confirmed."), words, controls=(opens, records.undo_button(deed)))
