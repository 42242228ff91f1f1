"""How customers want to be written to, as rows: kept as history, the newest of a kind in force."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlmodel import col, func, select

from outreach.database import Session
from outreach.models.book import Contact
from outreach.models.ledger import Touch
from outreach.models.listening import Preference
from outreach.store.rows import by_owner

Owned = tuple[Preference, Contact | None]


async def by_id(session: Session, preference_id: int) -> Preference | None:
    return await session.get(Preference, preference_id)


async def live(session: Session, account_id: int) -> Sequence[Owned]:
    return (await live_of(session, [account_id])).get(account_id, [])


async def live_of(session: Session, account_ids: Collection[int]) -> Mapping[int, Sequence[Owned]]:
    """In force, with whose each is: None for the whole account's. What somebody wanted who has left is not."""
    query = (
        select(Preference, Contact)
        .outerjoin(Contact, col(Contact.id) == col(Preference.contact_id))
        .where(
            col(Preference.account_id).in_(account_ids),
            col(Preference.ended_at).is_(None),
            col(Contact.left_on).is_(None),
        )
    )
    rows = (await session.exec(query.order_by(col(Preference.id)))).all()
    return by_owner((preference.account_id, (preference, contact)) for preference, contact in rows)


async def in_force(session: Session, account_id: int, contact_id: int | None, kind: str) -> Preference | None:
    """The one of this kind that this person, or the account as such, has said."""
    query = select(Preference).where(
        col(Preference.account_id) == account_id,
        col(Preference.contact_id) == contact_id,
        col(Preference.kind) == kind,
        col(Preference.ended_at).is_(None),
    )
    return (await session.exec(query.order_by(col(Preference.id).desc()))).first()


async def replaced_by(session: Session, newer: Preference) -> Sequence[Preference]:
    """What ended because they said this."""
    query = select(Preference).where(
        col(Preference.account_id) == newer.account_id,
        col(Preference.contact_id) == newer.contact_id,
        col(Preference.kind) == newer.kind,
        col(Preference.ended_at) == newer.said_at,
        col(Preference.id) != newer.id,
    )
    return (await session.exec(query)).all()


async def of_touch(session: Session, touch_id: int) -> Sequence[Preference]:
    """What was kept from that message, ended ones included."""
    query = select(Preference).where(col(Preference.touch_id) == touch_id)
    return (await session.exec(query.order_by(col(Preference.id)))).all()


async def add(session: Session, preference: Preference) -> Preference:
    session.add(preference)
    await session.flush()
    return preference


async def end(session: Session, preferences: Iterable[Preference], *, by: str, now: datetime) -> None:
    for preference in preferences:
        preference.ended_at, preference.ended_by = now, by
        session.add(preference)
    await session.flush()


async def revive(session: Session, preferences: Iterable[Preference]) -> None:
    for preference in preferences:
        preference.ended_at, preference.ended_by = None, None
        session.add(preference)
    await session.flush()


async def speaking(session: Session, account_ids: Collection[int]) -> Mapping[tuple[int, int | None], str]:
    """The languages asked for, by (account id, contact id)."""
    query = select(Preference.account_id, Preference.contact_id, Preference.value).where(
        col(Preference.account_id).in_(account_ids),
        col(Preference.kind) == "language",
        col(Preference.ended_at).is_(None),
    )
    return {(account, contact): value["tag"] for account, contact, value in (await session.exec(query)).all()}


async def heard_in(session: Session, channel_id: int, since: datetime) -> Sequence[Contact]:
    """Those of their people who have said something there since then and are still with them."""
    spoken = select(func.distinct(Touch.contact_id)).where(
        col(Touch.channel_id) == channel_id,
        col(Touch.direction) == "in",
        col(Touch.contact_id).is_not(None),
        col(Touch.happened_at) >= since,
    )
    query = select(Contact).where(col(Contact.id).in_(spoken), col(Contact.left_on).is_(None))
    return (await session.exec(query.order_by(col(Contact.id)))).all()
