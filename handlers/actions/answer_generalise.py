"""`Generalise`: a person says that an answer names nobody, so that it may serve every customer."""

from handlers import records
from handlers.replies import strong, told
from handlers.replying.keeping import inputs, known_pressed, names_left, read, refuse_names
from handlers.work import OpenForm, Reply, Work
from outreach.desk.generalising import worth_a_look
from outreach.errors import Stale
from outreach.messages import Form, text
from outreach.store import answers
from outreach.store.answers import Known


async def ask(work: Work) -> OpenForm:
    """With what is found in it: names have to go, numbers and links are for a person to judge."""
    known = await _private(work)
    left = await names_left(work, known.row, known.question, known.words)
    look = worth_a_look(f"{known.question}\n{known.words}")
    named = f"Take out: {', '.join(left)}. " if left else "No name was found in it. "
    numbers = f"Look at: {', '.join(look)}. " if look else ""
    intro = text(f"{named}{numbers}By saving it you say that it names nobody, and is true for every customer.")
    fields = inputs(known.question, known.words)
    values = {"answer": str(known.row.id)}
    return OpenForm(Form("For every customer", "answer.generalise", fields, "No name remains", values, intro))


async def generalise(work: Work) -> Reply:
    """The form's answer."""
    known = await _private(work)
    question, words = read(work)
    await refuse_names(work, known.row, question, words)
    await answers.reword(work.session, known.row, question, words)
    known.row.generalised_by_id, known.row.generalised_at = work.staff.id, work.now
    await answers.put(work.session, known.row)
    undo = records.reversal("generalised", known.row.id)
    deed = await records.note(work, "answer.generalise", account_id=known.row.account_id, undo=undo)
    words = " It is offered wherever a customer asks something like it."
    return told(strong("For every customer."), words, controls=(records.undo_button(deed),))


async def _private(work: Work) -> Known:
    known = await known_pressed(work)
    if known.row.generalised_at is not None:
        raise Stale("Nothing was changed: it serves every customer already.")
    return known
