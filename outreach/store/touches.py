"""The ledger's rows, asked for in the ways that people and rules ask."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlmodel import col, func, select, tuple_, update

from outreach.database import Session
from outreach.models.book import Account, Fact
from outreach.models.ledger import Purpose, StoredText, Touch, TouchState
from outreach.models.library import Item
from outreach.models.post import Delivery, DeliveryState
from outreach.store.rows import by_owner

UNPROMPTED = ("rhythm", "csm")
# What these said is kept as plain words; what we write is kept as a Message.
IN_THEIR_WORDS = ("customer", "person")
BY_PEOPLE = (*IN_THEIR_WORDS, "desk")
OUTREACH = (Purpose.SHARE, Purpose.CHECK_IN)
ON_RECORD = (TouchState.PROPOSED, TouchState.APPROVED, TouchState.MADE)
# Where a fact comes from that was learnt in a conversation.
SPOKEN_SOURCES = ("message", "form", "csm")


async def by_id(session: Session, touch_id: int) -> Touch | None:
    return await session.get(Touch, touch_id)


async def by_key(session: Session, key: str) -> Touch | None:
    return (await session.exec(select(Touch).where(col(Touch.key) == key))).one_or_none()


async def add(session: Session, touch: Touch) -> Touch:
    session.add(touch)
    await session.flush()
    return touch


async def of_account(session: Session, account_id: int, limit: int = 50) -> Sequence[Touch]:
    """Newest first, whatever their state."""
    query = select(Touch).where(col(Touch.account_id) == account_id).order_by(col(Touch.id).desc()).limit(limit)
    return (await session.exec(query)).all()


async def in_episodes(session: Session, episodes: Collection[tuple[int, str]]) -> Mapping[int, Sequence[Touch]]:
    """Of each (turn id, episode) its touches, oldest first, by the turn's id."""
    if not episodes:
        return {}
    query = select(Touch).where(tuple_(col(Touch.turn_id), col(Touch.episode)).in_(episodes)).order_by(col(Touch.id))
    return by_owner((touch.turn_id or 0, touch) for touch in (await session.exec(query)).all())


async def proposed_to(session: Session, teammate_id: int) -> Sequence[Touch]:
    """What waits for this CSM's decision, soonest first; drafts of answers stand with what they answer,
    and bad news with its notice."""
    query = select(Touch).where(
        col(Touch.author_id) == teammate_id,
        col(Touch.state) == TouchState.PROPOSED,
        col(Touch.origin).not_in(("desk", "notice")),
    )
    return (await session.exec(query.order_by(col(Touch.due_at), col(Touch.id)))).all()


async def approved_of(session: Session, teammate_id: int) -> Sequence[Touch]:
    """What is on its way in this CSM's name, soonest first; not what a person is asked about since it may be there."""
    asked = select(Delivery.touch_id).where(
        col(Delivery.touch_id) == col(Touch.id),
        col(Delivery.state) == DeliveryState.UNKNOWN,
        col(Delivery.asked_at).is_not(None),
    )
    query = select(Touch).where(
        col(Touch.author_id) == teammate_id,
        col(Touch.state) == TouchState.APPROVED,
        col(Touch.direction) == "out",
        ~asked.exists(),
    )
    return (await session.exec(query.order_by(col(Touch.due_at), col(Touch.id)))).all()


async def live(session: Session) -> Sequence[Touch]:
    query = select(Touch).where(col(Touch.state).in_((TouchState.PROPOSED, TouchState.APPROVED)))
    return (await session.exec(query.order_by(col(Touch.due_at), col(Touch.id)))).all()


async def overdue(session: Session, now: datetime) -> Sequence[Touch]:
    """Proposed or approved touches whose deadline is over."""
    query = select(Touch).where(
        col(Touch.state).in_((TouchState.PROPOSED, TouchState.APPROVED)), col(Touch.deadline_at) < now
    )
    return (await session.exec(query)).all()


async def taken_slots(session: Session, author_id: int, since: datetime) -> Sequence[datetime]:
    """When this CSM's other live touches go out, so that a new one keeps its distance."""
    query = select(Touch.due_at).where(
        col(Touch.author_id) == author_id,
        col(Touch.state).in_((TouchState.PROPOSED, TouchState.APPROVED)),
        col(Touch.due_at) >= since,
    )
    return [at for at in (await session.exec(query)).all() if at is not None]


async def being_written_to(session: Session, account_ids: Collection[int]) -> set[int]:
    """Those of these accounts to whom something unprompted is proposed or on its way."""
    query = select(Touch.account_id).where(
        col(Touch.account_id).in_(account_ids),
        col(Touch.origin).in_(UNPROMPTED),
        col(Touch.state).in_((TouchState.PROPOSED, TouchState.APPROVED)),
    )
    return set((await session.exec(query)).all())


async def count_proposed(session: Session, author_id: int, since: datetime) -> int:
    """Proposals put to this CSM by rhythms since then."""
    query = select(func.count()).where(
        col(Touch.author_id) == author_id, col(Touch.origin) == "rhythm", col(Touch.proposed_at) >= since
    )
    return int((await session.exec(query)).one())


async def count_unedited(session: Session, rhythm: str) -> int:
    """Messages of this rhythm that reached a customer in the words they were proposed in."""
    query = select(func.count()).where(
        col(Touch.rhythm) == rhythm, col(Touch.state) == TouchState.MADE, col(Touch.is_edited).is_(False)
    )
    return int((await session.exec(query)).one())


async def shares_of(session: Session, account_id: int) -> Sequence[tuple[Touch, Item]]:
    """Everything shared with the account, or about to be, oldest first."""
    query = (
        select(Touch, Item)
        .join(Item, col(Item.id) == col(Touch.item_id))
        .where(
            col(Touch.account_id) == account_id,
            col(Touch.state).in_(ON_RECORD),
        )
    )
    return (await session.exec(query.order_by(col(Touch.id)))).all()


async def open_check_in(session: Session, account_id: int, channel_id: int | None, since: datetime) -> Touch | None:
    """The check-in asked here since then that no word of theirs has followed yet."""
    asked = (
        select(Touch)
        .where(
            col(Touch.account_id) == account_id,
            col(Touch.channel_id) == channel_id,
            col(Touch.purpose) == Purpose.CHECK_IN,
            col(Touch.state) == TouchState.MADE,
            col(Touch.happened_at) >= since,
        )
        .order_by(col(Touch.happened_at).desc())
    )
    found = (await session.exec(asked)).first()
    last = await last_by_people(session, account_id, ["customer"])
    is_answered = found and last and last.happened_at and found.happened_at and last.happened_at >= found.happened_at
    return None if is_answered else found


async def last_by_people(session: Session, account_id: int, origins: Collection[str] = BY_PEOPLE) -> Touch | None:
    """The last word of a customer, or of a person of ours, seen or logged."""
    query = select(Touch).where(
        col(Touch.account_id) == account_id, col(Touch.origin).in_(origins), col(Touch.state) == TouchState.MADE
    )
    return (await session.exec(query.order_by(col(Touch.happened_at).desc(), col(Touch.id).desc()))).first()


async def last_said_on(session: Session, account_id: int) -> date | None:
    """The newest day on which a fact was learnt in a conversation: evidence of contact before our ledger began."""
    query = select(func.max(Fact.said_on)).where(
        col(Fact.account_id) == account_id, col(Fact.source).in_(SPOKEN_SOURCES)
    )
    return (await session.exec(query)).one()


async def on_the_wire(session: Session, account_id: int) -> Sequence[int]:
    """Ids of the account's touches that a lane is sending, or whose fate is unclear: they count as sent."""
    query = (
        select(Touch.id)
        .join(Delivery, col(Delivery.touch_id) == col(Touch.id))
        .where(
            col(Touch.account_id) == account_id,
            col(Touch.origin).in_(UNPROMPTED),
            col(Delivery.op) == "post",
            col(Delivery.state).in_((DeliveryState.SENDING, DeliveryState.UNKNOWN)),
        )
    )
    return [touch_id for touch_id in (await session.exec(query)).all() if touch_id is not None]


async def made_between(session: Session, start: datetime, end: datetime) -> Sequence[tuple[Touch, Account]]:
    """Half-open, in the order in which they happened."""
    query = (
        select(Touch, Account)
        .join(Account, col(Account.id) == col(Touch.account_id))
        .where(col(Touch.state) == TouchState.MADE, col(Touch.happened_at) >= start, col(Touch.happened_at) < end)
    )
    return (await session.exec(query.order_by(col(Touch.happened_at)))).all()


async def introductions(session: Session, channel_id: int) -> Sequence[Touch]:
    """Our tries to say there who we are, oldest first."""
    query = select(Touch).where(col(Touch.channel_id) == channel_id, col(Touch.key).startswith("introduction:"))
    return (await session.exec(query.order_by(col(Touch.id)))).all()


async def by_ref(session: Session, channel_id: int, external_ref: str) -> Touch | None:
    query = select(Touch).where(col(Touch.channel_id) == channel_id, col(Touch.external_ref) == external_ref)
    return (await session.exec(query.order_by(col(Touch.id)))).first()


async def last_made_by(session: Session, teammate_id: int, since: datetime) -> Touch | None:
    """The newest message that went out unasked in this CSM's name."""
    query = select(Touch).where(
        col(Touch.author_id) == teammate_id,
        col(Touch.origin).in_(UNPROMPTED),
        col(Touch.state) == TouchState.MADE,
        col(Touch.ended_because).is_(None),
        col(Touch.happened_at) >= since,
    )
    return (await session.exec(query.order_by(col(Touch.happened_at).desc(), col(Touch.id).desc()))).first()


async def by_ids(session: Session, ids: Iterable[int]) -> Sequence[Touch]:
    return (await session.exec(select(Touch).where(col(Touch.id).in_(set(ids))))).all()


async def forget_reasons(session: Session) -> int:
    """A reason quotes a customer, so it lasts as long as the words it led to: no longer than their text."""
    kept = select(StoredText.id)
    gone = update(Touch).where(col(Touch.why) != "", col(Touch.text_id).is_not(None), col(Touch.text_id).not_in(kept))
    return (await session.exec(gone.values(why=""))).rowcount
