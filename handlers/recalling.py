"""Takes a message back that stands in a customer's channel: deleted a moment after it was sent, corrected later."""

from content.catalog import Correction
from content.drafting import signature
from handlers.lines import bare
from handlers.work import Work
from outreach.ledger import proposals
from outreach.messages import Message
from outreach.models.ledger import Touch
from outreach.store import accounts, teammates, texts


async def recall(work: Work, touch: Touch) -> str:
    """ "deleted" or "corrected", whichever was queued. Raises Stale and NotAllowed where that cannot be done."""
    keep_until = (work.now + work.house.planning.keep_for).date()
    return await proposals.recall(
        work.session, touch, corrected=await _correction(work, touch), keep_until=keep_until, now=work.now
    )


async def _correction(work: Work, touch: Touch) -> Message:
    account = await accounts.by_id(work.session, touch.account_id)
    author = await teammates.by_id(work.session, touch.author_id) if touch.author_id else work.staff
    said = await texts.message_of(work.session, touch.text_id)
    original = bare(said).fallback if said else ""
    return work.house.renderer.render(Correction(csm=signature(author), original=original, language=account.language))
