"""Findings on record, and what people made of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case
from sqlmodel import col, func, select, update

from outreach.database import Session
from outreach.models.book import Account
from outreach.models.ledger import StoredText, Touch
from outreach.models.listening import Judged, Noticed
from outreach.store.oversight import Team, of_team

# The weightiest first. Nobody need look at the others: a question has its clock, and thanks ask for nothing.
WORTH_A_LOOK = ("contempt", "churn", "complaint", "person", "buying", "request", "preference", "fact")


# Each of them is a complaint once a person says that it is right.
UPSET = ("contempt", "complaint")
WISHES = ("buying", "request")


class Sighting(NamedTuple):
    """A finding, whose words it rests on, and those words as long as they are kept."""

    noticed: Noticed
    touch: Touch
    account: Account
    words: str | None


async def by_id(session: Session, noticed_id: int) -> Noticed | None:
    return await session.get(Noticed, noticed_id)


async def of_touch(session: Session, touch_id: int) -> Mapping[str, Noticed]:
    """By kind: of each there is at most one."""
    rows = (await session.exec(select(Noticed).where(col(Noticed.touch_id) == touch_id))).all()
    return {row.kind: row for row in rows}


async def put(session: Session, noticed: Noticed) -> Noticed:
    """Added or changed."""
    session.add(noticed)
    await session.flush()
    return noticed


async def open_in(session: Session, team: Team, limit: int) -> Sequence[Sighting]:
    """What waits for somebody to look at it: the weightiest first, and of those the newest."""
    weight = case({kind: place for place, kind in enumerate(WORTH_A_LOOK)}, value=col(Noticed.kind))
    query = (
        select(Noticed, Touch, Account, StoredText.body)
        .join(Touch, col(Touch.id) == col(Noticed.touch_id))
        .join(Account, col(Account.id) == col(Noticed.account_id))
        .outerjoin(StoredText, col(StoredText.id) == col(Touch.text_id))
        .where(of_team(team, with_churned=True), _IS_OPEN)
        .order_by(weight, col(Noticed.noticed_at).desc(), col(Noticed.id).desc())
        .limit(limit)
    )
    return [Sighting(*row) for row in (await session.exec(query)).all()]


async def count_open(session: Session, team: Team) -> int:
    query = select(func.count()).select_from(Noticed).join(Account, col(Account.id) == col(Noticed.account_id))
    return int((await session.exec(query.where(of_team(team, with_churned=True), _IS_OPEN))).one())


async def judge(session: Session, noticed: Noticed, judged: Judged, *, by_id: int, now: datetime) -> None:
    """OPEN takes a judgement back."""
    is_open = judged == Judged.OPEN
    noticed.judged = judged
    noticed.judged_by_id, noticed.judged_at = (None, None) if is_open else (by_id, now)
    await put(session, noticed)


async def accept(session: Session, touch_id: int, kinds: Collection[str], *, by_id: int, now: datetime) -> int:
    """Somebody acts on what that message says: whatever of these kinds was noticed in it was right. Returns how many
    nobody had judged."""
    found = (await of_touch(session, touch_id)).values()
    accepted = [one for one in found if one.kind in kinds and one.judged in (Judged.OPEN, Judged.LAPSED)]
    for one in accepted:
        await judge(session, one, Judged.RIGHT, by_id=by_id, now=now)
    return len(accepted)


async def end_open(session: Session, touch_id: int, judged: Judged, kinds: Collection[str] | None = None) -> int:
    """What nobody has judged of that message's findings (of these kinds); returns how many that were."""
    still_open = update(Noticed).where(col(Noticed.touch_id) == touch_id, col(Noticed.judged) == Judged.OPEN)
    if kinds is not None:
        still_open = still_open.where(col(Noticed.kind).in_(kinds))
    ended = still_open.values(judged=judged).execution_options(synchronize_session="fetch")
    return (await session.exec(ended)).rowcount


async def judged_within(session: Session, team: Team, start: datetime, end: datetime) -> Mapping[tuple[str, str], int]:
    """How many of what was noticed in [start, end), by kind and what became of it; only what was worth a look."""
    query = (
        select(Noticed.kind, Noticed.judged, func.count())
        .join(Account, col(Account.id) == col(Noticed.account_id))
        .where(
            of_team(team, with_churned=True),
            col(Noticed.kind).in_(WORTH_A_LOOK),
            col(Noticed.judged) != Judged.TAKEN_BACK,
            col(Noticed.noticed_at) >= start,
            col(Noticed.noticed_at) < end,
        )
        .group_by(col(Noticed.kind), col(Noticed.judged))
    )
    return {(kind, judged): int(count) for kind, judged, count in (await session.exec(query)).all()}


_IS_OPEN = (col(Noticed.judged) == Judged.OPEN) & col(Noticed.kind).in_(WORTH_A_LOOK)
