"""What the tables themselves refuse, whatever the code above them does."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, select

from outreach.database import Database
from outreach.models.book import Account, Channel, ChannelLink, Contact, Teammate
from outreach.models.ledger import Decision, Touch, Turn
from outreach.models.library import Item

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)

REFERS_TO_NOTHING, NOT_UNIQUE = "(?i)foreign key", "(?i)unique"

ACME, GLOBEX = 1, 2
ACME_CHANNEL, GLOBEX_CHANNEL = 1, 2


async def test_a_contact_of_no_account_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError, match=REFERS_TO_NOTHING):
        await add(database, Contact(external_id="c1", account_id=4711, name="Dana"))


async def test_a_touch_in_a_channel_that_never_was_the_accounts_is_refused(database: Database) -> None:
    await add_two_accounts(database)
    with pytest.raises(IntegrityError, match=REFERS_TO_NOTHING):
        await add(database, a_touch(ACME, channel_id=GLOBEX_CHANNEL))


async def test_a_touch_cannot_be_moved_to_another_accounts_channel(database: Database) -> None:
    await add_two_accounts(database)
    await add(database, a_touch(ACME, channel_id=ACME_CHANNEL))
    with pytest.raises(IntegrityError, match=REFERS_TO_NOTHING):
        await change_first(database, Touch, channel_id=GLOBEX_CHANNEL)


async def test_the_touches_of_a_channel_that_was_linked_once_stay(database: Database) -> None:
    await add_two_accounts(database)
    await add(database, a_touch(ACME, channel_id=ACME_CHANNEL))
    await change_first(database, ChannelLink, ended_at=NOW)
    await add(database, ChannelLink(channel_id=ACME_CHANNEL, account_id=GLOBEX, linked_at=NOW, linked_by="Priya"))
    await add(database, a_touch(GLOBEX, channel_id=ACME_CHANNEL))
    assert await count(database, Touch) == 2


async def test_a_touch_without_a_channel_needs_no_link(database: Database) -> None:
    await add_two_accounts(database)
    await add(database, a_touch(ACME, channel_id=None))
    assert await count(database, Touch) == 1


async def test_a_turn_has_at_most_one_open_decision(database: Database) -> None:
    await add_two_accounts(database)
    await add(database, Turn(id=1, account_id=ACME, rhythm="share"), Turn(id=2, account_id=ACME, rhythm="check-in"))
    await add(database, a_decision(turn_id=1), a_decision(turn_id=2))
    with pytest.raises(IntegrityError, match=NOT_UNIQUE):
        await add(database, a_decision(turn_id=1))
    await change_first(database, Decision, closed_at=LATER)
    await add(database, a_decision(turn_id=1))
    assert await count(database, Decision) == 3


@pytest.mark.parametrize("state", ["proposed", "approved", "made"])
async def test_an_item_goes_to_an_account_once(database: Database, state: str) -> None:
    await add_two_accounts(database)
    await add(database, a_touch(ACME, item_id=1, state=state), a_touch(GLOBEX, item_id=1))
    with pytest.raises(IntegrityError, match=NOT_UNIQUE):
        await add(database, a_touch(ACME, item_id=1))


@pytest.mark.parametrize("state", ["rejected", "expired", "cancelled", "missed", "recalled"])
async def test_an_item_that_never_arrived_may_be_proposed_again(database: Database, state: str) -> None:
    await add_two_accounts(database)
    await add(database, a_touch(ACME, item_id=1, state=state))
    await add(database, a_touch(ACME, item_id=1))
    assert await count(database, Touch) == 2


async def test_touches_without_an_item_may_be_many(database: Database) -> None:
    await add_two_accounts(database)
    await add(database, *(a_touch(ACME, state="made", key=f"touch {number}") for number in range(3)))
    assert await count(database, Touch) == 3


async def test_structured_values_come_back_as_they_were(database: Database) -> None:
    await add_two_accounts(database)
    facts = {"days": 34, "share": 0.25, "names": ["Zoë", "李"], "nested": {"none": None, "true": True}, "": "‘“&<"}
    await add(database, Turn(id=1, account_id=ACME, rhythm="share"))
    await add(database, a_decision(turn_id=1, facts=facts))
    async with database.reading() as session:
        assert (await session.exec(select(Decision.facts))).one() == facts
        assert (await session.exec(select(Item.reasons))).one() == [{"topic": "close", "why": "w", "gain": "g"}]
        assert (await session.exec(select(Item.segments))).one() == []


async def test_money_dates_and_hours_come_back_exactly(database: Database) -> None:
    await add_two_accounts(database)
    await change_first(database, Account, arr=Decimal("123456789012.34"), renewal_on=date(2027, 1, 31))
    await add(database, Teammate(name="Priya", email="p@example.com", role="csm", timezone="Asia/Kolkata"))
    async with database.reading() as session:
        acme = await session.get_one(Account, ACME)
        priya = (await session.exec(select(Teammate))).one()
    assert (acme.arr, acme.renewal_on) == (Decimal("123456789012.34"), date(2027, 1, 31))
    assert (priya.work_end, priya.work_days) == (time(17, 30), [0, 1, 2, 3, 4])


async def add(database: Database, *rows: SQLModel) -> None:
    async with database.writing() as session:
        session.add_all(rows)


async def change_first(database: Database, table: type[SQLModel], **values: object) -> None:
    async with database.writing() as session:
        row = await session.get_one(table, 1)
        for name, value in values.items():
            setattr(row, name, value)


async def count(database: Database, table: type[SQLModel]) -> int:
    async with database.reading() as session:
        return len((await session.exec(select(table))).all())


async def add_two_accounts(database: Database) -> None:
    """Acme and Globex with a linked channel each, and one item."""
    for account_id, channel_id, name in ((ACME, ACME_CHANNEL, "Acme"), (GLOBEX, GLOBEX_CHANNEL, "Globex")):
        account = Account(id=account_id, external_id=name, name=name, timezone="UTC", created_at=NOW)
        channel = Channel(id=channel_id, platform="slack", workspace="T1", external_id=name, name=name)
        link = ChannelLink(channel_id=channel_id, account_id=account_id, linked_at=NOW, linked_by="Priya")
        await add(database, account)
        await add(database, channel)
        await add(database, link)
    await add(database, an_item())


def an_item() -> Item:
    return Item(
        id=1,
        slug="close-checklist",
        origin="file",
        kind="industry",
        title="Close checklist",
        reasons=[{"topic": "close", "why": "w", "gain": "g"}],
        curated_by="Priya",
        content_hash="h",
        added_at=NOW,
        changed_at=NOW,
    )


def a_touch(
    account_id: int,
    *,
    channel_id: int | None = None,
    item_id: int | None = None,
    state: str = "proposed",
    key: str | None = None,
) -> Touch:
    return Touch(
        key=key or f"{account_id} {channel_id} {item_id} {state}",
        account_id=account_id,
        channel_id=channel_id,
        item_id=item_id,
        direction="out",
        origin="rhythm",
        purpose="share",
        state=state,
    )


def a_decision(turn_id: int, facts: dict[str, object] | None = None) -> Decision:
    return Decision(
        turn_id=turn_id,
        account_id=ACME,
        rhythm="share",
        episode="2026-11",
        code="nothing_worth_sharing",
        facts=facts or {},
        first_at=NOW,
        last_at=NOW,
    )
