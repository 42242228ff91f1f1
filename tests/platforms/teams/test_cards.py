"""A person finds their way in a card by what it says."""

import pytest

from tests.platforms.teams import cards
from tests.platforms.teams.cards import Json, NotThere
from tests.platforms.teams.listener import card

LATER: Json = {"type": "Action.Execute", "title": "Not now", "verb": "later", "data": {"touch": "1"}}
WHEN: Json = {
    "type": "Input.ChoiceSet",
    "id": "choice-1",
    "placeholder": "Not now",
    "choices": [{"title": "Next week", "value": "week"}, {"title": "Never", "value": "never"}],
}
NOTE: Json = {"type": "Input.Text", "id": "note", "label": "Your note", "value": "none"}
ROWS: Json = {"type": "ColumnSet", "columns": [{"type": "Column", "items": [WHEN, NOTE]}]}
BESIDE = card(ROWS, actions=(LATER,))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, {"note": "none"}),
        ({"choice": "Next week"}, {"choice-1": "week", "note": "none"}),
        ({"Not now": "never"}, {"choice-1": "never", "note": "none"}),
        ({"choice-1": "never", "Your note": ""}, {"choice-1": "never", "note": ""}),
    ],
)
def test_fields_answer_to_their_ids_and_to_what_they_say(given: dict[str, str], told: dict[str, str]) -> None:
    assert cards.filled(BESIDE, LATER, given) == {"touch": "1", **told}


def test_a_button_may_leave_the_fields_alone() -> None:
    alone: Json = {**LATER, "associatedInputs": "none"}

    assert cards.filled(BESIDE, alone, {}) == {"touch": "1"}
    with pytest.raises(NotThere):
        cards.filled(BESIDE, alone, {"note": "x"})


def test_what_unfolds_can_be_pressed_and_what_stands_in_for_it_elsewhere_cannot() -> None:
    sure = card({"type": "TextBlock", "text": "Really?"}, actions=({**LATER, "fallback": {**LATER, "title": "Old"}},))
    asking = card(actions=({"type": "Action.ShowCard", "title": "Not now", "card": sure},))

    assert cards.titles(asking) == ["Not now"]
    assert cards.button([asking], "Not now")[1]["verb"] == "later"
    assert "Really?" in cards.words(asking)


def test_buttons_that_say_the_same_are_told_apart_by_their_place_only() -> None:
    second: Json = {**LATER, "verb": "second"}
    both = [card(actions=(LATER, second))]

    assert cards.button(both, "Not now", 2) == (both[0], second)
    for which in (0, 3):
        with pytest.raises(NotThere, match="2 buttons"):
            cards.button(both, "Not now", which)


def test_what_is_written_is_read_in_order() -> None:
    runs: Json = {"type": "RichTextBlock", "inlines": ["Hi ", {"type": "TextRun", "text": "Dana"}]}
    facts: Json = {"type": "FactSet", "facts": [{"title": "When", "value": "Wednesday"}]}
    hidden: Json = {"type": "TextBlock", "text": "hidden", "isVisible": False}

    shown = card(runs, facts, hidden, NOTE, actions=(LATER,))

    assert cards.words(shown) == ["Hi Dana", "When Wednesday", "Your note", "Not now"]
