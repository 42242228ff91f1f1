"""Everybody's turns and the library's rows, brought up to date: at starts, and after imports."""

from collections.abc import Callable

from bot.core import Core, stock_library
from content.library import Synced
from outreach.store import accounts
from scheduler import planner

# One transaction each, so that others can write meanwhile.
_AT_ONCE = 200


async def stock(core: Core) -> Synced:
    async with core.database.writing() as session:
        return await stock_library(session, core)


async def seat(core: Core, report: Callable[[int], None] | None = None) -> int:
    """A turn for each account on each rhythm that is for it; returns how many accounts there are."""
    async with core.database.reading() as session:
        everybody = [account.id for account in await accounts.all_accounts(session, with_churned=True)]
    for start in range(0, len(everybody), _AT_ONCE):
        async with core.database.writing() as session:
            some = await accounts.by_ids(session, (each for each in everybody[start : start + _AT_ONCE] if each))
            for account in some.values():
                await planner.seat(session, account, core.planning, core.clock.now())
        if report is not None:
            report(start + len(some))
    return len(everybody)
