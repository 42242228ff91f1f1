"""`Decline`: the reason, said kindly, in a draft to look at."""

from content.catalog import RequestDeclined
from content.drafting import signature
from handlers import records
from handlers.arguments import number, value
from handlers.replies import strong, told
from handlers.replying import show
from handlers.requests.case import case
from handlers.requests.forms import minutes_given, minutes_input, words_given
from handlers.requests.informing import open_button
from handlers.requests.sent import DECLINE, follow
from handlers.requests.speaking import draft, no_place, spot_of
from handlers.work import OpenForm, Reply, Work
from outreach.desk import requests as rules
from outreach.messages import Form, Input, text
from outreach.store import requests
from scheduler import requests as life


async def ask(work: Work) -> OpenForm:
    """Raises Stale for one that is done already."""
    found = await case(work, number(work, "request"))
    rules.move("decline", life.standing(found.request), "staff")
    inputs = (
        Input("because", "Why not?", "lines", hint="As they will read it: the reason, and nobody's fault."),
        Input("instead", "What can be done instead", "lines", optional=True),
        minutes_input(),
    )
    intro = text("Two or three ways out are better than a no. You see what they will read before it is sent.")
    values = {"request": str(found.request_id)}
    return OpenForm(Form(f"Decline: {found.account.name}", "request.decline", inputs, "Look", values, intro))


async def submit(work: Work) -> Reply:
    """The form's answer: the draft."""
    found = await case(work, number(work, "request"))
    rules.move("decline", life.standing(found.request), "staff")
    because, minutes = words_given(work, "because"), minutes_given(work)
    found.request.declined_because = because
    found.request.minutes = minutes if minutes is not None else found.request.minutes
    await requests.save(work.session, found.request)
    await records.note(work, "request.decline", account_id=found.account.id)
    if await spot_of(work, found) is None:
        await follow(work, found.request, DECLINE)
        return told(
            strong("Noted as declined."), f" {no_place(found)}Tell them yourself.", controls=(open_button(found),)
        )
    entry = RequestDeclined(
        csm=signature(work.staff),
        because=because,
        text=found.text,
        instead=value(work, "instead"),
        contact=found.called,
        language=found.language,
    )
    return await show(work, await draft(work, found, entry, DECLINE))
