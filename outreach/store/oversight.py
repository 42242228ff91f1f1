"""What is asked about many accounts at once: one query each, however many accounts a team looks after."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, false, func, or_, select, true

from outreach.database import Session
from outreach.models.book import Account, Contact, Fact, Hold, Teammate
from outreach.models.ledger import Decision, Mark, StoredText, Touch, TouchState, Turn
from outreach.models.post import Attempt, Delivery, DeliveryState
from outreach.models.themes import Theme, ThemeMember, ThemeState
from outreach.store import accounts, touches

_TOLD_US = ("message", "form", "csm")


@dataclass(frozen=True)
class Team:
    """Whose accounts: those of these CSMs; `with_unowned` adds those that nobody looks after (any more)."""

    csm_ids: frozenset[int]
    with_unowned: bool = False


@dataclass(frozen=True)
class Said:
    """The last word between people at an account. `text` is None when it was not kept."""

    account_id: int
    at: datetime
    by_customer: bool
    touch_id: int
    text: str | None = None


@dataclass(frozen=True)
class Trouble:
    """A message whose fate is bad or unclear. `failed_at`: as far as is known."""

    account: Account
    touch: Touch
    delivery: Delivery
    failed_at: datetime


def of_team(team: Team, *, with_churned: bool = False) -> ColumnElement[bool]:
    have_left = select(Teammate.id).where(col(Teammate.left_on).is_not(None))
    unowned = or_(col(Account.csm_id).is_(None), col(Account.csm_id).in_(have_left)) if team.with_unowned else false()
    is_customer = true() if with_churned else col(Account.stage).is_distinct_from(accounts.CHURNED)
    return or_(col(Account.csm_id).in_(team.csm_ids), unowned) & is_customer


async def accounts_of(session: Session, team: Team) -> Sequence[Account]:
    return (await session.exec(select(Account).where(of_team(team)).order_by(col(Account.name), col(Account.id)))).all()


async def last_words(session: Session, team: Team, until: datetime) -> Mapping[int, Said]:
    """By account: the last word by a customer or a person of ours, up to that moment."""
    newest_first = (col(Touch.happened_at).desc(), col(Touch.id).desc())
    place = func.row_number().over(partition_by=col(Touch.account_id), order_by=newest_first).label("place")
    ranked = (
        select(Touch.id, place)
        .join(Account, col(Account.id) == col(Touch.account_id))
        .where(
            of_team(team),
            col(Touch.origin).in_(touches.BY_PEOPLE),
            col(Touch.state) == TouchState.MADE,
            col(Touch.happened_at) <= until,
        )
        .subquery()
    )
    query = (
        select(Touch, StoredText.body)
        .join(ranked, ranked.c.id == col(Touch.id))
        .outerjoin(StoredText, col(StoredText.id) == col(Touch.text_id))
        .where(ranked.c.place == 1)
    )
    return {
        touch.account_id: Said(touch.account_id, touch.happened_at, touch.origin == "customer", touch.id or 0, body)
        for touch, body in (await session.exec(query)).all()
        if touch.happened_at is not None
    }


async def last_said(session: Session, team: Team, until_on: date) -> Mapping[int, date]:
    """By account: the newest day on which they told us something that was kept as a fact."""
    query = (
        select(Fact.account_id, func.max(Fact.said_on))
        .join(Account, col(Account.id) == col(Fact.account_id))
        .where(of_team(team), col(Fact.source).in_(_TOLD_US), col(Fact.said_on) <= until_on)
        .group_by(col(Fact.account_id))
    )
    return dict((await session.exec(query)).all())


async def planned(session: Session, team: Team, until: datetime) -> set[int]:
    """Accounts with a live touch, or with a turn that comes up by then."""
    live = (
        select(Touch.account_id)
        .join(Account, col(Account.id) == col(Touch.account_id))
        .where(of_team(team), col(Touch.state).in_((TouchState.PROPOSED, TouchState.APPROVED)))
    )
    coming = (
        select(Turn.account_id)
        .join(Account, col(Account.id) == col(Turn.account_id))
        .where(of_team(team), col(Turn.is_active), col(Turn.next_due_at) <= until)
    )
    return set((await session.exec(live)).all()) | set((await session.exec(coming)).all())


async def unclear(session: Session, team: Team) -> Sequence[Trouble]:
    """Messages of which only a person can say whether they arrived, longest unclear first."""
    query = (
        select(Account, Touch, Delivery)
        .join(Touch, col(Touch.account_id) == col(Account.id))
        .join(Delivery, col(Delivery.touch_id) == col(Touch.id))
        .where(
            of_team(team, with_churned=True),
            col(Delivery.state) == DeliveryState.UNKNOWN,
            col(Delivery.asked_at).is_not(None),
        )
        .order_by(col(Delivery.asked_at), col(Delivery.id))
    )
    rows = (await session.exec(query)).all()
    return [
        Trouble(account, touch, delivery, delivery.asked_at or delivery.ready_at) for account, touch, delivery in rows
    ]


async def failed(session: Session, team: Team, since: datetime) -> Sequence[Trouble]:
    """Messages that failed for good since then, oldest first."""
    # A row does not say when it failed: not before it was ready, nor before its last try ended.
    tried_at = select(func.max(col(Attempt.ended_at))).where(col(Attempt.delivery_id) == col(Delivery.id))
    query = (
        select(Account, Touch, Delivery, tried_at.scalar_subquery())
        .join(Touch, col(Touch.account_id) == col(Account.id))
        .join(Delivery, col(Delivery.touch_id) == col(Touch.id))
        .where(
            of_team(team, with_churned=True),
            col(Touch.state) == TouchState.MISSED,
            col(Delivery.state) == DeliveryState.FAILED,
            or_(col(Delivery.ready_at) >= since, tried_at.scalar_subquery() >= since),
        )
        .order_by(col(Delivery.ready_at), col(Delivery.id))
    )
    rows = (await session.exec(query)).all()
    return [
        Trouble(account, touch, delivery, max(delivery.ready_at, ended_at or delivery.ready_at))
        for account, touch, delivery, ended_at in rows
    ]


async def lapsed(session: Session, team: Team, since: datetime, until: datetime) -> Sequence[tuple[Touch, Account]]:
    """Proposals that nobody decided and approved messages that missed their time, by deadlines in [since, until)."""
    # What failed is told as a failure, once.
    has_failed = select(Delivery.touch_id).where(
        col(Delivery.touch_id) == col(Touch.id), col(Delivery.state) == DeliveryState.FAILED
    )
    query = (
        select(Touch, Account)
        .join(Account, col(Account.id) == col(Touch.account_id))
        .where(
            of_team(team, with_churned=True),
            col(Touch.state).in_((TouchState.EXPIRED, TouchState.MISSED)),
            col(Touch.id).not_in(has_failed),
            col(Touch.deadline_at) >= since,
            col(Touch.deadline_at) < until,
        )
        .order_by(col(Touch.deadline_at), col(Touch.id))
    )
    return (await session.exec(query)).all()


async def proposals_per_author(session: Session, author_ids: Collection[int]) -> Mapping[int, int]:
    query = (
        select(Touch.author_id, func.count())
        .where(col(Touch.author_id).in_(author_ids), col(Touch.state) == TouchState.PROPOSED)
        .group_by(col(Touch.author_id))
    )
    return {author_id: int(count) for author_id, count in (await session.exec(query)).all() if author_id is not None}


async def placed_holds(
    session: Session, team: Team, codes: Collection[str], since: datetime, now: datetime
) -> Sequence[tuple[Hold, Account]]:
    """Holds of these codes that were placed since then and still stand."""
    query = (
        select(Hold, Account)
        .join(Account, col(Account.id) == col(Hold.account_id))
        .where(
            of_team(team),
            col(Hold.code).in_(codes),
            col(Hold.placed_at) >= since,
            col(Hold.ended_at).is_(None),
            or_(col(Hold.until).is_(None), col(Hold.until) > now),
        )
        .order_by(col(Hold.placed_at), col(Hold.id))
    )
    return (await session.exec(query)).all()


async def kind_words(
    session: Session, team: Team, since: datetime, until: datetime
) -> Sequence[tuple[Touch, Account, Contact | None, str | None]]:
    """A customer's words that a CSM marked in [since, until), with who said them; newest first."""
    query = (
        select(Touch, Account, Contact, StoredText.body)
        .join(Mark, col(Mark.touch_id) == col(Touch.id))
        .join(Account, col(Account.id) == col(Touch.account_id))
        .outerjoin(Contact, col(Contact.id) == col(Touch.contact_id))
        .outerjoin(StoredText, col(StoredText.id) == col(Touch.text_id))
        .where(of_team(team), col(Mark.kind) == "kind_word", col(Mark.marked_at) >= since, col(Mark.marked_at) < until)
        .order_by(col(Mark.marked_at).desc(), col(Mark.id))
    )
    return (await session.exec(query)).all()


async def open_decisions(session: Session, team: Team) -> Sequence[tuple[Decision, Account]]:
    """Why turns led to nothing, as it stands; larger accounts first."""
    query = (
        select(Decision, Account)
        .join(Account, col(Account.id) == col(Decision.account_id))
        .where(of_team(team), col(Decision.closed_at).is_(None))
        .order_by(col(Account.arr).desc(), col(Account.name), col(Decision.rhythm))
    )
    return (await session.exec(query)).all()


async def decisions_within(session: Session, team: Team, start: datetime, end: datetime) -> Sequence[Decision]:
    """Those that stood at some moment of [start, end)."""
    query = (
        select(Decision)
        .join(Account, col(Account.id) == col(Decision.account_id))
        .where(of_team(team, with_churned=True), col(Decision.first_at) < end, col(Decision.last_at) >= start)
    )
    return (await session.exec(query)).all()


async def contacts_within(
    session: Session, team: Team, start: datetime, end: datetime
) -> Sequence[tuple[Touch, int | None]]:
    """Every contact made in [start, end), with the CSM whose account it is; oldest first."""
    query = (
        select(Touch, Account.csm_id)
        .join(Account, col(Account.id) == col(Touch.account_id))
        .where(
            of_team(team, with_churned=True),
            col(Touch.state) == TouchState.MADE,
            col(Touch.happened_at) >= start,
            col(Touch.happened_at) < end,
        )
        .order_by(col(Touch.happened_at), col(Touch.id))
    )
    return (await session.exec(query)).all()


async def count_suggested(session: Session, team: Team) -> int:
    """What may belong to a theme, for a person to say."""
    query = select(func.count()).select_from(ThemeMember).join(Account, col(Account.id) == col(ThemeMember.account_id))
    is_open = select(Theme.id).where(col(Theme.state).not_in((ThemeState.DONE, ThemeState.SET_ASIDE)))
    waiting = query.where(of_team(team), col(ThemeMember.state) == "suggested", col(ThemeMember.theme_id).in_(is_open))
    return int((await session.exec(waiting)).one())
