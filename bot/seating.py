"""Everybody's turns and the library's rows, brought up to date: at starts, and after imports."""

from collections.abc import Callable

from bot.core import Core, stock_library
from content.library import Synced
from outreach.store import accounts, turns
from scheduler import planner

# One transaction each, so that others can write meanwhile.
_AT_ONCE = 200


async def stock(core: Core) -> Synced:
    async with core.database.writing() as session:
        return await stock_library(session, core)


async def seat(core: Core, report: Callable[[int], None] | None = None) -> int:
    """A turn for each account on each rhythm that is for it; returns how many accounts there were to change."""
    async with core.database.reading() as session:
        everybody = await accounts.all_accounts(session, with_churned=True)
        taken = await turns.seats(session)
    unseated = [
        each.id or 0 for each in everybody if taken.get(each.id or 0, set()) != planner.rhythms_for(each, core.planning)
    ]
    for start in range(0, len(unseated), _AT_ONCE):
        async with core.database.writing() as session:
            some = await accounts.by_ids(session, unseated[start : start + _AT_ONCE])
            await planner.seat_all(session, list(some.values()), core.planning, core.clock.now())
        if report is not None:
            report(start + len(some))
    return len(unseated)
