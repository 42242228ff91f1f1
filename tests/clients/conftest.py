"""Clients that nobody here wrote, as fixtures."""

import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.teams.addresses import Address
from tests.clients import agents_playground as playgrounds
from tests.clients import emulate as emulators
from tests.clients.agents_playground import AgentsPlayground
from tests.clients.book import AT_NINE, DAWN, furnish
from tests.clients.doors import Headers
from tests.clients.emulate import Emulate
from tests.clients.page import Page
from tests.clients.serving import BusinessTime, serving

NAMES = {"emulate": "npm's emulate", "playground": "Microsoft's Agents Playground"}


@pytest.fixture
async def emulate(tmp_path: Path) -> AsyncIterator[Emulate]:
    """An emulated Slack of one's own; mark the test with `npm.needs("emulate")`."""
    async with emulators.running(tmp_path) as running:
        yield running


@pytest.fixture
async def agents_playground(tmp_path: Path) -> AsyncIterator[AgentsPlayground]:
    """Microsoft's playground, of one's own; mark the test with `npm.needs("@microsoft/m365agentsplayground")`."""
    async with playgrounds.running(tmp_path) as running:
        yield running


@pytest.fixture
def time(tmp_path: Path) -> BusinessTime:
    return BusinessTime.starting(DAWN, tmp_path)


@pytest.fixture
def own_database(sqlite_template: Path, tmp_path: Path) -> Path:
    """Migrated, for our own program to work on."""
    return Path(shutil.copy(sqlite_template, tmp_path / "own.db"))


@asynccontextmanager
async def _at_work(teams: AgentsPlayground, time: BusinessTime, database: Path) -> AsyncIterator[Page]:
    def as_of_now(body: bytes, headers: Headers) -> tuple[bytes, Headers]:
        return json.dumps({**json.loads(body), "timestamp": time.now().isoformat()}).encode(), headers

    settings = {
        "TEAMS_APP_ID": playgrounds.APP,
        "TEAMS_TENANT_ID": playgrounds.TENANT,
        "TEAMS_ALLOW_ANONYMOUS": "1",
    }
    async with serving(database, time, settings, database.parent) as address:
        teams.activities.change = as_of_now
        teams.sends_activities_to(f"{address}/api/messages")
        yield Page(teams)


@pytest.fixture
async def page(agents_playground: AgentsPlayground, time: BusinessTime, own_database: Path) -> AsyncIterator[Page]:
    """At dawn, over a book in which nobody has a channel yet."""
    await furnish(own_database)
    async with _at_work(agents_playground, time, own_database) as page:
        yield page


@pytest.fixture
async def known_page(
    agents_playground: AgentsPlayground, time: BusinessTime, own_database: Path
) -> AsyncIterator[Page]:
    """At nine; Acme's people know us in their channel, and Priya has installed us."""
    cast = agents_playground.cast
    reference = Address(f"{agents_playground.service_url}/", cast.team).write()
    place = {"platform": "teams", "workspace": cast.tenant, "external_id": cast.channels[1], "reference": reference}
    await furnish(own_database, place)
    time.moves_to(AT_NINE)
    async with _at_work(agents_playground, time, own_database) as page:
        await agents_playground.installs(cast.personal_chat)
        await page.shows("Here I am, Priya.")
        yield page


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What nobody proved, since the clients cannot do it."""
    ran = [report.nodeid for report in terminalreporter.stats.get("passed", ())]
    lists = {"emulate": emulators.LACKS, "playground": playgrounds.LACKS}
    for client, lacks in lists.items():
        if any(node.startswith("tests/clients/") and client in node for node in ran):
            terminalreporter.write_line(f"What {NAMES[client]} lacks:")
            for each in lacks:
                terminalreporter.write_line(f"  - {each}")
