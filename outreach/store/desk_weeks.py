"""What the desk did in a stretch of time, for a manager's week: one query per room."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from outreach.database import Session
from outreach.models.book import Account, Hold
from outreach.models.desk import Complaint, Goodwill, Promise, Request
from outreach.models.themes import Theme, ThemeMember
from outreach.store.goodwill import GIVEN
from outreach.store.oversight import Team, of_team


def _within(column: object, start: datetime, end: datetime) -> ColumnElement[bool]:
    named = col(column)
    return (named >= start) & (named < end)


async def requests(session: Session, team: Team, start: datetime, end: datetime) -> Sequence[Request]:
    """Opened, done or over in [start, end)."""
    query = (
        select(Request)
        .join(Account, col(Account.id) == col(Request.account_id))
        .where(
            of_team(team, with_churned=True),
            or_(
                _within(Request.opened_at, start, end),
                _within(Request.honoured_at, start, end),
                _within(Request.settled_at, start, end),
            ),
        )
    )
    return (await session.exec(query.order_by(col(Request.id)))).all()


async def complaints(
    session: Session, team: Team, start: datetime, end: datetime
) -> Sequence[tuple[Complaint, datetime | None]]:
    """Opened, closed or reopened in [start, end), with when what it holds back was placed: anew once it is reopened.
    What turned out to be none is left out."""
    query = (
        select(Complaint, Hold.placed_at)
        .join(Account, col(Account.id) == col(Complaint.account_id))
        .outerjoin(Hold, col(Hold.id) == col(Complaint.hold_id))
        .where(
            of_team(team, with_churned=True),
            or_(col(Complaint.confirmed_at).is_not(None), col(Complaint.closed_at).is_(None)),
            or_(
                _within(Complaint.opened_at, start, end),
                _within(Complaint.closed_at, start, end),
                _within(Hold.placed_at, start, end),
            ),
        )
    )
    return [(complaint, at) for complaint, at in (await session.exec(query.order_by(col(Complaint.id)))).all()]


async def promises(session: Session, team: Team, start: datetime, end: datetime) -> Sequence[tuple[Promise, Account]]:
    """Tracked ones that ended in [start, end), or whose day lies in it."""
    query = (
        select(Promise, Account)
        .join(Account, col(Account.id) == col(Promise.account_id))
        .where(
            of_team(team, with_churned=True),
            col(Promise.confirmed_at).is_not(None),
            or_(
                _within(Promise.ended_at, start, end),
                (col(Promise.due_on) >= start.date()) & (col(Promise.due_on) < end.date()),
            ),
        )
    )
    return (await session.exec(query.order_by(col(Promise.id)))).all()


async def goodwill(session: Session, team: Team, start: datetime, end: datetime) -> Sequence[Goodwill]:
    """Given to the team's accounts in [start, end)."""
    query = (
        select(Goodwill)
        .join(Account, col(Account.id) == col(Goodwill.account_id))
        .where(
            of_team(team, with_churned=True),
            col(Goodwill.state).in_(GIVEN),
            _within(Goodwill.asked_at, start, end),
        )
    )
    return (await session.exec(query.order_by(col(Goodwill.id)))).all()


async def themes(session: Session, team: Team, start: datetime, end: datetime) -> Sequence[Theme]:
    """That concern the team's accounts and became a trend, were handed over or done in [start, end)."""
    theirs = (
        select(ThemeMember.theme_id)
        .join(Account, col(Account.id) == col(ThemeMember.account_id))
        .where(of_team(team, with_churned=True), col(ThemeMember.state) == "confirmed")
    )
    query = select(Theme).where(
        col(Theme.id).in_(theirs),
        or_(
            _within(Theme.trend_at, start, end),
            _within(Theme.handed_over_at, start, end),
            _within(Theme.done_at, start, end),
        ),
    )
    return (await session.exec(query.order_by(col(Theme.id)))).all()
