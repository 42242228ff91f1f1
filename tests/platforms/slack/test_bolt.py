"""Our fake Slack with bolt in front of it: an app that nobody wrote for it has to work unchanged."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.platforms.slack.server import Slack
from tests.platforms.slack.workspace import CLIENT_ID, SIGNING_SECRET

BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Send"}, "action_id": "send", "value": "1"}
VIEW = {"type": "modal", "callback_id": "edit", "title": {"type": "plain_text", "text": "Edit"}, "blocks": []}


@pytest.fixture
def app(slack: Slack, client: AsyncWebClient) -> AsyncApp:
    app = AsyncApp(client=client, signing_secret=SIGNING_SECRET, process_before_response=True)
    handler = AsyncSlackRequestHandler(app)

    async def take(request: Request) -> Response:
        return await handler.handle(request)

    slack.call_app(Starlette(routes=[Route("/slack/events", take, methods=["POST"])]))
    return app


async def test_a_mention_is_answered_in_its_thread(slack: Slack, app: AsyncApp) -> None:
    @app.event("message")
    async def ignore() -> None:
        pass

    @app.event("app_mention")
    async def answer(event: dict[str, Any], say: Any, context: Any) -> None:
        await say(f"{context.team_id} hears {context.actor_team_id}", thread_ts=event["ts"])

    post = await slack.mentions("Dana Ortiz", "ext-acme", "hello")
    await slack.outbox.settle()
    (copy,) = slack.copies
    assert (copy.text, copy.thread_ts) == ("T0HOME hears T0ACME", post.ts)
    assert slack.outbox.failed == []


async def test_an_event_that_nobody_listens_to_is_a_failed_delivery(slack: Slack, app: AsyncApp) -> None:
    await slack.says("Dana Ortiz", "ext-acme", "hello")
    assert [failed.answer.status for failed in slack.outbox.failed] == [404]


async def test_a_command_opens_a_form_whose_answers_arrive(slack: Slack, app: AsyncApp) -> None:
    done = []

    @app.command("/cs")
    async def open_form(ack: Any, body: dict[str, str], client: AsyncWebClient, respond: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=VIEW)
        await respond("Opened")

    @app.view("edit")
    async def save(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        done.append(body["user"]["id"])

    await slack.types("Priya Shah", "cs-team", "/cs edit")
    form = slack.modal_of("Priya Shah")
    assert form is not None
    assert await slack.submits("Priya Shah", form) == {}
    assert done == ["U0PRIYASHAH"]
    assert [post.text for post in slack.seen_by("Priya Shah", "cs-team")] == ["Opened"]


async def test_a_press_replaces_what_was_pressed(slack: Slack, app: AsyncApp, client: AsyncWebClient) -> None:
    @app.action("send")
    async def send(ack: Any, respond: Any) -> None:
        await ack()
        await respond("Sent", replace_original=True)

    slack.workspace.subscribed = set()
    await client.chat_postMessage(channel="C0CSTEAM", text="x", blocks=[{"type": "actions", "elements": [BUTTON]}])
    await slack.presses("Leonie Brandt", slack.copies[0], "Send")
    assert [post.text for post in slack.seen_by("Priya Shah", "cs-team")] == ["Sent"]


@pytest.fixture
async def browser() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def test_consent_leads_back_with_a_code_and_the_state(slack: Slack, browser: ClientSession) -> None:
    asked = {"client_id": CLIENT_ID, "scope": "chat:write", "state": "s1", "redirect_uri": "http://127.0.0.1/back"}
    async with browser.get(f"{slack.root}/oauth/v2/authorize", params=asked, allow_redirects=False) as response:
        there = urlsplit(response.headers["Location"])
    by_hand = urlsplit(slack.installs("Priya Shah", str(response.url)))
    for back in (there, by_hand):
        given = parse_qs(back.query)
        assert (back.path, given["state"]) == ("/back", ["s1"])
        assert given["code"][0] in slack.workspace.grants
