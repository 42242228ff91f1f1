"""Goodwill on both databases: what counts against a month, and what waits."""

from datetime import datetime, timedelta
from decimal import Decimal

from outreach.database import Database
from outreach.models.book import Account, Teammate
from outreach.models.desk import Goodwill
from outreach.store import goodwill
from tests.world import MONDAY, World

END = MONDAY + timedelta(days=30)


def _row(csm: Teammate, acme: Account, amount: str, state: str = "spent", at: datetime = MONDAY) -> Goodwill:
    return Goodwill(
        teammate_id=csm.id or 0,
        account_id=acme.id or 0,
        amount=Decimal(amount),
        what="a month",
        state=state,
        asked_at=at,
    )


async def test_only_what_was_spent_in_the_month_counts_to_the_cent(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, acme, *_ = await world.acme()
        assert await goodwill.spent_between(session, csm.id or 0, MONDAY, END) == 0
        for amount, state, at in (
            ("100.10", "spent", MONDAY),
            ("0.20", "spent", END - timedelta(seconds=1)),
            ("50", "spent", END),
            ("60", "granted", MONDAY),
            ("70", "asked", MONDAY),
            ("80", "taken back", MONDAY),
        ):
            await goodwill.put(session, _row(csm, acme, amount, state, at))
        assert await goodwill.spent_between(session, csm.id or 0, MONDAY, END) == Decimal("100.30")


async def test_what_waits_is_shown_longest_waiting_first_and_per_team(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, acme, *_ = await world.acme()
        other = await world.csm("Leo Hartmann")
        late = await goodwill.put(session, _row(csm, acme, "700", "asked", END))
        early = await goodwill.put(session, _row(other, acme, "800", "asked"))
        await goodwill.put(session, _row(csm, acme, "10"))
        assert [one.id for one in await goodwill.waiting(session)] == [early.id, late.id]
        assert [one.id for one in await goodwill.waiting(session, [csm.id or 0])] == [late.id]
