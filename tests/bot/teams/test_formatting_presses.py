"""Buttons, choices and forms as actions of a card, and what comes back when they are pressed."""

import pytest

from bot.teams.elements import Element
from bot.teams.formatting import render
from bot.teams.forms import form_card
from bot.teams.presses import CARRIED, Press, read_press
from outreach.errors import Refused
from outreach.messages import Button, Choice, Message, Refresh, buttons, say
from tests.bot.samples import FORMS, MESSAGES, presses_of
from tests.bot.teams.test_formatting import PRESS, inlines, lines, of_type, rendered, walk


def pressed(action: Element, **inputs: str) -> Press | None:
    """As the invoke of an Action.Execute brings it."""
    data = action["data"]
    assert isinstance(data, dict)
    sent = {"type": action["type"], "verb": action.get("verb"), "data": {**data, **inputs}}
    return read_press({"action": sent, "trigger": "manual"})


@pytest.mark.parametrize("name", MESSAGES)
def test_every_press_comes_back_as_it_was_written(name: str) -> None:
    card = rendered(MESSAGES[name]).card
    found = [pressed(action, choice="no", choice_2="no") for action in of_type(card, "Action.Execute")]
    wanted = presses_of(MESSAGES[name])
    assert sorted(str(press and press.action) for press in found) == sorted(control.action for control in wanted)
    assert all(press and press.press == PRESS for press in found)
    given_back = [dict(press.values) for press in found if press]
    for control in wanted:
        ours = [{k: v for k, v in each.items() if k != "choice"} for each in given_back]
        assert dict(control.values) in ours


def test_a_confirmation_is_a_second_press() -> None:
    card = render(Message((buttons(Button("Stop", "touch.stop", {"touch": "1"}, "danger", "Stop it?")),)), PRESS).card
    (first,) = of_type(card, "Action.ShowCard")
    assert not [each for each in walk(card) if each.get("type") == "Action.Execute" and each not in walk(first)]
    assert lines({"card": first["card"]}) == ["Stop it?"]
    assert pressed(of_type(first, "Action.Execute")[0]) == Press("touch.stop", {"touch": "1"}, PRESS)


def test_each_choice_has_its_own_answer() -> None:
    options = (("a", "A"), ("b", "B"))
    shown = Message((buttons(*(Choice(label, f"do.{label}", options, {"n": label}) for label in ("one", "two"))),))
    first, second = of_type(render(shown, PRESS).card, "Action.Execute")
    inputs = {"choice": "a", "choice-2": "b"}
    assert pressed(first, **inputs) == Press("do.one", {"n": "one", "choice": "a"}, PRESS)
    assert pressed(second, **inputs) == Press("do.two", {"n": "two", "choice": "b"}, PRESS)
    assert pressed(second) == Press("do.two", {"n": "two", "choice": ""}, PRESS)


def test_no_row_holds_more_buttons_than_teams_shows() -> None:
    shown = Message((buttons(*(Button(f"B{n}", "do", {"n": str(n)}) for n in range(14))),))
    rows = [row["actions"] for row in of_type(render(shown, PRESS).card, "ActionSet")]
    assert [len(inlines(row)) for row in rows] == [5, 5, 4]


def test_old_clients_get_a_submit_with_the_same_data() -> None:
    (action,) = of_type(render(Message((buttons(Button("Go", "do", {"a": "1"})),)), PRESS).card, "Action.Execute")
    fallback = action["fallback"]
    assert isinstance(fallback, dict)
    assert read_press(fallback["data"]) == Press("do", {"a": "1"}, PRESS)


def test_a_full_card_does_without_what_old_clients_show() -> None:
    many = Message((*(buttons(Button("Go", "do", {"n": str(n)})) for n in range(100)),))
    card = render(many, PRESS).card
    assert len(of_type(card, "Action.Execute")) == 100
    assert not of_type(card, "Action.Submit")


def test_a_page_is_drawn_anew_for_its_readers() -> None:
    page = say("Hi") + Message((Refresh("account.open", {"account": "1"}),))
    drawn = render(page, PRESS, readers=[f"29:{n}" for n in range(70)]).card["refresh"]
    assert isinstance(drawn, dict)
    assert drawn["userIds"] == [f"29:{n}" for n in range(60)]
    assert pressed(drawn["action"]) == Press("account.open", {"account": "1"}, PRESS, is_look=True)
    assert "fallback" not in drawn["action"]


def test_without_a_reader_or_a_page_nothing_is_drawn_anew() -> None:
    page = say("Hi") + Message((Refresh("account.open", {"account": "1"}),))
    assert render(page, PRESS).card == render(say("Hi"), PRESS, readers=["29:1"]).card


def test_a_card_that_is_full_without_it_stays_as_it_is() -> None:
    full = next(message for many in range(20_000, 0, -10) if fits(message := say("x" * many)))
    page = full + Message((Refresh("account.open", {"account": "1"}),))
    assert render(page, PRESS, readers=["29:1"]).card == render(full, PRESS).card


def fits(message: Message) -> bool:
    try:
        render(message, PRESS)
    except Refused:
        return False
    return True


def test_what_teams_asks_for_by_itself_is_no_press() -> None:
    sent = {"action": {"data": {CARRIED: {"action": "touch.send", "values": {}, "press": PRESS}}}}
    press = read_press({**sent, "trigger": "automatic"})
    assert press is not None
    assert press.is_look


def test_the_answers_of_a_form_come_back_with_its_values() -> None:
    (action,) = of_type(form_card(FORMS["form"], PRESS), "Action.Execute")
    answers = {"words": "Hello", "on": "2026-11-25", "tone": "me"}
    values = {**answers, "kind": "", "note": ""}
    assert pressed(action, **answers, other="x") == Press("edit-save", values, PRESS, is_form=True)
    over = form_card(FORMS["form"], PRESS, in_dialog=True)
    assert not of_type(over, "Action.Execute")
    (submit,) = of_type(over, "Action.Submit")
    data = submit["data"]
    assert isinstance(data, dict)
    assert read_press({"data": {**data, **answers}, "context": {}}) == Press("edit-save", values, PRESS, is_form=True)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        [],
        {},
        {"concierge": None},
        {"concierge": {"action": "a", "values": {}}},
        {"concierge": {"action": "a", "values": {"n": 1}, "press": "p"}},
        {"concierge": {"action": ["a"], "values": {}, "press": "p"}},
        {"action": {"data": {"other": {}}}},
        {"action": "concierge"},
    ],
)
def test_what_no_card_of_ours_sends_is_no_press(value: object) -> None:
    assert read_press(value) is None


def test_an_input_may_have_the_name_of_a_wrapping() -> None:
    carried = {"action": "a", "values": {}, "press": "p", "inputs": {"data": "data"}}
    assert read_press({"concierge": carried, "data": "x", "action": {"data": 1}}) == Press("a", {"data": "x"}, "p")
