"""`Done` on a request: what was done, in a draft that asks them whether it is right."""

from content.catalog import RequestHonoured
from content.drafting import signature
from content.standing import verdicts
from handlers import records
from handlers.arguments import number
from handlers.replies import strong, told
from handlers.replying import show
from handlers.requests.case import Case, case
from handlers.requests.forms import minutes_given, minutes_input, words_given
from handlers.requests.informing import open_button
from handlers.requests.sent import HONOUR, follow
from handlers.requests.speaking import draft, no_place, spot_of
from handlers.work import OpenForm, Reply, Work
from outreach.desk import requests as rules
from outreach.messages import Button, Form, Input, text
from outreach.store import requests
from scheduler import requests as life


async def ask(work: Work) -> OpenForm:
    """Raises Stale for one that is done already."""
    found = await case(work, number(work, "request"))
    rules.move("honour", life.standing(found.request), "staff")
    inputs = (
        Input("done", "What was done?", "lines", hint="As they will read it."),
        minutes_input(),
    )
    intro = text("They are asked whether it is right. Their yes settles it, or silence; any word reopens it.")
    values = {"request": str(found.request_id)}
    return OpenForm(Form(f"Done: {found.account.name}", "request.honour", inputs, "Look", values, intro))


async def submit(work: Work) -> Reply:
    """The form's answer: the draft."""
    found = await case(work, number(work, "request"))
    rules.move("honour", life.standing(found.request), "staff")
    done, minutes = words_given(work, "done"), minutes_given(work)
    if minutes is not None:
        found.request.minutes = (found.request.minutes or 0) + minutes
        await requests.save(work.session, found.request)
    await records.note(work, "request.honour", account_id=found.account.id)
    if await spot_of(work, found) is None:
        await follow(work, found.request, HONOUR)
        words = f" {no_place(found)}Tell them yourself, and note here whether it is right."
        return told(strong("Noted as done."), words, controls=(open_button(found),))
    entry = RequestHonoured(
        csm=signature(work.staff), done=done, text=found.text, contact=found.called, language=found.language
    )
    return await show(work, await draft(work, found, entry, HONOUR, _buttons(found)))


def _buttons(found: Case) -> tuple[Button, Button]:
    yes, no = verdicts(found.language)
    values = {"request": str(found.request_id), "round": str(found.request.reopened)}
    return Button(yes, "request.right", values), Button(no, "request.not_right", values)
