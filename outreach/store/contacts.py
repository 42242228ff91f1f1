"""People at accounts."""

from collections.abc import Collection, Mapping, Sequence

from sqlmodel import col, select

from outreach.database import Session
from outreach.models.book import Contact
from outreach.store.rows import by_owner


async def of_account(session: Session, account_id: int) -> Sequence[Contact]:
    """Those who are still there, in the order in which they were imported: the first is the main one."""
    return (await of_accounts(session, [account_id])).get(account_id, [])


async def of_accounts(session: Session, account_ids: Collection[int]) -> Mapping[int, Sequence[Contact]]:
    query = select(Contact).where(col(Contact.account_id).in_(account_ids), col(Contact.left_on).is_(None))
    rows = (await session.exec(query.order_by(col(Contact.id)))).all()
    return by_owner((contact.account_id, contact) for contact in rows)


async def by_id(session: Session, contact_id: int) -> Contact | None:
    return await session.get(Contact, contact_id)


async def by_external_id(session: Session, external_id: str) -> Contact | None:
    return (await session.exec(select(Contact).where(col(Contact.external_id) == external_id))).one_or_none()


async def by_email(session: Session, email: str) -> Sequence[Contact]:
    return (await session.exec(select(Contact).where(col(Contact.email) == email))).all()


async def all_contacts(session: Session) -> Sequence[Contact]:
    return (await session.exec(select(Contact).where(col(Contact.left_on).is_(None)).order_by(col(Contact.id)))).all()
