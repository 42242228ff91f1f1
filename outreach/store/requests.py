"""What customers asked for, and the options they were given."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlmodel import col, func, select, update

from outreach.database import Session
from outreach.errors import NotFound
from outreach.models.book import Account, Channel
from outreach.models.desk import Option, Request, RequestState
from outreach.models.ledger import StoredText, Touch
from outreach.store import errands
from outreach.store.channels import DIRECT
from outreach.store.spoken import GROUP_REQUEST

# It is our turn: an offered or honoured one waits for the customer.
_OURS = (RequestState.OPENED, RequestState.ACKNOWLEDGED, RequestState.CHOSEN, RequestState.IN_HAND)


async def add(session: Session, request: Request) -> Request:
    """What may be the same is looked for at once."""
    session.add(request)
    await session.flush()
    await errands.arrange(session, GROUP_REQUEST, request.id or 0, request.opened_at)
    return request


async def save(session: Session, request: Request) -> None:
    session.add(request)
    await session.flush()


async def by_id(session: Session, request_id: int) -> Request:
    """Raises NotFound: a button may be older than what it is about."""
    found = await session.get(Request, request_id)
    if found is None:
        raise NotFound("That request is no longer on record.")
    return found


async def by_touch(session: Session, touch_id: int) -> Request | None:
    """Opened from this message of theirs."""
    query = select(Request).where(col(Request.touch_id) == touch_id).order_by(col(Request.id))
    return (await session.exec(query)).first()


async def in_thread(session: Session, channel_id: int, thread: str) -> Sequence[Request]:
    """Whose talk is there, newest first, settled ones included."""
    query = select(Request).where(col(Request.channel_id) == channel_id, col(Request.thread) == thread)
    return (await session.exec(query.order_by(col(Request.id).desc()))).all()


async def in_direct(session: Session, channel_id: int) -> Sequence[Request]:
    """Of a conversation without threads, newest first."""
    query = select(Request).where(col(Request.channel_id) == channel_id)
    return (await session.exec(query.order_by(col(Request.id).desc()).limit(20))).all()


async def open_of(session: Session, account_id: int) -> Sequence[Request]:
    """Not settled, oldest first."""
    query = select(Request).where(col(Request.account_id) == account_id, col(Request.settled_at).is_(None))
    return (await session.exec(query.order_by(col(Request.opened_at), col(Request.id)))).all()


async def all_open(session: Session) -> Sequence[tuple[Request, Account]]:
    """Everybody's, oldest first."""
    query = (
        select(Request, Account)
        .join(Account, col(Account.id) == col(Request.account_id))
        .where(col(Request.settled_at).is_(None))
    )
    return (await session.exec(query.order_by(col(Request.opened_at), col(Request.id)))).all()


async def open_for(session: Session, owner_ids: Collection[int]) -> Sequence[tuple[Request, Account]]:
    """What these colleagues have, oldest first."""
    return [(request, account) for request, account in await all_open(session) if request.owner_id in owner_ids]


async def late(session: Session, before: date) -> Sequence[tuple[Request, Account]]:
    """The date we gave them lies before that day and it is still our turn; the longest late first."""
    query = (
        select(Request, Account)
        .join(Account, col(Account.id) == col(Request.account_id))
        .where(
            col(Request.settled_at).is_(None),
            col(Request.state).in_(_OURS),
            col(Request.due_on) < before,
        )
    )
    return (await session.exec(query.order_by(col(Request.due_on), col(Request.id)))).all()


async def of_account(session: Session, account_id: int, limit: int = 20) -> Sequence[Request]:
    """Newest first, settled ones included."""
    query = select(Request).where(col(Request.account_id) == account_id)
    return (
        await session.exec(query.order_by(col(Request.opened_at).desc(), col(Request.id).desc()).limit(limit))
    ).all()


async def opened_between(session: Session, start: datetime, end: datetime) -> Sequence[tuple[Request, Account]]:
    """Half-open, in the order in which they were opened."""
    query = (
        select(Request, Account)
        .join(Account, col(Account.id) == col(Request.account_id))
        .where(col(Request.opened_at) >= start, col(Request.opened_at) < end)
    )
    return (await session.exec(query.order_by(col(Request.opened_at), col(Request.id)))).all()


async def by_ticket(session: Session, ticket_ref: str) -> Sequence[Request]:
    """Linked to this ticket of another system."""
    return (await session.exec(select(Request).where(col(Request.ticket_ref) == ticket_ref))).all()


async def offer(session: Session, request_id: int, options: Sequence[Option]) -> int:
    """A new round of options, numbered from 1; returns the round."""
    number = await newest_round(session, request_id) + 1
    for position, option in enumerate(options, 1):
        option.request_id, option.round, option.number = request_id, number, position
        session.add(option)
    await session.flush()
    return number


async def newest_round(session: Session, request_id: int) -> int:
    """0 where nothing was ever offered."""
    query = select(func.max(Option.round)).where(col(Option.request_id) == request_id)
    return (await session.exec(query)).one() or 0


async def options_of(session: Session, request_id: int, round_: int | None = None) -> Sequence[Option]:
    """Of the newest round, unless another is asked for."""
    wanted = round_ if round_ is not None else await newest_round(session, request_id)
    query = select(Option).where(col(Option.request_id) == request_id, col(Option.round) == wanted)
    return (await session.exec(query.order_by(col(Option.number)))).all()


async def option(session: Session, option_id: int) -> Option | None:
    return await session.get(Option, option_id)


async def chosen(session: Session, request_id: int) -> Option | None:
    query = select(Option).where(col(Option.request_id) == request_id, col(Option.chosen_at).is_not(None))
    return (await session.exec(query.order_by(col(Option.round).desc()))).first()


async def direct_with(session: Session, contact_id: int) -> Channel | None:
    """Our direct conversation with that person, where they have begun one."""
    query = (
        select(Channel)
        .join(Touch, col(Touch.channel_id) == col(Channel.id))
        .where(
            col(Channel.kind) == DIRECT,
            col(Channel.gone_at).is_(None),
            col(Touch.contact_id) == contact_id,
            col(Touch.direction) == "in",
        )
    )
    return (await session.exec(query.order_by(col(Touch.id).desc()))).first()


async def last_word_at(session: Session, request: Request) -> datetime | None:
    """When a customer last said something where this request is talked about."""
    query = select(func.max(Touch.happened_at)).where(
        col(Touch.channel_id) == request.channel_id,
        col(Touch.direction) == "in",
        col(Touch.origin) == "customer",
        (col(Touch.thread) == request.thread) | (col(Touch.external_ref) == request.thread),
    )
    return (await session.exec(query)).one()


async def answered_since(session: Session, request: Request, at: datetime) -> bool:
    """Whether a person of ours has written there since then: the next word of theirs is one to them."""
    query = select(Touch.id).where(
        col(Touch.channel_id) == request.channel_id,
        col(Touch.thread) == request.thread,
        col(Touch.origin).in_(("person", "desk")),
        col(Touch.happened_at) > at,
        col(Touch.ended_because).is_(None),
    )
    return (await session.exec(query.limit(1))).first() is not None


async def keep_open(session: Session, text_id: int | None) -> None:
    """Its words do not expire while it is open."""
    if text_id is not None:
        await session.exec(update(StoredText).where(col(StoredText.id) == text_id).values(expires_on=None))


async def sayings(session: Session, request_id: int) -> Sequence[Touch]:
    """All that was said or drafted to them about it, oldest first."""
    query = select(Touch).where(col(Touch.key).startswith(f"request:{request_id}:"))
    return (await session.exec(query.order_by(col(Touch.id)))).all()


async def find(session: Session, request_id: int) -> Request | None:
    return await session.get(Request, request_id)
