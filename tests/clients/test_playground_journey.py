"""The Agents Playground's own page in headless Chromium: what a CSM presses, and what customers then read."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.clients import npm
from tests.clients.agents_playground import CHANNEL, AgentsPlayground
from tests.clients.book import AT_HALF_PAST_NINE, FACT
from tests.clients.page import Page
from tests.clients.serving import BusinessTime

playwright = pytest.importorskip("playwright.async_api", reason="playwright is not installed")
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.emulator,
    npm.needs("@microsoft/m365agentsplayground"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is missing: apt-get install chromium"),
]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture
async def screen(agents_playground: AgentsPlayground) -> AsyncIterator[Any]:
    """Shows nothing that does not lie on this machine."""
    async with playwright.async_playwright() as started:
        browser = await started.chromium.launch(executable_path=str(CHROMIUM), args=[*QUIET, "--disable-sync"])
        screen = await browser.new_page(viewport={"width": 1280, "height": 1000})
        screen.set_default_timeout(15_000)
        await screen.route(lambda url: urlsplit(url).hostname != "127.0.0.1", lambda route: route.abort())
        await screen.goto(agents_playground.address)
        yield screen
        await browser.close()


async def test_a_proposal_is_sent_by_mouse_and_read_in_the_channel(
    known_page: Page, screen: Any, time: BusinessTime, tmp_path: Path
) -> None:
    words = screen.get_by_role("textbox").first
    await words.fill("my-day")
    await words.press("Enter")
    await screen.get_by_text("1 proposal; nothing goes without you").last.wait_for()
    assert await screen.get_by_text(FACT).count()
    await screen.screenshot(path=tmp_path / "proposal.png")
    await screen.get_by_role("button", name="Send", exact=True).last.click()
    await screen.get_by_text("Approved.").wait_for()
    await screen.screenshot(path=tmp_path / "approved.png")
    time.moves_to(AT_HALF_PAST_NINE)
    await known_page.shows("Close checklist", known_page.teams.cast.channels[1])
    await screen.get_by_role("treeitem", name=CHANNEL).click()
    await screen.get_by_text("Hi Dana,").wait_for()
    assert await screen.get_by_text("via Concierge").count()
    assert await screen.get_by_text("Prefer fewer of these? Just say so.").count()
    await screen.screenshot(path=tmp_path / "shared.png")
