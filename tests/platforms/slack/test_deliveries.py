"""What our fake Slack tells the app, and what becomes of it."""

import json
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.slack.conftest import Listener
from tests.platforms.slack.server import Slack
from tests.platforms.slack.stage import NotOffered
from tests.platforms.slack.workspace import SIGNING_SECRET


async def test_every_delivery_is_signed(slack: Slack, listener: Listener) -> None:
    await slack.says("Dana Ortiz", "ext-acme", "When is SSO live?")
    await slack.types("Priya Shah", "ext-acme", "/cs why acme")
    verifier = SignatureVerifier(SIGNING_SECRET)
    assert [verifier.is_valid_request(body, headers) for headers, body in listener.got] == [True, True]
    assert not SignatureVerifier("other").is_valid_request(listener.got[0][1], listener.got[0][0])


async def test_a_mention_arrives_twice_under_one_timestamp(slack: Slack, listener: Listener) -> None:
    post = await slack.mentions("Priya Shah", "cs-team", "why acme")
    told = [json.loads(body) for _, body in listener.got]
    assert [envelope["event"]["type"] for envelope in told] == ["message", "app_mention"]
    assert {envelope["event"]["ts"] for envelope in told} == {post.ts}
    assert told[0]["event_id"] != told[1]["event_id"]
    assert post.text == "<@U0CONCIERGE> why acme"


async def test_a_direct_message_is_no_mention(slack: Slack, listener: Listener) -> None:
    await slack.mentions("Priya Shah", "direct", "help")
    (event,) = slack.outbox.events()
    assert (event["type"], event["channel_type"], event["channel"]) == ("message", "im", "D0PRIYASHAH")


async def test_what_people_type_is_escaped_and_linked(slack: Slack) -> None:
    post = await slack.says(
        "Priya Shah", "cs-team", "<!channel> & @Leonie Brandt in #ext-acme: https://x.example/a?b=1"
    )
    linked = "<@U0LEONIEBRANDT> in <#C0EXTACME|ext-acme>: <https://x.example/a?b=1>"
    assert post.text == f"&lt;!channel&gt; &amp; {linked}"


async def test_the_app_hears_nothing_of_places_where_it_is_not(slack: Slack, listener: Listener) -> None:
    await slack.says("Leonie Brandt", "secret", "Quiet")
    await slack.says("Priya Shah", "lobby", "Quiet")
    assert listener.got == []


async def test_the_app_hears_only_what_it_asked_for(slack: Slack, listener: Listener) -> None:
    slack.workspace.subscribed = {"message.im", "app_mention"}
    await slack.mentions("Priya Shah", "cs-team", "help")
    await slack.says("Priya Shah", "direct", "help")
    assert [event["type"] for event in slack.outbox.events()] == ["app_mention", "message"]


async def test_what_the_app_posts_comes_back_to_it_as_an_event(
    slack: Slack, listener: Listener, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel="C0EXTACME", text="Hello", username="Priya via Concierge")
    await slack.outbox.settle()
    (event,) = slack.outbox.events("message")
    assert (event["subtype"], event["bot_id"]) == ("bot_message", "B0CONCIERGE")


@pytest.mark.parametrize("status", [404, 500])
async def test_what_was_not_accepted_is_told_again_with_its_number(
    slack: Slack, listener: Listener, status: int
) -> None:
    listener.answers = [(status, None)] * 4
    await slack.says("Dana Ortiz", "ext-acme", "Hello")
    for _ in range(4):
        await slack.outbox.redeliver()
    numbers = [headers.get("x-slack-retry-num") for headers, _ in listener.got]
    assert numbers == [None, "1", "2", "3"]
    assert listener.got[1][0]["x-slack-retry-reason"] == "http_error"
    assert len({json.loads(body)["event_id"] for _, body in listener.got}) == 1
    assert len(slack.outbox.failed) == 1


async def test_an_app_that_is_gone_is_a_failed_delivery(slack: Slack) -> None:
    slack.call_app_at("http://127.0.0.1:9/slack/events")
    await slack.says("Dana Ortiz", "ext-acme", "Hello")
    (failed,) = slack.outbox.failed
    assert failed.answer.status is None


async def test_events_that_were_held_back_arrive_shuffled_and_twice(slack: Slack, listener: Listener) -> None:
    async with slack.outbox.holding(seed=1, twice=True):
        posts = [await slack.says("Dana Ortiz", "ext-acme", str(number)) for number in range(5)]
        assert listener.got == []
    seen = [json.loads(body)["event"]["ts"] for _, body in listener.got]
    assert sorted(seen) == sorted([post.ts for post in posts] * 2)
    assert seen != sorted(seen)


async def test_a_recorded_request_can_be_replayed_byte_for_byte(slack: Slack, listener: Listener) -> None:
    command = await slack.types("Priya Shah", "cs-team", "/cs help")
    await slack.outbox.replay(command)
    assert listener.got[0][1] == listener.got[1][1]
    assert listener.got[0][0]["x-slack-signature"] == listener.got[1][0]["x-slack-signature"]


async def test_a_command_carries_what_is_needed_to_answer_it(slack: Slack, listener: Listener) -> None:
    await slack.types("Priya Shah", "direct", "/cs why #ext-acme")
    told = {name: values[0] for name, values in parse_qs(listener.got[0][1].decode()).items()}
    assert (told["command"], told["text"]) == ("/cs", "why <#C0EXTACME|ext-acme>")
    assert (told["channel_id"], told["channel_name"]) == ("D0PRIYASHAH", "directmessage")
    assert told["response_url"].startswith(slack.root)
    assert told["trigger_id"] in slack.workspace.triggers


async def test_what_a_command_is_answered_with_is_seen_by_whoever_typed_it(slack: Slack, listener: Listener) -> None:
    listener.answers = [(200, {"text": "Only for you"}), (200, {"text": "For all", "response_type": "in_channel"})]
    await slack.types("Priya Shah", "ext-acme", "/cs help")
    await slack.types("Priya Shah", "ext-acme", "/cs help")
    assert [post.text for post in slack.seen_by("Priya Shah", "ext-acme")] == ["Only for you", "For all"]
    assert [post.text for post in slack.seen_by("Dana Ortiz", "ext-acme")] == ["For all"]


async def test_other_organisations_have_neither_commands_nor_shortcuts_nor_home(slack: Slack) -> None:
    post = await slack.says("Dana Ortiz", "ext-acme", "Hello")
    for attempt in (
        slack.types("Dana Ortiz", "ext-acme", "/cs help"),
        slack.shortcut("Dana Ortiz", "log", post),
        slack.opens_home("Dana Ortiz"),
    ):
        with pytest.raises(NotOffered, match="another organisation"):
            await attempt


async def test_the_request_address_is_verified_with_a_challenge(slack: Slack, listener: Listener) -> None:
    listener.answers = [(200, {"challenge": "3eZbrw1aBm2rZgRNFdxV"})]
    assert (await slack.verify_url()).is_good
    assert json.loads(listener.got[0][1])["type"] == "url_verification"
