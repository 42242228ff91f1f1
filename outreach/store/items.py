"""The library's rows: files, chat additions and feed drafts alike."""

from collections.abc import Mapping, Sequence

from sqlmodel import col, select

from outreach.database import Session
from outreach.models.library import Item


async def all_items(session: Session) -> Sequence[Item]:
    """By slug, whatever their state."""
    return (await session.exec(select(Item).order_by(col(Item.slug)))).all()


async def by_id(session: Session, item_id: int) -> Item | None:
    return await session.get(Item, item_id)


async def by_slug(session: Session, slug: str) -> Item | None:
    return (await session.exec(select(Item).where(col(Item.slug) == slug))).one_or_none()


async def by_link(session: Session, link: str) -> Item | None:
    return (await session.exec(select(Item).where(col(Item.link) == link).order_by(col(Item.id)))).first()


async def of_origin(session: Session, origin: str) -> Mapping[str, Item]:
    """By slug."""
    rows = (await session.exec(select(Item).where(col(Item.origin) == origin))).all()
    return {row.slug: row for row in rows}


async def of_feed(session: Session, feed_id: int) -> Mapping[str, Item]:
    """By the entry's identity in its feed."""
    rows = (await session.exec(select(Item).where(col(Item.feed_id) == feed_id))).all()
    return {row.feed_entry: row for row in rows if row.feed_entry is not None}


async def in_state(session: Session, state: str) -> Sequence[Item]:
    return (await session.exec(select(Item).where(col(Item.state) == state).order_by(col(Item.slug)))).all()


async def save(session: Session, item: Item) -> Item:
    session.add(item)
    await session.flush()
    return item
