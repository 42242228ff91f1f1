import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.slack.acts import command_of, press_of, refreshing, shortcut_of, submission_of
from bot.slack.answers import AnswerTo, Opens, answer_to, encode, opens
from bot.slack.inbound import event_of
from bot.slack.installed import Installed
from bot.slack.mrkdwn import mentions, words_of
from bot.slack.payloads import Unreadable, installation_of
from bot.slack.senders import actor_of
from bot.slack.views import form_view, home_view
from outreach.errors import BadInput
from outreach.events import (
    ChannelChanged,
    ChannelMessage,
    Event,
    HomeOpened,
    MessageChanged,
    Place,
    Reaction,
    pack,
    unpack,
)
from outreach.messages import Form, Input, say

PAYLOADS = Path("tests/payloads/slack")
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
OURS = Installed("T061EG9R6", None, "U0BOT00001", "B0BOT00001", "A0KRD7HC3", "Home Inc")
ON_GRID = replace(OURS, organisation="E0HOME0001")
SHARED = "C0EXTACME1"


def payload(name: str) -> dict[str, Any]:
    return dict(json.loads((PAYLOADS / f"{name}.json").read_text())["payload"])


def read(name: str, ours: Installed = OURS) -> Event | None:
    return event_of(payload(name), ours, NOW)


def known(name: str, ours: Installed = OURS) -> Event:
    event = read(name, ours)
    assert event is not None
    return event


def _events() -> list[str]:
    names = sorted(path.stem for path in PAYLOADS.glob("*.json"))
    return [name for name in names if payload(name).get("type") == "event_callback"]


@pytest.mark.parametrize("name", _events())
def test_every_event_is_for_our_own_workspace_and_survives_the_database(name: str) -> None:
    body = payload(name)
    assert installation_of(body) == ("E0HOME0001" if "grid_home" in name else "T061EG9R6")
    event = event_of(body, OURS, NOW)
    assert event is None or unpack(json.loads(json.dumps(pack(event)))) == event


@pytest.mark.parametrize("name", [path.stem for path in sorted(PAYLOADS.glob("*.json")) if "grid" not in path.stem])
def test_the_workspace_is_never_the_customers(name: str) -> None:
    assert installation_of(payload(name)) in ("T061EG9R6", None)


def test_a_whole_organisation_is_one_installation() -> None:
    body = payload("message.home.team")
    body["authorizations"] = [{"enterprise_id": "E0HOME0001", "team_id": "T061EG9R6", "is_enterprise_install": True}]
    assert installation_of(body) == "E0HOME0001"
    assert installation_of(payload("command.grid")) == "E0HOME0001"
    press = payload("block_actions.home") | {"is_enterprise_install": True, "enterprise": {"id": "E0HOME0001"}}
    assert installation_of(press) == "E0HOME0001"


def test_an_event_without_authorizations_does_not_say_whose_it_is() -> None:
    body = payload("message.external.shared")
    del body["authorizations"]
    assert installation_of(body) is None
    farewell = payload("app_uninstalled")
    farewell["authorizations"] = []
    assert installation_of(farewell) == "T061EG9R6"


# What a message says of its author: (their company, whether they have to be looked up).
SENDERS: Mapping[str, tuple[str, bool]] = {
    "message.external.shared": ("T0ACME0001", False),
    "message.external.reply": ("T0ACME0001", False),
    "message.external.direct": ("T0ACME0001", False),
    "message.file.external": ("T0ACME0001", False),
    "message.grid.shared": ("T0UMBRA001", False),
    "message.home.shared": ("T061EG9R6", True),
    "message.guest.team": ("T061EG9R6", True),
    "app_mention.external": ("T0ACME0001", False),
    "app_mention.grid": ("E0UMBRA001", True),
    "app_mention.home.team": ("", True),
    "message_changed.external": ("T0ACME0001", False),
    "message_changed.tombstone": ("T0ACME0001", False),
    "message_deleted.external": ("T0ACME0001", False),
    "reaction_added.external": ("", True),
    "reaction_added.home": ("", True),
    "reaction_added.vague": ("", True),
    "app_home_opened.first": ("", True),
    "shared_channel_invite_received": ("T0ACME0001", False),
    "shared_channel_invite_accepted": ("T0ACME0001", False),
}


@pytest.mark.parametrize("name", SENDERS)
def test_who_acted_is_never_home_before_slack_was_asked(name: str) -> None:
    actor = known(name).actor
    assert (actor.workspace, actor.is_vague, actor.is_home) == (*SENDERS[name], False)


def test_on_a_grid_everybody_of_ours_has_one_workspace_and_other_teams_may_be_ours() -> None:
    assert actor_of(ON_GRID, "U1", "T061EG9R6").workspace == "E0HOME0001"
    assert actor_of(ON_GRID, "U1", "E0HOME0001").workspace == "E0HOME0001"
    other = actor_of(ON_GRID, "U1", "T0OTHER")
    assert (other.is_home, other.is_vague) == (False, True)


PLACES: Mapping[str, str] = {
    "message.external.shared": "shared",
    "message.external.direct": "direct",
    "message.home.shared": "shared",
    "message.home.team": "team",
    "message.home.private": "team",
    "message.home.direct": "direct",
    "app_mention.external": "shared",
    "app_mention.home.team": "team",
    "app_home_opened.first": "private",
    "member_joined_channel.bot": "shared",
    "reaction_added.external": "shared",
    "channel_shared": "shared",
    "channel_unshared.last": "team",
    "channel_unshared.more": "shared",
    "shared_channel_invite_received": "shared",
    "shared_channel_invite_accepted": "shared",
}


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_the_customers_until_slack_says_otherwise(name: str) -> None:
    assert known(name).place.kind == PLACES[name]


@pytest.mark.parametrize("said", [None, "false", 0])
def test_anything_but_a_plain_no_means_that_customers_read_it(said: object) -> None:
    event = event_of(payload("message.home.team") | {"is_ext_shared_channel": said}, OURS, NOW)
    assert event is not None
    assert event.place.kind == "shared"


MEANINGLESS = (
    "message.bot.other",
    "message.self.named",
    "message.self.plain",
    "message.joined",
    "message_changed.unfurled",
    "app_home_opened.messages",
    "member_joined_channel.external",
    "member_left_channel.external",
    "file_shared.external",
)


@pytest.mark.parametrize("name", MEANINGLESS)
def test_what_is_nobodys_word_is_no_event(name: str) -> None:
    assert read(name) is None


def test_a_message_and_its_mention_are_one() -> None:
    mention = known("app_mention.external")
    assert isinstance(mention, ChannelMessage)
    assert (mention.key, mention.mentions_us, mention.text) == (f"message:{SHARED}:1795507200.000100", True, "help")
    assert mention.at == datetime.fromtimestamp(1795507200.0001, UTC)
    said = known("message.external.shared")
    assert isinstance(said, ChannelMessage)
    assert (said.key, said.mentions_us) == (mention.key, False)


def test_a_reply_is_in_its_thread_and_what_leads_one_is_not() -> None:
    assert known("message.external.reply").place.thread == "1795507200.000100"
    body = payload("message.external.shared")
    body["event"]["thread_ts"] = body["event"]["ts"]
    leading = event_of(body, OURS, NOW)
    assert leading is not None
    assert leading.place.thread is None


def test_what_is_said_to_us_alone_is_addressed_to_us() -> None:
    event = known("message.home.direct")
    assert isinstance(event, ChannelMessage)
    assert (event.place.external_id, event.mentions_us) == ("D024BE91L", True)


@pytest.mark.parametrize("subtype", ["thread_broadcast", "me_message", "file_share"])
def test_these_subtypes_are_messages(subtype: str) -> None:
    body = payload("message.external.shared")
    body["event"]["subtype"] = subtype
    assert isinstance(event_of(body, OURS, NOW), ChannelMessage)


@pytest.mark.parametrize("subtype", ["channel_topic", "channel_name", "pinned_item", "bot_add", "message_replied", 7])
def test_any_other_subtype_is_no_message(subtype: object) -> None:
    body = payload("message.external.shared")
    body["event"]["subtype"] = subtype
    assert event_of(body, OURS, NOW) is None


def test_an_edit_carries_the_new_words_and_a_deletion_none() -> None:
    changed, gone, buried = known("message_changed.external"), known("message_deleted.external"), None
    buried = known("message_changed.tombstone")
    assert isinstance(changed, MessageChanged)
    assert isinstance(gone, MessageChanged)
    assert isinstance(buried, MessageChanged)
    assert (changed.ref, changed.text) == ("1795507200.000100", "When is SSO live, please?")
    assert (gone.ref, gone.text, buried.ref, buried.text) == (changed.ref, None, changed.ref, None)
    assert changed.key.startswith("event:Ev")


def test_an_edit_may_address_us() -> None:
    body = payload("message_changed.external")
    body["event"]["message"]["text"] = "<@U0BOT00001> fewer of these, please"
    changed = event_of(body, OURS, NOW)
    assert isinstance(changed, MessageChanged)
    assert (changed.text, changed.mentions_us) == ("fewer of these, please", True)


def test_our_own_edits_are_no_news() -> None:
    for name in ("message_changed.external", "message_deleted.external"):
        body = payload(name)
        body["event"]["previous_message"]["bot_id"] = "B0BOT00001"
        assert event_of(body, OURS, NOW) is None


def test_a_reaction_says_to_what() -> None:
    event, removed = known("reaction_added.external"), known("reaction_removed.external")
    assert isinstance(event, Reaction)
    assert isinstance(removed, Reaction)
    assert (event.ref, event.emoji, event.added, removed.added) == ("1795507200.000100", "thumbsup", True, False)


def test_our_own_reaction_is_none() -> None:
    body = payload("reaction_added.external")
    body["event"]["user"] = "U0BOT00001"
    assert event_of(body, OURS, NOW) is None


def test_a_home_page_is_the_persons_own() -> None:
    event = known("app_home_opened.first")
    assert isinstance(event, HomeOpened)
    assert event.place == Place("slack", "T061EG9R6", "U061F7AUR", kind="private")


# (change, channel, its name, where it moved, who is connected, who did it)
CHANGES: Mapping[str, tuple[str, str, str, str | None, tuple[str, ...] | None, str]] = {
    "member_joined_channel.bot": ("joined", SHARED, "", None, None, "U061F7AUR"),
    "channel_left": ("left", SHARED, "", None, None, "U061F7AUR"),
    "channel_rename": ("renamed", SHARED, "acme-success", None, None, "U0BOT00001"),
    "group_rename": ("renamed", "G0PRIVATE1", "inner", None, None, "U0BOT00001"),
    "channel_archive": ("archived", SHARED, "", None, None, "U061F7AUR"),
    "group_archive": ("archived", "G0PRIVATE1", "", None, None, "U061F7AUR"),
    "channel_unarchive": ("unarchived", SHARED, "", None, None, "U061F7AUR"),
    "channel_deleted": ("deleted", SHARED, "", None, None, "U0BOT00001"),
    "channel_shared": ("shared", SHARED, "", None, ("T0ACME0001",), "U0BOT00001"),
    "channel_unshared.last": ("unshared", SHARED, "", None, (), "U0BOT00001"),
    "channel_unshared.more": ("unshared", SHARED, "", None, None, "U0BOT00001"),
    "channel_id_changed": ("moved", SHARED, "", "C0EXTACME2", None, "U0BOT00001"),
    "shared_channel_invite_received": ("invited", "C0THEIRS01", "acme-home", None, ("T0ACME0001",), "U0DANA0001"),
    "shared_channel_invite_accepted": ("accepted", SHARED, "ext-acme", None, ("T0ACME0001",), "U0DANA0001"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_channels_life_is_followed(name: str) -> None:
    event = known(name)
    assert isinstance(event, ChannelChanged)
    told = (event.change, event.place.external_id, event.name, event.becomes, event.connected)
    assert (*told, event.actor.external_id) == CHANGES[name]


def test_an_invitation_that_awaits_approval_connects_nobody() -> None:
    body = payload("shared_channel_invite_accepted")
    body["event"]["approval_required"] = True
    event = event_of(body, OURS, NOW)
    assert isinstance(event, ChannelChanged)
    assert event.connected is None


@pytest.mark.parametrize("missing", ["channel", "ts"])
def test_a_payload_without_what_it_always_has_is_said_to_be_unreadable(missing: str) -> None:
    body = payload("message.external.shared")
    del body["event"][missing]
    with pytest.raises(Unreadable, match=missing):
        event_of(body, OURS, NOW)


@pytest.mark.parametrize("timestamp", ["yesterday", "1e400", "-1e20", ""])
def test_a_timestamp_that_is_none_means_now(timestamp: str) -> None:
    body = payload("message_changed.external")
    body["event"]["event_ts"] = timestamp
    event = event_of(body, OURS, NOW)
    assert event is not None
    assert event.at in (NOW, datetime.fromtimestamp(1795507260.0002, UTC))


# What people do with what we show


def test_a_command_is_typed_where_customers_may_read() -> None:
    event = command_of(payload("command.shared"), OURS, NOW)
    assert (event.text, event.key) == ("why #ext-acme", "trigger:1337.48.abc")
    assert (event.place.kind, event.place.name, event.actor.is_vague) == ("shared", "ext-acme", True)


def test_a_command_in_a_direct_conversation_may_be_in_somebody_elses() -> None:
    assert command_of(payload("command.direct"), OURS, NOW).place.kind == "private"


def test_a_channel_whose_name_is_hidden_has_none() -> None:
    assert command_of(payload("command.private"), OURS, NOW).place.name == ""


# (kind of the place, reference, private, thread)
PRESSES: Mapping[str, tuple[str, str | None, bool, str | None]] = {
    "block_actions.home": ("shared", "1795507200.000100", False, None),
    "block_actions.external": ("shared", "1795507200.000100", False, None),
    "block_actions.direct": ("direct", "1795507200.000100", True, None),
    "block_actions.ephemeral": ("shared", None, True, None),
    "block_actions.thread": ("shared", "1795507200.000100", False, "1795507100.000001"),
    "block_actions.home_page": ("private", None, True, None),
    "block_actions.modal": ("private", None, True, None),
    "block_actions.select": ("shared", "1795507200.000100", False, None),
}


@pytest.mark.parametrize("name", PRESSES)
def test_where_a_button_was_pressed_says_who_sees_the_answer(name: str) -> None:
    event = press_of(payload(name), OURS, NOW)
    assert event is not None
    assert (event.place.kind, event.ref, event.is_private, event.place.thread) == PRESSES[name]
    assert event.place.workspace == "T061EG9R6"


def test_who_pressed_stands_at_the_user_and_not_at_the_team() -> None:
    event = press_of(payload("block_actions.external"), OURS, NOW)
    assert event is not None
    assert (event.actor.workspace, event.actor.is_vague) == ("T0ACME0001", False)


def test_a_form_of_a_customer_is_the_customers() -> None:
    body = payload("view_submission.external")
    place = Place("slack", "T061EG9R6", SHARED, kind="team")
    body["view"] |= form_view(Form("Edit", "edit", (Input("text", "Text"),)), place) | {"state": {"values": {}}}
    event = submission_of(body, OURS, NOW)
    assert (event.actor.workspace, event.action) == ("T0ACME0001", "edit")
    assert event.place == replace(place, kind="shared")  # what a form remembers may be over


def test_a_form_cannot_speak_of_another_workspace() -> None:
    body = payload("view_submission.home")
    place = Place("slack", "T0ELSEWHERE", "C1")
    body["view"] |= form_view(Form("Edit", "edit", ()), place) | {"state": {"values": {}}}
    assert submission_of(body, OURS, NOW).place == Place("slack", "T061EG9R6", "U061F7AUR", kind="private")


def test_a_form_that_is_not_ours_says_so() -> None:
    with pytest.raises(BadInput, match="earlier version"):
        submission_of(payload("view_submission.home"), OURS, NOW)


def test_only_what_was_done_on_their_own_page_shows_it_anew() -> None:
    body = payload("block_actions.home_page")
    body["view"] |= home_view(say("Your day"), Place("slack", "T061EG9R6", "U061F7AUR", kind="private"))
    pressed = press_of(body, OURS, NOW)
    assert pressed is not None
    assert refreshing(pressed) is not None
    for name in ("block_actions.direct", "block_actions.home", "block_actions.ephemeral"):
        elsewhere = press_of(payload(name), OURS, NOW)
        assert elsewhere is not None
        assert refreshing(elsewhere) is None


def test_a_chosen_message_keeps_its_author() -> None:
    event = shortcut_of(payload("message_action.external_message"), OURS, NOW)
    assert (event.name, event.text, event.author) == ("ask", "When is SSO live, please?", "U0DANA0001")


# Words

WORDS = {
    "plain": "plain",
    "a &lt;b&gt; &amp;amp; c": "a <b> &amp; c",
    "hi <@U1|dana> and <@U2>": "hi @dana and @U2",
    "in <#C1|ext-acme> or <#C2>": "in #ext-acme or #C2",
    "<!here> <!channel|channel> <!subteam^S1|@team>": "@here @channel @team",
    "<!date^1392734382^{date}|18 Feb>": "18 Feb",
    "see <https://acme.example/a?b=1&amp;c=2>": "see https://acme.example/a?b=1&c=2",
    "see <https://acme.example|our site>": "see our site (https://acme.example)",
    "see <http://acme.example|acme.example>": "see acme.example",
    "to <mailto:dana@acme.example|dana@acme.example>": "to dana@acme.example",
    "&lt;@U1&gt; is text": "<@U1> is text",
    "a < b > c": "a < b > c",
}


@pytest.mark.parametrize("written", WORDS)
def test_words_are_what_people_read(written: str) -> None:
    assert words_of(written) == WORDS[written]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("<@U9> why acme", "why acme"),
        ("hey <@U9|concierge>, why acme", "hey why acme"),
        ("<@U9>: stop", "stop"),
        ("why acme <@U9>", "why acme"),
        ("<@U9>\nfirst\nsecond", "first\nsecond"),
        ("<@U99> is another", "@U99 is another"),
    ],
)
def test_our_own_name_is_left_out(written: str, words: str) -> None:
    assert words_of(written, "U9") == words


def test_a_mention_is_only_a_real_one() -> None:
    assert mentions("<@U9|concierge> hi", "U9")
    assert not mentions("&lt;@U9&gt; hi", "U9")
    assert not mentions("<@U99> hi", "U9")
    assert not mentions("hi", "")


def test_what_is_lent_survives_and_anything_else_is_nothing() -> None:
    lent, way = Opens("1.2.x", "V1"), AnswerTo("https://hooks.slack.com/x", "1.2.x", "V1", is_home=True)
    assert (opens(encode(lent)), answer_to(encode(way))) == (lent, way)
    for other in (None, "", "7", "[]", "{", '{"trigger": 7}'):
        assert (opens(other), answer_to(other)) == (None, AnswerTo())
