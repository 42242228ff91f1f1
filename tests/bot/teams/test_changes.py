"""The life of teams, channels and chats."""

import pytest

from bot.teams.changes import affected_team, sharing
from outreach.events import ChannelChanged, Installed
from tests.bot.teams.told import activity, events, only
from tests.platforms.teams.payloads import payload
from tests.platforms.teams.tenant import HOME


@pytest.mark.parametrize(
    ("name", "change", "shown"),
    [
        ("bot_added_to_team", "joined", "Customers"),
        ("bot_removed_from_team", "left", "Customers of ours"),
        ("bot_admitted_to_shared_channel", "joined", ""),
        ("installation_removed_from_team", "left", "Customers of ours"),
        ("channel_created", "joined", "plans"),
        ("channel_renamed", "renamed", "roadmap"),
        ("channel_deleted", "deleted", "roadmap"),
        ("channel_restored", "unarchived", "roadmap"),
        ("channel_shared", "shared", "ext-acme"),
        ("channel_unshared", "unshared", "ext-acme"),
        ("team_renamed", "renamed", "Customers of ours"),
        ("team_archived", "archived", "Customers of ours"),
    ],
)
def test_a_channel_s_life_is_followed(name: str, change: str, shown: str) -> None:
    event = only(name)
    assert isinstance(event, ChannelChanged)
    assert (event.change, event.name) == (change, shown)


@pytest.mark.parametrize(
    ("told", "change"),
    [
        ("teamDeleted", "deleted"),
        ("teamHardDeleted", "deleted"),
        ("teamUnarchived", "unarchived"),
        ("teamRestored", "unarchived"),
    ],
)
def test_a_team_s_life_is_that_of_its_channels(told: str, change: str) -> None:
    data = {**payload("team_archived")["channelData"], "eventType": told}
    event = only("team_archived", channelData=data)
    assert isinstance(event, ChannelChanged)
    assert event.change == change
    assert affected_team(activity("team_archived", channelData=data)) == data["team"]["id"]


def test_it_happens_to_the_channel_and_not_where_it_is_told() -> None:
    event, raw = only("channel_renamed"), payload("channel_renamed")
    assert event.place.external_id == raw["channelData"]["channel"]["id"] != raw["conversation"]["id"]
    assert affected_team(activity("channel_renamed")) is None


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("bot_added_to_team", True),
        ("bot_removed_from_team", True),
        ("installation_removed_from_team", True),
        ("installation_added_to_team", False),
        ("bot_admitted_to_shared_channel", False),
        ("member_added_to_team", False),
        ("channel_deleted", False),
    ],
)
def test_what_happens_to_a_whole_team_says_so(name: str, whole: bool) -> None:
    assert (affected_team(activity(name)) is not None) == whole


def test_sharing_with_our_own_teams_changes_nothing() -> None:
    data = payload("channel_shared")["channelData"]
    ours = {**data, "sharedWithTeams": [{"id": "19:x", "name": "Ours", "tenantId": HOME}]}
    assert events("channel_shared", channelData=ours) == []
    theirs = {each["tenantId"] for each in data["sharedWithTeams"]}
    assert sharing(activity("channel_shared")) == theirs


def test_a_chat_gets_another_name() -> None:
    chat = payload("message_group_from_foreign_tenant")["conversation"]
    event = only("channel_renamed", conversation=chat, channelData={"tenant": {"id": HOME}}, topicName="Acme talk")
    assert isinstance(event, ChannelChanged)
    assert (event.change, event.name, event.place.name) == ("renamed", "Acme talk", "Acme talk")


def test_shared_and_private_channels_are_not_ours_by_being_made() -> None:
    data = payload("channel_created")["channelData"]
    for kind in ("shared", "Private"):
        made = {**data, "channel": {**data["channel"], "type": kind}}
        assert events("channel_created", channelData=made) == []


def test_installing_greets_and_an_upgrade_does_not() -> None:
    assert isinstance(only("installation_added_by_colleague"), Installed)
    assert isinstance(only("installation_added_to_team"), Installed)
    assert events("installation_upgraded") == []


@pytest.mark.parametrize(
    "name",
    [
        "bot_added_by_colleague",
        "bot_removed_by_colleague",
        "installation_removed_by_colleague",
        "member_added_to_team",
        "member_removed_from_team",
        "foreign_member_came_with_it",
    ],
)
def test_the_rest_means_nothing_to_us(name: str) -> None:
    assert events(name) == []


@pytest.mark.parametrize("kind", ["typing", "event", "endOfConversation", "", "trace", "handoff"])
def test_other_kinds_mean_nothing_to_us(kind: str) -> None:
    assert events("message_personal_from_home", type=kind) == []


def test_what_has_no_id_is_told_apart_by_its_time() -> None:
    first = only("channel_renamed", id="")
    later = only("channel_renamed", id="", timestamp="2026-11-24T10:30:00Z")
    assert first.key == only("channel_renamed", id="").key != later.key
