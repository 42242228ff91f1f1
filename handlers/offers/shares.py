"""What a share would say to one account, or why there is nothing to say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from content import curation, drafting
from content.curation import Candidate, Nothing, Pick, Reason
from content.evidence import Evidence, candidate_of, gather
from content.library import is_current
from content.names import called
from content.rendering import Renderer
from handlers.offers.offer import Wording
from handlers.work import Work
from outreach.ledger.reasons import in_words
from outreach.models.book import Account, Teammate
from outreach.models.library import Item
from outreach.store import items, touches, turns
from outreach.worktime import zones
from scheduler.composing import why_of

PERSONAL = "personal"
_MOST_REASONS = 3


@dataclass(frozen=True)
class _Case:
    account: Account
    author: Teammate
    evidence: Evidence
    today: date
    renderer: Renderer


async def share(
    work: Work, account: Account, author: Teammate, item: Item | None, segment: str | None
) -> Wording | str:
    """With the reason that fits them, or the sentence that says why not. Without an item, curation picks one."""
    if item is not None and (pending := await _already_there(work, account, item)):
        return pending
    case = await _case(work, account, author)
    if item is None:
        return _picked(case, await _current(work, case))
    if segment is not None:
        return _for_segment(case, item, segment)
    return _personal(case, item) if item.kind == PERSONAL else _picked(case, [item], chosen=True)


async def best(work: Work, account: Account, besides: int | None = None) -> Pick | Nothing:
    """What curation would pick for them today. `besides` one item, which does not count as shared either."""
    case = await _case(work, account, work.staff)
    library = [candidate_of(item) for item in await _current(work, case) if item.id != besides]
    shared = [past for past in case.evidence.shares if past.item_id != besides]
    return curation.curate(case.evidence.subject, library, case.evidence.known, shared, case.today)


async def _case(work: Work, account: Account, author: Teammate) -> _Case:
    today = zones.local_date(work.now, zones.zone(account.timezone))
    return _Case(account, author, await gather(work.session, account), today, work.house.renderer)


async def _current(work: Work, case: _Case) -> Sequence[Item]:
    return [item for item in await items.all_items(work.session) if is_current(item, case.today)]


async def _already_there(work: Work, account: Account, item: Item) -> str | None:
    assert account.id is not None
    for touch, shared in await touches.shares_of(work.session, account.id):
        if shared.id == item.id or (item.link is not None and shared.link == item.link):
            waits = touch.state in turns.LIVE
            return "it is already proposed to them: see your day" if waits else "it was already shared with them"
    return None


def _picked(case: _Case, library: Sequence[Item], *, chosen: bool = False) -> Wording | str:
    """`chosen` by a person: neither "two of a kind" nor an earlier "not for them" counts against it then."""
    candidates, subject = [candidate_of(item) for item in library], case.evidence.subject
    if chosen:
        candidates = [_as_chosen(candidate) for candidate in candidates]
        subject = replace(subject, declined=frozenset())
    pick = curation.curate(subject, candidates, case.evidence.known, case.evidence.shares, case.today)
    if isinstance(pick, Nothing):
        return _why_nothing(pick, chosen=chosen)
    item = next(item for item in library if item.id == pick.item.id)
    return picked_wording(pick, item, case.evidence, case.author, case.renderer)


def picked_wording(pick: Pick, item: Item, evidence: Evidence, author: Teammate, renderer: Renderer) -> Wording:
    contact = evidence.addressee(pick.fact)
    message = renderer.render(drafting.share(pick, item, contact, author))
    return Wording(message, contact, why_of(pick), ((pick.fact.id, pick.fact.version),), item.id)


def _as_chosen(candidate: Candidate) -> Candidate:
    return replace(candidate, kind="chosen")


def _why_nothing(nothing: Nothing, *, chosen: bool) -> str:
    if not chosen:
        few = ", ".join(f"{count} {why}" for why, count in nothing.counts[:_MOST_REASONS])
        return in_words(nothing.code, {"detail": few or nothing.detail})
    why = nothing.counts[0][0] if nothing.counts else nothing.detail
    if why.startswith("without a reason"):
        return "nothing we know about them gives it a reason; note what they said first"
    return f"it is {why}"


def _personal(case: _Case, item: Item) -> Wording | str:
    if refused := _refused(case, item):
        return refused
    contact = case.evidence.addressee(None)
    message = case.renderer.render(drafting.personal(item, contact, case.author))
    return Wording(message, contact, f"{called(case.author.name)}'s own recommendation", (), item.id)


def _for_segment(case: _Case, item: Item, segment: str) -> Wording | str:
    if refused := _refused(case, item):
        return refused
    if item.kind == PERSONAL:
        return _personal(case, item)
    reason = segment_reason(item, segment)
    if reason is None:
        return f"it gives no reason for the {segment} segment"
    contact = case.evidence.addressee(None)
    message = case.renderer.render(drafting.segment_share(item, reason, contact, case.author))
    return Wording(message, contact, f"for all {segment} accounts: {reason.why}", (), item.id)


def segment_reason(item: Item, segment: str) -> Reason | None:
    reasons = candidate_of(item).reasons
    return next((reason for reason in reasons if (reason.on, reason.value) == ("segment", segment)), None)


def _refused(case: _Case, item: Item) -> str | None:
    subject = replace(case.evidence.subject, declined=frozenset())
    why = curation.objection(_as_chosen(candidate_of(item)), subject, case.evidence.shares, case.today)
    return f"it is {why}" if why else None
