"""Writes what a teammate decided into the ledger: as a proposal, for the next good moment, or for now."""

from collections.abc import Iterable
from datetime import timedelta

from handlers import records
from handlers.offers.offer import Offer, What
from handlers.work import Work
from outreach.ledger import keys, proposals
from outreach.ledger.proposals import When
from outreach.models.ledger import Touch
from outreach.models.trust import Deed
from outreach.worktime import zones

# What was decided for a moment is not sent much later: its CSM is shown it instead.
_LASTS = timedelta(days=1)
_KEPT_PROPOSAL_LASTS = timedelta(days=7)


def at_once(work: Work, zone: str) -> When:
    return When(work.now, zones.to_wall(work.now, zones.zone(zone)), zone)


async def keep(work: Work, offer: Offer) -> Touch:
    """A proposal that waits in its author's day; without a channel, an e-mail draft."""
    return await _propose(work, offer, offer.slot or at_once(work, offer.zone), _KEPT_PROPOSAL_LASTS)


async def send(work: Work, offer: Offer, when: When, override: str | None = None) -> Touch:
    """Approved in these words for that moment."""
    touch = await _propose(work, offer, when, _LASTS)
    lifted = {held.code for held in (*offer.now, *offer.later) if held.strength == "soft"}
    return await proposals.approve(
        work.session, touch, by=work.staff.name, now=work.now, override=override, lifted=lifted
    )


async def _propose(work: Work, offer: Offer, when: When, lasts: timedelta) -> Touch:
    assert offer.account.id is not None
    deadline = when.at + lasts
    draft = proposals.Draft(
        key=keys.by_hand(work.event.key, offer.account.id),
        account=offer.account,
        purpose=offer.purpose,
        origin="csm",
        message=offer.wording.message,
        why=offer.wording.why,
        author=offer.author,
        when=when,
        deadline_at=deadline,
        keep_until=(deadline + work.house.planning.keep_for).date(),
        channel=offer.channel,
        contact_id=offer.wording.contact.id if offer.wording.contact else None,
        item_id=offer.wording.item_id,
        facts=offer.wording.facts,
    )
    return await proposals.propose(work.session, draft, work.now)


async def record(work: Work, what: What, touches: Iterable[Touch], *, kept: bool = False) -> Deed:
    """One deed for all of them: taking it back takes all of them back. `kept` as proposals, not approved."""
    written = list(touches)
    only = written[0] if len(written) == 1 else None
    return await records.note(
        work,
        what,
        account_id=only.account_id if only else None,
        touch_id=only.id if only else None,
        undo=records.reversal("kept" if kept else "touch", *(touch.id for touch in written)),
    )
