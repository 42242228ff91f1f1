"""`Edit` on a request: what they want in other words, who has it, for whom, and its ticket."""

from handlers import records
from handlers.arguments import number, value
from handlers.replies import shown
from handlers.requests import forms
from handlers.requests.case import Case, case, case_of
from handlers.requests.showing import page_of
from handlers.work import OpenForm, Reply, Work
from outreach.errors import BadInput
from outreach.messages import Form, Input
from outreach.store import requests, texts
from scheduler import requests as life


async def ask(work: Work) -> OpenForm:
    found = await case(work, number(work, "request"))
    request = found.request
    hint = "Your words; they read them back."
    inputs = (
        Input("text", "What they want", "lines", found.text[: forms.LONGEST], hint=hint),
        await forms.owner_input(work, request.owner_id),
        Input("for_whom", "For somebody else", value=request.for_whom or "", optional=True),
        forms.privacy_input(is_on=request.is_private),
        Input("ticket", "Ticket elsewhere", value=request.ticket_url or "", optional=True, hint="https://…"),
    )
    return OpenForm(Form(f"Request: {found.account.name}", "request.edit", inputs, "Save", _values(found)))


def _values(found: Case) -> dict[str, str]:
    return {"request": str(found.request_id)}


async def save(work: Work) -> Reply:
    """The form's answer."""
    found = await case(work, number(work, "request"))
    words, ticket = forms.words_given(work), value(work, "ticket")
    if ticket and not ticket.startswith(("https://", "http://")):
        raise BadInput(f"“{ticket}” is no web address; begin with https://.", field="ticket")
    request = found.request
    was_kept_out = life.is_kept_out(request)
    request.owner_id = (await forms.owner_given(work)).id
    request.for_whom, request.is_private = value(work, "for_whom") or None, forms.is_private(work)
    request.ticket_url = ticket or None
    if life.is_kept_out(request) and not was_kept_out:
        # What waits was written for the channel.
        await life.put_away(work.session, request, "it is kept out of that channel now", work.now)
    if words != found.text:
        await _reword(work, found, words)
    await requests.save(work.session, request)
    await records.note(work, "request.edit", account_id=request.account_id)
    return shown(await page_of(work, await case_of(work, request)))


async def _reword(work: Work, found: Case, words: str) -> None:
    """From now on it is in a colleague's words."""
    before = found.request.text_id
    found.request.text_id = await texts.keep(work.session, words, None)
    found.request.opened_by = work.staff.name
    await requests.save(work.session, found.request)
    await texts.forget(work.session, before)
