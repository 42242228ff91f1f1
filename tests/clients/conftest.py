"""Clients that nobody here wrote, as fixtures."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.clients import agents_playground as playgrounds
from tests.clients import emulate as emulators
from tests.clients.agents_playground import AgentsPlayground
from tests.clients.emulate import Emulate


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What nobody proved, since the clients cannot do it."""
    ran = [report.nodeid for report in terminalreporter.stats.get("passed", ())]
    if any(node.startswith("tests/clients/") for node in ran):
        terminalreporter.write_line(f"emulate lacks: {emulators.LACKS}")
        terminalreporter.write_line(f"The Agents Playground lacks: {playgrounds.LACKS}")
