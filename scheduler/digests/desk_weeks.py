"""The desk's week in figures: requests, complaints, promises, goodwill and trends of a team."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from statistics import median

from content.pages.desk_week import ComplaintsWeek, DeskWeek, PromisesWeek, RequestsWeek
from outreach.database import Session
from outreach.desk.goodwill import money
from outreach.desk.promises import Stage
from outreach.models.book import Account
from outreach.models.desk import Complaint, Promise, Request, RequestState
from outreach.store import desk_weeks
from outreach.worktime import zones
from scheduler.digests.overview import Overview

_NOT_SAID = "not said"
Bounds = tuple[datetime, datetime]


async def desk_week_of(session: Session, view: Overview, start: datetime, end: datetime) -> DeskWeek:
    """Of [start, end)."""
    within = (start, end)
    given = await desk_weeks.goodwill(session, view.team, start, end)
    themes = await desk_weeks.themes(session, view.team, start, end)
    total = sum((one.amount for one in given), Decimal(0))
    return DeskWeek(
        requests=_requests(await desk_weeks.requests(session, view.team, start, end), within),
        complaints=_complaints(await desk_weeks.complaints(session, view.team, start, end), within),
        promises=_promises(await desk_weeks.promises(session, view.team, start, end), within),
        goodwill=money(total, view.digesting.currency) if given else "",
        given=len(given),
        trends=sum(_is_in(one.trend_at, within) for one in themes),
        handed_over=sum(_is_in(one.handed_over_at, within) for one in themes),
        done=sum(_is_in(one.done_at, within) for one in themes),
    )


def _is_in(at: datetime | None, within: Bounds) -> bool:
    return at is not None and within[0] <= at < within[1]


def _requests(found: Sequence[Request], within: Bounds) -> RequestsWeek:
    over = [one for one in found if _is_in(one.settled_at, within)]
    settled = [one for one in over if one.state == RequestState.HONOURED]
    ages = [(one.settled_at - one.opened_at).days for one in over if one.settled_at]
    return RequestsWeek(
        opened=sum(_is_in(one.opened_at, within) for one in found),
        honoured=sum(_is_in(one.honoured_at, within) for one in found),
        declined=sum(one.state == RequestState.DECLINED for one in over),
        settled=len(settled),
        median_age=int(median(ages)) if ages else None,
    )


def _complaints(found: Sequence[tuple[Complaint, datetime | None]], within: Bounds) -> ComplaintsWeek:
    closed = [one for one, _ in found if _is_in(one.closed_at, within)]
    causes = Counter(one.department or _NOT_SAID for one in closed if not one.is_heard_only)
    return ComplaintsWeek(
        opened=sum(_is_in(one.opened_at, within) for one, _ in found),
        closed=len(closed),
        reopened=sum(bool(one.reopened) and _is_in(held_at, within) for one, held_at in found),
        causes=tuple(sorted(causes.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _promises(found: Sequence[tuple[Promise, Account]], within: Bounds) -> PromisesWeek:
    """One that somebody dropped was neither kept nor broken."""
    counts: Counter[str] = Counter()
    for promise, account in found:
        if promise.state == Stage.DROPPED or promise.due_on is None:
            continue
        counts[_fate(promise, account, within)] += 1
        counts["moved"] += bool(promise.moved)
    return PromisesWeek(counts["kept"], counts["late"], counts["moved"])


def _fate(promise: Promise, account: Account, within: Bounds) -> str:
    assert promise.due_on is not None
    zone = zones.zone(account.timezone)
    ended_on = zones.local_date(promise.ended_at, zone) if promise.ended_at else zones.local_date(within[1], zone)
    return "late" if ended_on > promise.due_on else "kept"
