"""`Assign`: which department owns the root cause of a complaint, and who of ours follows it up."""

from content.names import called
from content.pages.lines import excerpt
from handlers import records
from handlers.arguments import value
from handlers.complaints.reading import pressed
from handlers.replies import strong, told
from handlers.requests.forms import owner_given, owner_input
from handlers.telling import tell
from handlers.work import OpenForm, Reply, Work
from outreach.desk.complaints import Stage, expect
from outreach.errors import BadInput
from outreach.ledger import keys
from outreach.messages import Button, Form, Input, Message, Run, buttons, say
from outreach.models.book import Account, Teammate
from outreach.models.desk import Complaint
from outreach.store import accounts, complaints, texts

_LONGEST = 60
_SHORT = 110


async def ask(work: Work) -> OpenForm:
    complaint = await pressed(work)
    expect(complaint, Stage.OPEN, Stage.UNCONFIRMED)
    account = await accounts.by_id(work.session, complaint.account_id)
    inputs = (_department(work), await owner_input(work, complaint.owner_id or account.csm_id, "Who follows it up"))
    return OpenForm(
        Form(f"Root cause: {account.name}", "complaint.assign", inputs, "Assign", {"complaint": str(complaint.id)})
    )


def _department(work: Work) -> Input:
    known = tuple((one.name, one.name) for one in work.house.planning.departments)
    if not known:
        return Input("department", "Department responsible")
    return Input("department", "Department responsible", "choice", known[0][0], known)


async def submit(work: Work) -> Reply:
    """The form's answer: whoever follows it up hears of it."""
    complaint = await pressed(work)
    expect(complaint, Stage.OPEN, Stage.UNCONFIRMED)
    department = " ".join(value(work, "department").split())
    if not department or len(department) > _LONGEST:
        raise BadInput(f"Nothing was assigned: name a department in {_LONGEST} characters.", field="department")
    owner = await owner_given(work)
    complaint.department, complaint.owner_id = department, owner.id
    await complaints.add(work.session, complaint)
    account = await accounts.by_id(work.session, complaint.account_id)
    await records.note(work, "complaint.assign", account_id=account.id)
    if owner.id != work.staff.id:
        await _tell(work, complaint, account, owner)
    words = f" {department} owns the root cause of {account.name}'s complaint; {called(owner.name)} follows it up."
    return told(strong("Assigned."), words, controls=(_open(complaint),))


async def _tell(work: Work, complaint: Complaint, account: Account, owner: Teammate) -> None:
    assert owner.id is not None
    said = await texts.body_of(work.session, complaint.text_id)
    quote = f" “{excerpt(said, _SHORT)}”" if said else ""
    words = f": {called(work.staff.name)} asks you to follow up the root cause with {complaint.department}.{quote}"
    message = say(Run(account.name, bold=True), words) + Message((buttons(_open(complaint)),))
    key = keys.news("complaint.assign", f"{complaint.id}:{complaint.department}", owner.id)
    await tell(work, owner, message, key)


def _open(complaint: Complaint) -> Button:
    return Button("Complaint", "complaint.open", {"complaint": str(complaint.id)})
