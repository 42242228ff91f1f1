"""How a request lives: whose it is today, when its silence is over, and what becomes of its words."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.database import Database
from outreach.store import errands, requests, teammates, texts
from scheduler import requests as life
from scheduler.requests import Opening
from tests.world import MONDAY, World, planning

PLANNING = planning()
NOON = MONDAY + timedelta(hours=7)


@pytest.fixture
def database_kind() -> str:
    """What differs between databases stands in the store, whose own tests run on both."""
    return "sqlite"


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with database.writing() as session:
        yield World(session, NOON)


async def opening(world: World, **more: object) -> Opening:
    csm = await world.csm()
    account = await world.account("Acme", csm)
    values = {"account": account, "words": "an export", "by": "Priya Nair", "owner": csm, **more}
    return Opening(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("since", "until"),
    [
        # Monday noon: Tuesday to Friday and the next Monday, over at midnight in Berlin.
        (datetime(2026, 11, 23, 11, tzinfo=UTC), datetime(2026, 11, 30, 23, tzinfo=UTC)),
        # Nobody's silence over Christmas and New Year is a yes.
        (datetime(2026, 12, 17, 11, tzinfo=UTC), datetime(2027, 1, 7, 23, tzinfo=UTC)),
    ],
)
async def test_silence_is_counted_in_their_working_days(world: World, since: datetime, until: datetime) -> None:
    request = await life.begin(world.session, PLANNING, await opening(world), NOON)
    assert await life.silent_until(world.session, PLANNING, request, since) == until


async def test_whoever_stands_in_has_it_while_its_owner_is_away(world: World) -> None:
    begun = await opening(world)
    cover = await world.csm("Leo Hartmann")
    assert begun.owner is not None
    begun.owner.cover_id = cover.id
    request = await life.begin(world.session, PLANNING, begun, NOON)
    assert await life.in_charge(world.session, request, begun.account, NOON) == begun.owner
    await teammates.go_away(world.session, begun.owner.id or 0, date(2026, 11, 23), date(2026, 11, 27))
    assert await life.in_charge(world.session, request, begun.account, NOON) == cover


async def test_where_its_owner_has_left_the_accounts_csm_has_it(world: World) -> None:
    begun = await opening(world, owner=await world.csm("Leo Hartmann", left_on=date(2026, 11, 1)))
    request = await life.begin(world.session, PLANNING, begun, NOON)
    found = await life.in_charge(world.session, request, begun.account, NOON)
    assert found is not None
    assert found.name == "Priya Nair"


async def test_its_words_are_kept_as_long_as_it_is_open(world: World) -> None:
    request = await life.begin(world.session, PLANNING, await opening(world), NOON)
    await texts.expire(world.session, date(2030, 1, 1))
    assert await texts.body_of(world.session, request.text_id) == "an export"
    await life.honour(world.session, PLANNING, request, NOON)
    await life.settle(world.session, PLANNING, request, "Dana", "customer", NOON)
    assert await texts.expire(world.session, (NOON + timedelta(days=29)).date()) == 0
    assert await texts.expire(world.session, (NOON + timedelta(days=31)).date()) == 1


async def test_a_reopened_one_keeps_its_words_and_its_date(world: World) -> None:
    request = await life.begin(world.session, PLANNING, await opening(world, due_on=date(2026, 11, 27)), NOON)
    await life.honour(world.session, PLANNING, request, NOON)
    await life.settle(world.session, PLANNING, request, "Dana", "customer", NOON)
    assert request.id is not None
    assert await errands.open_of(world.session, life.DUE, request.id) == []
    await life.reopen(world.session, request, "customer", NOON + timedelta(hours=1))
    assert len(await errands.open_of(world.session, life.DUE, request.id)) == 1
    assert await texts.expire(world.session, date(2030, 1, 1)) == 0
    assert [one.id for one in await requests.open_of(world.session, request.account_id)] == [request.id]


async def test_another_date_takes_the_place_of_the_first(world: World) -> None:
    request = await life.begin(world.session, PLANNING, await opening(world, due_on=date(2026, 11, 27)), NOON)
    assert request.id is not None
    for hours, day in ((1, 30), (2, 27)):
        await life.promise(world.session, request, date(2026, 11, day), NOON + timedelta(hours=hours))
    (left,) = await errands.open_of(world.session, life.DUE, request.id)
    assert left.due_at == datetime(2026, 11, 27, 23, tzinfo=UTC)
