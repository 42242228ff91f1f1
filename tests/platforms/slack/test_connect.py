"""Slack Connect: whose ids stand where, as bolt reads them."""

from collections.abc import Awaitable, Callable

import pytest
from slack_bolt.request.internals import (
    extract_actor_team_id,
    extract_enterprise_id,
    extract_team_id,
)
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes import FakeClock
from tests.platforms.slack.records import Json
from tests.platforms.slack.server import Slack, running
from tests.platforms.slack.town import ACME, NOW, build_town
from tests.platforms.slack.workspace import HOME

Deed = Callable[[Slack], Awaitable[object]]


async def told(slack: Slack, kind: str) -> Json:
    (payload,) = [one.payload for one in slack.outbox.deliveries if one.event.get("type") == kind]
    return payload


async def test_a_customers_message_bears_the_customers_team(slack: Slack) -> None:
    await slack.says("Dana Ortiz", "ext-acme", "Hello")
    payload = await told(slack, "message")
    event = payload["event"]
    assert (payload["team_id"], event["team"]) == (ACME, ACME)
    assert "user_team" not in event
    assert "source_team" not in event
    assert payload["authorizations"][0]["team_id"] == HOME
    assert payload["is_ext_shared_channel"] is True
    assert (extract_team_id(payload), extract_actor_team_id(payload)) == (HOME, ACME)


async def test_a_customers_mention_bears_our_team_and_theirs_beside_it(slack: Slack) -> None:
    await slack.mentions("Dana Ortiz", "ext-acme", "hello")
    payload = await told(slack, "app_mention")
    event = payload["event"]
    assert (payload["team_id"], event["team"]) == (HOME, HOME)
    assert (event["user_team"], event["source_team"]) == (ACME, ACME)
    assert (extract_team_id(payload), extract_actor_team_id(payload)) == (HOME, ACME)


async def test_the_mention_of_somebody_on_grid_bears_the_id_of_their_organisation(slack: Slack) -> None:
    await slack.mentions("Tom Hale", "ext-umbra", "hello")
    payload = await told(slack, "app_mention")
    assert payload["event"]["user_team"] == "E0UMBRA"
    assert extract_actor_team_id(payload) is None


async def test_a_colleagues_mention_bears_no_foreign_team(slack: Slack) -> None:
    await slack.mentions("Priya Shah", "ext-acme", "hello")
    payload = await told(slack, "app_mention")
    assert "user_team" not in payload["event"]
    assert extract_team_id(payload) == HOME


async def test_a_reaction_says_nothing_of_teams(slack: Slack) -> None:
    post = await slack.says("Priya Shah", "ext-acme", "Done?")
    await slack.reacts("Dana Ortiz", post, "thumbsup")
    payload = await told(slack, "reaction_added")
    assert "team" not in payload["event"]
    assert (extract_team_id(payload), extract_actor_team_id(payload)) == (HOME, None)
    assert payload["event"]["user"] == "U0DANAORTIZ"


async def test_a_new_member_bears_their_team(slack: Slack) -> None:
    await slack.invites("Priya Shah", "ext-acme", "Sam Stranger")
    payload = await told(slack, "member_joined_channel")
    assert payload["event"]["team"] == ACME
    assert payload["event"]["inviter"] == "U0PRIYASHAH"
    assert extract_team_id(payload) == HOME


async def test_a_press_says_who_pressed_and_where_the_app_is(slack: Slack, client: AsyncWebClient) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Less"}, "action_id": "less", "value": "{}"}
    await client.chat_postMessage(channel="C0EXTACME", text="x", blocks=[{"type": "actions", "elements": [button]}])
    delivery = await slack.presses("Dana Ortiz", slack.copies[0], "Less")
    assert delivery.payload["user"]["team_id"] == ACME
    assert delivery.payload["team"]["id"] == HOME
    assert extract_team_id(delivery.payload) == HOME


async def test_a_form_of_a_customer_bears_their_team_and_ours_in_the_view(slack: Slack) -> None:
    content = {"type": "modal", "title": {"type": "plain_text", "text": "Form"}, "blocks": []}
    view = slack.workspace.new_view("U0DANAORTIZ", slack.workspace.home, content)
    slack.workspace.modals["U0DANAORTIZ"] = [view]
    await slack.submits("Dana Ortiz", view)
    payload = await told(slack, "view_submission")
    assert payload["team"]["id"] == ACME
    assert payload["view"]["app_installed_team_id"] == HOME
    assert extract_team_id(payload) == HOME


async def test_on_grid_our_enterprise_stands_in_every_authorization(clock: FakeClock) -> None:
    async with running(build_town(FakeClock(NOW), enterprise="E0HOME")) as slack:
        await slack.says("Priya Shah", "cs-team", "Hello")
        payload = await told(slack, "message")
    assert extract_enterprise_id(payload) == "E0HOME"


@pytest.mark.parametrize(
    ("deed", "kind", "event"),
    [
        (lambda slack: slack.renames("Priya Shah", "ext-acme", "acme"), "channel_rename", {}),
        (lambda slack: slack.archives("Priya Shah", "ext-acme"), "channel_archive", {"channel": "C0EXTACME"}),
        (lambda slack: slack.unarchives("Priya Shah", "ext-acme"), "channel_unarchive", {"user": "U0PRIYASHAH"}),
        (lambda slack: slack.destroys("Priya Shah", "ext-acme"), "channel_deleted", {"channel": "C0EXTACME"}),
        (lambda slack: slack.removes("Priya Shah", "ext-acme"), "channel_left", {"channel": "C0EXTACME"}),
        (lambda slack: slack.shares("cs-team", ACME), "channel_shared", {"connected_team_id": ACME}),
        (
            lambda slack: slack.unshares("ext-acme", ACME),
            "channel_unshared",
            {"previously_connected_team_id": ACME, "is_ext_shared": False},
        ),
        (
            lambda slack: slack.moves("ext-acme", "C0MOVED"),
            "channel_id_changed",
            {"old_channel_id": "C0EXTACME", "new_channel_id": "C0MOVED"},
        ),
        (lambda slack: slack.accepts("Glen Globe", "cs-team"), "shared_channel_invite_accepted", {}),
        (lambda slack: slack.offers(ACME, "acme-home", "Dana Ortiz"), "shared_channel_invite_received", {}),
        (lambda slack: slack.opens_home("Priya Shah"), "app_home_opened", {"tab": "home", "user": "U0PRIYASHAH"}),
        (lambda slack: slack.uninstalls(), "app_uninstalled", {}),
    ],
)
async def test_the_life_of_a_channel_is_told(slack: Slack, deed: Deed, kind: str, event: Json) -> None:
    await deed(slack)
    said = (await told(slack, kind))["event"]
    assert said | event == said


async def test_whoever_is_no_longer_connected_sees_nothing(slack: Slack) -> None:
    await slack.says("Priya Shah", "ext-acme", "Between us two")
    await slack.unshares("ext-acme", ACME)
    assert slack.seen_by("Dana Ortiz", "ext-acme") == []
