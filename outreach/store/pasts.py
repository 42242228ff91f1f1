"""What lies behind many accounts, a question each: asked one account at a time, this took most of a planning pass."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from outreach.database import Session
from outreach.models.book import Account, Fact
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.models.library import Item
from outreach.store.rows import by_owner
from outreach.store.touches import BY_PEOPLE, ON_RECORD, OUTREACH, SPOKEN_SOURCES, UNPROMPTED

# The best moment that is known of a touch.
_WHEN = func.coalesce(Touch.happened_at, Touch.due_at, Touch.proposed_at)


@dataclass(frozen=True)
class Word:
    """The last word between people: `origin` is customer or person."""

    origin: str
    at: datetime | None


@dataclass(frozen=True)
class Written:
    """Something that we wrote unasked."""

    at: datetime
    channel_id: int | None
    contact_id: int | None = None


@dataclass(frozen=True)
class Given:
    """Something shared with an account, or about to be, and when (the best date we have for it)."""

    touch_id: int
    item_id: int
    kind: str
    link: str | None
    on: date


async def last_words(session: Session, account_ids: Collection[int]) -> Mapping[int, Word]:
    """As `touches.last_by_people`. The index finds each last one; nobody's whole conversation is read."""
    spoken = aliased(Touch)
    newest = (
        select(spoken.id)
        .where(
            col(spoken.account_id) == col(Account.id),
            col(spoken.origin).in_(BY_PEOPLE),
            col(spoken.state) == TouchState.MADE,
        )
        .order_by(col(spoken.happened_at).desc(), col(spoken.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(Touch.account_id, Touch.origin, Touch.happened_at)
        .join(Account, col(Touch.id) == newest)
        .where(col(Account.id).in_(account_ids))
    )
    return {account_id: Word(origin, at) for account_id, origin, at in (await session.exec(query)).all()}


async def written(session: Session, account_ids: Collection[int]) -> Mapping[int, Sequence[Written]]:
    """Everything unprompted that reached them: a few dozen a year, as the caps will have it."""
    query = select(Touch.account_id, Touch.happened_at, Touch.channel_id, Touch.contact_id).where(
        col(Touch.account_id).in_(account_ids),
        col(Touch.state) == TouchState.MADE,
        col(Touch.origin).in_(UNPROMPTED),
        col(Touch.purpose).in_(OUTREACH),
    )
    rows = (await session.exec(query)).all()
    return by_owner(
        (account_id, Written(at, channel_id, contact_id))
        for account_id, at, channel_id, contact_id in rows
        if at is not None
    )


async def given(session: Session, account_ids: Collection[int]) -> Mapping[int, Sequence[Given]]:
    """Shares that are proposed, on their way or made, oldest first."""
    query = (
        select(Touch.account_id, Touch.id, _WHEN, Item)
        .join(Item, col(Item.id) == col(Touch.item_id))
        .where(col(Touch.account_id).in_(account_ids), col(Touch.state).in_(ON_RECORD))
        .order_by(col(Touch.id))
    )
    rows = (await session.exec(query)).all()
    return by_owner(
        (account_id, Given(touch_id or 0, item.id or 0, item.kind, item.link, _date(at)))
        for account_id, touch_id, at, item in rows
    )


async def shared_at(session: Session, account_ids: Collection[int]) -> Mapping[int, Sequence[datetime]]:
    """When something was shared with them."""
    query = select(Touch.account_id, Touch.happened_at).where(
        col(Touch.account_id).in_(account_ids), col(Touch.item_id).is_not(None), col(Touch.state) == TouchState.MADE
    )
    return by_owner((account_id, at) for account_id, at in (await session.exec(query)).all() if at is not None)


async def asked(session: Session, account_ids: Collection[int]) -> Mapping[int, Sequence[tuple[int, date]]]:
    """Every check-in ever put to them or proposed, whatever became of it: (touch id, date), oldest first."""
    query = select(Touch.account_id, Touch.id, _WHEN).where(
        col(Touch.account_id).in_(account_ids), col(Touch.purpose) == Purpose.CHECK_IN
    )
    rows = (await session.exec(query.order_by(col(Touch.id)))).all()
    return by_owner((account_id, (touch_id or 0, _date(at))) for account_id, touch_id, at in rows)


async def declined(session: Session, account_ids: Collection[int]) -> Mapping[int, Sequence[int]]:
    """The items that a person said are not for them."""
    query = select(Touch.account_id, Touch.item_id).where(
        col(Touch.account_id).in_(account_ids),
        col(Touch.state) == TouchState.REJECTED,
        col(Touch.item_id).is_not(None),
    )
    return by_owner((account_id, item_id or 0) for account_id, item_id in (await session.exec(query)).all())


async def said_on(session: Session, account_ids: Collection[int]) -> Mapping[int, date]:
    """As `touches.last_said_on`."""
    query = select(Fact.account_id, func.max(Fact.said_on)).where(
        col(Fact.account_id).in_(account_ids), col(Fact.source).in_(SPOKEN_SOURCES)
    )
    return dict((await session.exec(query.group_by(col(Fact.account_id)))).all())


def _date(at: datetime | None) -> date:
    return at.date() if at else date.min
