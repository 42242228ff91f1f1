"""Keeps a previewed message as a proposal to edit first, or as an e-mail draft where there is no channel."""

from handlers.actions.preview_open import request_of
from handlers.actions.preview_schedule import why_nobody
from handlers.offers import writing
from handlers.offers.selecting import select
from handlers.proposing import proposal_message
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.messages import Message


async def keep(work: Work) -> Reply:
    selection = await select(work, request_of(work))
    kept = [await writing.keep(work, one) for one in selection.offers if one.is_ready or one.is_email or one.is_soft]
    if not kept:
        raise Stale(f"Nothing was kept: {why_nobody(selection)}.")
    await writing.record(work, selection.request.what, kept, kept=True)
    pages = [await proposal_message(work, touch) for touch in kept[:3]]
    return shown(Message(tuple(part for page in pages for part in page.parts)), instead=True)
