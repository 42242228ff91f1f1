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


def button(card: Json, title: str) -> Json:
    """Raises NotThere when there is none, or more than one: a person could not tell them apart."""
    found = [each for each in elements(card) if each["type"] in PRESSED and each.get("title") == title]
    if len(found) != 1:
        raise NotThere(f"{len(found)} buttons say {title!r}; there are {titles(card)}")
    return found[0]


def inputs(card: Json) -> dict[str, Json]:
    return {str(each["id"]): each for each in elements(card) if each["type"].startswith("Input.")}


def filled(card: Json, pressed: Json, given: dict[str, str]) -> Json:
    """The button's own data with the answers of the card beside it, as the client merges them.

    Raises NotThere for an answer to what is not asked, a choice that is not offered, or a gap that must be filled.
    """
    asked = {} if pressed.get("associatedInputs") == "none" else inputs(card)
    if strange := set(given) - set(asked):
        raise NotThere(f"the card does not ask for {sorted(strange)}, only for {sorted(asked)}")
    answers = {name: given.get(name, str(each.get("value", ""))) for name, each in asked.items()}
    for name, answer in answers.items():
        _check(asked[name], answer)
    data = pressed.get("data") or {}
    if not isinstance(data, dict):
        raise NotThere(f"the data of {pressed.get('title')!r} is {type(data).__name__}; Teams merges objects only")
    return {**data, **answers}


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
