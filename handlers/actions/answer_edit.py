"""`Edit` on an approved answer: whoever saves it approves it as it reads then."""

from handlers import records
from handlers.replies import strong, told
from handlers.replying.keeping import inputs, known_pressed, read, refuse_names
from handlers.work import OpenForm, Reply, Work
from outreach.messages import Form
from outreach.store import answers


async def ask(work: Work) -> OpenForm:
    known = await known_pressed(work)
    values = {"answer": str(known.row.id)}
    return OpenForm(Form("Edit the answer", "answer.edit", inputs(known.question, known.words), "Approve", values))


async def save(work: Work) -> Reply:
    """The form's answer. One that serves everybody still names nobody."""
    known = await known_pressed(work)
    question, words = read(work)
    if known.row.generalised_at is not None:
        await refuse_names(work, known.row, question, words)
    assert work.staff.id is not None
    await answers.reword(work.session, known.row, question, words)
    known.row.approved_by_id, known.row.approved_at = work.staff.id, work.now
    await answers.put(work.session, known.row)
    await records.note(work, "answer.edit", account_id=known.row.account_id)
    return told(strong("Saved."), " It is approved by you as it reads now.")
