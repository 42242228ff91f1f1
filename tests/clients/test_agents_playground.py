"""Our own program before Microsoft's Agents Playground: people of ours, and a customer."""

import json
from pathlib import Path

import pytest

from tests.clients import npm
from tests.clients.agents_playground import CHANNEL, TENANT, AgentsPlayground, Json
from tests.clients.book import AT_HALF_PAST_NINE, AT_NINE, FACT, PRIYA, until_sent
from tests.clients.book import DANA as DANA_S_NAME
from tests.clients.page import Page, read
from tests.clients.serving import BusinessTime

pytestmark = [pytest.mark.emulator, npm.needs("@microsoft/m365agentsplayground")]

REPORT = {"title": "A report", "context": "It matters.", "topics": "audit trail", "language": "en"}
# Of another company; and one who says to be of ours, which no roster confirms.
DANA: Json = {
    "id": "29:dana",
    "name": DANA_S_NAME,
    "aadObjectId": "d-1",
    "tenantId": "11111111-2222-4333-8444-00000000000f",
}
MALLORY: Json = {"id": "29:mallory", "name": PRIYA, "aadObjectId": "m-1", "tenantId": TENANT}


async def test_from_the_installation_to_a_message_that_is_taken_back(
    page: Page, time: BusinessTime, own_database: Path
) -> None:
    teams, (_, channel) = page.teams, page.teams.cast.channels
    await teams.installs(teams.cast.personal_chat)
    assert "Three steps, and I am of use:" in read(await page.shows("Here I am, Priya."))
    await teams.installs(teams.cast.team)
    asked = await page.shows(f"#{CHANNEL} is new to me. Is it Acme's channel?")
    await page.presses(asked, "Link")
    await page.shows(f"Linked. #{CHANNEL} is Acme's channel.")
    time.moves_to(AT_NINE)
    introduced = await page.shows("Hi all, I am Concierge.", channel)
    await teams.says(teams.cast.personal_chat, "my-day")
    proposal = await page.shows("Tue 24 Nov 09:30 Berlin")
    assert f"Why: “{FACT}”" in read(proposal)
    assert (await page.presses(proposal, "Send")).words == "The answer is below."
    await page.shows("Approved. It goes to Acme")
    time.moves_to(AT_HALF_PAST_NINE)
    shared = await page.shows("Close checklist", channel)
    assert read(shared).strip().startswith("Priya Nair via Concierge\nHi Dana,")
    await until_sent(own_database)
    time.passes(minutes=5)
    await teams.says(teams.cast.personal_chat, "undo")
    await page.shows("is being marked as a mistake")
    corrected = await page.shows("mistake", channel)
    assert (corrected.change, corrected.message["messageId"]) == ("updateMessage", shared.message["messageId"])
    assert page.public == [introduced, shared, corrected]


async def test_a_command_in_a_customer_s_channel_is_answered_out_of_their_sight(known_page: Page) -> None:
    teams, (_, channel) = known_page.teams, known_page.teams.cast.channels
    await teams.says(channel, "account Acme", mentioning=True)
    assert FACT in read(await known_page.shows("Acme"))
    assert known_page.public == []


async def test_a_form_is_asked_refused_with_what_was_typed_and_taken(known_page: Page) -> None:
    page, teams = known_page, known_page.teams
    await teams.says(teams.cast.personal_chat, "add https://example.com/report")
    asked = await page.shows("One more press:")
    form = await page.presses(asked, "Describe it")
    refused = await page.fills(form, "Add as a draft", **{**REPORT, "language": "Klingon"})
    assert refused.card, refused.words
    kept = {each.get("value") for each in refused.card["body"]}  # type: ignore[attr-defined]
    assert {"A report", "Klingon", "https://example.com/report"} <= kept
    taken = await page.fills(refused, "Add as a draft", **REPORT)
    assert taken.reads.startswith("Added as a draft.")
    await page.submits(asked, form.card, "Add as a draft", **{**REPORT, "title": "The same once more"})
    await page.shows("That link is already in the library: “A report”")


async def test_a_customer_of_another_tenant_is_a_customer(known_page: Page) -> None:
    page, teams = known_page, known_page.teams
    thread = await teams.says(teams.cast.channels[1], "Dana, is all well?")
    for who in (DANA, MALLORY):
        await teams.gives(spoken(teams, thread, who, "account Acme"))
        pressed = await given(teams, pressed_by(teams, thread, who, "account.open", {"account": "1"}))
        kind = "application/vnd.microsoft.activity.message"
        assert pressed == {"statusCode": 200, "type": kind, "value": "Received."}
    await teams.gives(spoken(teams, thread, DANA, "stop"))
    answered = await page.shows("Understood. I will not write here again unasked.", teams.cast.channels[1])
    assert answered.conversation.endswith(f";messageid={thread}")
    await teams.says(teams.cast.personal_chat, "account Acme")
    await page.shows("they asked us to stop")
    assert page.public == [answered]


async def given(teams: AgentsPlayground, activity: Json) -> Json:
    """What the app answered."""
    await teams.gives(activity)
    passed = await teams.activities.until(lambda passed: json.loads(passed.body)["id"] == activity["id"])
    return dict(json.loads(passed.answer))


def spoken(teams: AgentsPlayground, thread: str, who: Json, words: str) -> Json:
    bot = teams.cast.bot
    mention = {"type": "mention", "text": "<at>Concierge</at>", "mentioned": bot}
    more = {"text": f"<at>Concierge</at> {words}", "textFormat": "plain", "entities": [mention]}
    return {"type": "message", "id": f"{who['id']} {words}", **more, **_around(teams, thread, who)}


def pressed_by(teams: AgentsPlayground, thread: str, who: Json, verb: str, values: Json) -> Json:
    data = {"concierge": {"action": verb, "values": values, "press": "p-1"}}
    value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}}
    more = {"name": "adaptiveCard/action", "replyToId": "1", "value": value}
    return {"type": "invoke", "id": f"{who['id']} {verb}", **more, **_around(teams, thread, who)}


def _around(teams: AgentsPlayground, thread: str, who: Json) -> Json:
    channel, tenant = teams.cast.channels[1], teams.cast.tenant
    return {
        "channelId": "msteams",
        "serviceUrl": teams.service_url,
        "from": who,
        "recipient": teams.cast.bot,
        "conversation": {
            "id": f"{channel};messageid={thread}",
            "conversationType": "channel",
            "isGroup": True,
            "tenantId": tenant,
        },
        "channelData": {"tenant": {"id": tenant}, "team": {"id": teams.cast.team}, "channel": {"id": channel}},
    }
