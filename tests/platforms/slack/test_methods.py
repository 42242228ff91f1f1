"""The Web API of our fake Slack, asked through the SDK's own client."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes import FakeClock
from tests.platforms.slack.server import Slack
from tests.platforms.slack.town import ACME, client_of
from tests.platforms.slack.workspace import CLIENT_ID, CLIENT_SECRET, HOME

MARK = {"event_type": "concierge_delivery", "event_payload": {"id": "d1"}}


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as refusal:
        await call
    return str(refusal.value.response["error"])


async def test_what_was_posted_is_found_in_the_history_with_its_metadata_on_request(
    slack: Slack, client: AsyncWebClient
) -> None:
    oldest = slack.workspace.now().timestamp()
    posted = await client.chat_postMessage(channel="C0EXTACME", text="Hello", metadata=MARK)
    bare = await client.conversations_history(channel="C0EXTACME", oldest=str(oldest))
    full = await client.conversations_history(channel="C0EXTACME", oldest=str(oldest), include_all_metadata=True)
    assert [message["ts"] for message in full["messages"]] == [posted["ts"]]
    assert "metadata" not in bare["messages"][0]
    assert full["messages"][0]["metadata"] == MARK
    assert [copy.metadata for copy in slack.copies] == [MARK]


async def test_arguments_may_come_as_a_form_in_the_query_or_as_json(slack: Slack, client: AsyncWebClient) -> None:
    await client.api_call("chat.postMessage", data={"channel": "C0EXTACME", "text": "a"})
    await client.api_call("chat.postMessage", json={"channel": "C0EXTACME", "text": "b"})
    await client.api_call("chat.postMessage", http_verb="GET", params={"channel": "C0EXTACME", "text": "c"})
    assert [copy.text for copy in slack.copies] == ["a", "b", "c"]


async def test_unknown_tokens_and_missing_scopes_are_refused(slack: Slack, client: AsyncWebClient) -> None:
    assert await refused(client_of(slack, "xoxb-other").auth_test()) == "invalid_auth"
    slack.workspace.home.scopes.discard("chat:write.customize")
    assert await refused(client.chat_postMessage(channel="C0EXTACME", text="x", username="Priya")) == "missing_scope"
    slack.workspace.home.trouble = "token_revoked"
    assert await refused(client.auth_test()) == "token_revoked"


async def test_the_scopes_of_a_token_stand_in_the_headers(client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert "chat:write.customize" in answer.headers["X-OAuth-Scopes"].split(",")
    assert (answer["team_id"], answer["user_id"]) == (HOME, "U0CONCIERGE")


@pytest.mark.parametrize(
    ("channel", "prepare", "error"),
    [
        ("C0NOWHERE", None, "channel_not_found"),
        ("C0SECRET", None, "channel_not_found"),
        ("C0LOBBY", None, "not_in_channel"),
        ("C0EXTACME", "is_archived", "is_archived"),
        ("C0EXTACME", "is_announcement", "restricted_action"),
        ("U0GLENGLOBE", None, "channel_not_found"),
    ],
)
async def test_a_channel_that_takes_nothing_says_why(
    slack: Slack, client: AsyncWebClient, channel: str, prepare: str | None, error: str
) -> None:
    slack.workspace.home.scopes.discard("chat:write.public")
    if prepare:
        setattr(slack.workspace.channel(channel), prepare, True)
    assert await refused(client.chat_postMessage(channel=channel, text="x")) == error
    assert slack.copies == []


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ({"text": "x", "blocks": "{"}, "invalid_blocks_format"),
        ({"text": "x", "metadata": {"event_type": "e"}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "e", "event_payload": {"a": "x" * 20_000}}}, "metadata_too_large"),
        ({"text": "x", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
    ],
)
async def test_words_that_slack_does_not_take_are_refused(
    client: AsyncWebClient, words: dict[str, Any], error: str
) -> None:
    call = client.api_call("chat.postMessage", json={"channel": "C0EXTACME", **words})
    assert await refused(call) == error


async def test_history_is_cut_into_pages_newest_first(client: AsyncWebClient) -> None:
    for number in range(5):
        await client.chat_postMessage(channel="C0EXTACME", text=str(number))
    first = await client.conversations_history(channel="C0EXTACME", limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel="C0EXTACME", limit=2, cursor=cursor)
    assert [message["text"] for message in [*first["messages"], *second["messages"]]] == ["4", "3", "2", "1"]
    assert first["has_more"]


async def test_replies_stand_in_their_thread_and_not_in_the_history(slack: Slack, client: AsyncWebClient) -> None:
    asked = await slack.says("Dana Ortiz", "ext-acme", "When is SSO live?")
    reply = await client.chat_postMessage(channel="C0EXTACME", text="Friday", thread_ts=asked.ts, metadata=MARK)
    history = await client.conversations_history(channel="C0EXTACME")
    thread = await client.conversations_replies(
        channel="C0EXTACME", ts=asked.ts, oldest=asked.ts, include_all_metadata=True
    )
    assert [message["ts"] for message in history["messages"]] == [asked.ts]
    assert history["messages"][0]["reply_count"] == 1
    assert [message["ts"] for message in thread["messages"]] == [asked.ts, reply["ts"]]
    assert thread["messages"][1]["metadata"] == MARK
    assert await refused(client.conversations_replies(channel="C0EXTACME", ts="1.000001")) == "thread_not_found"


async def test_a_message_of_ours_is_changed_and_deleted_once(slack: Slack, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel="C0EXTACME", text="Helo", metadata=MARK))["ts"]
    await client.chat_update(channel="C0EXTACME", ts=ts, text="Hello")
    await client.chat_delete(channel="C0EXTACME", ts=ts)
    assert await refused(client.chat_delete(channel="C0EXTACME", ts=ts)) == "message_not_found"
    assert await refused(client.chat_update(channel="C0EXTACME", ts=ts, text="x")) == "message_not_found"
    (copy,) = slack.copies
    assert (copy.texts, copy.is_deleted, copy.metadata) == (["Helo", "Hello"], True, MARK)
    theirs = await slack.says("Dana Ortiz", "ext-acme", "Mine")
    assert await refused(client.chat_update(channel="C0EXTACME", ts=theirs.ts, text="x")) == "cant_update_message"


async def test_an_ephemeral_is_seen_by_one_person_who_must_be_there(slack: Slack, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel="C0EXTACME", user="U0PRIYASHAH", text="Between us")
    assert [post.text for post in slack.seen_by("Priya Shah", "ext-acme")] == ["Between us"]
    assert slack.seen_by("Dana Ortiz", "ext-acme") == slack.copies == []
    call = client.chat_postEphemeral(channel="C0EXTACME", user="U0LEONIEBRANDT", text="x")
    assert await refused(call) == "user_not_in_channel"


async def test_a_name_and_a_picture_stand_on_the_message(slack: Slack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0EXTACME", text="x", username="Priya via Concierge")
    assert posted["message"]["username"] == "Priya via Concierge"
    assert posted["message"]["subtype"] == "bot_message"


async def test_people_are_shown_as_far_as_they_are_near(slack: Slack, client: AsyncWebClient) -> None:
    shown = {
        name: (await client.users_info(user=f"U0{name}"))["user"] for name in ("GUSGUEST", "DANAORTIZ", "SAMSTRANGER")
    }
    assert shown["GUSGUEST"]["is_restricted"]
    assert shown["GUSGUEST"]["team_id"] == HOME
    assert (shown["DANAORTIZ"]["team_id"], shown["DANAORTIZ"]["is_stranger"]) == (ACME, False)
    assert shown["DANAORTIZ"]["profile"]["email"] == "dana@acme.example"
    assert "locale" not in shown["DANAORTIZ"]
    assert shown["SAMSTRANGER"]["is_stranger"]
    assert "email" not in shown["SAMSTRANGER"]["profile"]
    assert await refused(client.users_info(user="U0GLENGLOBE")) == "user_not_found"


async def test_only_colleagues_are_found_by_their_address(client: AsyncWebClient) -> None:
    found = await client.users_lookupByEmail(email="PRIYA@home.example")
    assert found["user"]["id"] == "U0PRIYASHAH"
    assert await refused(client.users_lookupByEmail(email="dana@acme.example")) == "users_not_found"


async def test_a_shared_channel_says_with_whom(client: AsyncWebClient) -> None:
    shared = (await client.conversations_info(channel="C0EXTACME"))["channel"]
    assert (shared["is_ext_shared"], shared["connected_team_ids"]) == (True, [ACME])
    inside = (await client.conversations_info(channel="C0CSTEAM"))["channel"]
    assert (inside["is_ext_shared"], inside["connected_team_ids"]) == (False, [])


async def test_a_direct_conversation_is_opened_and_written_in(slack: Slack, client: AsyncWebClient) -> None:
    opened = await client.conversations_open(users="U0PRIYASHAH")
    await client.chat_postMessage(channel=opened["channel"]["id"], text="Good morning")
    await client.chat_postMessage(channel="U0PRIYASHAH", text="Again")
    assert [post.text for post in slack.seen_by("Priya Shah", "direct")] == ["Good morning", "Again"]
    assert await refused(client.conversations_open(users="U0GLENGLOBE")) == "user_not_visible"


async def test_a_public_channel_is_joined(slack: Slack, client: AsyncWebClient) -> None:
    await client.conversations_join(channel="C0LOBBY")
    assert "U0CONCIERGE" in (await client.conversations_members(channel="C0LOBBY"))["members"]
    assert await refused(client.conversations_join(channel="C0SECRET")) == "channel_not_found"


async def test_a_picture_is_uploaded_and_named_in_a_block(slack: Slack, client: AsyncWebClient) -> None:
    uploaded = await client.files_upload_v2(file=b"PNG bytes", filename="week.png")
    file_id = uploaded["files"][0]["id"]
    picture = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "Contacts a day"}
    await client.chat_postMessage(channel="C0CSTEAM", text="Week", blocks=[picture])
    assert slack.workspace.files[file_id].content == b"PNG bytes"
    unknown = picture | {"slack_file": {"id": "F0"}}
    assert await refused(client.chat_postMessage(channel="C0CSTEAM", text="x", blocks=[unknown])) == "invalid_blocks"


async def test_a_trigger_opens_one_form_within_three_seconds(
    slack: Slack, client: AsyncWebClient, clock: FakeClock
) -> None:
    view = {"type": "modal", "title": {"type": "plain_text", "text": "Edit"}, "blocks": [{"type": "divider"}]}
    first, second = (slack.workspace.new_trigger("U0PRIYASHAH").id for _ in range(2))
    opened = await client.views_open(trigger_id=first, view=view)
    assert opened["view"]["id"] == getattr(slack.modal_of("Priya Shah"), "id", None)
    assert await refused(client.views_open(trigger_id=first, view=view)) == "exchanged_trigger_id"
    clock.advance(seconds=3.5)
    assert await refused(client.views_open(trigger_id=second, view=view)) == "expired_trigger_id"
    assert await refused(client.views_open(trigger_id="1.2", view=view)) == "invalid_trigger_id"


def exchange(slack: Slack, asked: dict[str, str]) -> Any:
    """Not by `oauth_v2_access`: aiohttp deprecates what the SDK does there, and warnings are errors here."""
    return client_of(slack, "none").api_call("oauth.v2.access", data=asked)


async def test_a_code_is_exchanged_once(slack: Slack) -> None:
    code = slack.grant(["chat:write"]).code
    asked = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "code": code}
    granted = await exchange(slack, asked)
    assert (granted["access_token"], granted["team"]["id"]) == (slack.workspace.home.token, HOME)
    assert await refused(exchange(slack, asked)) == "code_already_used"
    wrong = asked | {"client_secret": "x"}
    assert await refused(exchange(slack, wrong)) == "bad_client_secret"


async def test_an_unknown_method_is_named(client: AsyncWebClient) -> None:
    assert await refused(client.api_call("chat.postEverything")) == "unknown_method"
