"""The draft that a press is about."""

from handlers.arguments import number
from handlers.proposing import what_became
from handlers.work import Work
from outreach.errors import Stale
from outreach.models.ledger import Touch, TouchState
from outreach.store import drafts, touches


async def draft_pressed(work: Work) -> Touch:
    """One that still waits. Raises Stale, kindly, for one that was sent, put away or is too old."""
    draft = await touches.by_id(work.session, number(work, "draft"))
    if draft is None or draft.origin != drafts.DESK:
        raise Stale("Nothing was done: this draft is no longer there.")
    if draft.state != TouchState.PROPOSED:
        raise Stale(f"Nothing was done: {await what_became(work, draft)}.")
    return draft
