"""`Draft an answer`, `Draft an acknowledgement`: beside what the customer said."""

from handlers.arguments import number, value
from handlers.replying import show
from handlers.replying.drafting import Kind, draft_for
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.store import touches


async def open_reply(work: Work) -> Reply:
    inbound = await touches.by_id(work.session, number(work, "touch" if value(work, "touch") else "choice"))
    if inbound is None:
        raise Stale("That is no longer on record: there is nothing to answer.")
    kind: Kind = "acknowledgement" if value(work, "as") == "acknowledgement" else "answer"
    return await show(work, await draft_for(work, inbound, kind))
