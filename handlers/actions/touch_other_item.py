"""`Take this one`: another item in a proposal, with its own reason and its own words."""

from content.curation import Nothing
from content.evidence import gather
from handlers import records
from handlers.arguments import number
from handlers.offers.shares import best, picked_wording
from handlers.proposing import open_touch, proposal_message
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.ledger import proposals
from outreach.store import accounts, facts, items, teammates


async def other_item(work: Work) -> Reply:
    touch = await open_touch(work)
    account = await accounts.by_id(work.session, touch.account_id)
    found = await best(work, account, besides=touch.item_id)
    picks = () if isinstance(found, Nothing) else (found, *found.others)
    pick = next((pick for pick in picks if pick.item.id == number(work, "item")), None)
    item = await items.by_id(work.session, pick.item.id) if pick else None
    if pick is None or item is None:
        raise Stale("Nothing was changed: that item no longer fits this account.")
    author = await teammates.by_id(work.session, touch.author_id) if touch.author_id else work.staff
    wording = picked_wording(pick, item, await gather(work.session, account), author, work.house.renderer)
    keep_until = ((touch.deadline_at or work.now) + work.house.planning.keep_for).date()
    await proposals.revise(work.session, touch, wording.message, keep_until=keep_until, edited=False)
    touch.item_id, touch.why = item.id, wording.why
    touch.contact_id = wording.contact.id if wording.contact else None
    assert touch.id is not None
    await facts.rest_on(work.session, touch.id, wording.facts)
    await records.note(work, "touch.other_item", account_id=account.id, touch_id=touch.id)
    return shown(await proposal_message(work, touch))
