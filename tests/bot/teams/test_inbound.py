"""What people say and press on Teams, as neutral events."""

import pytest

from bot.teams.answers import read_way
from outreach.events import Action, ChannelMessage, Command, FormSubmitted, MessageChanged, Reaction, Shortcut
from tests.bot.teams.told import CARRIED, FORM, events, executed, only
from tests.platforms.teams.payloads import payload


def test_a_mention_addresses_us_and_is_not_said() -> None:
    event = only("message_channel_mention_from_home")
    assert isinstance(event, ChannelMessage)
    assert (event.text, event.mentions_us) == ("why acme", True)
    assert event.ref == payload("message_channel_mention_from_home")["id"]
    assert event.key == f"message:{event.place.external_id}:{event.ref}"


def test_only_the_mark_goes_and_the_name_stays_elsewhere() -> None:
    text = "<at>Concierge</at> remember Acme likes <at>Dana Ortiz</at> and Concierge"
    event = only("message_channel_mention_from_home", text=text)
    assert isinstance(event, ChannelMessage)
    assert event.text == "remember Acme likes Dana Ortiz and Concierge"


def test_somebody_else_s_mention_does_not_address_us() -> None:
    mention = {"type": "mention", "text": "<at>Marco</at>", "mentioned": {"id": "29:m", "name": "Marco"}}
    event = only("message_channel_from_foreign_tenant", text="<at>Marco</at> look", entities=[mention])
    assert isinstance(event, ChannelMessage)
    assert (event.text, event.mentions_us) == ("Marco look", False)


def test_a_channel_that_we_may_read_is_heard_without_a_mention() -> None:
    event = only("message_channel_from_foreign_tenant")
    assert isinstance(event, ChannelMessage)
    assert (event.text, event.mentions_us) == ("Is SSO live?", False)


def test_whatever_is_said_to_us_alone_addresses_us() -> None:
    event = only("message_personal_from_home")
    assert isinstance(event, ChannelMessage)
    assert event.mentions_us


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("my-day", "my-day"),
        ("/why acme", "why acme"),
        ("/cs why acme", "why acme"),
        ("cs", ""),
        ("why /cs", "why /cs"),
    ],
)
def test_a_targeted_message_is_a_command_with_an_answer_for_them_alone(text: str, said: str) -> None:
    event = only("message_slash_from_home", text=text)
    assert isinstance(event, Command)
    assert event.text == said
    way = read_way(event.answer_to)
    assert (way.targeted, way.invoke, way.user) == (True, None, payload("message_slash_from_home")["from"]["id"])
    assert event.opens == event.answer_to


def test_a_page_becomes_plain_text() -> None:
    page = "<p>See&nbsp;<a href='https://a.example/x'>this</a> &amp; <b>that</b></p><ul><li>one</li><li>two</li></ul>"
    event = only("message_channel_from_foreign_tenant", text=page, textFormat="xml")
    assert isinstance(event, ChannelMessage)
    assert event.text == "See this (https://a.example/x) & that\n\n• one\n• two"


def test_plain_text_is_taken_literally() -> None:
    event = only("message_channel_from_foreign_tenant", text="a &lt; b <b>c</b>\r\n\r\n\r\n\r\nd&nbsp;e")
    assert isinstance(event, ChannelMessage)
    assert event.text == "a &lt; b <b>c</b>\n\nd e"


def test_a_picture_without_a_word_is_something_said() -> None:
    picture = {"contentType": "image/png", "contentUrl": "https://smba.trafficmanager.net/x"}
    event = only("message_channel_from_foreign_tenant", text="", attachments=[picture])
    assert isinstance(event, ChannelMessage)
    assert event.text == ""
    assert events("message_channel_from_foreign_tenant", text="  ", attachments=[]) == []


def test_an_edit_and_a_deletion_follow_the_message() -> None:
    edited, deleted = only("message_edited_by_foreign_tenant"), only("message_deleted_by_foreign_tenant")
    assert isinstance(edited, MessageChanged)
    assert isinstance(deleted, MessageChanged)
    assert (edited.text, deleted.text) == ("Is SSO live now?", None)
    assert edited.ref == deleted.ref == payload("message_channel_from_foreign_tenant")["id"]
    assert edited.key != deleted.key


def test_an_edit_may_address_us() -> None:
    said = payload("message_channel_mention_from_home")
    changes = {name: said[name] for name in ("text", "textFormat", "entities") if name in said}
    edited = only("message_edited_by_foreign_tenant", **changes)
    assert isinstance(edited, MessageChanged)
    assert (edited.text, edited.mentions_us) == ("why acme", True)


def test_each_edit_of_a_message_is_another_one() -> None:
    later = only("message_edited_by_foreign_tenant", timestamp="2026-11-24T08:05:00Z")
    assert later.key != only("message_edited_by_foreign_tenant").key


@pytest.mark.parametrize(
    ("kind", "emoji"),
    [
        ("like", "👍"),
        ("heart", "❤️"),
        ("1f440_eyes", "👀"),
        ("1f44d-1f3fd", "👍🏽"),
        ("odd", "odd"),
        ("ffffffffff", "ffffffffff"),
    ],
)
def test_a_reaction_is_the_character_itself(kind: str, emoji: str) -> None:
    added = only("reaction_added_by_foreign_tenant", reactionsAdded=[{"type": kind}])
    assert isinstance(added, Reaction)
    assert (added.emoji, added.added) == (emoji, True)
    assert added.ref == payload("reaction_added_by_foreign_tenant")["replyToId"]


def test_a_reaction_can_be_taken_back() -> None:
    removed = only("reaction_removed_by_foreign_tenant")
    assert isinstance(removed, Reaction)
    assert not removed.added


def test_a_press_comes_with_its_values_and_a_place_for_the_answer() -> None:
    event = only("execute_from_foreign_tenant", **executed(CARRIED))
    assert isinstance(event, Action)
    assert (event.action, event.values, event.is_private) == ("touch.send", {"touch": "7"}, False)
    assert event.ref == payload("execute_from_foreign_tenant")["replyToId"]
    way = read_way(event.answer_to)
    assert (way.invoke, way.in_dialog) == (event.key, False)
    assert way.user == payload("execute_from_foreign_tenant")["from"]["id"]
    assert event.opens == event.answer_to


def test_a_sent_form_is_a_form() -> None:
    event = only("execute_from_foreign_tenant", **executed(FORM))
    assert isinstance(event, FormSubmitted)
    assert (event.action, event.values) == ("touch.edit", {"touch": "7", "words": "Hello", "note": ""})
    assert read_way(event.answer_to).invoke == event.key


def test_an_older_client_s_press_has_nobody_waiting() -> None:
    event = only("submit_from_foreign_tenant", value=CARRIED)
    assert isinstance(event, Action)
    assert read_way(event.answer_to).invoke is None


def test_a_press_in_our_own_chat_is_seen_by_nobody_else() -> None:
    chat = payload("message_personal_from_home")["conversation"]
    event = only("execute_from_foreign_tenant", **executed(CARRIED, conversation=chat))
    assert isinstance(event, Action)
    assert event.is_private


@pytest.mark.parametrize("value", [None, "x", {}, {"action": "x"}, {"data": {"concierge": 1}}, {"touch": "1"}])
def test_what_no_card_of_ours_sends_is_nothing(value: object) -> None:
    assert events("execute_from_foreign_tenant", value=value) == []
    assert events("submit_from_foreign_tenant", value=value, text=None) == []
    assert events("dialog_submitted_by_home", value=value) == []


def test_dialogs_are_answered_in_the_dialog() -> None:
    opened = only("dialog_opened_by_home", value={"data": CARRIED})
    sent = only("dialog_submitted_by_home", value={"data": FORM})
    assert isinstance(opened, Action)
    assert isinstance(sent, FormSubmitted)
    assert read_way(opened.opens).in_dialog
    assert opened.is_private
    assert read_way(sent.answer_to).in_dialog


def test_a_message_s_menu_says_which_message_and_whose() -> None:
    event = only("message_action_opened_by_home")
    assert isinstance(event, Shortcut)
    assert (event.name, event.text, event.author) == ("log", "Could you add SSO?", "Dana Ortiz")
    assert event.ref == payload("message_action_opened_by_home")["value"]["messagePayload"]["id"]
    way = read_way(event.opens)
    assert (way.invoke, way.in_dialog) == (event.key, True)


def test_a_menu_of_somebody_else_s_is_nothing() -> None:
    value = {**payload("message_action_opened_by_home")["value"], "commandId": "order-pizza"}
    assert events("message_action_opened_by_home", value=value) == []


def test_a_form_from_the_menu_is_a_form() -> None:
    value = {**payload("message_action_submitted_by_home")["value"], "data": FORM}
    assert isinstance(only("message_action_submitted_by_home", value=value), FormSubmitted)


def test_an_answer_quotes_nobody_else() -> None:
    """What somebody answers to stands in front of their words."""
    quoted = '<blockquote itemtype="http://schema.skype.com/Reply"><p>Old<br>words</p></blockquote>'
    body = f'{quoted}<p>New <emoji alt="👍">x</emoji></p>'
    raw = payload("message_action_opened_by_home")["value"]
    chosen = {**raw["messagePayload"], "body": {"contentType": "html", "content": body}}
    event = only("message_action_opened_by_home", value={**raw, "messagePayload": chosen})
    assert isinstance(event, Shortcut)
    assert event.text.startswith("New 👍")
    assert "Old" not in event.text
