"""Notices, what was said about each, and who was told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice

from sqlmodel import col, select

from outreach.database import Session
from outreach.models.ledger import Touch
from outreach.models.notices import Notice, NoticeAccount, NoticeWord
from outreach.models.post import Delivery, DeliveryState
from outreach.store.rows import by_owner

DRAFT, OPEN, CLOSED, DROPPED = "draft", "open", "closed", "dropped"
# SQLite takes 32,766 parameters in one statement.
_AT_ONCE = 10_000


async def by_id(session: Session, notice_id: int) -> Notice | None:
    return await session.get(Notice, notice_id)


async def word_by_id(session: Session, word_id: int) -> NoticeWord | None:
    return await session.get(NoticeWord, word_id)


async def put(session: Session, row: Notice | NoticeWord | NoticeAccount) -> None:
    """Added or changed."""
    session.add(row)
    await session.flush()


async def take_out(session: Session, row: NoticeAccount) -> None:
    await session.delete(row)
    await session.flush()


async def in_state(session: Session, state: str, limit: int = 50) -> Sequence[Notice]:
    """The one whose next word is due first comes first."""
    query = select(Notice).where(col(Notice.state) == state)
    return (await session.exec(query.order_by(col(Notice.next_word_at), col(Notice.id)).limit(limit))).all()


async def late(session: Session, now: datetime) -> Sequence[Notice]:
    """Open ones whose promised word is overdue, longest first."""
    query = select(Notice).where(col(Notice.state) == OPEN, col(Notice.next_word_at) <= now)
    return (await session.exec(query.order_by(col(Notice.next_word_at), col(Notice.id)))).all()


async def drafts_of(session: Session, teammate_id: int, limit: int = 10) -> Sequence[NoticeWord]:
    """Words that this colleague wrote and nobody has sent, newest first."""
    query = (
        select(NoticeWord)
        .join(Notice, col(Notice.id) == col(NoticeWord.notice_id))
        .where(
            col(NoticeWord.said_by_id) == teammate_id,
            col(NoticeWord.said_at).is_(None),
            col(Notice.state).in_((DRAFT, OPEN)),
        )
    )
    return (await session.exec(query.order_by(col(NoticeWord.id).desc()).limit(limit))).all()


async def words_of(session: Session, notice_id: int) -> Sequence[NoticeWord]:
    """Said ones, oldest first."""
    query = select(NoticeWord).where(col(NoticeWord.notice_id) == notice_id, col(NoticeWord.said_at).is_not(None))
    return (await session.exec(query.order_by(col(NoticeWord.said_at), col(NoticeWord.id)))).all()


async def unsaid_of(session: Session, notice_id: int) -> Sequence[NoticeWord]:
    query = select(NoticeWord).where(col(NoticeWord.notice_id) == notice_id, col(NoticeWord.said_at).is_(None))
    return (await session.exec(query.order_by(col(NoticeWord.id)))).all()


async def drop(session: Session, word: NoticeWord) -> None:
    """A draft that nobody will send."""
    await session.delete(word)
    await session.flush()


async def drop_unsaid(session: Session, notice_id: int) -> None:
    """Drafts in whose place something else was said."""
    for word in await unsaid_of(session, notice_id):
        await drop(session, word)


async def told_of(session: Session, notice_id: int) -> Sequence[NoticeAccount]:
    query = select(NoticeAccount).where(col(NoticeAccount.notice_id) == notice_id)
    return (await session.exec(query.order_by(col(NoticeAccount.account_id)))).all()


async def messages_called(session: Session, names: Iterable[str]) -> Mapping[int, Sequence[Touch]]:
    """By account: the messages with these keys, oldest first, whatever became of them."""
    left, found = iter(names), list[Touch]()
    while some := list(islice(left, _AT_ONCE)):
        found += (await session.exec(select(Touch).where(col(Touch.key).in_(some)).order_by(col(Touch.id)))).all()
    return by_owner((touch.account_id, touch) for touch in found)


async def leaving(session: Session) -> set[int]:
    """Which messages are on the wire at this moment, or perhaps arrived: nobody can stop them any more."""
    query = (
        select(Touch.id)
        .join(Delivery, col(Delivery.touch_id) == col(Touch.id))
        .where(
            col(Touch.origin) == "notice",
            col(Delivery.op) == "post",
            col(Delivery.state).in_((DeliveryState.SENDING, DeliveryState.UNKNOWN)),
        )
    )
    return {touch_id for touch_id in (await session.exec(query)).all() if touch_id is not None}


async def open_of_accounts(session: Session, account_ids: Collection[int]) -> Mapping[int, Sequence[Notice]]:
    """By account: the notices it was told of that are not over."""
    query = (
        select(NoticeAccount.account_id, Notice)
        .join(Notice, col(Notice.id) == col(NoticeAccount.notice_id))
        .where(col(NoticeAccount.account_id).in_(account_ids), col(Notice.state) == OPEN)
    )
    return by_owner((await session.exec(query.order_by(col(Notice.opened_at)))).all())
