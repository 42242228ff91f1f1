"""Who has a turn on which rhythm."""

from collections.abc import Sequence
from datetime import datetime

from outreach.database import Session
from outreach.models.book import Account
from outreach.store import accounts, turns
from scheduler.planning import Planning

_AT_ONCE = 500


async def seat_everybody(session: Session, planning: Planning, now: datetime) -> None:
    """A turn for each account on each rhythm whose audience it is in; the others rest. For starts and imports."""
    everybody = await accounts.all_accounts(session, with_churned=True)
    for start in range(0, len(everybody), _AT_ONCE):
        await seat_all(session, everybody[start : start + _AT_ONCE], planning, now)


async def seat_all(session: Session, some: Sequence[Account], planning: Planning, now: datetime) -> None:
    """Some hundred accounts together."""
    seated = await turns.of_accounts(session, [account.id for account in some if account.id is not None])
    for account in some:
        assert account.id is not None
        turns.take_seats(session, account.id, rhythms_for(account, planning), seated.get(account.id, ()), now)
    await session.flush()


async def seat(session: Session, account: Account, planning: Planning, now: datetime) -> None:
    await seat_all(session, [account], planning, now)


def rhythms_for(account: Account, planning: Planning) -> set[str]:
    """Those in whose audience it is; none for somebody who is no customer any more."""
    if account.stage == accounts.CHURNED:
        return set()
    is_for = (account.segment, account.stage, account.language)
    return {name for name, rhythm in planning.rhythms.items() if rhythm.is_for(*is_for)}
