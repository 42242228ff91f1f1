"""What a person can read and press in an Adaptive Card (pure)."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
CARD = "application/vnd.microsoft.card.adaptive"
PRESSED = ("Action.Execute", "Action.Submit")
# What nobody sees, whatever it looks like: a button's own data, what runs by itself, what older clients show instead.
UNSHOWN = ("data", "refresh", "fallback", "msteams")


class NotThere(AssertionError):
    """What a test wanted to press or fill in is not in the card that is shown."""


def elements(part: object) -> Iterator[Json]:
    """Every object inside that has a type, outermost first, cards that only unfold included."""
    if isinstance(part, dict):
        if isinstance(part.get("type"), str):
            yield part
        for key, inner in part.items():
            if key not in UNSHOWN:
                yield from elements(inner)
    elif isinstance(part, list):
        for each in part:
            yield from elements(each)


def words(card: Json) -> list[str]:
    """The texts in reading order: blocks, runs joined, facts, labels and placeholders, titles of buttons."""
    return [line for each in elements(card) if each.get("isVisible", True) for line in _written(each)]


def _written(element: Json) -> Iterator[str]:
    match element:
        case {"type": "TextBlock", "text": str(text)}:
            yield text
        case {"type": "RichTextBlock", "inlines": list(inlines)}:
            yield "".join(run if isinstance(run, str) else str(run.get("text", "")) for run in inlines)
        case {"type": "FactSet", "facts": list(facts)}:
            yield from (f"{fact['title']} {fact['value']}" for fact in facts)
        case {"type": str(kind)} if kind.startswith("Input."):
            yield from (str(element[name]) for name in ("label", "placeholder") if element.get(name))
        case {"type": str(kind), "title": str(title)} if kind.startswith("Action."):
            yield title


def titles(card: Json) -> list[str]:
    """What stands on the buttons that answer to the bot."""
    return [str(each.get("title", "")) for each in elements(card) if each["type"] in PRESSED]


def button(shown: list[Json], title: str, which: int = 0) -> tuple[Json, Json]:
    """The card and the button in it that says so; `which` counts from 1 where several say the same.

    Raises NotThere when there is none, or when there are several and nobody said which.
    """
    pairs = [(card, each) for card in shown for each in elements(card) if each["type"] in PRESSED]
    found = [pair for pair in pairs if pair[1].get("title") == title]
    if len(found) < max(which, 1) or (which == 0 and len(found) > 1):
        raise NotThere(f"{len(found)} buttons say {title!r}; there are {[each.get('title') for _, each in pairs]}")
    return found[max(which - 1, 0)]


def inputs(card: Json) -> dict[str, Json]:
    return {str(each["id"]): each for each in elements(card) if each["type"].startswith("Input.")}


def filled(card: Json, pressed: Json, given: dict[str, str]) -> Json:
    """The button's own data with the answers of the card beside it, as the client merges them.

    An answer is given under the field's id or what it says; `choice` is the selection that says the same as the button.
    What is chosen is named as it is shown, or by its value.
    Raises NotThere for an answer to what is not asked, a choice that is not offered, or a gap that must be filled.
    """
    asked = {} if pressed.get("associatedInputs") == "none" else inputs(card)
    found = {_field(name, asked, pressed): answer for name, answer in given.items()}
    answers = {name: _chosen(each, found.get(name, str(each.get("value", "")))) for name, each in asked.items()}
    for name, answer in answers.items():
        _check(asked[name], answer)
    data = pressed.get("data") or {}
    if not isinstance(data, dict):
        raise NotThere(f"the data of {pressed.get('title')!r} is {type(data).__name__}; Teams merges objects only")
    # A selection without a choice has no value at all and is left out.
    told = {name: answer for name, answer in answers.items() if answer or asked[name]["type"] != "Input.ChoiceSet"}
    return {**data, **told}


def _field(name: str, asked: dict[str, Json], pressed: Json) -> str:
    if name in asked:
        return name
    says = pressed.get("title") if name == "choice" else name
    found = [ident for ident, each in asked.items() if says in (each.get("label"), each.get("placeholder"))]
    if len(found) != 1:
        raise NotThere(f"{len(found)} fields are called {says!r}; the card asks for {sorted(asked)}")
    return found[0]


def _chosen(asked: Json, answer: str) -> str:
    """The value behind what a choice says."""
    if asked["type"] != "Input.ChoiceSet":
        return answer
    values = {str(choice["title"]): str(choice["value"]) for choice in asked.get("choices", ())}
    return values.get(answer, answer)


def _check(asked: Json, answer: str) -> None:
    if asked.get("isRequired") and not answer:
        raise NotThere(f"{asked['id']!r} must be filled in")
    if asked["type"] == "Input.ChoiceSet" and answer:
        offered = {str(choice["value"]) for choice in asked.get("choices", ())}
        chosen = set(answer.split(",")) if asked.get("isMultiSelect") else {answer}
        if not chosen <= offered:
            raise NotThere(f"{asked['id']!r} offers {sorted(offered)}, not {sorted(chosen - offered)}")


def shown(activity: Json) -> list[Json]:
    """The cards in a message."""
    return [each["content"] for each in activity.get("attachments") or () if each.get("contentType") == CARD]
