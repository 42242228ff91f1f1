"""Everybody of ours is found wherever a platform knows them, and nobody else is taken for them."""

from collections.abc import Collection

import pytest

from outreach.database import Database
from outreach.errors import DeliveryProblem
from outreach.events import Actor, Place
from outreach.store import channels, identities, teammates
from scheduler.acquainting import acquaint
from tests.fakes import NOT_REACHED, RATE_LIMITED, FakeMessenger
from tests.world import World


@pytest.fixture
async def everybody(database: Database) -> Database:
    """Priya and Nadia, whom no platform lets us write to."""
    async with database.writing() as session:
        world = World(session)
        for name in ("Priya Nair", "Nadia Petrov"):
            person = await world.csm(name, email=f"{name.split()[0].lower()}@concierge.example")
            direct = await channels.direct_to(session, person.id or 0)
            await session.delete(direct)
    return database


def knowing(*names: str, is_home: bool = True) -> FakeMessenger:
    messenger = FakeMessenger("slack")
    for name in names:
        email = f"{name.lower()}@concierge.example"
        messenger.people[f"U-{name}"] = Actor("slack", "T1", f"U-{name}", name, is_home=is_home, email=email)
    return messenger


async def in_one(platform: str) -> Collection[str]:
    return ["T1"] if platform == "slack" else []


async def reached(database: Database) -> dict[str, str | None]:
    async with database.reading() as session:
        found = {}
        for person in await teammates.all_teammates(session):
            direct = await channels.direct_to(session, person.id or 0)
            found[person.name] = direct.external_id if direct else None
        return found


async def test_whoever_a_platform_knows_is_reached_there_and_known_by_name(everybody: Database) -> None:
    assert await acquaint(everybody, {"slack": knowing("Priya")}, in_one) == 1
    assert await reached(everybody) == {"Priya Nair": "direct-U-Priya", "Nadia Petrov": None}
    async with everybody.reading() as session:
        who = await identities.resolve(session, Actor("slack", "T1", "U-Priya", "Priya", is_home=True))
        assert who.teammate is not None
        assert who.teammate.name == "Priya Nair"


async def test_nobody_is_asked_about_twice(everybody: Database) -> None:
    messenger = knowing("Priya", "Nadia")
    assert await acquaint(everybody, {"slack": messenger}, in_one) == 2
    messenger.people.clear()
    assert await acquaint(everybody, {"slack": messenger}, in_one) == 0
    assert None not in (await reached(everybody)).values()


async def test_another_platform_is_asked_about_whom_the_first_does_not_know(everybody: Database) -> None:
    teams = knowing("Nadia")
    teams.platform = "teams"

    async def in_both(platform: str) -> Collection[str]:
        return [f"home of {platform}"]

    assert await acquaint(everybody, {"slack": knowing("Priya"), "teams": teams}, in_both) == 2


@pytest.mark.parametrize("mishap", [NOT_REACHED, RuntimeError("broken"), TimeoutError()])
async def test_what_goes_wrong_with_one_keeps_nobody_else_from_being_found(
    everybody: Database, mishap: Exception
) -> None:
    messenger = knowing("Priya", "Nadia")
    messenger.mishaps = [mishap]
    assert await acquaint(everybody, {"slack": messenger}, in_one) == 1
    assert (await reached(everybody))["Nadia Petrov"] is not None


async def test_a_platform_that_asks_for_patience_is_left_alone_until_next_time(everybody: Database) -> None:
    messenger = knowing("Priya", "Nadia")
    messenger.mishaps = [RATE_LIMITED]
    assert await acquaint(everybody, {"slack": messenger}, in_one) == 0
    assert await acquaint(everybody, {"slack": messenger}, in_one) == 2


async def test_where_nobody_can_say_which_workspaces_are_ours_nothing_is_asked(everybody: Database) -> None:
    async def broken(platform: str) -> Collection[str]:
        raise DeliveryProblem(f"{platform} is silent")

    assert await acquaint(everybody, {"slack": knowing("Priya")}, broken) == 0


async def test_a_guest_of_that_address_is_not_our_colleague(everybody: Database) -> None:
    messenger = knowing("Priya")

    async def guest(workspace: str, email: str) -> object:
        found = await FakeMessenger.reach(messenger, workspace, email)
        return found and type(found)(Actor("slack", "T9", "U-Priya", "Priya"), found.place)

    messenger.reach = guest  # type: ignore[method-assign, assignment]
    assert await acquaint(everybody, {"slack": messenger}, in_one) == 0


async def test_a_conversation_that_is_a_customers_stays_theirs(everybody: Database) -> None:
    async with everybody.writing() as session:
        world = World(session)
        account = await world.account()
        theirs = await channels.ensure(session, Place("slack", "T1", "direct-U-Priya", "Dana", "direct"))
        await channels.link(session, theirs, account.id or 0, by="import", now=world.now)
    assert await acquaint(everybody, {"slack": knowing("Priya")}, in_one) == 0


async def test_a_name_that_is_another_colleagues_stays_theirs(everybody: Database) -> None:
    async with everybody.writing() as session:
        nadia = await teammates.by_email(session, "nadia@concierge.example")
        assert nadia is not None
        identity = await identities.ensure(session, "slack", "T1", "U-Priya", "Nadia")
        await identities.bind_teammate(session, identity, nadia.id or 0)
    assert await acquaint(everybody, {"slack": knowing("Priya")}, in_one) == 0
