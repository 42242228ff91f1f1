"""Themes, whom they affect, and which of them a manager should hear of."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from outreach.database import Database, Session
from outreach.models.book import Account
from outreach.models.desk import Complaint
from outreach.models.themes import Theme, ThemeMember, ThemeState
from outreach.store import complaints, spoken, texts, themes
from tests.world import MONDAY, World


async def complained(session: Session, account: Account, **more: Any) -> Complaint:
    text_id = await texts.keep(session, f"It is slow at {account.name}", None)
    values: dict[str, Any] = {"account_id": account.id, "text_id": text_id, "opened_at": MONDAY, **more}
    return await complaints.add(session, Complaint(**{"confirmed_at": MONDAY, **values}))


async def member(session: Session, theme: Theme, row: Complaint, state: str = themes.CONFIRMED) -> ThemeMember:
    one = ThemeMember(
        theme_id=theme.id or 0,
        account_id=row.account_id,
        complaint_id=row.id,
        state=state,
        happened_at=row.opened_at,
    )
    await themes.put(session, one)
    return one


async def theme(session: Session, name: str = "Slow", **more: Any) -> Theme:
    row = Theme(name=name, opened_at=MONDAY, **more)
    await themes.put(session, row)
    return row


async def test_a_trend_says_whom_it_affects_and_the_larger_comes_first(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        acme, globex = await world.account("Acme"), await world.account("Globex", arr=None)
        small, large = await theme(session, "Small", trend_at=MONDAY), await theme(session, "Large", trend_at=MONDAY)
        await member(session, small, await complained(session, globex))
        await member(session, large, await complained(session, acme))
        await member(session, large, await complained(session, acme))
        await member(session, large, await complained(session, globex), themes.SUGGESTED)
        await theme(session, "Over", trend_at=MONDAY, state=ThemeState.DONE)
        found = await themes.trends(session)
        assert [(one.theme.name, [each.name for each in one.accounts], one.arr) for one in found] == [
            ("Large", ["Acme"], Decimal(100_000)),
            ("Small", ["Globex"], Decimal(0)),
        ]


async def test_silence_is_what_was_nudged_and_not_answered(database: Database) -> None:
    async with database.writing() as session:
        acme = await World(session).account("Acme")
        waits = await theme(session, state=ThemeState.HANDED_OVER, nudged_at=MONDAY)
        answered = await theme(session, state=ThemeState.PLANNED)
        for one in (waits, answered):
            await member(session, one, await complained(session, acme))
        assert [one.theme.id for one in await themes.silent(session, MONDAY)] == [waits.id]
        assert await themes.silent(session, MONDAY - timedelta(hours=1)) == []


async def test_what_turned_out_to_be_none_belongs_to_nothing(database: Database) -> None:
    async with database.writing() as session:
        acme = await World(session).account("Acme")
        row, one = await complained(session, acme, confirmed_at=None, closed_at=MONDAY), await theme(session)
        await member(session, one, row)
        assert await themes.belonging(session, (one.id or 0,)) == {}
        assert await spoken.count_complaints(session, [acme.id or 0], MONDAY, MONDAY + timedelta(days=1)) == 0


async def test_what_is_in_no_theme_is_told_apart(database: Database) -> None:
    async with database.writing() as session:
        acme = await World(session).account("Acme")
        one = await theme(session)
        inside, refused, alone = [await complained(session, acme) for _ in range(3)]
        await member(session, one, inside, themes.SUGGESTED)
        await member(session, one, refused, themes.REFUSED)
        found = await spoken.unthemed(session, MONDAY)
        assert {each.subject.id for each in found} == {refused.id, alone.id}
        assert await spoken.unthemed(session, MONDAY + timedelta(days=1)) == []


async def test_a_departments_channel_is_ours_alone_and_nobodys(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        acme = await world.account("Acme")
        await world.channel(acme, "engineering", kind="team")
        await world.channel(None, "engineering")
        await world.channel(None, "engineering", kind="team", gone_at=MONDAY)
        assert await themes.channel_called(session, "engineering") is None
        ours = await world.channel(None, "Engineering", kind="team")
        assert await themes.channel_called(session, "engineering") == ours
        assert await themes.channel_called(session, "engineering", "slack") is None
