"""`Goodwill` beside a complaint, a request or an account: something to make it right."""

from handlers.arguments import value
from handlers.goodwill.giving import cause_pressed
from handlers.goodwill.putting import form, put
from handlers.work import OpenForm, Reply, Work


async def ask(work: Work) -> OpenForm:
    return OpenForm(await form(work, await cause_pressed(work)))


async def give(work: Work) -> Reply:
    """The form's answer."""
    return await put(work, await cause_pressed(work), value(work, "amount"), value(work, "what"))
