"""What we know about accounts, in versions that touches can name."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlmodel import col, select, update

from outreach.database import Session
from outreach.models.book import Fact
from outreach.models.ledger import Touch, TouchFact, TouchState
from outreach.store.rows import by_owner
from outreach.store.touches import ON_RECORD


async def of_account(session: Session, account_id: int) -> Sequence[Fact]:
    return (await of_accounts(session, [account_id])).get(account_id, [])


async def of_accounts(session: Session, account_ids: Collection[int]) -> Mapping[int, Sequence[Fact]]:
    query = select(Fact).where(col(Fact.account_id).in_(account_ids), col(Fact.removed_at).is_(None))
    rows = (await session.exec(query.order_by(col(Fact.said_on).desc(), col(Fact.id)))).all()
    return by_owner((fact.account_id, fact) for fact in rows)


async def by_ids(session: Session, ids: Iterable[int]) -> Sequence[Fact]:
    return (await session.exec(select(Fact).where(col(Fact.id).in_(set(ids))))).all()


async def add(session: Session, fact: Fact) -> Fact:
    session.add(fact)
    await session.flush()
    return fact


async def reword(session: Session, fact: Fact, text: str) -> None:
    """A new version: proposals that rest on the old one go back to review."""
    if fact.text != text:
        fact.text, fact.version = text, fact.version + 1
        session.add(fact)


async def remove(session: Session, fact: Fact, now: datetime) -> None:
    """No touch that is over quotes it any more, either; live ones go back to review."""
    fact.removed_at = now
    session.add(fact)
    resting = select(TouchFact.touch_id).where(col(TouchFact.fact_id) == fact.id)
    over = col(Touch.state).not_in((TouchState.PROPOSED, TouchState.APPROVED))
    quoting = update(Touch).where(col(Touch.id).in_(resting), over).values(why="")
    await session.exec(quoting.execution_options(synchronize_session="fetch"))


async def rest_on(session: Session, touch_id: int, facts: Iterable[tuple[int, int]]) -> None:
    """Replaces what a touch rests on by these (fact id, version)."""
    for old in (await session.exec(select(TouchFact).where(col(TouchFact.touch_id) == touch_id))).all():
        await session.delete(old)
    await session.flush()
    session.add_all(TouchFact(touch_id=touch_id, fact_id=fact_id, version=version) for fact_id, version in facts)


async def catch_up(session: Session, touch_id: int) -> None:
    """Rests it on its facts as they are now, for whoever looks at it again: what they approve then may go."""
    for link, fact in await under(session, touch_id):
        link.version = fact.version
        if fact.removed_at is not None:
            await session.delete(link)
    await session.flush()


async def under(session: Session, touch_id: int) -> Sequence[tuple[TouchFact, Fact]]:
    query = select(TouchFact, Fact).join(Fact, col(Fact.id) == col(TouchFact.fact_id))
    return (await session.exec(query.where(col(TouchFact.touch_id) == touch_id))).all()


async def shaken(session: Session, touch_ids: Iterable[int]) -> set[int]:
    """Those of these touches that rest on a fact which has since changed or gone."""
    query = (
        select(TouchFact.touch_id)
        .join(Fact, col(Fact.id) == col(TouchFact.fact_id))
        .where(
            col(TouchFact.touch_id).in_(set(touch_ids)),
            (col(Fact.version) != col(TouchFact.version)) | col(Fact.removed_at).is_not(None),
        )
    )
    return set((await session.exec(query)).all())


async def used_by(session: Session, account_ids: Collection[int]) -> Mapping[int, Sequence[int]]:
    """Of everything unprompted that was proposed to or reached these accounts: its touch's id → the facts' ids."""
    query = (
        select(TouchFact.touch_id, TouchFact.fact_id)
        .join(Touch, col(Touch.id) == col(TouchFact.touch_id))
        .where(col(Touch.account_id).in_(account_ids), col(Touch.state).in_(ON_RECORD))
    )
    return by_owner((await session.exec(query)).all())
