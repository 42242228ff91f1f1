"""`See the draft`: one that waits already."""

from handlers.arguments import number
from handlers.proposing import what_became
from handlers.replying import show
from handlers.replying.pressing import draft_pressed
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.messages import Message, say
from outreach.models.ledger import TouchState
from outreach.store import accounts, touches


async def show_reply(work: Work) -> Reply:
    return await show(work, await draft_pressed(work))


async def look(work: Work) -> Message:
    """As it stands now; what became of it, once it waits no more."""
    draft = await touches.by_id(work.session, number(work, "draft"))
    if draft is None:
        raise Stale("This draft is no longer there.")
    if draft.state == TouchState.PROPOSED:
        return (await show(work, draft)).message
    account = await accounts.by_id(work.session, draft.account_id)
    return say(f"The draft for {account.name}: {await what_became(work, draft)}.")
