import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession
from httpx import ASGITransport, AsyncClient, Response
from pydantic import SecretStr
from slack_sdk.errors import SlackApiError
from sqlmodel import select
from starlette.applications import Starlette

from bot import wire
from bot.settings import Settings
from bot.slack.calls import NotInstalled, Workspaces
from bot.slack.installing import INSTALL_PATH, Installing, States, forget
from bot.slack.manifest import REDIRECT_PATH, scopes
from bot.vault import Vault
from outreach.database import Database
from outreach.errors import Refused
from outreach.events import Installed
from outreach.models.trust import Installation, Ticket
from outreach.store import installations
from tests.bot.slack.ways_in import Taken, settings_for
from tests.fakes import FakeClock
from tests.platforms.slack.faults import DROP_BEFORE, Fault
from tests.platforms.slack.server import Slack, running
from tests.platforms.slack.town import NOW, build_town
from tests.platforms.slack.workspace import CLIENT_ID, CLIENT_SECRET, HOME

SECRET_KEY = "a secret of thirty-two characters!"
FARM = "T0FARM"


@dataclass
class Office:
    slack: Slack
    database: Database
    taken: Taken
    browser: AsyncClient
    workspaces: Workspaces
    clock: FakeClock

    async def consent(self, who: str = "Priya Shah", *, org_wide: bool = False) -> str:
        """To Slack's page of consent and back; the address that the browser is sent to."""
        page = await self.browser.get(INSTALL_PATH)
        back = urlsplit(self.slack.installs(who, _address_in(page), org_wide=org_wide))
        return f"{back.path}?{back.query}"

    async def install(self, who: str = "Priya Shah", *, org_wide: bool = False) -> Response:
        return await self.browser.get(await self.consent(who, org_wide=org_wide))

    async def row(self, workspace: str = HOME) -> Installation | None:
        async with self.database.reading() as session:
            return await installations.by_workspace(session, "slack", workspace)


def _address_in(page: Response) -> str:
    found = re.search(r'href="(http[^"]+)"', page.text)
    assert found is not None
    return unescape(found[1])


def many(slack: Slack) -> Settings:
    return settings_for(
        slack,
        slack_bot_token=None,
        slack_client_id=CLIENT_ID,
        slack_workspaces=f"{HOME}, {FARM} E0HOME",
        slack_client_secret=SecretStr(CLIENT_SECRET),
        public_url="https://concierge.test",
        secret_key=SecretStr(SECRET_KEY),
    )


@asynccontextmanager
async def an_office(database: Database, enterprise: str | None = None) -> AsyncIterator[Office]:
    clock, taken = FakeClock(NOW), Taken()
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(running(build_town(clock, enterprise=enterprise)))
        session = await stack.enter_async_context(wire.session())
        settings, vault = many(slack), Vault(SECRET_KEY)
        workspaces = Workspaces(settings, database, vault, session)
        installing = Installing(settings, database, vault, clock, workspaces, taken)
        transport = ASGITransport(Starlette(routes=installing.routes()))
        browser = AsyncClient(transport=transport, base_url="https://concierge.test")
        yield Office(slack, database, taken, await stack.enter_async_context(browser), workspaces, clock)


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with an_office(database) as office:
        yield office


async def test_slack_is_asked_for_what_the_manifest_says(office: Office) -> None:
    page = await office.browser.get(INSTALL_PATH)
    asked = parse_qs(urlsplit(_address_in(page)).query)
    assert asked["scope"][0].split(",") == scopes()
    assert asked["redirect_uri"] == [f"https://concierge.test{REDIRECT_PATH}"]
    assert page.headers["set-cookie"].count("Secure") == 1


async def test_a_workspace_installs_us_and_its_token_is_sealed(office: Office) -> None:
    assert (await office.install()).status_code == 200
    row = await office.row()
    assert row is not None
    assert (row.workspace, row.bot_user_id, row.installed_by) == (HOME, "U0CONCIERGE", "U0PRIYASHAH")
    assert office.slack.workspace.home.token not in row.sealed_token
    client = await office.workspaces.client(HOME)
    assert (await client.auth_test())["team_id"] == HOME
    assert (await office.workspaces.installation(HOME)).bot_id == "B0CONCIERGE"


async def test_the_installer_is_greeted_once_in_their_direct_conversation(office: Office) -> None:
    await office.install()
    await office.install()
    first, again = office.taken.taken
    assert isinstance(first, Installed)
    assert (first.place.kind, first.place.external_id) == ("direct", office.slack.workspace.direct("Priya Shah").id)
    assert (first.actor.external_id, first.actor.is_home, first.actor.is_vague) == ("U0PRIYASHAH", False, True)
    assert first.key == again.key  # so it acts once


async def test_an_installer_who_cannot_be_reached_has_installed_us_all_the_same(office: Office) -> None:
    office.slack.faults.plan("conversations.open", DROP_BEFORE)
    assert (await office.install()).status_code == 200
    assert await office.row() is not None
    assert office.taken.taken == []


async def test_a_second_workspace_has_a_row_of_its_own(office: Office) -> None:
    office.slack.workspace.add_team(FARM, "The Farm")
    office.slack.workspace.add_person("Fred Farmer", FARM)
    await office.install()
    await office.install("Fred Farmer")
    home, farm = await office.workspaces.client(HOME), await office.workspaces.client(FARM)
    assert (home.token == farm.token, (await farm.auth_test())["team_id"]) == (False, FARM)


async def test_a_strangers_workspace_is_refused_and_its_token_given_back(office: Office) -> None:
    office.slack.workspace.add_team("T0MALLORY", "Mallory's")
    office.slack.workspace.add_person("Mallory Moor", "T0MALLORY", "priya.shah@ours.example")
    refused = await office.install("Mallory Moor")
    assert refused.status_code == 403
    assert "SLACK_WORKSPACES" in refused.text
    assert (await office.row("T0MALLORY"), office.taken.taken) == (None, [])
    assert len(office.slack.called("auth.revoke")) == 1


async def test_a_workspace_taken_off_the_list_is_spoken_to_no_more(office: Office, database: Database) -> None:
    await office.install()
    listed = many(office.slack).model_copy(update={"slack_workspaces": FARM})
    async with wire.session() as session:
        workspaces = Workspaces(listed, database, Vault(SECRET_KEY), session)
        assert await workspaces.everywhere() == []
        with pytest.raises(Refused):
            await workspaces.installation(HOME)


async def test_a_whole_organisation_is_one_row_under_its_own_id(database: Database) -> None:
    async with an_office(database, enterprise="E0HOME") as office:
        await office.install(org_wide=True)
        row = await office.row("E0HOME")
        assert row is not None
        assert (row.organisation, await office.row()) == ("E0HOME", None)
        ours = await office.workspaces.installation("E0HOME")
        assert (ours.home, ours.is_ours("E0HOME")) == ("E0HOME", True)


async def test_a_workspace_on_a_grid_keeps_its_organisation(database: Database) -> None:
    async with an_office(database, enterprise="E0HOME") as office:
        await office.install()
        ours = await office.workspaces.installation(HOME)
        assert (ours.workspace, ours.organisation, ours.home) == (HOME, "E0HOME", "E0HOME")


async def test_a_state_is_good_once(office: Office) -> None:
    back = await office.consent()
    assert (await office.browser.get(back)).status_code == 200
    cookies = {"slack-app-oauth-state": parse_qs(urlsplit(back).query)["state"][0]}
    office.browser.cookies.clear()
    assert (await office.browser.get(back, headers={"Cookie": _cookie(cookies)})).status_code == 401


async def test_a_code_is_good_once(office: Office) -> None:
    used = parse_qs(urlsplit(await _used(office)).query)["code"][0]
    fresh = parse_qs(urlsplit(await office.consent()).query)["state"][0]
    assert (await office.browser.get(f"{REDIRECT_PATH}?code={used}&state={fresh}")).status_code == 401


async def _used(office: Office) -> str:
    back = await office.consent()
    assert (await office.browser.get(back)).status_code == 200
    return back


def _cookie(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


@pytest.mark.parametrize("query", ["", "code=x", "state=x", "code=x&state=made-up"])
async def test_whoever_did_not_come_from_our_page_gets_nothing(office: Office, query: str) -> None:
    assert (await office.browser.get(f"{REDIRECT_PATH}?{query}")).status_code in (400, 401)
    assert await office.row() is None


async def test_a_state_of_another_browser_is_refused(office: Office) -> None:
    back = await office.consent()
    office.browser.cookies.clear()
    assert (await office.browser.get(back)).status_code == 400


async def test_a_made_up_state_is_refused_though_the_cookie_agrees(office: Office) -> None:
    cookie = _cookie({"slack-app-oauth-state": "made-up"})
    said = await office.browser.get(f"{REDIRECT_PATH}?code=x&state=made-up", headers={"Cookie": cookie})
    assert said.status_code == 401


async def test_a_cancelled_installation_says_so_without_markup_of_others(office: Office) -> None:
    said = await office.browser.get(f"{REDIRECT_PATH}?error=<script>")
    assert (said.status_code, "<script>" in said.text) == (200, False)
    assert "Slack says “&lt;script&gt;”. Open the install page again" in said.text
    cancelled = await office.browser.get(f"{REDIRECT_PATH}?error=access_denied")
    assert "The installation was cancelled, and nothing was kept." in cancelled.text


async def test_whoever_installed_us_reads_where_it_works(office: Office) -> None:
    office.slack.workspace.add_team(FARM, "The <Farm>")
    office.slack.workspace.add_person("Fred Farmer", FARM)
    said = await office.install("Fred Farmer")
    assert said.status_code == 200
    assert "Concierge is installed" in said.text
    assert "It works in The &lt;Farm&gt; from now on" in said.text


async def test_when_slack_is_away_the_installer_may_try_again(office: Office) -> None:
    office.slack.faults.plan("oauth.v2.access", Fault("drop"))
    said = await office.install()
    assert (said.status_code, "again" in said.text) == (503, True)


async def test_a_state_runs_out(database: Database) -> None:
    real = FakeClock(NOW)
    states = States(database, real.now)
    state = await states.async_issue()
    real.advance(minutes=11)
    assert not await states.async_consume(state)


async def test_a_state_stands_nowhere_in_the_database(database: Database) -> None:
    state = await States(database, FakeClock(NOW).now).async_issue()
    async with database.reading() as session:
        (ticket,) = (await session.exec(select(Ticket))).all()
    assert state not in (ticket.digest, ticket.purpose)


def replaced_token(row: Installation, token: str) -> Installation:
    return Installation(**row.model_dump(exclude={"id", "sealed_token"}), sealed_token=Vault(SECRET_KEY).seal(token))


def _farewell(kind: str, said_at: float, **more: object) -> dict[str, object]:
    return {"type": "event_callback", "event": {"type": kind, "event_ts": f"{said_at:.6f}", **more}}


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
async def test_an_uninstalled_workspace_is_forgotten_with_its_token(office: Office, kind: str) -> None:
    await office.install()
    later = NOW + timedelta(minutes=1)
    body = _farewell(kind, later.timestamp(), tokens={"bot": ["U0CONCIERGE"]})
    await forget(office.database, HOME, body, later)
    with pytest.raises(NotInstalled):
        await office.workspaces.client(HOME)
    await forget(office.database, HOME, body, later)
    assert (await office.install()).status_code == 200
    assert await office.row() is not None


async def test_a_farewell_to_the_former_installation_leaves_the_new_one(office: Office) -> None:
    await office.install()
    await forget(office.database, HOME, _farewell("app_uninstalled", (NOW - timedelta(minutes=1)).timestamp()), NOW)
    assert await office.row() is not None


async def test_somebodys_own_token_is_no_farewell(office: Office) -> None:
    await office.install()
    later = NOW + timedelta(minutes=1)
    await forget(office.database, HOME, _farewell("tokens_revoked", later.timestamp(), tokens={"oauth": ["U1"]}), later)
    assert await office.row() is not None


def _watching(office: Office, session: ClientSession) -> Workspaces:
    return Workspaces(many(office.slack), office.database, Vault(SECRET_KEY), session, forgets_revoked=True)


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive"])
async def test_a_workspace_whose_token_is_dead_is_forgotten_without_a_farewell(office: Office, code: str) -> None:
    office.slack.workspace.add_team(FARM, "The Farm")
    office.slack.workspace.add_person("Fred Farmer", FARM)
    await office.install()
    await office.install("Fred Farmer")
    office.slack.workspace.home.trouble = code
    async with wire.session() as session:
        watching = _watching(office, session)
        client = await watching.client(HOME)
        for _ in range(2):
            with pytest.raises(SlackApiError, match=code):
                await client.auth_test()
        with pytest.raises(NotInstalled):
            await watching.client(HOME)
        assert await watching.everywhere() == [FARM]
        assert (await (await watching.client(FARM)).auth_test())["team_id"] == FARM


async def test_a_dead_token_takes_nothing_from_whoever_installed_us_again(office: Office) -> None:
    await office.install()
    async with wire.session() as session:
        watching = _watching(office, session)
        former = await watching.client(HOME)
        row = await office.row()
        assert row is not None
        async with office.database.writing() as writing:
            await installations.keep(writing, replaced_token(row, "xoxb-new"))
        office.slack.workspace.home.trouble = "token_revoked"
        with pytest.raises(SlackApiError):
            await former.auth_test()
        assert await office.row() is not None


async def test_any_other_refusal_forgets_nobody(office: Office) -> None:
    await office.install()
    async with wire.session() as session:
        client = await _watching(office, session).client(HOME)
        for code in ("invalid_auth", "missing_scope", "ratelimited"):
            office.slack.workspace.home.trouble = code
            with pytest.raises(SlackApiError):
                await client.auth_test()
    assert await office.row() is not None


async def test_a_token_sealed_with_another_secret_is_refused_with_its_cure(office: Office) -> None:
    await office.install()
    async with wire.session() as session:
        others = Workspaces(many(office.slack), office.database, Vault("another secret of 32 characters!!"), session)
        with pytest.raises(Refused, match="SECRET_KEY"):
            await others.client(HOME)
