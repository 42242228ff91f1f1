"""Who did it, where and when, from every kind of sender."""

import pytest

from bot.teams.addresses import Address, read_address
from outreach.events import pack, unpack
from tests.bot.teams.told import NOW, TOLD_AT, events, only, sender
from tests.platforms.teams.cards import Json
from tests.platforms.teams.payloads import names, payload
from tests.platforms.teams.tenant import APP, HOME


def test_nobody_is_home_because_an_activity_leaves_it_out() -> None:
    actor = only("message_personal_from_home").actor
    raw = payload("message_personal_from_home")["from"]
    assert (actor.platform, actor.workspace, actor.external_id) == ("teams", HOME, raw["aadObjectId"])
    assert (actor.is_home, actor.is_vague, actor.email) == (False, True, None)


def test_a_full_member_of_our_tenant_is_home() -> None:
    name = "message_personal_from_home"
    actor = only(name, **{"from": sender(name, tenantId=HOME.upper(), userRole="user")}).actor
    assert (actor.workspace, actor.is_home, actor.is_vague) == (HOME, True, False)


def test_a_guest_in_our_tenant_is_not_home() -> None:
    name = "message_channel_from_guest"
    actor = only(name, **{"from": sender(name, tenantId=HOME, userRole="guest")}).actor
    assert (actor.workspace, actor.is_home, actor.is_vague) == (HOME, False, False)


def test_somebody_of_our_tenant_in_an_unknown_role_is_looked_up() -> None:
    name = "message_channel_from_guest"
    actor = only(name, **{"from": sender(name, tenantId=HOME)}).actor
    assert (actor.is_home, actor.is_vague) == (False, True)


def test_a_foreign_tenant_is_foreign_whatever_the_role() -> None:
    name = "message_channel_from_foreign_tenant_named"
    raw = sender(name, userRole="user")
    actor = only(name, **{"from": raw}).actor
    assert (actor.workspace, actor.is_home, actor.is_vague) == (raw["tenantId"], False, False)


def test_without_a_directory_id_the_platform_s_own_stands_in() -> None:
    actor = only("message_channel_from_unknown", **{"from": {"id": "29:x", "name": "X"}}).actor
    assert (actor.external_id, actor.is_vague, actor.is_home) == ("29:x", True, False)


def test_a_bot_is_nobody_to_listen_to() -> None:
    assert events("message_channel_from_unknown", **{"from": {"id": f"28:{APP}", "name": "Concierge"}}) == []
    assert events("message_channel_from_unknown", **{"from": {"id": "29:x", "role": "bot"}}) == []


@pytest.mark.parametrize("name", names())
def test_only_our_own_chat_is_private(name: str) -> None:
    """Every channel and group chat may be read by customers."""
    for event in events(name):
        is_personal = payload(name)["conversation"]["conversationType"] == "personal"
        assert event.place.kind == ("direct" if is_personal else "shared")
        assert event.place.workspace == HOME
        assert ";" not in event.place.external_id


@pytest.mark.parametrize("name", names())
def test_every_event_survives_being_kept(name: str) -> None:
    for event in events(name):
        assert unpack(pack(event)) == event
        assert event.at == TOLD_AT


@pytest.mark.parametrize("name", names())
def test_told_again_it_has_the_same_key(name: str) -> None:
    assert [event.key for event in events(name)] == [event.key for event in events(name)]


def test_a_place_keeps_how_to_get_there() -> None:
    raw = payload("message_thread_from_home")
    reference = only("message_thread_from_home").place.reference
    assert reference is not None
    assert read_address(reference) == Address(raw["serviceUrl"], raw["channelData"]["team"]["id"])
    personal = only("message_personal_from_home").place.reference
    assert personal == payload("message_personal_from_home")["serviceUrl"]


def test_a_reply_is_in_a_thread_and_what_begins_one_is_not() -> None:
    reply = only("message_thread_from_home")
    assert reply.place.thread == payload("message_thread_from_home")["conversation"]["id"].partition("messageid=")[2]
    assert only("message_channel_from_foreign_tenant").place.thread is None


def test_a_chat_between_two_people_is_not_our_conversation_with_one() -> None:
    chat = {"id": "19:one_two@unq.gbl.spaces", "conversationType": "personal", "tenantId": HOME}
    assert only("message_action_opened_by_home", conversation=chat).place.kind == "private"


def test_without_a_readable_time_it_happened_now() -> None:
    assert only("message_personal_from_home", timestamp="soon").at == NOW
    assert only("message_personal_from_home", timestamp=None).at == NOW
    assert only("message_personal_from_home", timestamp="2026-11-24T08:00:00.1234567Z").at.microsecond == 123456


BROKEN: list[Json] = [
    {},
    {"conversation": None},
    {"conversation": {"id": 7}},
    {"from": None},
    {"from": "x"},
    {"channelData": []},
    {"entities": [None, {"type": 5}, {"type": "mention", "mentioned": None}]},
    {"attachments": [None, "x", {"contentType": 5}]},
    {"value": {"action": {"data": {"concierge": {"action": 1}}}, "messagePayload": {"body": 5, "from": {"user": 3}}}},
    {"reactionsAdded": [None, {"type": None}]},
    {"membersAdded": [None, {"id": None}], "membersRemoved": "x"},
    {"id": None, "name": 5, "text": 5, "timestamp": 5},
]


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("changes", BROKEN)
def test_nothing_malformed_breaks_it(name: str, changes: Json) -> None:
    for event in events(name, **changes):
        assert unpack(pack(event)) == event
