"""`Give a date`: by when it is done, and a draft that tells them."""

from content.catalog import RequestDated
from content.drafting import signature
from content.pages.moments import day_words
from content.standing import day
from handlers import records
from handlers.arguments import number
from handlers.replies import strong, told
from handlers.replying import show
from handlers.requests import forms
from handlers.requests.case import case
from handlers.requests.informing import open_button
from handlers.requests.sent import DATE
from handlers.requests.speaking import draft, no_place, spot_of
from handlers.work import OpenForm, Reply, Work
from outreach.errors import BadInput, Stale
from outreach.messages import Form, Input, text
from scheduler import requests as life


async def ask(work: Work) -> OpenForm:
    found = await case(work, number(work, "request"))
    due = found.request.due_on
    inputs = (Input("due", "Done by", value=due.isoformat() if due else "", hint="Friday, 3 Dec, 2 weeks"),)
    intro = text("You see what they will read before it is sent.")
    values = {"request": str(found.request_id)}
    return OpenForm(Form(f"A date: {found.account.name}", "request.date", inputs, "Save", values, intro))


async def save(work: Work) -> Reply:
    """The form's answer."""
    found = await case(work, number(work, "request"))
    if found.request.settled_at is not None:
        raise Stale("Nothing was done: this request is over. Reopen it first.")
    due = forms.due_given(work, found.today(work))
    if due is None:
        raise BadInput("Nothing was saved: give a day, such as Friday or 3 Dec.", field="due")
    await life.promise(work.session, found.request, due, work.now)
    await records.note(work, "request.date", account_id=found.account.id)
    if await spot_of(work, found) is None:
        words = f" {found.account.name}, by {day_words(due)}. {no_place(found)}Tell them yourself."
        return told(strong("Noted."), words, controls=(open_button(found),))
    entry = RequestDated(
        csm=signature(work.staff),
        by=day(due, found.today(work), found.language),
        text=found.text,
        contact=found.called,
        language=found.language,
    )
    return await show(work, await draft(work, found, entry, DATE))
