"""Feeds that items may come from, and how many of their drafts wait for a person."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlmodel import col, func, select

from outreach.database import Session
from outreach.models.library import Feed, Item


class Waiting(NamedTuple):
    """Drafts of one feed that nobody has decided on; `new` came after its first poll."""

    drafts: int
    new: int


async def all_feeds(session: Session) -> Sequence[Feed]:
    """In the order in which they were added."""
    return (await session.exec(select(Feed).order_by(col(Feed.id)))).all()


async def by_id(session: Session, feed_id: int) -> Feed | None:
    return await session.get(Feed, feed_id)


async def by_url(session: Session, url: str) -> Feed | None:
    return (await session.exec(select(Feed).where(col(Feed.url) == url))).one_or_none()


async def failing(session: Session) -> Sequence[Feed]:
    """The longest failing first; `problem` says why in words."""
    query = select(Feed).where(col(Feed.failing_since).is_not(None))
    return (await session.exec(query.order_by(col(Feed.failing_since), col(Feed.id)))).all()


async def waiting(session: Session) -> Mapping[int, Waiting]:
    """By feed id; feeds without drafts are left out."""
    is_new = col(Item.added_at) > col(Feed.seeded_at)
    query = (
        select(Item.feed_id, func.count(), func.count().filter(is_new))
        .join(Feed, col(Feed.id) == col(Item.feed_id))
        .where(col(Item.state) == "draft")
        .group_by(col(Item.feed_id))
    )
    rows = (await session.exec(query)).all()
    return {feed_id: Waiting(drafts, new) for feed_id, drafts, new in rows if feed_id is not None}


async def save(session: Session, feed: Feed) -> Feed:
    session.add(feed)
    await session.flush()
    return feed
