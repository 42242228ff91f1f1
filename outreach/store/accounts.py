"""Accounts, and what they were over time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import col, func, select

from outreach.database import Session
from outreach.models.book import Account, AccountHistory
from outreach.store.rows import by_owner

CHURNED = "churned"
DATED = ("arr", "stage", "csm_id", "renewal_on")


async def all_accounts(session: Session, *, with_churned: bool = False) -> Sequence[Account]:
    query = select(Account).order_by(col(Account.name))
    if not with_churned:
        query = query.where((col(Account.stage) != CHURNED) | col(Account.stage).is_(None))
    return (await session.exec(query)).all()


async def count(session: Session) -> int:
    """Churned ones too."""
    return int((await session.exec(select(func.count()).select_from(Account))).one())


async def by_id(session: Session, account_id: int) -> Account:
    """Raises KeyError: an id of ours that leads nowhere is a defect, not somebody's mistake."""
    found = await session.get(Account, account_id)
    if found is None:
        raise KeyError(f"account {account_id}")
    return found


async def by_ids(session: Session, ids: Iterable[int]) -> Mapping[int, Account]:
    wanted = set(ids)
    rows = (await session.exec(select(Account).where(col(Account.id).in_(wanted)))).all() if wanted else ()
    return {row.id: row for row in rows if row.id is not None}


async def by_external_id(session: Session, external_id: str) -> Account | None:
    return (await session.exec(select(Account).where(col(Account.external_id) == external_id))).one_or_none()


async def of_csm(session: Session, teammate_id: int) -> Sequence[Account]:
    query = select(Account).where(col(Account.csm_id) == teammate_id).order_by(col(Account.name))
    return (await session.exec(query)).all()


async def in_segment(session: Session, segment: str) -> Sequence[Account]:
    query = select(Account).where(col(Account.segment) == segment, col(Account.stage).is_distinct_from(CHURNED))
    return (await session.exec(query.order_by(col(Account.name)))).all()


async def change(  # noqa: PLR0913 - on, now and source are what a dated row is made of
    session: Session, account: Account, values: Mapping[str, Any], *, on: date, now: datetime, source: str
) -> dict[str, tuple[Any, Any]]:
    """Writes the values that differ, each dated figure also into the history. Returns field → (old, new)."""
    changed = {
        name: (getattr(account, name), value) for name, value in values.items() if getattr(account, name) != value
    }
    for name, (_, value) in changed.items():
        setattr(account, name, value)
    session.add(account)
    await session.flush()
    for name in DATED:
        if name in changed:
            session.add(_dated(account, name, on, now, source))
    return changed


async def add(session: Session, account: Account, *, on: date, now: datetime, source: str) -> Account:
    """A new account, with its figures dated from this first day on."""
    await add_all(session, {on: [account]}, now=now, source=source)
    return account


async def add_all(session: Session, by_day: Mapping[date, Sequence[Account]], *, now: datetime, source: str) -> None:
    """New accounts by the local date of their first day: one by one, they took ten times as long."""
    session.add_all(account for accounts in by_day.values() for account in accounts)
    await session.flush()
    for on, accounts in by_day.items():
        session.add_all(
            _dated(account, name, on, now, source)
            for account in accounts
            for name in DATED
            if getattr(account, name) is not None
        )


def _dated(account: Account, name: str, on: date, now: datetime, source: str) -> AccountHistory:
    value = getattr(account, name)
    assert account.id is not None
    return AccountHistory(
        account_id=account.id,
        field=name,
        value=None if value is None else str(value),
        since_on=on,
        recorded_at=now,
        source=source,
    )


async def history(session: Session, account_id: int, name: str) -> Sequence[AccountHistory]:
    """Oldest first."""
    return (await histories(session, [account_id], name)).get(account_id, [])


async def histories(
    session: Session, account_ids: Collection[int], name: str
) -> Mapping[int, Sequence[AccountHistory]]:
    query = select(AccountHistory).where(
        col(AccountHistory.account_id).in_(account_ids), col(AccountHistory.field) == name
    )
    rows = (await session.exec(query.order_by(col(AccountHistory.since_on), col(AccountHistory.id)))).all()
    return by_owner((row.account_id, row) for row in rows)
