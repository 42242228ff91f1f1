"""Resolves what was asked for into offers: who, in which words, when, and what speaks against it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.offers import checkins, shares
from handlers.offers.offer import PURPOSES, LeftOut, Offer, Request, Selection, Wording
from handlers.work import Work
from outreach.errors import BadInput, NotFound
from outreach.ledger import policies, situations
from outreach.ledger.policies import Held
from outreach.ledger.proposals import When
from outreach.ledger.terms import windows_for
from outreach.models.book import Account, Channel, Role, Teammate
from outreach.models.library import Item
from outreach.store import accounts, channels, items, teammates, touches
from outreach.worktime import zones
from scheduler import cadence


async def select(work: Work, request: Request) -> Selection:
    """As things are at this moment: what a preview showed may have changed since."""
    item = await _item(work, request)
    offers: list[Offer] = []
    left_out: list[LeftOut] = []
    for account in await _meant(work, request):
        author = await speaker(work, account)
        wording = await _wording(work, request, account, author, item)
        if isinstance(wording, str):
            left_out.append(LeftOut(account, wording))
        else:
            offers.append(await _offer(work, request, account, author, wording, offers))
    return Selection(request, tuple(offers), tuple(left_out))


async def _item(work: Work, request: Request) -> Item | None:
    if request.item_id is None:
        return None
    item = await items.by_id(work.session, request.item_id)
    if item is None:
        raise NotFound(f"That item is no longer in the library. See {work.house.command} library.")
    if item.state != "approved":
        raise BadInput(
            f"“{item.title}” is {item.state}, so it cannot be shared. See {work.house.command} library {item.slug}"
        )
    return item


async def _meant(work: Work, request: Request) -> Sequence[Account]:
    """One account; or those of a segment: one's own for a CSM, everybody's for a manager."""
    if request.account_id is not None:
        return [await accounts.by_id(work.session, request.account_id)]
    segment = request.segment or ""
    meant = await accounts.in_segment(work.session, segment)
    if work.staff.role == Role.CSM:
        meant = [account for account in meant if account.csm_id == work.staff.id]
    if not meant:
        whose = "you look after" if work.staff.role == Role.CSM else "in the book"
        raise BadInput(f"No account {whose} is in the {segment} segment.")
    return meant


async def speaker(work: Work, account: Account) -> Teammate:
    """A CSM speaks for themselves, a colleague's account included; a manager lets each account's CSM speak."""
    if work.staff.role == Role.CSM:
        return work.staff
    return await teammates.csm_of(work.session, account) or work.staff


async def _wording(
    work: Work, request: Request, account: Account, author: Teammate, item: Item | None
) -> Wording | str:
    if request.what == "checkin":
        return await checkins.check_in(work, account, author)
    return await shares.share(work, account, author, item, request.segment)


async def _offer(  # noqa: PLR0913 - one account, in the light of the others
    work: Work, request: Request, account: Account, author: Teammate, wording: Wording, others: Sequence[Offer]
) -> Offer:
    assert account.id is not None
    channel = await channel_of(work, account)
    zone = (wording.contact.timezone if wording.contact else None) or account.timezone
    taken = [offer.slot.at for offer in others if offer.slot is not None and offer.author.id == author.id]
    slot = await next_slot(work, account, author, zone, taken)
    purpose = PURPOSES[request.what]
    offer = Offer(account, purpose, author, wording, channel, zone, slot, (), ())
    return replace(
        offer,
        later=await _against(work, offer, slot.at) if slot else (),
        now=await _against(work, offer, work.now),
    )


async def channel_of(work: Work, account: Account) -> Channel | None:
    """Where unprompted messages go: the account's oldest channel that is still there and shared with them."""
    assert account.id is not None
    linked = await channels.of_account(work.session, account.id)
    return next((channel for channel in linked if channels.is_open(channel)), None)


async def next_slot(
    work: Work, account: Account, author: Teammate, zone: str, taken: Sequence[datetime] = ()
) -> When | None:
    """The next good moment there, at a distance from the author's other messages and from `taken`."""
    planning = work.house.planning
    assert author.id is not None
    wanted = await situations.terms_for(work.session, account, None)
    found = cadence.next_send_slot(
        work.now,
        zones.zone(zone),
        windows_for(planning.windows, wanted),
        situations.calendar_of(account, zone, planning.rules),
        taken=[*await touches.taken_slots(work.session, author.id, work.now), *taken],
        spread=planning.spread,
    )
    return When(found.at, found.wall, found.zone) if found else None


async def _against(work: Work, offer: Offer, at: datetime) -> tuple[Held, ...]:
    rules = work.house.planning.rules
    contact_id = offer.wording.contact.id if offer.wording.contact else None
    situation = await situations.load(
        work.session, offer.account, offer.channel, offer.purpose, at, rules, contact_id=contact_id
    )
    return policies.refusals(situation, rules.limits, "sending")
