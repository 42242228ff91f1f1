"""`More`: the words themselves, other items that would fit, and what else can be done."""

from content.curation import Nothing
from content.pages.proposal import Other, more_page
from handlers.offers.shares import best
from handlers.proposing import live_touch, proposal
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.models.ledger import Touch, TouchState
from outreach.store import accounts

_MOST = 3


async def more(work: Work) -> Reply:
    touch = await live_touch(work)
    others = await _others(work, touch) if touch.state == TouchState.PROPOSED else ()
    return shown(more_page(await proposal(work, touch, with_words=True), others))


async def _others(work: Work, touch: Touch) -> tuple[Other, ...]:
    """As if this one had never been proposed."""
    if touch.item_id is None:
        return ()
    pick = await best(work, await accounts.by_id(work.session, touch.account_id), besides=touch.item_id)
    if isinstance(pick, Nothing):
        return ()
    picks = (pick, *pick.others)[:_MOST]
    return tuple(Other(one.item.id, one.item.title, f"“{one.fact.text}” ({one.source})") for one in picks)
