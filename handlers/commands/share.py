"""`share [ACCOUNT|SEGMENT] [ITEM]`: shows who would get what, when and why, before anything is sent."""

from content import library
from content.curation import Pick
from content.pages.suggestions import SegmentItem, Suggestion, nothing_page, segment_page, suggestions_page
from handlers.arguments import account, arguments, first_word
from handlers.cancelling import live_outreach
from handlers.offers.offer import Request, Selection
from handlers.offers.previewing import preview
from handlers.offers.selecting import select
from handlers.offers.shares import PERSONAL, best, segment_reason
from handlers.proposing import proposal_message
from handlers.replies import shown, strong
from handlers.work import Reply, Work
from outreach.messages import Message, paragraph
from outreach.models.book import Account, Segment
from outreach.models.ledger import Purpose
from outreach.models.library import Item
from outreach.store import accounts, items

_MOST = 5


async def share(work: Work) -> Reply:
    words = arguments(work)
    if not words:
        return await suggest(work)
    head, rest = first_word(words)
    if head.casefold() in set(Segment):
        return await _segment(work, head.casefold(), first_word(rest)[1] if rest.startswith("segment") else rest)
    found, rest = await account(work, words, "share Acme")
    item = await _item(work, rest) if rest else None
    if item is None and (waiting := await _waiting(work, found)):
        return waiting
    selection = await select(work, Request("share", account_id=found.id, item_id=item.id if item else None))
    if not selection.offers and item is None:
        return await _nothing(work, selection)
    return shown(await preview(work, selection))


async def _waiting(work: Work, account: Account) -> Reply | None:
    """What is proposed to them already, rather than a second thing beside it."""
    live = [touch for touch in await live_outreach(work.session, account.id or 0) if touch.purpose == Purpose.SHARE]
    if not live:
        return None
    head = paragraph(strong("There is one already:"), " decide about it, or name another item.")
    return shown(Message((head, *(await proposal_message(work, live[0])).parts)))


async def _item(work: Work, words: str) -> Item:
    return await library.find(work.session, words)


async def _segment(work: Work, segment: str, words: str) -> Reply:
    if not words:
        found = [item for item in await items.in_state(work.session, "approved") if segment_reason(item, segment)]
        return shown(segment_page(segment, [SegmentItem(item.id or 0, item.title) for item in found]))
    item = await _item(work, words)
    return shown(await preview(work, await select(work, Request("share", segment=segment, item_id=item.id))))


async def _nothing(work: Work, selection: Selection) -> Reply:
    """A normal outcome. What a person likes needs no fact about them, so that is still offered."""
    aside = selection.left_out[0]
    assert aside.account.id is not None
    liked = [item for item in await items.in_state(work.session, "approved") if item.kind == PERSONAL]
    mine = [SegmentItem(item.id or 0, item.title) for item in liked if item.language == aside.account.language]
    return shown(nothing_page(aside.account.name, aside.account.id, aside.because, mine, work.house.command))


async def suggest(work: Work) -> Reply:
    """Which of my accounts something is worth sharing with today."""
    assert work.staff.id is not None
    found: list[Suggestion] = []
    for mine in await accounts.of_csm(work.session, work.staff.id):
        if len(found) == _MOST:
            break
        if mine.stage != accounts.CHURNED and isinstance(pick := await best(work, mine), Pick):
            found.append(Suggestion(mine.id or 0, mine.name, pick.item.title, f"“{pick.fact.text}” ({pick.source})"))
    return shown(suggestions_page(found, work.house.command))
