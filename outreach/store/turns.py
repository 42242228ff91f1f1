"""Turns: who is due on which rhythm. One index range answers it, however many accounts there are."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlmodel import col, select, update

from outreach.database import Session
from outreach.models.ledger import Decision, Touch, TouchState, Turn
from outreach.store.rows import by_owner

LIVE = (TouchState.PROPOSED, TouchState.APPROVED)


async def due(session: Session, now: datetime, limit: int = 500) -> Sequence[Turn]:
    query = select(Turn).where(col(Turn.next_due_at) <= now, col(Turn.is_active))
    return (await session.exec(query.order_by(col(Turn.next_due_at), col(Turn.id)).limit(limit))).all()


async def of_account(session: Session, account_id: int) -> Sequence[Turn]:
    query = select(Turn).where(col(Turn.account_id) == account_id).order_by(col(Turn.rhythm))
    return (await session.exec(query)).all()


async def of_accounts(session: Session, account_ids: Collection[int]) -> Mapping[int, Sequence[Turn]]:
    query = select(Turn).where(col(Turn.account_id).in_(account_ids)).order_by(col(Turn.rhythm))
    return by_owner((turn.account_id, turn) for turn in (await session.exec(query)).all())


async def seats(session: Session) -> Mapping[int, set[str]]:
    """By account: the rhythms on which it is seated now. One query, however many accounts there are."""
    query = select(Turn.account_id, Turn.rhythm).where(col(Turn.is_active))
    taken: dict[int, set[str]] = {}
    for account_id, rhythm in (await session.exec(query)).all():
        taken.setdefault(account_id, set()).add(rhythm)
    return taken


async def by_id(session: Session, turn_id: int | None) -> Turn | None:
    return await session.get(Turn, turn_id) if turn_id else None


def take_seats(
    session: Session, account_id: int, rhythms: Collection[str], seated: Sequence[Turn], now: datetime
) -> None:
    """On exactly these rhythms: made due at once on first sight, taken up again after a rest; the others rest."""
    known = {turn.rhythm: turn for turn in seated}
    for name in sorted(rhythms):
        turn = known.get(name)
        if turn is None:
            session.add(Turn(account_id=account_id, rhythm=name, next_due_at=now))
        elif not turn.is_active:
            turn.is_active, turn.next_due_at = True, now
    for name in known.keys() - set(rhythms):
        rest(known[name])


def rest(turn: Turn) -> None:
    """The account is not, or no longer, in this rhythm's audience."""
    turn.is_active, turn.next_due_at = False, None


async def arm(session: Session, turn: Turn, at: datetime) -> None:
    turn.next_due_at = at
    session.add(turn)


async def rearm(session: Session, account_id: int, now: datetime) -> int:
    """Something that policies read has changed for this account: its waiting turns are asked again at once.

    Turns with a live touch stay as they are. Returns how many were armed.
    """
    busy = select(Touch.turn_id).where(col(Touch.account_id) == account_id, col(Touch.state).in_(LIVE))
    result = await session.exec(
        update(Turn)
        .where(
            col(Turn.account_id) == account_id,
            col(Turn.is_active),
            col(Turn.id).not_in(busy.where(col(Touch.turn_id).is_not(None))),
        )
        .values(next_due_at=now)
        .execution_options(synchronize_session="fetch")
    )
    return result.rowcount


async def rearm_decided(session: Session, codes: Collection[str], now: datetime) -> int:
    """Turns that wait on an open decision with one of these codes are asked again at once."""
    decided = select(Decision.turn_id).where(col(Decision.closed_at).is_(None), col(Decision.code).in_(codes))
    waiting = update(Turn).where(col(Turn.is_active), col(Turn.id).in_(decided))
    return (await session.exec(waiting.values(next_due_at=now).execution_options(synchronize_session="fetch"))).rowcount


async def without_future(session: Session) -> Sequence[Turn]:
    """Active turns that break the invariant: no date, no live touch, no open decision."""
    live = select(Touch.turn_id).where(col(Touch.turn_id).is_not(None), col(Touch.state).in_(LIVE))
    decided = select(Decision.turn_id).where(col(Decision.closed_at).is_(None))
    query = select(Turn).where(
        col(Turn.is_active),
        col(Turn.next_due_at).is_(None),
        col(Turn.id).not_in(live),
        col(Turn.id).not_in(decided),
    )
    return (await session.exec(query)).all()
