"""The page, its state and its doors, over HTTP with a made-up host."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from outreach.events import Action, ChannelMessage, Command, FormSubmitted, Place, Reaction, Shortcut
from outreach.messages import Button, Choice, Image, Message, buttons, say
from outreach.ports import Asker, Outgoing
from tests.bot.playground.stub_host import HOME, StubHost, bars

ORIGIN = "http://127.0.0.1:3978"
PRIYA, DANA, TOM = "T-HOME:U1", "T-ACME:C1", "T-UMBRA:C3"
ACME, PRIYAS = "T-HOME:ext-acme", "T-HOME:dm%3AU1"
CONTROLS = Message(
    (buttons(Button("Send", "approve", {"touch": "1"}), Choice("Not now", "later", (("week", "Next week"),))),)
)


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[StubHost]:
    opened = await StubHost.open(tmp_path / "chat.db")
    yield opened
    await opened.chat.close()


@pytest.fixture
async def browser(host: StubHost) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(host.app())
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"origin": ORIGIN}) as client:
        yield client


async def post(browser: httpx.AsyncClient, what: str, number: int = 1, **deed: object) -> httpx.Response:
    return await send(browser, what, {"id": f"deed-{number:04}", **deed})


async def send(browser: httpx.AsyncClient, what: str, deed: dict[str, object]) -> httpx.Response:
    return await browser.post(f"/playground/{what}", json=deed)


async def put_message(host: StubHost, message: Message, channel: str = "ext-acme", delivery_id: str = "d1") -> str:
    pictures = {"week.png": bars(), "evil.svg": b"<svg onload='alert(1)'/>"}
    place = Place("playground", HOME, channel)
    return (await host.messenger.post(Outgoing(delivery_id, place, message, attachments=pictures))).ref


async def texts(host: StubHost, channel: str, viewer: str) -> list[str]:
    return [kept.text for kept in await host.chat.latest(channel, viewer)]


async def test_the_page_shows_three_people_their_channels_and_the_ledger(browser: httpx.AsyncClient) -> None:
    html = (await browser.get("/")).text
    for words in ("Marco Weiss", "Dana Ortiz", "Leonie Brandt", "Acme · #ext-acme", "07:55", "Close checklist"):
        assert words in html
    assert "Type /cs to see your day" in html


async def test_an_empty_book_says_what_to_do(host: StubHost, browser: httpx.AsyncClient) -> None:
    await host.chat.directory.furnish([], [])
    state = (await browser.get("/playground/state")).json()
    assert "Import your team" in state["panes"]["csm"]["empty"]
    assert [pane["is_open"] for pane in state["panes"].values()] == [False] * 3


async def test_the_address_says_who_one_is(browser: httpx.AsyncClient) -> None:
    query = {"csm": PRIYA, "csm_in": ACME, "customer_in": "T-HOME:umbra-shared", "account": "*"}
    state = (await browser.get("/playground/state", params=query)).json()
    panes = state["panes"]
    assert (panes["csm"]["person"], panes["csm"]["channel"]) == (PRIYA, ACME)
    assert (panes["customer"]["person"], panes["customer"]["channel"]) == (TOM, "T-HOME:umbra-shared")
    assert "Migration question" in str(state["ledger"]["entries"])


async def test_an_unchanged_state_is_not_sent_again(host: StubHost, browser: httpx.AsyncClient) -> None:
    first = await browser.get("/playground/state")
    etag = {"if-none-match": first.headers["etag"]}
    assert (await browser.get("/playground/state", headers=etag)).status_code == 304
    await put_message(host, say("Hello"))
    assert (await browser.get("/playground/state", headers=etag)).status_code == 200


async def test_a_customers_words_reach_concierge_and_stand_in_the_channel(
    host: StubHost, browser: httpx.AsyncClient
) -> None:
    answer = await post(browser, "say", person=DANA, channel=ACME, text="Is SSO live?")
    assert answer.status_code == 200
    (event,) = host.events
    assert isinstance(event, ChannelMessage)
    assert (event.text, event.actor.is_home, event.actor.workspace) == ("Is SSO live?", False, "T-ACME")
    assert await texts(host, ACME, DANA) == ["Is SSO live?", "Thank you, Dana: Priya has it and answers before 11:00."]


async def test_a_double_submit_is_one_message_and_the_same_event(host: StubHost, browser: httpx.AsyncClient) -> None:
    for _ in range(2):
        await post(browser, "say", person=DANA, channel=ACME, text="Is SSO live?")
    assert len(host.events) == 1
    assert (await texts(host, ACME, DANA)).count("Is SSO live?") == 1


async def test_a_command_is_nobody_elses_business(host: StubHost, browser: httpx.AsyncClient) -> None:
    await post(browser, "say", person=PRIYA, channel=ACME, text="/cs digest")
    assert isinstance(host.events[0], Command)
    assert len(await texts(host, ACME, PRIYA)) == 2
    assert await texts(host, ACME, DANA) == []


async def test_an_answer_in_a_thread_names_its_leader(host: StubHost, browser: httpx.AsyncClient) -> None:
    leader = await put_message(host, say("How is the migration?"))
    await post(browser, "say", person=DANA, channel=ACME, text="Fine", thread=leader)
    assert host.events[0].place.thread == leader


async def test_nobody_speaks_where_they_do_not_sit(host: StubHost, browser: httpx.AsyncClient) -> None:
    answer = await post(browser, "say", person=TOM, channel=ACME, text="Hello")
    assert (answer.status_code, answer.json()["problem"]) == (
        403,
        "Tom Hale does not sit in this channel: choose another one.",
    )
    assert (host.events, await host.chat.dump()) == ([], [])


async def test_nobody_speaks_in_an_archived_channel(host: StubHost, browser: httpx.AsyncClient) -> None:
    await host.chat.directory.archive(HOME, "ext-acme")
    assert (await post(browser, "say", person=DANA, channel=ACME, text="Hello")).status_code == 403
    state = (await browser.get("/playground/state")).json()
    assert state["panes"]["customer"]["is_open"] is False
    assert state["panes"]["customer"]["placeholder"] == "#ext-acme is archived"


async def test_a_press_of_a_standing_button_acts(host: StubHost, browser: httpx.AsyncClient) -> None:
    ref = await put_message(host, CONTROLS)
    await post(browser, "press", person=DANA, ref=ref, action="approve", values={"touch": "1"})
    await post(browser, "press", 2, person=DANA, ref=ref, action="later", values={}, choice="week")
    first, second = host.events
    assert isinstance(first, Action)
    assert isinstance(second, Action)
    assert (first.action, first.values, first.ref) == ("approve", {"touch": "1"}, ref)
    assert second.values == {"choice": "week"}


@pytest.mark.parametrize(
    "forged",
    [
        {"action": "approve", "values": {"touch": "2"}},
        {"action": "delete", "values": {}},
        {"action": "later", "values": {}, "choice": "year"},
    ],
)
async def test_a_forged_press_is_refused(host: StubHost, browser: httpx.AsyncClient, forged: dict[str, object]) -> None:
    ref = await put_message(host, CONTROLS)
    assert (await send(browser, "press", {"id": "deed-0001", "person": DANA, "ref": ref, **forged})).status_code == 409
    assert host.events == []


async def test_a_strangers_whisper_cannot_be_pressed(host: StubHost, browser: httpx.AsyncClient) -> None:
    await host.messenger.answer(Asker(Place("playground", HOME, "ext-acme"), "U1"), CONTROLS)
    answer = await post(browser, "press", person=DANA, ref="1", action="approve", values={"touch": "1"})
    assert (answer.status_code, host.events) == (404, [])


async def test_a_deleted_message_cannot_be_pressed(host: StubHost, browser: httpx.AsyncClient) -> None:
    ref = await put_message(host, CONTROLS)
    await host.messenger.delete(Place("playground", HOME, "ext-acme"), ref)
    answer = await post(browser, "press", person=DANA, ref=ref, action="approve", values={"touch": "1"})
    assert answer.status_code == 404


async def test_staff_choose_what_to_do_with_a_message_from_its_menu(host: StubHost, browser: httpx.AsyncClient) -> None:
    await post(browser, "say", person=DANA, channel=ACME, text="Can we get an export?")
    said = (await host.chat.latest(ACME, DANA))[0]
    answer = await post(browser, "choose", 2, person=PRIYA, ref=said.ref, name="log")
    event = host.events[-1]
    assert answer.status_code == 200
    assert isinstance(event, Shortcut)
    assert (event.name, event.text, event.author, event.ref) == ("log", said.text, "Dana Ortiz", said.ref)
    assert event.opens == event.key


@pytest.mark.parametrize(("person", "name", "status"), [(DANA, "log", 403), (PRIYA, "delete", 400), (TOM, "log", 403)])
async def test_nobody_else_has_that_menu_and_nothing_else_is_in_it(
    host: StubHost, browser: httpx.AsyncClient, person: str, name: str, status: int
) -> None:
    ref = await put_message(host, say("Hello"))
    assert (await post(browser, "choose", person=person, ref=ref, name=name)).status_code == status
    assert host.events == []


async def open_edit_form(host: StubHost, browser: httpx.AsyncClient) -> str:
    ref = await put_message(host, Message((buttons(Button("Edit", "edit")),)), "dm:U1")
    await post(browser, "press", person=PRIYA, ref=ref, action="edit", values={})
    state = (await browser.get("/playground/state", params={"csm": PRIYA})).json()
    return str(state["panes"]["csm"]["forms"][0]["key"])


ANSWERS = {"words": "Hi Dana", "on": "2026-11-25", "tone": "me", "note": ""}


async def test_a_form_is_answered_once_however_often_it_is_sent(host: StubHost, browser: httpx.AsyncClient) -> None:
    form = await open_edit_form(host, browser)
    for number in (7, 8):
        assert (await post(browser, "submit", number, person=PRIYA, form=form, answers=ANSWERS)).status_code == 200
    submitted = [event for event in host.events if isinstance(event, FormSubmitted)]
    assert [event.values for event in submitted] == [{"touch": "1", **ANSWERS}]
    state = (await browser.get("/playground/state", params={"csm": PRIYA})).json()
    assert state["panes"]["csm"]["forms"] == []


async def test_a_form_with_a_missing_answer_stays_open(host: StubHost, browser: httpx.AsyncClient) -> None:
    form = await open_edit_form(host, browser)
    answer = await post(browser, "submit", person=PRIYA, form=form, answers={**ANSWERS, "words": ""})
    assert (answer.status_code, answer.json()) == (400, {"problem": "“Message” is needed: fill it in."})
    assert len(await host.chat.forms.pending(PRIYA)) == 1


async def test_a_closed_form_cannot_be_answered(host: StubHost, browser: httpx.AsyncClient) -> None:
    form = await open_edit_form(host, browser)
    await post(browser, "dismiss", person=PRIYA, form=form)
    assert (await post(browser, "submit", person=PRIYA, form=form, answers=ANSWERS)).status_code == 409


async def test_somebody_elses_form_cannot_be_answered(host: StubHost, browser: httpx.AsyncClient) -> None:
    form = await open_edit_form(host, browser)
    assert (await post(browser, "submit", person=DANA, form=form, answers=ANSWERS)).status_code == 404


async def test_a_reaction_is_counted_and_told(host: StubHost, browser: httpx.AsyncClient) -> None:
    ref = await put_message(host, say("Hello"))
    await post(browser, "react", person=DANA, ref=ref, emoji="👍", added=True)
    assert isinstance(host.events[0], Reaction)
    state = (await browser.get("/playground/state")).json()
    assert "👍 1" in str(state["panes"]["customer"]["entries"])


async def test_pictures_are_served_and_nothing_that_could_run(host: StubHost, browser: httpx.AsyncClient) -> None:
    ref = await put_message(host, Message((Image("attachment:week.png", "Contacts a day"),)))
    picture = await browser.get(f"/playground/attachment/{ref}/week.png")
    assert (picture.content, picture.headers["content-type"]) == (bars(), "image/png")
    assert picture.headers["x-content-type-options"] == "nosniff"
    for address in (f"{ref}/evil.svg", f"{ref}/none.png", "99/week.png"):
        assert (await browser.get(f"/playground/attachment/{address}")).status_code == 404
    assert f'src="/playground/attachment/{ref}/week.png"' in (await browser.get("/")).text


async def test_the_clock_jumps_through_what_is_due(host: StubHost, browser: httpx.AsyncClient) -> None:
    answer = await post(browser, "jump", to="tomorrow")
    assert answer.status_code == 202
    state = (await browser.get("/playground/state", params={"csm": PRIYA})).json()
    assert (state["now"]["time"], state["now"]["day"], state["jump"]["running"]) == ("09:00", "Wed 25 Nov", False)
    assert [kept.text.splitlines()[0] for kept in await host.chat.latest(PRIYAS, PRIYA)] == ["3 first, Priya"]


async def test_the_next_event_is_the_next_event(browser: httpx.AsyncClient) -> None:
    await post(browser, "jump", to="next")
    assert (await browser.get("/playground/state")).json()["now"]["time"] == "08:00"


async def test_a_jump_sent_twice_jumps_once(host: StubHost, browser: httpx.AsyncClient) -> None:
    for _ in range(2):
        assert (await post(browser, "jump", to="hour")).status_code == 202
    assert f"{host.now():%H:%M}" == "07:55"


@pytest.mark.parametrize(
    ("to", "cure"),
    [("2026-11-24T07:00", "only moves forward"), ("2028-01-01T00:00", "a year at most"), ("soon", "a date and a time")],
)
async def test_a_jump_that_cannot_be_names_the_cure(browser: httpx.AsyncClient, to: str, cure: str) -> None:
    answer = await post(browser, "jump", to=to)
    assert answer.status_code == 400
    assert cure in answer.json()["problem"]


@pytest.mark.parametrize("body", ["", "[]", "{", '"x"', "{}", '{"id": 1}'])
async def test_a_body_that_cannot_be_read_is_refused_in_words(browser: httpx.AsyncClient, body: str) -> None:
    answer = await browser.post("/playground/say", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["problem"].endswith("reload the page.")


async def test_hostile_names_and_words_make_no_markup(host: StubHost, browser: httpx.AsyncClient) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    await put_message(host, say(evil))
    await post(browser, "say", person=DANA, channel=ACME, text=evil)
    html = (await browser.get("/")).text
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>" not in html
    assert "<img src=x" not in html


async def test_no_address_but_our_own_is_ever_loaded(browser: httpx.AsyncClient) -> None:
    html = (await browser.get("/")).text
    assert "http://" not in html
    assert "https://" not in html
    for sheet in ("app.css", "chat.css", "app.js", "bell.svg"):
        assert (await browser.get(f"/playground/static/{sheet}")).status_code == 200
