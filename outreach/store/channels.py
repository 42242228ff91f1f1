"""Where we talk, and whose place it is. Linking is written in one function, since a wrong link is the worst mistake."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlmodel import col, func, select

from outreach.database import Session
from outreach.events import Place
from outreach.models.book import Channel, ChannelLink

DIRECT = "direct"
# Our company's alone: no customer reads it, so nothing for one is written there.
TEAM = "team"


async def by_place(session: Session, place: Place) -> Channel | None:
    query = select(Channel).where(
        col(Channel.platform) == place.platform,
        col(Channel.workspace) == place.workspace,
        col(Channel.external_id) == place.external_id,
    )
    return (await session.exec(query)).one_or_none()


async def by_id(session: Session, channel_id: int) -> Channel:
    found = await session.get(Channel, channel_id)
    if found is None:
        raise KeyError(f"channel {channel_id}")
    return found


async def of_account(session: Session, account_id: int) -> Sequence[Channel]:
    """Linked now, oldest first, those that they cannot read last: the first is where unprompted messages go. Nothing
    unasked ever goes to a customer's direct conversation with us, so those are left out."""
    query = select(Channel).where(col(Channel.account_id) == account_id, col(Channel.kind) != DIRECT)
    rows = (await session.exec(query.order_by(col(Channel.id)))).all()
    return sorted(rows, key=lambda channel: not is_open(channel))


def is_open(channel: Channel) -> bool:
    """Whether it is still there, and customers read it."""
    return channel.gone_at is None and channel.kind != TEAM


async def for_outreach(session: Session, account_ids: Collection[int]) -> Mapping[int, Channel]:
    """Where each account is written to unasked: its oldest channel that is still there and shared with them; one that
    is shared with another customer, or not to be read, only where there is no other."""
    query = select(Channel).where(
        col(Channel.account_id).in_(account_ids),
        col(Channel.kind).not_in((DIRECT, TEAM)),
        col(Channel.gone_at).is_(None),
    )
    rows = (await session.exec(query.order_by(col(Channel.id).desc()))).all()
    best_last = sorted(rows, key=lambda channel: channel.is_mixed or channel.not_to_be_read, reverse=True)
    return {channel.account_id: channel for channel in best_last if channel.account_id is not None}


async def direct_to(session: Session, teammate_id: int) -> Channel | None:
    query = select(Channel).where(
        col(Channel.teammate_id) == teammate_id, col(Channel.kind) == DIRECT, col(Channel.gone_at).is_(None)
    )
    return (await session.exec(query.order_by(col(Channel.id)))).first()


async def suggested(session: Session) -> Sequence[Channel]:
    """Those whose name says whose they could be, waiting for a person to confirm it."""
    query = select(Channel).where(
        col(Channel.account_id).is_(None),
        col(Channel.suggested_account_id).is_not(None),
        col(Channel.gone_at).is_(None),
    )
    return (await session.exec(query.order_by(col(Channel.name)))).all()


async def mixed(session: Session) -> Sequence[Channel]:
    """Accounts' channels in which people of another customer sit: nothing goes there."""
    query = select(Channel).where(col(Channel.is_mixed), col(Channel.account_id).is_not(None))
    return (await session.exec(query.where(col(Channel.gone_at).is_(None)).order_by(col(Channel.name)))).all()


async def not_to_be_read(session: Session) -> Sequence[Channel]:
    """Accounts' channels that they closed to us: nothing unasked goes there."""
    query = select(Channel).where(col(Channel.not_to_be_read), col(Channel.account_id).is_not(None))
    return (await session.exec(query.where(col(Channel.gone_at).is_(None)).order_by(col(Channel.name)))).all()


async def not_shared(session: Session) -> Sequence[Channel]:
    """Accounts' channels that are our company's alone, now: nothing for a customer goes there."""
    query = select(Channel).where(col(Channel.kind) == TEAM, col(Channel.account_id).is_not(None))
    return (await session.exec(query.where(col(Channel.gone_at).is_(None)).order_by(col(Channel.name)))).all()


async def gone_since(session: Session, since: datetime) -> Sequence[Channel]:
    """Accounts' channels that we can no longer write to, newest loss first."""
    query = select(Channel).where(col(Channel.account_id).is_not(None), col(Channel.gone_at) >= since)
    return (await session.exec(query.order_by(col(Channel.gone_at).desc()))).all()


async def count_linked(session: Session) -> int:
    """Those that are some customer's, direct conversations left out."""
    query = select(func.count()).where(col(Channel.account_id).is_not(None), col(Channel.kind) != DIRECT)
    return int((await session.exec(query.where(col(Channel.gone_at).is_(None)))).one())


async def all_channels(session: Session) -> Sequence[Channel]:
    return (await session.exec(select(Channel).order_by(col(Channel.id)))).all()


async def of_platform(session: Session, platform: str) -> Sequence[Channel]:
    """Whoever's they are, and gone ones as well, oldest first."""
    query = select(Channel).where(col(Channel.platform) == platform)
    return (await session.exec(query.order_by(col(Channel.id)))).all()


async def of_customers(session: Session, *platforms: str) -> Sequence[Channel]:
    """Those on these platforms that are some customer's, gone ones as well, direct conversations left out."""
    query = select(Channel).where(col(Channel.platform).in_(platforms), col(Channel.account_id).is_not(None))
    return (await session.exec(query.where(col(Channel.kind) != DIRECT).order_by(col(Channel.id)))).all()


async def ensure(session: Session, place: Place, *, teammate_id: int | None = None) -> Channel:
    """The channel's row, made on first sight; the name follows the platform's."""
    channel = await by_place(session, place)
    if channel is None:
        channel = Channel(
            platform=place.platform,
            workspace=place.workspace,
            external_id=place.external_id,
            name=place.name or place.external_id,
            kind=place.kind,
            teammate_id=teammate_id,
        )
    elif place.name and channel.name != place.name:
        channel.name = place.name
    if place.reference:
        channel.reference = place.reference
    session.add(channel)
    await session.flush()
    return channel


async def readdress(session: Session, channel: Channel, external_id: str) -> None:
    """The platform calls it so from now on; everything that refers to the row stays as it is. No other row may have
    that id: `trade_places` makes room."""
    channel.external_id = external_id
    session.add(channel)
    await session.flush()


async def trade_places(session: Session, channel: Channel, twin: Channel) -> None:
    """Each takes the other's external id: two rows turned out to be one place, and each keeps its own history."""
    ours, theirs = channel.external_id, twin.external_id
    await readdress(session, twin, f"{theirs} moving")
    await readdress(session, channel, theirs)
    await readdress(session, twin, ours)


async def link(session: Session, channel: Channel, account_id: int, *, by: str, now: datetime) -> None:
    """Makes the channel this account's. An earlier account's link ends; its history stays."""
    assert channel.id is not None
    await unlink(session, channel, now=now)
    known = await _link_between(session, channel.id, account_id)
    row = known or ChannelLink(channel_id=channel.id, account_id=account_id, linked_at=now, linked_by=by)
    row.linked_at, row.linked_by, row.ended_at = now, by, None
    channel.account_id, channel.suggested_account_id = account_id, None
    session.add_all((row, channel))
    await session.flush()


async def unlink(session: Session, channel: Channel, *, now: datetime) -> None:
    assert channel.id is not None
    if channel.account_id is not None and (row := await _link_between(session, channel.id, channel.account_id)):
        row.ended_at = now
        session.add(row)
    channel.account_id = None
    session.add(channel)
    await session.flush()


async def _link_between(session: Session, channel_id: int, account_id: int) -> ChannelLink | None:
    query = select(ChannelLink).where(
        col(ChannelLink.channel_id) == channel_id, col(ChannelLink.account_id) == account_id
    )
    return (await session.exec(query)).one_or_none()


def place_of(channel: Channel, thread: str | None = None) -> Place:
    kind = channel.kind if channel.kind in ("team", "direct") else "shared"
    where = (channel.platform, channel.workspace, channel.external_id, channel.name)
    return Place(*where, kind, thread, channel.reference)  # type: ignore[arg-type]
