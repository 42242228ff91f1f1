"""`Send anyway` on a draft: in spite of what the five marks say, with the reason on record."""

from handlers.actions.preview_override import given_reason
from handlers.arguments import value
from handlers.replying.marking import faults
from handlers.replying.pressing import draft_pressed
from handlers.replying.sending import send
from handlers.work import OpenForm, Reply, Work
from outreach.messages import Form, Input, text


async def ask(work: Work) -> OpenForm:
    draft = await draft_pressed(work)
    missed = "; ".join(f"{one.name}: {one.reason}" for one in await faults(work, draft))
    reason = Input("reason", "Why is it right all the same?", "lines", hint="Goes on record, for you and your manager.")
    values = {"draft": str(draft.id), "seen": value(work, "seen")}
    return OpenForm(Form("Send anyway", "reply.override", (reason,), "Send", values, text(f"{missed}.")))


async def override(work: Work) -> Reply:
    """The form's answer."""
    reason = given_reason(work)
    return await send(work, await draft_pressed(work), override=reason)
