"""`Change option`: its title and terms, before it is sent."""

from handlers import records
from handlers.actions.request_offer import preview
from handlers.arguments import number, value
from handlers.requests.case import Case, case
from handlers.requests.forms import words_given
from handlers.requests.offering import redraft
from handlers.work import OpenForm, Reply, Work
from outreach.errors import BadInput, Stale
from outreach.messages import Form, Input
from outreach.models.desk import Option
from outreach.models.ledger import TouchState
from outreach.store import requests

_LONGEST = 200


async def ask(work: Work) -> OpenForm:
    option, _ = await _pressed(work)
    inputs = (
        Input("title", "Title", value=option.title),
        Input("price", "Price", value=option.price, optional=True, hint="Empty: included."),
        Input("lead", "How long it takes", value=option.lead, optional=True),
        Input("conditions", "Conditions", value=option.conditions, optional=True),
    )
    title = f"Option {option.number}"
    return OpenForm(Form(title, "request.option", inputs, "Save", {"option": str(option.id)}))


async def save(work: Work) -> Reply:
    """The form's answer: the draft with the new terms."""
    option, found = await _pressed(work)
    title = words_given(work, "title")
    given = {name: " ".join(value(work, name).split()) for name in ("price", "lead", "conditions")}
    for name, words in {"title": title, **given}.items():
        if len(words) > _LONGEST:
            raise BadInput(f"That has {len(words)} characters; {_LONGEST} are the most.", field=name)
    option.title = title
    option.price, option.lead, option.conditions = given["price"], given["lead"], given["conditions"]
    work.session.add(option)
    await work.session.flush()
    await records.note(work, "request.option", account_id=found.account.id)
    return await preview(work, found, await redraft(work, found))


async def _pressed(work: Work) -> tuple[Option, Case]:
    """Raises Stale for one that they have read: what was offered stands as it was."""
    option = await requests.option(work.session, number(work, "option"))
    if option is None:
        raise Stale("Nothing was changed: that option is no longer there.")
    found = await case(work, option.request_id)
    said = await requests.sayings(work.session, found.request_id)
    waits = any(touch.state == TouchState.PROPOSED for touch in said)
    if not waits or option.round != await requests.newest_round(work.session, found.request_id):
        raise Stale("Nothing was changed: they have read these terms. Offer options anew.")
    return option, found
