"""The page in headless Chromium: a whole story by mouse and by keyboard, at two widths, in light and dark."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Literal

import pytest
import uvicorn

from outreach.events import Action, ChannelMessage, FormSubmitted, Place, Shortcut
from outreach.messages import say
from outreach.ports import Outgoing
from tests.bot.playground.stub_host import HOME, PEOPLE, StubHost

playwright = pytest.importorskip("playwright.async_api", reason="playwright is not installed")
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is missing: apt-get install chromium"),
]
DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
PRIYA, DIRECT = PEOPLE[0], Place("playground", HOME, "dm:U1", kind="direct")
Scheme = Literal["light", "dark"]

# Every visible text against the nearest painted background: [contrast, size, words] of those below WCAG AA.
FAINT = """() => {
  const channel = (v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const rgba = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
  const painted = (node) => {
    for (; node; node = node.parentElement) {
      const colour = rgba(getComputedStyle(node).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll("body *")].filter((node) =>
    [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim())
    && node.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
    && !node.closest(":disabled, option, .unseen"));
  return texts.map((node) => {
    const [a, b] = [light(rgba(getComputedStyle(node).color)), light(painted(node))].sort((x, y) => y - x);
    return [(a + .05) / (b + .05), getComputedStyle(node).fontSize, node.textContent.slice(0, 40)];
  }).filter(([contrast]) => contrast < 4.5);
}"""


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[StubHost]:
    opened = await StubHost.open(tmp_path / "chat.db", pause=0.05)
    yield opened
    await opened.chat.close()


@pytest.fixture
async def address(host: StubHost) -> AsyncIterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(host.app(), log_level="error", ws="none", lifespan="off")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/?csm=T-HOME:U1"
        server.should_exit = True
        await serving


@pytest.fixture
async def chromium() -> AsyncIterator[Any]:
    async with playwright.async_playwright() as started:
        browser = await started.chromium.launch(executable_path=str(CHROMIUM))
        yield browser
        await browser.close()


async def open_page(
    chromium: Any, address: str, shape: dict[str, Any], scheme: Scheme = "light"
) -> tuple[Any, list[str]]:
    """The page, and whatever it complains about."""
    context = await chromium.new_context(**shape, color_scheme=scheme, reduced_motion="reduce")
    page = await context.new_page()
    page.set_default_timeout(20_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(address)
    return page, complaints


async def says(page: Any, pane: str, words: str) -> None:
    await page.wait_for_selector(f"#{pane} .entry:has-text('{words}')")


async def fits(page: Any) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


async def test_a_day_at_the_desk(host: StubHost, address: str, chromium: Any, tmp_path: Path) -> None:
    page, complaints = await open_page(chromium, address, DESKTOP)
    await page.screenshot(path=tmp_path / "desktop-empty.png")

    await page.fill("#csm-words", "/cs d")
    await page.press("#csm-words", "ArrowDown")
    await page.press("#csm-words", "Enter")
    assert await page.input_value("#csm-words") == "/cs digest"
    await page.press("#csm-words", "Enter")
    await says(page, "csm", "2 need you")
    await page.click("#csm .entry >> text=Assign")
    await says(page, "csm", "Done: assign")

    await page.fill("#customer-words", "Is SSO live?")
    await page.press("#customer-words", "Shift+Enter")
    await page.type("#customer-words", "For both tenants?")
    await page.press("#customer-words", "Enter")
    await says(page, "customer", "answers before 11:00")
    assert isinstance(host.events[-1], ChannelMessage)
    assert host.events[-1].text == "Is SSO live?\nFor both tenants?"
    await page.hover("#customer .entry >> nth=0")
    await page.click("#customer .entry >> nth=0 >> text=Reply")
    await page.fill("#customer-words", "Thank you")
    await page.press("#customer-words", "Enter")
    await says(page, "customer", "Thank you")
    assert host.events[-1].place.thread == "4"

    await page.click("[data-jump=tomorrow]")
    await says(page, "csm", "3 first, Priya")
    await page.wait_for_selector("#now-day:has-text('Wed 25 Nov')")
    await page.wait_for_selector("[data-jump=next]:enabled")
    await page.click("[data-jump=next]")
    await says(page, "customer", "via Concierge")
    await page.screenshot(path=tmp_path / "desktop.png")
    assert await fits(page)
    assert await page.evaluate(FAINT) == []

    await page.click("#csm [data-action=edit]")
    await page.wait_for_selector("#asked[open] >> text=As Priya Shah")
    await page.screenshot(path=tmp_path / "desktop-form.png")
    await page.click("#asked [type=submit]")
    await says(page, "csm", "Kept. It goes out on 2026-11-25")
    assert isinstance(host.events[-1], FormSubmitted)

    await page.click("#csm [data-action=reject]")
    await page.click("#confirm >> text=Cancel")
    await page.click("#csm [data-action=reject]")
    await page.click("#confirm-yes")
    await says(page, "csm", "Done: reject")
    await page.select_option("#csm select[data-action=later]", "week")
    await says(page, "csm", "Done: week")
    presses = [event.action for event in host.events if isinstance(event, Action)]
    assert presses == ["assign", "edit", "reject", "later"]
    assert complaints == []


async def test_a_form_that_is_turned_away_stays_away(host: StubHost, address: str, chromium: Any) -> None:
    page, complaints = await open_page(chromium, address, DESKTOP)
    await page.click("[data-jump=hour]")
    await page.click("#csm [data-action=edit]")
    await page.wait_for_selector("#asked[open]")
    await page.keyboard.press("Escape")
    await page.wait_for_selector("#asked:not([open])", state="attached")
    await page.reload()
    await says(page, "csm", "3 first, Priya")
    assert not await page.is_visible("#asked")
    assert complaints == []


async def test_choosing_somebody_else_changes_the_pane_and_the_address(address: str, chromium: Any) -> None:
    page, complaints = await open_page(chromium, address, DESKTOP)
    await page.select_option("[data-select=customer_in]", "T-HOME:umbra-shared")
    await page.wait_for_selector("#customer[data-person='T-UMBRA:C3']")
    await page.wait_for_selector("#ledger >> text=Migration question")
    assert "umbra-shared" in page.url
    await page.select_option("[data-select=csm_in]", "T-HOME:ext-acme")
    await page.wait_for_selector("#csm-words[placeholder='Write to #ext-acme as Priya']")
    await page.reload()
    assert await page.get_attribute("#customer", "data-person") == "T-UMBRA:C3"
    assert complaints == []


async def test_a_refusal_is_told_and_the_words_are_not_lost(host: StubHost, address: str, chromium: Any) -> None:
    page, _ = await open_page(chromium, address, DESKTOP)
    await host.chat.directory.archive("T-HOME", "ext-acme")
    await page.evaluate("document.querySelector('#customer-words').value = 'Hello?'")
    await page.evaluate("document.querySelector('#customer .composer').requestSubmit()")
    await page.wait_for_selector("#toast:has-text('archived')")
    assert await page.input_value("#customer-words") == "Hello?"


async def test_a_choice_by_keyboard_waits_for_enter(host: StubHost, address: str, chromium: Any) -> None:
    page, _ = await open_page(chromium, address, DESKTOP)
    await page.click("[data-jump=hour]")
    await page.focus("#csm select[data-action=later]")
    await page.keyboard.press("t")
    assert await page.input_value("#csm select[data-action=later]") == "tomorrow"
    assert await page.get_attribute("#csm select[data-action=later]", "aria-busy") is None
    await page.keyboard.press("Enter")
    await says(page, "csm", "Done: tomorrow")


async def test_new_messages_take_neither_focus_nor_place(host: StubHost, address: str, chromium: Any) -> None:
    page, _ = await open_page(chromium, address, DESKTOP)
    await page.click("[data-jump=hour]")
    await says(page, "csm", "3 first, Priya")
    await page.focus("#csm [data-action=approve]")
    await page.evaluate("document.querySelector('#csm .lines').scrollTop = 0")
    await page.fill("#csm-words", "unsent")
    await page.focus("#csm [data-action=approve]")
    await page.evaluate("document.querySelector('#csm .lines').scrollTop = 0")
    await host.receive(Action("k9", host.now(), PRIYA.as_actor(), DIRECT, action="later", values={"choice": "x"}))
    await page.wait_for_selector("#csm .entry:has-text('Done: x')", state="attached")
    assert await page.evaluate("document.activeElement.dataset.action") == "approve"
    assert await page.evaluate("document.querySelector('#csm .lines').scrollTop") == 0
    assert await page.is_visible("#csm .fresh")
    assert await page.input_value("#csm-words") == "unsent"


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_phone_shows_one_pane_at_a_time(
    host: StubHost, address: str, chromium: Any, tmp_path: Path, scheme: Scheme
) -> None:
    page, complaints = await open_page(chromium, address, PHONE, scheme)
    await page.tap("[data-jump=tomorrow]")
    await says(page, "csm", "3 first, Priya")
    assert await page.is_hidden("#customer")
    await page.wait_for_selector("#tab-manager[data-fresh]")
    for tab in ("csm", "customer", "manager", "ledger"):
        await page.tap(f"#tab-{tab}")
        assert await page.is_visible(f"#{tab}")
        assert await fits(page)
        assert await page.evaluate(FAINT) == []
        await page.screenshot(path=tmp_path / f"phone-{scheme}-{tab}.png")
    await page.focus("#tab-ledger")
    await page.keyboard.press("ArrowRight")
    assert await page.get_attribute("#tab-csm", "aria-selected") == "true"
    assert complaints == []


@pytest.mark.parametrize("width", [1100, 1440])
async def test_the_desktop_is_legible_in_the_dark(address: str, chromium: Any, tmp_path: Path, width: int) -> None:
    shape = {"viewport": {"width": width, "height": 800}}
    page, complaints = await open_page(chromium, address, shape, "dark")
    await page.click("[data-jump=tomorrow]")
    await says(page, "csm", "3 first, Priya")
    if width < 1360:
        await page.click("#ledger-toggle")
    assert await page.is_visible("#ledger .lines")
    assert await fits(page)
    assert await page.evaluate(FAINT) == []
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 20, 22)"
    await page.screenshot(path=tmp_path / f"dark-{width}.png")
    assert complaints == []


@pytest.mark.parametrize("shape", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_a_message_has_a_menu_for_staff(
    host: StubHost, address: str, chromium: Any, tmp_path: Path, shape: dict[str, Any]
) -> None:
    shared = Place("playground", HOME, "ext-acme")
    await host.messenger.post(Outgoing("d1", shared, say("Look at https://example.com/report")))
    page, complaints = await open_page(chromium, f"{address}&csm_in=T-HOME:ext-acme", shape)
    entry = page.locator("#csm .entry").last
    await entry.hover()
    await entry.get_by_label("Do something with what").click()
    await page.screenshot(path=tmp_path / "menu.png")
    assert await fits(page)
    await entry.get_by_text("Share this").click()
    await page.wait_for_selector("[aria-busy=true]", state="detached")
    (event,) = host.events
    assert isinstance(event, Shortcut)
    assert (event.name, event.author) == ("share", "Concierge")
    assert complaints == []
