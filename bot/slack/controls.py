"""Buttons and choices as Slack shows them, and a press as it comes back. Pure."""

import json
from collections.abc import Iterator, Mapping

from bot.slack.texts import Block, is_safe, label, paragraphs
from outreach.errors import BadInput, Refused
from outreach.messages import Button, Buttons, Choice, LinkButton, Run

Json = Mapping[str, object]
Options = tuple[tuple[str, str], ...]

MOST_CONTROLS, MOST_OPTIONS = 25, 100
LONGEST_LABEL, LONGEST_VALUE, LONGEST_OPTION, LONGEST_ID = 75, 2_000, 150, 255
_LONGEST_QUESTION, _LONGEST_YES, _LONGEST_PLACEHOLDER = 300, 30, 150
_OUTDATED = "That button is from an earlier version and no longer works. Open the page again."


def actions(part: Buttons, numbers: Iterator[int]) -> Iterator[Block]:
    """`numbers` goes through the whole message, since the id of each control has to be its own there."""
    shown = [_control(one, next(numbers)) for one in part.buttons if _can_be_shown(one)]
    for start in range(0, len(shown), MOST_CONTROLS):
        yield {"type": "actions", "elements": shown[start : start + MOST_CONTROLS]}
    for one in part.buttons:
        if isinstance(one, LinkButton) and not is_safe(one.link):
            yield from paragraphs((Run(one.label, link=one.link),))


def read_press(pressed: Json) -> tuple[str, dict[str, str]] | None:
    """One entry of a payload's `actions` as our action and its values, the choice made among them.

    None for what only opens a link. Raises BadInput for a control that this version did not make.
    """
    number, has_number, named = _text(pressed, "action_id").partition(":")
    if not has_number or not number.isdecimal():
        raise BadInput(_OUTDATED)
    if pressed.get("type") == "static_select":
        action, values = _unpacked(named)
        return action, {**values, "choice": chosen(pressed) or ""}
    return (named, unpack(_text(pressed, "value"))) if named else None


def chosen(given: Json) -> str | None:
    """What is selected; None when nothing is."""
    option = given.get("selected_option")
    value = option.get("value") if isinstance(option, Mapping) else None
    return value if isinstance(value, str) else None


def select(action_id: str, placeholder: str, options: Options) -> Block:
    """Raises Refused for more options, or longer values, than Slack holds."""
    if len(options) > MOST_OPTIONS:
        raise Refused(
            "message_too_long",
            f"“{placeholder}” offers {len(options)} things, and Slack shows {MOST_OPTIONS} at most: narrow it down.",
        )
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": label(placeholder, _LONGEST_PLACEHOLDER),
        "options": [option(value, words) for value, words in options],
    }


def option(value: str, words: str) -> Block:
    if not 0 < len(value) <= LONGEST_OPTION:
        raise _too_much(words, LONGEST_OPTION)
    return {"text": label(words, LONGEST_LABEL), "value": value}


def pack(given: object) -> str:
    """Compact JSON without the three signs that Slack may escape on the way back."""
    packed = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    return packed.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")


def unpack(packed: str) -> dict[str, str]:
    """Raises BadInput unless it is a mapping of text to text."""
    return _texts(_parsed(packed))


def _can_be_shown(one: Button | LinkButton | Choice) -> bool:
    """Slack takes no select without options."""
    if isinstance(one, LinkButton):
        return is_safe(one.link)
    return bool(one.options) if isinstance(one, Choice) else True


def _control(one: Button | LinkButton | Choice, number: int) -> Block:
    match one:
        case Button():
            return _button(one, number)
        case Choice():
            # A select has no value of its own, so its id carries both.
            carried = pack([one.action, dict(one.values)])
            return select(_identified(f"{number}:{carried}", one.label), one.label, one.options)
        case LinkButton():
            # Slack tells us of this press as well: an id without an action says that there is nothing to do.
            return {
                "type": "button",
                "action_id": f"{number}:",
                "text": label(one.label, LONGEST_LABEL),
                "url": one.link,
            }


def _button(button: Button, number: int) -> Block:
    value = pack(dict(button.values))
    if len(value) > LONGEST_VALUE:
        raise _too_much(button.label, LONGEST_VALUE)
    shown: Block = {
        "type": "button",
        "action_id": _identified(f"{number}:{button.action}", button.label),
        "text": label(button.label, LONGEST_LABEL),
        "value": value,
    }
    if button.style != "plain":
        shown["style"] = button.style
    if button.confirm:
        shown["confirm"] = _confirm(button, button.confirm)
    return shown


def _confirm(button: Button, question: str) -> Block:
    if len(question) > _LONGEST_QUESTION:
        raise Refused(
            "message_too_long",
            f"What “{button.label}” asks back is longer than {_LONGEST_QUESTION} characters: shorten it.",
        )
    shown: Block = {
        "title": label("Are you sure?", LONGEST_LABEL),
        "text": label(question, _LONGEST_QUESTION),
        "confirm": label(button.label, _LONGEST_YES),
        "deny": label("Cancel", _LONGEST_YES),
    }
    return {**shown, "style": "danger"} if button.style == "danger" else shown


def _identified(action_id: str, words: str) -> str:
    if len(action_id) > LONGEST_ID:
        raise _too_much(words, LONGEST_ID)
    return action_id


def _too_much(words: str, longest: int) -> Refused:
    return Refused(
        "message_too_long",
        f"“{words}” has to carry 1 to {longest:,} characters on Slack: let it stand for fewer things at once.",
    )


def _text(given: Json, name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise BadInput(_OUTDATED)
    return value


def _unpacked(packed: str) -> tuple[str, dict[str, str]]:
    match _parsed(packed):
        case [str(action), values]:
            return action, _texts(values)
    raise BadInput(_OUTDATED)


def _texts(values: object) -> dict[str, str]:
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise BadInput(_OUTDATED)
    return values


def _parsed(packed: str) -> object:
    try:
        return json.loads(packed)
    except ValueError:
        return None
