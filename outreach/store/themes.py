"""Themes, what belongs to each, and which of them somebody should hear of."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import col, func, or_, select

from outreach.database import Session
from outreach.models.book import Account, Channel
from outreach.models.post import Delivery
from outreach.models.themes import Theme, ThemeMember, ThemeState
from outreach.store import spoken
from outreach.store.channels import TEAM
from outreach.store.rows import by_owner
from outreach.store.spoken import REFUSED, Spoken, Subject

__all__ = ["CONFIRMED", "REFUSED", "SUGGESTED", "Spoken", "Subject"]

SUGGESTED, CONFIRMED = "suggested", "confirmed"
_OVER = (ThemeState.DONE, ThemeState.SET_ASIDE)


@dataclass(frozen=True)
class Belonging:
    """A member of a theme with what it is about."""

    member: ThemeMember
    spoken: Spoken


async def by_id(session: Session, theme_id: int) -> Theme | None:
    return await session.get(Theme, theme_id)


async def put(session: Session, row: Theme | ThemeMember) -> None:
    """Added or changed."""
    session.add(row)
    await session.flush()


async def live(session: Session) -> Sequence[Theme]:
    """Trends first, then the newest."""
    query = select(Theme).where(col(Theme.state).not_in(_OVER))
    return (await session.exec(query.order_by(col(Theme.trend_at).is_(None), col(Theme.id).desc()))).all()


async def done(session: Session, limit: int = 5) -> Sequence[Theme]:
    """Newest first."""
    query = select(Theme).where(col(Theme.state) == ThemeState.DONE).order_by(col(Theme.done_at).desc())
    return (await session.exec(query.limit(limit))).all()


async def member(session: Session, member_id: int) -> ThemeMember | None:
    return await session.get(ThemeMember, member_id)


async def members_by_ids(session: Session, ids: Collection[int]) -> Sequence[ThemeMember]:
    return (await session.exec(select(ThemeMember).where(col(ThemeMember.id).in_(ids)))).all()


async def rows_of(session: Session, theme_ids: Collection[int]) -> Sequence[ThemeMember]:
    """Refused ones as well, in the order in which they happened."""
    query = select(ThemeMember).where(col(ThemeMember.theme_id).in_(theme_ids))
    return (await session.exec(query.order_by(col(ThemeMember.happened_at), col(ThemeMember.id)))).all()


async def belonging(
    session: Session, theme_ids: Collection[int], states: Collection[str] = (CONFIRMED,)
) -> Mapping[int, list[Belonging]]:
    """By theme, oldest first; what is gone, or turned out to be none, is left out."""
    rows = [one for one in await rows_of(session, theme_ids) if one.state in states]
    found = await spoken.of(session, (subject_of(one) for one in rows))
    return by_owner((one.theme_id, Belonging(one, found[subject_of(one)])) for one in rows if subject_of(one) in found)


def subject_of(one: ThemeMember) -> Subject:
    return Subject("request", one.request_id) if one.request_id else Subject("complaint", one.complaint_id or 0)


async def memberships(session: Session, subjects: Iterable[Subject]) -> Mapping[Subject, Sequence[ThemeMember]]:
    """Every row of these, refused ones and those of themes that are over as well."""
    wanted = list(subjects)
    query = select(ThemeMember).where(
        or_(
            col(ThemeMember.request_id).in_([one.id for one in wanted if one.kind == "request"]),
            col(ThemeMember.complaint_id).in_([one.id for one in wanted if one.kind == "complaint"]),
        )
    )
    found: dict[Subject, list[ThemeMember]] = {}
    for row in (await session.exec(query.order_by(col(ThemeMember.id)))).all():
        found.setdefault(subject_of(row), []).append(row)
    return found


async def live_among(session: Session, theme_ids: Collection[int]) -> set[int]:
    query = select(Theme.id).where(col(Theme.id).in_(theme_ids), col(Theme.state).not_in(_OVER))
    return {one for one in (await session.exec(query)).all() if one is not None}


class Affecting(NamedTuple):
    """A theme with the accounts that it affects; `arr` is theirs, as far as it is known."""

    theme: Theme
    accounts: Sequence[Account]
    arr: Decimal


async def trends(session: Session) -> Sequence[Affecting]:
    """Those that are a trend and not over; the largest ARR first."""
    query = select(Theme).where(col(Theme.trend_at).is_not(None), col(Theme.state).not_in(_OVER))
    return await _affecting(session, (await session.exec(query)).all())


async def silent(session: Session, now: datetime) -> Sequence[Affecting]:
    """Those whose department was nudged by `now` and has not answered since; the largest ARR first."""
    query = select(Theme).where(col(Theme.nudged_at) <= now, col(Theme.state).not_in((*_OVER, ThemeState.OPEN)))
    return await _affecting(session, (await session.exec(query)).all())


async def _affecting(session: Session, found: Sequence[Theme]) -> Sequence[Affecting]:
    whose = await belonging(session, [one.id or 0 for one in found])
    told = [affecting(one, whose.get(one.id or 0, ())) for one in found]
    return sorted(told, key=lambda one: (-one.arr, one.theme.id or 0))


def affecting(theme: Theme, members: Iterable[Belonging]) -> Affecting:
    """Accounts in the order of their first message."""
    accounts = list({one.spoken.account.id: one.spoken.account for one in members}.values())
    return Affecting(theme, accounts, sum((one.arr or Decimal(0) for one in accounts), Decimal(0)))


async def channel_called(session: Session, name: str, platform: str | None = None) -> Channel | None:
    """Our company's alone, and nobody's: the oldest of that name that is still there."""
    query = select(Channel).where(
        func.lower(col(Channel.name)) == name.lower(),
        col(Channel.kind) == TEAM,
        col(Channel.account_id).is_(None),
        col(Channel.gone_at).is_(None),
    )
    query = query.where(col(Channel.platform) == platform) if platform else query
    return (await session.exec(query.order_by(col(Channel.id)))).first()


async def posted(session: Session, key: str) -> Delivery | None:
    """What was written in a department's channel."""
    return (await session.exec(select(Delivery).where(col(Delivery.key) == key))).one_or_none()


async def count_posted(session: Session, prefix: str) -> int:
    """Everything that was ever to be written under keys that begin so."""
    query = select(func.count()).where(col(Delivery.key).startswith(prefix))
    return int((await session.exec(query)).one())
