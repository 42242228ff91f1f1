"""How our messages were received by the people who read them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Function, case
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select, true

from outreach.database import Session
from outreach.models.book import Account, Contact, Identity
from outreach.models.ledger import Touch
from outreach.models.library import Item
from outreach.models.listening import Reception
from outreach.store.oversight import Team, of_team
from outreach.store.rows import by_owner

USEFUL, NOT_FOR_US, LESS, PERSON, REACTION = "useful", "not_for_us", "less", "person", "reaction"
# Whoever says one of these takes the other back.
VERDICTS = (USEFUL, NOT_FOR_US)


class Received(NamedTuple):
    reception: Reception
    touch: Touch
    identity: Identity
    contact: Contact | None


class Reader(NamedTuple):
    """Somebody who read one message of ours."""

    touch_id: int
    identity_id: int


class Refused(NamedTuple):
    """An item that somebody there said is not for them, and when."""

    item_id: int
    kind: str
    at: datetime


class Counts(NamedTuple):
    """Of one item: how many found it useful, not for them, reacted to it, answered it."""

    useful: int = 0
    not_for_us: int = 0
    reactions: int = 0
    replies: int = 0


async def record(session: Session, reader: Reader, kind: str, now: datetime, emoji: str = "") -> Reception:
    """Once per person, message and kind; what was taken back counts again."""
    found = await _find(session, reader, kind, emoji)
    if found is not None and found.withdrawn_at is None:
        return found
    row = found or Reception(**reader._asdict(), kind=kind, emoji=emoji, received_at=now)
    row.received_at, row.withdrawn_at = now, None
    session.add(row)
    if kind in VERDICTS:
        for other in VERDICTS:
            if other != kind:
                await withdraw(session, reader, other, now)
    await session.flush()
    return row


async def withdraw(session: Session, reader: Reader, kind: str, now: datetime, emoji: str = "") -> None:
    found = await _find(session, reader, kind, emoji)
    if found is not None and found.withdrawn_at is None:
        found.withdrawn_at = now
        session.add(found)
        await session.flush()


async def _find(session: Session, reader: Reader, kind: str, emoji: str) -> Reception | None:
    query = select(Reception).where(
        col(Reception.touch_id) == reader.touch_id,
        col(Reception.identity_id) == reader.identity_id,
        col(Reception.kind) == kind,
        col(Reception.emoji) == emoji,
    )
    return (await session.exec(query)).one_or_none()


async def of_account(session: Session, account_id: int, limit: int = 20) -> Sequence[Received]:
    """Newest first; what was taken back is not said."""
    query = (
        select(Reception, Touch, Identity, Contact)
        .join(Touch, col(Touch.id) == col(Reception.touch_id))
        .join(Identity, col(Identity.id) == col(Reception.identity_id))
        .outerjoin(Contact, col(Contact.id) == col(Identity.contact_id))
        .where(col(Touch.account_id) == account_id, col(Reception.withdrawn_at).is_(None))
        .order_by(col(Reception.received_at).desc(), col(Reception.id).desc())
        .limit(limit)
    )
    return [Received(*row) for row in (await session.exec(query)).all()]


async def unwanted(session: Session, account_ids: Collection[int]) -> Mapping[int, Sequence[Refused]]:
    query = (
        select(Touch.account_id, Item.id, Item.kind, Reception.received_at)
        .join(Reception, col(Reception.touch_id) == col(Touch.id))
        .join(Item, col(Item.id) == col(Touch.item_id))
        .where(
            col(Touch.account_id).in_(account_ids),
            col(Reception.kind) == NOT_FOR_US,
            col(Reception.withdrawn_at).is_(None),
        )
    )
    rows = (await session.exec(query)).all()
    return by_owner((account_id, Refused(item_id or 0, kind, at)) for account_id, item_id, kind, at in rows)


async def counts(
    session: Session, team: Team | None = None, start: datetime | None = None, end: datetime | None = None
) -> Mapping[int, Counts]:
    """By item, of what was made in [start, end) for that team's accounts; None: everybody's, and since ever."""
    query = (
        select(Touch.item_id, _count(USEFUL), _count(NOT_FOR_US), _count(REACTION))
        .join(Reception, col(Reception.touch_id) == col(Touch.id))
        .join(Account, col(Account.id) == col(Touch.account_id))
        .where(*_within(team, start, end), col(Reception.withdrawn_at).is_(None))
        .group_by(col(Touch.item_id))
    )
    rows = (await session.exec(query)).all()
    told = {one: (int(useful), int(no), int(reactions)) for one, useful, no, reactions in rows if one is not None}
    replies = await _replies(session, team, start, end)
    return {one: Counts(*told.get(one, (0, 0, 0)), replies.get(one, 0)) for one in {*told, *replies}}


def _count(kind: str) -> Function[int]:
    return func.count(case((col(Reception.kind) == kind, col(Reception.id))))


async def _replies(
    session: Session, team: Team | None, start: datetime | None, end: datetime | None
) -> Mapping[int, int]:
    """How many messages of ours were answered in words, by item."""
    answer = aliased(Touch)
    query = (
        select(Touch.item_id, func.count(func.distinct(Touch.id)))
        .join(answer, col(answer.answers_id) == col(Touch.id))
        .join(Account, col(Account.id) == col(Touch.account_id))
        .where(*_within(team, start, end), col(answer.direction) == "in")
        .group_by(col(Touch.item_id))
    )
    return {item_id: int(count) for item_id, count in (await session.exec(query)).all() if item_id is not None}


def _within(team: Team | None, start: datetime | None, end: datetime | None) -> Sequence[ColumnElement[bool]]:
    return [
        col(Touch.item_id).is_not(None),
        of_team(team, with_churned=True) if team else true(),
        col(Touch.happened_at) >= start if start else true(),
        col(Touch.happened_at) < end if end else true(),
    ]
