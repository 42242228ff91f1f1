"""People press, choose and fill in what our fake Slack shows them."""

import json
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.fakes import FakeClock
from tests.platforms.slack.conftest import Listener
from tests.platforms.slack.outbox import Delivery
from tests.platforms.slack.reading import words_of
from tests.platforms.slack.records import Json, View
from tests.platforms.slack.server import Slack
from tests.platforms.slack.stage import NotOffered


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def option(value: str, words: str) -> Json:
    return {"value": value, "text": plain(words)}


LATER = [option("tomorrow", "Tomorrow"), option("week", "Next week")]
CARD: list[Json] = [
    {"type": "header", "text": plain("1 proposal")},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "text": plain("Send"), "action_id": "approve", "value": '{"touch": "1"}'},
            {"type": "static_select", "placeholder": plain("Not now"), "action_id": "later", "options": LATER},
        ],
    },
]
FORM: Json = {
    "type": "modal",
    "callback_id": "edit-save",
    "private_metadata": "m",
    "title": plain("Edit"),
    "submit": plain("Save"),
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": plain("Message"),
            "element": {"type": "plain_text_input", "action_id": "a", "initial_value": "Hello", "max_length": 20},
        },
        {
            "type": "input",
            "block_id": "on",
            "label": plain("Day"),
            "element": {"type": "datepicker", "action_id": "a", "initial_date": "2026-11-25"},
        },
        {
            "type": "input",
            "block_id": "tone",
            "label": plain("Who speaks"),
            "optional": True,
            "element": {"type": "static_select", "action_id": "a", "options": LATER},
        },
    ],
}


async def post_card(slack: Slack, client: AsyncWebClient, channel: str = "C0EXTACME") -> Any:
    await client.chat_postMessage(channel=channel, text="1 proposal", blocks=CARD)
    return slack.copies[-1]


async def open_form(slack: Slack, client: AsyncWebClient) -> View:
    trigger = slack.workspace.new_trigger("U0PRIYASHAH")
    await client.views_open(trigger_id=trigger.id, view=FORM)
    view = slack.modal_of("Priya Shah")
    assert view is not None
    return view


def action_of(delivery: Delivery) -> Json:
    return dict(delivery.payload["actions"][0])


async def test_a_pressed_button_says_what_it_carries(slack: Slack, client: AsyncWebClient, listener: Listener) -> None:
    card = await post_card(slack, client)
    delivery = await slack.presses("Priya Shah", card, "Send")
    action = action_of(delivery)
    assert (action["action_id"], action["value"]) == ("approve", '{"touch": "1"}')
    assert delivery.payload["message"]["ts"] == card.ts
    sent = json.loads(parse_qs(listener.got[-1][1].decode())["payload"][0])
    assert sent["type"] == "block_actions"


async def test_a_choice_says_what_was_chosen(slack: Slack, client: AsyncWebClient) -> None:
    card = await post_card(slack, client)
    delivery = await slack.presses("Priya Shah", card, "Not now", "Next week")
    assert action_of(delivery)["selected_option"]["value"] == "week"
    with pytest.raises(NotOffered, match="cannot be chosen"):
        await slack.presses("Priya Shah", card, "Not now", "Next year")


async def test_nobody_presses_what_they_do_not_see(slack: Slack, client: AsyncWebClient) -> None:
    card = await post_card(slack, client)
    with pytest.raises(NotOffered, match="only: Send, Not now"):
        await slack.presses("Priya Shah", card, "Reject")
    with pytest.raises(NotOffered, match="is not in"):
        await slack.presses("Leonie Brandt", card, "Send")
    await client.chat_delete(channel="C0EXTACME", ts=card.ts)
    with pytest.raises(NotOffered, match="does not see"):
        await slack.presses("Priya Shah", card, "Send")


async def test_a_pressed_ephemeral_comes_without_its_message_and_can_be_replaced(
    slack: Slack, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel="C0EXTACME", user="U0PRIYASHAH", text="x", blocks=CARD)
    (whisper,) = slack.whispers
    with pytest.raises(NotOffered):
        await slack.presses("Dana Ortiz", whisper, "Send")
    delivery = await slack.presses("Priya Shah", whisper, "Send")
    assert delivery.payload["container"]["is_ephemeral"]
    assert "message" not in delivery.payload
    hook = AsyncWebhookClient(delivery.payload["response_url"])
    await hook.send(text="Sent", replace_original=True)
    assert [post.text for post in slack.seen_by("Priya Shah", "ext-acme")] == ["Sent"]
    await hook.send(delete_original=True)
    assert slack.seen_by("Priya Shah", "ext-acme") == []


async def test_a_response_url_is_good_five_times(slack: Slack, listener: Listener) -> None:
    command = await slack.types("Priya Shah", "ext-acme", "/cs help")
    hook = AsyncWebhookClient(command.payload["response_url"])
    said = [await hook.send(text=str(number)) for number in range(6)]
    assert [answer.status_code for answer in said] == [200] * 5 + [404]
    assert "used_url" in said[-1].body
    assert len(slack.seen_by("Priya Shah", "ext-acme")) == 5


async def test_a_response_url_is_good_for_half_an_hour(slack: Slack, listener: Listener, clock: FakeClock) -> None:
    command = await slack.types("Priya Shah", "ext-acme", "/cs help")
    clock.advance(minutes=31)
    said = await AsyncWebhookClient(command.payload["response_url"]).send(text="Late", response_type="in_channel")
    assert (said.status_code, "expired_url" in said.body) == (404, True)
    assert slack.copies == []


async def test_a_form_keeps_what_was_not_changed(slack: Slack, client: AsyncWebClient, listener: Listener) -> None:
    view = await open_form(slack, client)
    assert await slack.submits("Priya Shah", view, Message="Hello Dana", tone="Tomorrow") == {}
    values = slack.outbox.deliveries[-1].payload["view"]["state"]["values"]
    assert values["words"]["a"]["value"] == "Hello Dana"
    assert values["on"]["a"]["selected_date"] == "2026-11-25"
    assert values["tone"]["a"]["selected_option"]["value"] == "tomorrow"
    assert slack.modal_of("Priya Shah") is None


async def test_a_form_that_is_refused_stays_open_and_says_why(
    slack: Slack, client: AsyncWebClient, listener: Listener
) -> None:
    view = await open_form(slack, client)
    listener.answers = [(200, {"response_action": "errors", "errors": {"words": "Too short"}})]
    assert await slack.submits("Priya Shah", view, words="Hi") == {"words": "Too short"}
    assert slack.modal_of("Priya Shah") is view


async def test_the_client_does_not_send_what_does_not_fit(slack: Slack, client: AsyncWebClient) -> None:
    view = await open_form(slack, client)
    with pytest.raises(NotOffered, match="longer than the field"):
        await slack.submits("Priya Shah", view, words="x" * 21)
    with pytest.raises(NotOffered, match="has to be filled in"):
        await slack.submits("Priya Shah", view, words="")
    with pytest.raises(NotOffered, match="has no colour"):
        await slack.submits("Priya Shah", view, colour="red")


async def test_a_form_may_lead_to_another_at_most_three_deep(
    slack: Slack, client: AsyncWebClient, listener: Listener
) -> None:
    view = await open_form(slack, client)
    listener.answers = [(200, {"response_action": "push", "view": FORM})] * 2
    await slack.submits("Priya Shah", view)
    top = slack.modal_of("Priya Shah")
    assert top is not None
    assert top.previous == view.id
    await slack.submits("Priya Shah", top)
    trigger = slack.workspace.new_trigger("U0PRIYASHAH")
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=trigger.id, view=FORM)


async def test_a_home_page_is_published_and_pressed(slack: Slack, client: AsyncWebClient, listener: Listener) -> None:
    assert await slack.opens_home("Priya Shah") is None
    await client.views_publish(user_id="U0PRIYASHAH", view={"type": "home", "blocks": CARD})
    home = slack.home_of("Priya Shah")
    assert home is not None
    assert words_of(home).splitlines()[0] == "1 proposal"
    delivery = await slack.presses("Priya Shah", home, "Send")
    assert delivery.payload["container"] == {"type": "view", "view_id": home.id}
    assert "response_url" not in delivery.payload
    with pytest.raises(NotOffered, match="pages of others"):
        await slack.presses("Leonie Brandt", home, "Send")


async def test_a_message_shortcut_carries_the_chosen_message(slack: Slack) -> None:
    post = await slack.says("Dana Ortiz", "ext-acme", "Could you export to CSV?")
    delivery = await slack.shortcut("Priya Shah", "ask", post)
    payload = delivery.payload
    assert (payload["type"], payload["callback_id"]) == ("message_action", "ask")
    assert (payload["message"]["text"], payload["message"]["user"]) == ("Could you export to CSV?", "U0DANAORTIZ")
