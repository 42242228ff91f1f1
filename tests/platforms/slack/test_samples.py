"""The sample payloads: bolt reads them, and our fake Slack speaks the same way."""

from collections.abc import Awaitable, Callable

import pytest
from slack_bolt.request.internals import extract_team_id
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.slack.records import Json
from tests.platforms.slack.samples import OUR_TEAM, Sample, read_samples
from tests.platforms.slack.server import Slack
from tests.platforms.slack.town import ACME

SAMPLES = {sample.name: sample for sample in read_samples()}
INSTALLED = [sample for sample in SAMPLES.values() if sample.name not in ("url_verification", "app_rate_limited")]
CARD: list[Json] = [
    {
        "type": "actions",
        "elements": [
            {"type": "button", "text": {"type": "plain_text", "text": "Send"}, "value": "1", "style": "primary"}
        ],
    }
]
Deed = Callable[[Slack], Awaitable[object]]


@pytest.mark.parametrize("sample", INSTALLED, ids=lambda sample: sample.name)
def test_bolt_finds_our_workspace_in_every_sample(sample: Sample) -> None:
    assert extract_team_id(sample.payload) == OUR_TEAM


def test_every_sender_is_sampled() -> None:
    assert {sample.sender for sample in SAMPLES.values()} == {"home", "guest", "external", "grid", "bot", "nobody"}


async def reply(slack: Slack) -> None:
    first = await slack.says("Priya Shah", "cs-team", "Hello")
    slack.outbox.deliveries.clear()
    await slack.says("Leonie Brandt", "cs-team", "Hello back", first)


async def press(slack: Slack) -> None:
    await slack.presses("Dana Ortiz", slack.copies[0], "Send")


async def edit(slack: Slack) -> None:
    post = await slack.says("Dana Ortiz", "ext-acme", "Hello")
    slack.outbox.deliveries.clear()
    await slack.edits("Dana Ortiz", post, "Hello!")


async def react(slack: Slack) -> None:
    await slack.reacts("Dana Ortiz", slack.copies[0], "thumbsup")


async def choose_shortcut(slack: Slack) -> None:
    post = await slack.says("Dana Ortiz", "ext-acme", "Hello")
    await slack.shortcut("Priya Shah", "ask", post)


@pytest.mark.parametrize(
    ("deed", "name"),
    [
        (lambda slack: slack.says("Dana Ortiz", "ext-acme", "Hello"), "message.external.shared"),
        (lambda slack: slack.says("Priya Shah", "direct", "Hello"), "message.home.direct"),
        (reply, "message.external.reply"),
        (edit, "message_changed.external"),
        (lambda slack: slack.mentions("Tom Hale", "ext-umbra", "Hello"), "app_mention.grid"),
        (react, "reaction_added.external"),
        (lambda slack: slack.invites("Priya Shah", "lobby"), "member_joined_channel.bot"),
        (lambda slack: slack.removes("Priya Shah", "ext-acme"), "channel_left"),
        (lambda slack: slack.renames("Priya Shah", "ext-acme", "acme"), "channel_rename"),
        (lambda slack: slack.archives("Priya Shah", "ext-acme"), "channel_archive"),
        (lambda slack: slack.unshares("ext-acme", ACME), "channel_unshared.last"),
        (lambda slack: slack.moves("ext-acme", "C0MOVED"), "channel_id_changed"),
        (lambda slack: slack.offers(ACME, "acme-home", "Dana Ortiz"), "shared_channel_invite_received"),
        (lambda slack: slack.opens_home("Priya Shah"), "app_home_opened.first"),
        (lambda slack: slack.types("Priya Shah", "ext-acme", "/cs help"), "command.shared"),
        (press, "block_actions.external"),
        (choose_shortcut, "message_action.external_message"),
    ],
)
async def test_our_fake_says_nothing_that_the_sample_does_not(
    slack: Slack, client: AsyncWebClient, deed: Deed, name: str
) -> None:
    await client.chat_postMessage(channel="C0EXTACME", text="x", blocks=CARD)
    await slack.outbox.settle()
    slack.outbox.deliveries.clear()
    await deed(slack)
    said, sample = slack.outbox.deliveries[-1], SAMPLES[name]
    assert said.kind == sample.kind
    assert set(said.payload) == set(sample.payload)
    assert set(said.event) <= set(sample.payload.get("event", sample.payload))
    assert said.event.get("type") == sample.payload.get("event", sample.payload).get("type")
