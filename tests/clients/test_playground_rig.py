"""The rig itself: a trivial app against Microsoft's playground, before any adapter of ours."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from tests.clients import npm
from tests.clients.agents_playground import AgentsPlayground, Json, Shown
from tests.clients.doors import Passed, serving

pytestmark = [pytest.mark.emulator, npm.needs("@microsoft/m365agentsplayground")]

CARD = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [{"type": "TextBlock", "text": "Close checklist for Acme?"}],
    "actions": [{"type": "Action.Execute", "title": "Send", "verb": "touch.send", "data": {"touch": "12"}}],
}


@asynccontextmanager
async def an_echo() -> AsyncIterator[str]:
    """Says whatever is said to it, and answers a pressed card with its own words."""

    async def take(request: web.Request) -> web.Response:
        activity = await request.json()
        if activity["type"] == "message":
            await post(
                activity["serviceUrl"], activity["conversation"]["id"], {"text": f"You said: {activity['text']}"}
            )
        if activity["type"] == "invoke":
            verb = activity["value"]["action"]["verb"]
            kind = "application/vnd.microsoft.activity.message"
            return web.json_response({"statusCode": 200, "type": kind, "value": f"{verb} done"})
        return web.Response()

    async with serving(take) as address:
        yield address


async def post(service_url: str, conversation: str, activity: Json) -> str:
    """Returns the message's id."""
    address = f"{service_url}/v3/conversations/{conversation}/activities"
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, json={"type": "message", **activity}) as answered,
    ):
        assert answered.status == 201, await answered.text()
        return str((await answered.json())["id"])


def activity_of(passed: Passed) -> dict[str, object]:
    held = json.loads(passed.body)
    assert isinstance(held, dict)
    return held


async def test_what_a_person_says_is_heard_and_answered(agents_playground: AgentsPlayground) -> None:
    teams = agents_playground
    async with an_echo() as address:
        teams.sends_activities_to(address)
        await teams.says(teams.cast.personal_chat, "my-day")
        shown = await teams.sees(lambda shown: shown.message.get("text") == "You said: my-day")
    assert (shown.change, shown.conversation) == ("createMessage", teams.cast.personal_chat)
    (heard,) = map(activity_of, teams.activities.passed)
    assert heard["serviceUrl"] == teams.service_url
    assert heard["from"]["id"] == teams.cast.person["id"]  # type: ignore[index]
    assert "Authorization" not in teams.activities.passed[0].headers


async def test_installing_tells_the_app(agents_playground: AgentsPlayground) -> None:
    teams = agents_playground
    await teams.installs(teams.cast.personal_chat)
    await teams.activities.until(lambda passed: activity_of(passed)["type"] == "conversationUpdate")
    assert [activity_of(passed)["type"] for passed in teams.activities.passed] == [
        "installationUpdate",
        "conversationUpdate",
    ]


async def test_in_a_channel_a_mention_is_heard_and_other_words_are_not(agents_playground: AgentsPlayground) -> None:
    teams = agents_playground
    await teams.says(teams.cast.channels[0], "Nobody is meant")
    await teams.says(teams.cast.channels[0], "link Acme", mentioning=True)
    heard = activity_of(await teams.activities.until(lambda passed: "link Acme" in str(activity_of(passed)["text"])))
    assert heard["entities"][0]["type"] == "mention"  # type: ignore[index]
    assert len(teams.activities.passed) == 1


async def test_a_card_is_shown_pressed_and_changed(agents_playground: AgentsPlayground) -> None:
    teams = agents_playground
    chat = teams.cast.personal_chat
    attached: Json = {"attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}]}
    async with an_echo() as address:
        teams.sends_activities_to(address)
        ref = await post(teams.service_url, chat, attached)
        shown = await teams.sees(lambda shown: shown.message["messageId"] == ref)
        answer = await teams.presses(shown, {**CARD["actions"][0], "type": "Action.Execute"})  # type: ignore[dict-item]
        assert answer["value"] == "touch.send done"
    async with aiohttp.ClientSession() as session:
        changed = {"type": "message", "id": ref, "text": "Sent."}
        address = f"{teams.service_url}/v3/conversations/{chat}/activities/{ref}"
        async with session.put(address, json=changed) as answered:
            assert answered.status == 200
    assert (await teams.sees(lambda shown: shown.change == "updateMessage")).message["text"] == "Sent."


async def test_a_form_comes_back_with_its_values(agents_playground: AgentsPlayground) -> None:
    teams = agents_playground
    ref = await post(teams.service_url, teams.cast.personal_chat, {"text": "Which date?"})
    shown = await teams.sees(lambda shown: shown.message["messageId"] == ref)
    await teams.submits(shown, {"until": "2026-12-01"})
    heard = activity_of(await teams.activities.until(lambda passed: "value" in activity_of(passed)))
    assert (heard["type"], heard["value"], heard["replyToId"]) == ("message", {"until": "2026-12-01"}, ref)


async def test_whatever_the_playground_lacks_can_be_given_as_it_is(agents_playground: AgentsPlayground) -> None:
    teams = agents_playground
    foreign: Json = {
        "type": "message",
        "id": "m-1",
        "text": "stop",
        "serviceUrl": teams.service_url,
        "from": {"id": "29:dana", "name": "Dana", "tenantId": "11111111-1111-1111-1111-111111111111"},
        "conversation": {"id": teams.cast.channels[1], "conversationType": "channel", "tenantId": teams.cast.tenant},
    }
    await teams.gives(foreign)
    assert activity_of(await teams.activities.until(lambda passed: True)) == foreign


async def test_a_message_of_our_own_accord_arrives_in_a_channel(agents_playground: AgentsPlayground) -> None:
    teams = agents_playground
    await post(teams.service_url, teams.cast.channels[1], {"text": "Something worth reading"})
    shown: Shown = await teams.sees(lambda shown: shown.message.get("text") == "Something worth reading")
    assert shown.conversation == teams.cast.channels[1]
