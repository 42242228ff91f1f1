"""Who the playground refuses to talk to."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.datastructures import Headers

from bot.playground.guard import refuse
from tests.bot.playground.stub_host import StubHost

ORIGIN = "http://127.0.0.1:3978"
OWN = {"host": "127.0.0.1:3978", "origin": ORIGIN, "content-type": "application/json", "content-length": "2"}
ADDRESSES = ["/", "/playground/state", "/playground/static/app.js", "/playground/attachment/1/a.png"]
DEEDS = ["say", "press", "submit", "dismiss", "react", "jump"]


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    host = await StubHost.open(tmp_path / "chat.db")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(host.app()), base_url=ORIGIN) as client:
        yield client
    assert host.events == []
    await host.chat.close()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:3978", "", "[::1"])
async def test_another_host_is_refused_everywhere(browser: httpx.AsyncClient, address: str, host: str) -> None:
    answer = await browser.get(address, headers={"host": host})
    assert answer.status_code == 403
    assert "Concierge" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:3978", "localhost:3978", "localhost", "[::1]:3978"])
async def test_this_machine_is_answered(browser: httpx.AsyncClient, host: str) -> None:
    assert (await browser.get("/", headers={"host": host})).status_code == 200


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://127.0.0.1:8000", "https://127.0.0.1:3978"]
)
async def test_a_post_from_another_page_is_refused(browser: httpx.AsyncClient, deed: str, origin: str | None) -> None:
    headers = {"origin": origin} if origin else {}
    answer = await browser.post(f"/playground/{deed}", json={"id": "deed-0001"}, headers=headers)
    assert (answer.status_code, answer.text) == (403, "Refused: this did not come from the playground's own page.")


async def test_a_form_of_another_kind_is_refused(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/playground/say", data={"id": "deed-0001"}, headers={"origin": ORIGIN})
    assert answer.status_code == 403


@pytest.mark.parametrize("length", ["", "1000001", "-1", "1e3"])
def test_a_body_too_large_or_of_unknown_size_is_refused(length: str) -> None:
    assert refuse("POST", "http", Headers(OWN)) is None
    assert refuse("POST", "http", Headers({**OWN, "content-length": length})) == "this is too large"


@pytest.mark.parametrize("address", ADDRESSES[:3])
async def test_every_answer_forbids_what_the_page_does_not_need(browser: httpx.AsyncClient, address: str) -> None:
    headers = (await browser.get(address)).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


async def test_the_page_needs_no_inline_script_and_no_inline_style(browser: httpx.AsyncClient) -> None:
    html = (await browser.get("/")).text
    assert " style=" not in html
    assert html.count("<script") == html.count('<script src="/playground/static/')
