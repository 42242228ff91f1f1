"""What the browser sends, as neutral events."""

from datetime import UTC, datetime

import pytest

from bot.playground import inbound
from bot.playground.chat import Kept
from bot.playground.directory import Person, Room
from bot.playground.forms import Asked
from bot.playground.inbound import Deed
from outreach.errors import BadInput, Stale
from outreach.events import Actor, FormSubmitted, Place
from outreach.messages import Button, Choice, Form, Input, Message, buttons, say

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PRIYA = Person("U1", "Priya Shah", "csm", None, "T-HOME", "dm:U1")
DANA = Person("C1", "Dana Ortiz", "customer", "Acme", "T-ACME", "dm:C1", ("ext-acme",))
ACME = Room("ext-acme", "T-HOME", "ext-acme", "shared", "Acme")
DIRECT = Room("dm:U1", "T-HOME", "Priya Shah", "direct")
CONTROLS = Message(
    (
        buttons(
            Button("Send", "approve", {"touch": "1"}),
            Choice("Not now", "later", (("week", "Next week"),), {"touch": "1"}),
        ),
    )
)


def kept(message: Message, thread: str | None = None) -> Kept:
    stored = message.to_json()
    return Kept("7", ACME.handle, thread, "Dana", "person", DANA.handle, None, stored, message.fallback, NOW)


def test_a_customers_words_come_from_their_own_workspace_and_not_from_home() -> None:
    event = inbound.said(Deed("k1", NOW, DANA, ACME), kept(say("Is SSO live?"), thread="3"))
    assert event.actor == Actor("playground", "T-ACME", "C1", "Dana Ortiz", is_home=False)
    assert event.place == Place("playground", "T-HOME", "ext-acme", "ext-acme", "shared", "3")
    assert (event.key, event.at, event.text, event.ref, event.mentions_us) == ("k1", NOW, "Is SSO live?", "7", False)


@pytest.mark.parametrize("role", ["csm", "manager", "admin"])
def test_everybody_but_customers_is_at_home(role: str) -> None:
    assert Person("U", "U", role, None, "T", "dm:U").is_home  # type: ignore[arg-type]


def test_naming_concierge_or_writing_to_it_directly_addresses_it() -> None:
    assert inbound.said(Deed("k", NOW, DANA, ACME), kept(say("@Concierge less please"))).mentions_us
    assert inbound.said(Deed("k", NOW, PRIYA, DIRECT), kept(say("hello"))).mentions_us


@pytest.mark.parametrize(
    ("words", "behind"),
    [("/cs", ""), ("/cs why acme", "why acme"), ("/CS  help", "help"), ("/csx", None), ("see /cs", None), ("", None)],
)
def test_only_words_led_by_the_command_word_are_a_command(words: str, behind: str | None) -> None:
    assert inbound.behind_command(words, "/cs") == behind


def test_a_command_carries_the_right_to_open_a_form() -> None:
    event = inbound.commanded(Deed("k1", NOW, PRIYA, DIRECT), kept(say("/cs why acme")), "/cs")
    assert (event.text, event.opens) == ("why acme", "k1")


def test_a_press_brings_back_the_buttons_own_values() -> None:
    event = inbound.pressed(
        Deed("k1", NOW, PRIYA, ACME), kept(CONTROLS), {"action": "approve", "values": '{"touch": "1"}'}
    )
    assert (event.action, event.values, event.ref, event.opens) == ("approve", {"touch": "1"}, "7", "k1")


def test_a_choice_comes_back_among_the_values() -> None:
    raw = {"action": "later", "values": {"touch": "1"}, "choice": "week"}
    assert inbound.pressed(Deed("k", NOW, PRIYA, ACME), kept(CONTROLS), raw).values == {"touch": "1", "choice": "week"}


@pytest.mark.parametrize(
    "raw",
    [
        {"action": "approve", "values": {"touch": "2"}},
        {"action": "approve", "values": {}},
        {"action": "approve", "values": {"touch": "1"}, "choice": "week"},
        {"action": "reject", "values": {"touch": "1"}},
        {"action": "later", "values": {"touch": "1"}, "choice": "year"},
        {"action": "later", "values": {"touch": "1"}},
    ],
)
def test_a_press_of_what_does_not_stand_there_is_refused(raw: dict[str, object]) -> None:
    with pytest.raises(Stale, match="no longer stands"):
        inbound.pressed(Deed("k", NOW, PRIYA, ACME), kept(CONTROLS), raw)


@pytest.mark.parametrize("values", [None, "{", "[]", {"touch": 1}, 7])
def test_values_that_are_no_texts_are_refused(values: object) -> None:
    with pytest.raises(BadInput):
        inbound.pressed(Deed("k", NOW, PRIYA, ACME), kept(CONTROLS), {"action": "approve", "values": values})


FORM = Form(
    "Edit",
    "edit-save",
    (
        Input("words", "Message", "lines"),
        Input("on", "Day", "date", optional=True),
        Input("tone", "Tone", "choice", options=(("me", "Me"),), optional=True),
    ),
    values={"touch": "1", "words": "old"},
)
ASKED = Asked(4, "opens-4", PRIYA.handle, ACME.handle, "3", FORM)


def submit(answers: dict[str, str]) -> FormSubmitted:
    return inbound.submitted(Deed("k", NOW, PRIYA, ACME), ASKED, {"answers": answers})


def test_answers_win_over_the_forms_own_values_and_nothing_else_gets_in() -> None:
    event = submit({"words": " new ", "on": "2026-11-25", "smuggled": "x"})
    assert event.values == {"touch": "1", "words": "new", "on": "2026-11-25", "tone": ""}
    assert (event.action, event.place.thread) == ("edit-save", "3")


@pytest.mark.parametrize(
    ("answers", "cure"),
    [
        ({"words": "  "}, "“Message” is needed"),
        ({"words": "a", "on": "tomorrow"}, "takes a date"),
        ({"words": "a", "tone": "them"}, "one of its options"),
    ],
)
def test_an_answer_that_cannot_be_used_names_its_question(answers: dict[str, str], cure: str) -> None:
    with pytest.raises(BadInput, match=cure):
        submit(answers)


def test_a_reaction_names_the_message_and_can_be_taken_back() -> None:
    event = inbound.reacted(Deed("k", NOW, DANA, ACME), kept(say("hi")), {"emoji": "👍", "added": False})
    assert (event.ref, event.emoji, event.added) == ("7", "👍", False)
    with pytest.raises(BadInput):
        inbound.reacted(Deed("k", NOW, DANA, ACME), kept(say("hi")), {"emoji": "<b>"})


@pytest.mark.parametrize("given", [None, 7, "short", "has space in it", "x" * 65])
def test_an_id_that_is_none_is_refused(given: object) -> None:
    with pytest.raises(BadInput, match="reload the page"):
        inbound.key_of({"id": given}, "say")


def test_the_same_id_is_another_key_for_another_kind_of_deed() -> None:
    raw = {"id": "0b2f-4c11"}
    assert inbound.key_of(raw, "say") == inbound.key_of(raw, "say") != inbound.key_of(raw, "press")


@pytest.mark.parametrize(("words", "cure"), [("  \n ", "write something"), ("x" * 40_001, "shorten it")])
def test_words_that_cannot_be_sent_name_the_cure(words: str, cure: str) -> None:
    with pytest.raises(BadInput, match=cure):
        inbound.words_of({"text": words})
