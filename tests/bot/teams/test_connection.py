"""Teams put together, with the rows of ROUTES behind it and a made-up Teams in front."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.applications import Starlette

from bot.connection import Refusal
from bot.inbox import Inbox
from bot.router import Router
from bot.settings import BadSetting, Settings
from bot.teams.connection import TeamsConnection, allows_loopback, is_anonymous, open_teams
from handlers.routes import ROUTES
from handlers.work import House
from outreach.database import Database
from outreach.models.library import Item
from outreach.store import channels
from tests.bot.people import NOW
from tests.fakes import FakeClock
from tests.platforms.teams.by_hand import Town, town
from tests.platforms.teams.server import FakeTeams, running
from tests.world import World


def settings(**given: object) -> Settings:
    known = {"teams_app_id": town().tenant.app_id, "teams_tenant_id": town().tenant.id, **given}
    return Settings.model_validate(known)


@dataclass
class Shop:
    town: Town
    teams: FakeTeams
    inbox: Inbox
    connection: TeamsConnection
    database: Database


@pytest.fixture
async def shop(database: Database, house: House) -> AsyncIterator[Shop]:
    there = town()
    async with database.writing() as session:
        await World(session).csm(email=there.priya.email)
    async with running(there.tenant, anonymous=True) as teams:
        clock = FakeClock(NOW)
        connection = await open_teams(
            settings(teams_allow_anonymous=True, teams_metadata_url=teams.metadata_url), database, clock
        )
        inbox = Inbox(database, Router(ROUTES, house), {"teams": connection.messenger}, clock, timedelta(1), clock.now)
        teams.bot = Starlette(routes=connection.routes(inbox))
        try:
            yield Shop(there, teams, inbox, connection, database)
        finally:
            await inbox.rest()
            await connection.close()


async def test_staff_ask_in_our_chat_and_are_answered_there(shop: Shop) -> None:
    await shop.teams.says(shop.town.priya, None, "help share")
    await shop.inbox.rest()
    assert "Share something worth their time" in shop.teams.read_by(shop.town.priya)


async def test_a_form_is_asked_refused_and_taken_where_it_was_pressed(shop: Shop) -> None:
    await shop.teams.says(shop.town.priya, None, "add https://example.com/report")
    await shop.inbox.rest()
    post = shop.teams.seen_by(shop.town.priya)[-1]
    asked = await shop.teams.presses(shop.town.priya, post, "Describe it")
    assert "Add to the library" in asked.reads
    answers = {"title": "A report", "context": "It matters.", "topics": "audit trail", "language": "Klingon"}
    refused = await shop.teams.presses(shop.town.priya, post, "Add as a draft", **answers)
    assert refused.card is not None
    assert {"A report", "Klingon"} <= {each.get("value") for each in refused.card["body"]}
    taken = await shop.teams.presses(shop.town.priya, post, "Add as a draft", **{**answers, "language": "en"})
    assert taken.error is None
    async with shop.database.reading() as session:
        assert [item.title for item in (await session.exec(select(Item))).all()] == ["A report"]


async def test_staff_are_answered_out_of_customers_sight(shop: Shop) -> None:
    await shop.teams.says(shop.town.priya, shop.town.shared, "help", mention=True)
    await shop.inbox.rest()
    assert [post.text for post in shop.teams.seen_by(shop.town.dana, shop.town.shared)] == ["help"]
    assert "help" in shop.teams.read_by(shop.town.priya)


async def test_a_customer_is_told_nothing(shop: Shop) -> None:
    before = len(shop.teams.copies)
    await shop.teams.says(shop.town.dana, shop.town.shared, "help", mention=True)
    await shop.inbox.rest()
    assert len(shop.teams.copies) == before + 1


async def test_a_team_s_channels_are_known_by_name_once_we_are_in_it(shop: Shop) -> None:
    team = shop.town.shared.team
    assert team is not None
    shop.town.tenant.channel(team, "globex")
    await shop.teams.installs(shop.town.priya, team)
    await shop.inbox.rest()
    async with shop.database.reading() as session:
        known = {each.name for each in await channels.all_channels(session) if each.platform == "teams"}
    assert {"Customers", "globex"} <= known
    assert "ext-acme" not in known


async def test_the_keys_are_at_hand_before_the_first_visit(database: Database) -> None:
    async with running(town().tenant) as teams:
        connection = await open_teams(settings(teams_metadata_url=teams.metadata_url), database, FakeClock(NOW))

        await connection.run(Nobody())
        await connection.close()
        assert teams.identity.asked == {"metadata": 1, "keys": 1}


class Nobody:
    async def take(self, event: object) -> None: ...

    async def receive(self, event: object) -> None: ...

    async def submit(self, event: object) -> Refusal | None: ...

    async def look(self, event: object) -> None: ...


async def test_nobody_is_served_without_an_app_and_a_tenant(database: Database) -> None:
    for missing in ("teams_app_id", "teams_tenant_id"):
        with pytest.raises(BadSetting):
            await open_teams(settings(**{missing: ""}), database, FakeClock(NOW))


def test_anonymous_means_on_this_machine() -> None:
    assert is_anonymous(settings(teams_allow_anonymous=True))
    assert not is_anonymous(settings())
    elsewhere = settings().model_copy(update={"teams_allow_anonymous": True, "host": "0.0.0.0"})
    assert not is_anonymous(elsewhere)


def test_a_real_teams_is_never_on_this_machine() -> None:
    assert not allows_loopback(settings())
    assert allows_loopback(settings(teams_allow_anonymous=True))
    assert allows_loopback(settings(teams_metadata_url="http://127.0.0.1:5/keys"))
