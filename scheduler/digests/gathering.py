"""What a manager has to know: the exceptions of their team, as of now or since their last digest."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from content.evidence import first_name
from content.pages.findings import Cooling, Findings, KindWord, Lapsed, Quiet, Unattended, Upset
from outreach.database import Session
from outreach.ledger.reasons import Code, in_words
from outreach.models.book import Account, Teammate
from outreach.models.ledger import TouchState
from outreach.store import digests, oversight
from outreach.store.oversight import Team
from outreach.worktime import zones
from scheduler.digests import exceptions
from scheduler.digests.digesting import Digesting, Staff
from scheduler.digests.overview import Overview, overview, trouble
from scheduler.digests.waits import waits

_DAY = timedelta(days=1)
# After a long absence only this much is news; what is older stands in the weekly figures.
_LONGEST_NEWS = timedelta(days=14)
# A renewal this near is the manager's business even where something is planned.
_NEAR_RENEWAL = 30
_UPSETTING = (Code.OPEN_COMPLAINT, Code.OPEN_SIGNAL)


async def news_since(session: Session, reader: Teammate, now: datetime) -> datetime:
    """When the reader's last digest left off; a day ago where there was none."""
    today = zones.local_date(now, zones.zone(reader.timezone))
    last = await digests.before(session, reader.id or 0, today)
    return max(last.made_at, now - _LONGEST_NEWS) if last else now - _DAY


def plans_until(now: datetime) -> datetime:
    """Whoever is left alone already has a plan only if their turn comes up by then."""
    return now + _DAY


async def find(
    session: Session, reader: Teammate, staff: Staff, digesting: Digesting, team: Team | None = None
) -> Findings:
    """For the manager's whole team, or only for part of it."""
    now = staff.now
    since = await news_since(session, reader, now)
    view = await overview(session, team or staff.team_of(reader), staff, digesting, now)
    planned = await oversight.planned(session, view.team, plans_until(now))
    waiting = await waits(session, view)
    open_complaints = await exceptions.grievances(session, view, since)
    proposals = await oversight.proposals_per_author(session, view.team.csm_ids)
    return Findings(
        own_proposals=proposals.get(reader.id or 0, 0),
        unattended=tuple(_unattended(view, proposals, [account for account, _ in waiting])),
        unowned=tuple(view.customer(one) for one in view.accounts if view.customer(one).csm_id is None),
        upset=await _upset(session, view, since, {one.customer.id for one in open_complaints}),
        grievances=open_complaints,
        asked=await exceptions.asked(session, view),
        broken=await exceptions.broken(session, view),
        trends=await exceptions.trends(session, view, since),
        overdue=await exceptions.overdue(session, view, reader),
        cooling=tuple(_cooling(view, planned)),
        waiting=tuple(one for _, one in waiting if one.is_overdue),
        lapsed=await _lapsed(session, view, since),
        trouble=await trouble(session, view, since),
        quiet=await _quiet(session, view, planned),
        kind_words=await _kind_words(session, view, since),
    )


def _unattended(view: Overview, proposals: Mapping[int, int], owed: Sequence[Account]) -> Iterator[Unattended]:
    for csm_id in sorted(view.team.csm_ids & view.staff.people.keys()):
        csm = view.staff.people[csm_id]
        until_on = view.staff.away_until(csm)
        if until_on is None or view.staff.is_covered(csm):
            continue
        customers = sum(account.csm_id == csm_id for account in owed)
        if proposals.get(csm_id) or customers:
            yield Unattended(csm_id, view.staff.called(csm_id), until_on, proposals.get(csm_id, 0), customers)


async def _upset(session: Session, view: Overview, since: datetime, told: Collection[int]) -> tuple[Upset, ...]:
    """Of whose complaint is `told` already nothing is said twice; bad news has an owner, and no decision to make."""
    placed = await oversight.placed_holds(session, view.team, _UPSETTING, since, view.now)
    return tuple(
        Upset(view.customer(account), in_words(hold.code, {"detail": hold.because}), _day(hold.placed_at, account))
        for hold, account in sorted(placed, key=lambda pair: -(pair[1].arr or 0))
        if hold.code != Code.OPEN_COMPLAINT or account.id not in told
    )


def _day(at: datetime, account: Account) -> date:
    return zones.local_date(at, zones.zone(account.timezone))


def _cooling(view: Overview, planned: set[int]) -> Iterator[Cooling]:
    """Where something is planned the CSM is at it already, unless there is little time left."""
    for account, cooling in view.cooling():
        if account.id not in planned or cooling.renews_in <= _NEAR_RENEWAL:
            yield cooling


async def _lapsed(session: Session, view: Overview, since: datetime) -> tuple[Lapsed, ...]:
    found = await oversight.lapsed(session, view.team, since, view.now)
    return tuple(Lapsed(view.customer(account), touch.state == TouchState.MISSED) for touch, account in found)


async def _quiet(session: Session, view: Overview, planned: set[int]) -> Quiet:
    customers = view.quiet()
    unplanned = tuple(customer for customer in customers if customer.id not in planned)
    if not unplanned:
        return Quiet(customers)
    yesterday = await overview(session, view.team, view.staff, view.digesting, view.now - _DAY)
    return Quiet(customers, len(yesterday.quiet()), unplanned)


async def _kind_words(session: Session, view: Overview, since: datetime) -> tuple[KindWord, ...]:
    """Words that are no longer kept cannot be told."""
    found = await oversight.kind_words(session, view.team, since, view.now)
    return tuple(
        KindWord(view.customer(account), first_name(contact), body) for _, account, contact, body in found if body
    )
