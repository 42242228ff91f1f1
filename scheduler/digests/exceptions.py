"""What the desk has for a manager: complaints nobody owns, goodwill to decide, promises broken, trends, late words."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from content.pages.findings import Asked, Broken, Grievance, Overdue, Trend
from content.pages.lines import when
from outreach.database import Session
from outreach.desk import promises as rules
from outreach.desk.complaints import NONE_AFTER_ALL, SECOND_WITHIN
from outreach.desk.goodwill import money
from outreach.models.book import Account, Teammate
from outreach.models.desk import Complaint, Goodwill
from outreach.models.themes import Theme
from outreach.store import accounts, complaints, goodwill, holds, notices, promises, texts, themes
from outreach.worktime import zones
from scheduler.digests.overview import Overview


async def grievances(session: Session, view: Overview, since: datetime) -> tuple[Grievance, ...]:
    """News first of all where it is most: those placed since then, and those whose root cause nobody owns."""
    found = []
    for complaint, account in await complaints.open_in(session, view.team):
        hold = await holds.by_id(session, complaint.hold_id) if complaint.hold_id else None
        is_news = (hold.placed_at if hold else complaint.opened_at) >= since
        if is_news or (complaint.confirmed_at is not None and complaint.department is None):
            found.append(await _grievance(session, view, complaint, account))
    return tuple(sorted(found, key=lambda one: -(one.customer.arr or 0)))


async def _grievance(session: Session, view: Overview, complaint: Complaint, account: Account) -> Grievance:
    answer = await complaints.first_answer(session, complaint)
    others = await complaints.count_others(session, complaint, complaint.opened_at - SECOND_WITHIN, NONE_AFTER_ALL)
    answered_at = answer.happened_at if answer else None
    return Grievance(
        customer=view.customer(account),
        complaint_id=complaint.id or 0,
        which=others + complaint.reopened + 1,
        quote=await texts.body_of(session, complaint.text_id) or "",
        renews_in=_renews_in(view, account),
        answered=answered_at - complaint.opened_at if answered_at else None,
        by=view.staff.called(answer.author_id if answer else None),
        is_confirmed=complaint.confirmed_at is not None,
        with_whom=complaint.department or "",
    )


def _renews_in(view: Overview, account: Account) -> int | None:
    if account.renewal_on is None:
        return None
    days = (account.renewal_on - zones.local_date(view.now, zones.zone(account.timezone))).days
    return days if 0 <= days <= view.digesting.renewal_within.days else None


async def asked(session: Session, view: Overview) -> tuple[Asked, ...]:
    """Longest waiting first."""
    waiting = await goodwill.waiting(session, view.team.csm_ids)
    return tuple([await _asked(session, view, one) for one in waiting])


async def _asked(session: Session, view: Overview, given: Goodwill) -> Asked:
    account = await accounts.by_id(session, given.account_id)
    return Asked(
        goodwill_id=given.id or 0,
        customer=view.customer(account),
        amount=money(given.amount, view.digesting.currency),
        what=given.what,
        by_id=given.teammate_id,
        by=view.staff.called(given.teammate_id),
    )


async def broken(session: Session, view: Overview) -> tuple[Broken, ...]:
    """The longest late first: their day is over, or the day that they still reckon with."""
    found = []
    for promise, account in await promises.open_in(session, view.team):
        today = zones.local_date(view.now, zones.zone(account.timezone))
        late_for = max(-(rules.timing(promise, today).days_left or 0), 0)
        is_untold = rules.is_untold(promise) and promise.told_on is not None and promise.told_on < today
        if late_for or is_untold:
            who = view.staff.called(promise.owner_id) or "somebody who has left"
            found.append(Broken(view.customer(account), promise.id or 0, late_for, promise.owner_id, who, is_untold))
    return tuple(sorted(found, key=lambda one: -one.late_for))


async def overdue(session: Session, view: Overview, reader: Teammate) -> tuple[Overdue, ...]:
    """Whose next word is past, longest first."""
    late = [
        (one, one.next_word_at)
        for one in await notices.in_state(session, notices.OPEN)
        if one.next_word_at is not None and one.next_word_at < view.now and one.owner_id in view.team.csm_ids
    ]
    return tuple(
        Overdue(one.id or 0, one.what, when(at, reader.timezone), one.owner_id, view.staff.called(one.owner_id))
        for one, at in late
    )


async def trends(session: Session, view: Overview, since: datetime) -> tuple[Trend, ...]:
    """New ones, those that nobody has, and those whose department is silent; the largest ARR first."""
    silent = {one.theme.id for one in await themes.silent(session, view.now)}
    found = []
    for one in await themes.trends(session):
        theme = one.theme
        is_ours = any(account.csm_id in view.team.csm_ids for account in one.accounts)
        is_news = theme.trend_at is not None and theme.trend_at >= since
        if is_ours and (is_news or theme.department is None or theme.id in silent):
            found.append(_trend(view, theme, one.accounts, is_silent=theme.id in silent))
    return tuple(sorted(found, key=lambda one: (one.silent_for is None, -one.arr)))


def _trend(view: Overview, theme: Theme, affected: Sequence[Account], *, is_silent: bool) -> Trend:
    heard_at = theme.progress_at or theme.accepted_at or theme.handed_over_at or theme.opened_at
    return Trend(
        theme_id=theme.id or 0,
        name=theme.name,
        accounts=len(affected),
        arr=sum((one.arr or Decimal(0) for one in affected), Decimal(0)),
        department=(theme.department or "").replace("-", " ").capitalize(),
        silent_for=(view.now - heard_at).days if is_silent else None,
        csm_ids=frozenset(one.csm_id for one in affected if one.csm_id is not None),
    )
