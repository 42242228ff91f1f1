"""Buttons and choices as actions of an Adaptive Card, and what comes back when one is pressed: pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeGuard

from bot.teams.elements import Element, columns, is_web, line_block, open_link
from outreach.messages import Button, Choice, LinkButton, Refresh, Run, text

CARRIED = "concierge"  # the one name in an action's data that is ours
_MOST_ACTIONS = 5  # what the renderer shows of one set unless its host says otherwise
_MOST_REFRESHED = 60
_STYLES = {"primary": "positive", "danger": "destructive"}


class Press(NamedTuple):
    """What a press carries: a row of ROUTES, its values with what was chosen or filled in, and the card's own id.
    `is_form`: a form was sent, which has rows of its own. `is_look`: nobody pressed anything, the card is to be drawn
    anew."""

    action: str
    values: Mapping[str, str]
    press: str
    is_form: bool = False
    is_look: bool = False


@dataclass(frozen=True)
class Presses:
    """How the presses of one card are written. `press` is what they all carry; `choices` are names for its inputs;
    `with_submit` adds what clients without `Action.Execute` show instead."""

    press: str
    choices: Iterator[str]
    with_submit: bool

    def execute(self, title: str, action: str, values: Mapping[str, str], **more: object) -> Element:
        """`more` may hold `inputs`: the name of each value by the id of the input that holds it; and `form` or `look`,
        when it is one."""
        inputs = more.pop("inputs", None)
        carried: Element = {"action": action, "values": dict(values), "press": self.press}
        carried |= {mark: True for mark in ("form", "look") if more.pop(mark, False)}
        data = {CARRIED: {**carried, "inputs": inputs} if inputs else carried}
        shown: Element = {"title": title, **more, "data": data}
        submit: Element = {"fallback": {"type": "Action.Submit", **shown}} if self.with_submit else {}
        return {"type": "Action.Execute", "verb": action, **shown, **submit}

    def rows(self, controls: Sequence[Button | LinkButton | Choice]) -> Iterator[Element]:
        """The buttons first, as many in a row as Teams shows; then each choice with its own button beside it."""
        actions = [shown for control in controls if (shown := self._action(control))]
        for start in range(0, len(actions), _MOST_ACTIONS):
            yield {"type": "ActionSet", "actions": actions[start : start + _MOST_ACTIONS]}
        for control in controls:
            match control:
                case Choice():
                    yield self._choice(control)
                case LinkButton(label=label, link=link) if not is_web(link):
                    yield line_block(text(Run(label, link=link)))

    def _action(self, control: Button | LinkButton | Choice) -> Element | None:
        match control:
            case Button(confirm=None):
                return self._button(control)
            case Button(confirm=confirm):
                return self._asking(control, confirm or "")
            case LinkButton(label=label, link=link) if is_web(link):
                return open_link(link, label)
        return None

    def _button(self, button: Button) -> Element:
        return self.execute(button.label, button.action, button.values, **_style(button))

    def _asking(self, button: Button, question: str) -> Element:
        """Teams has no question before a press, so the first press shows it, and a second one answers."""
        card = {"type": "AdaptiveCard", "body": [line_block(text(question))], "actions": [self._button(button)]}
        return {"type": "Action.ShowCard", "title": button.label, **_style(button), "card": card}

    def _choice(self, choice: Choice) -> Element:
        """Nothing is chosen beforehand: a press without a choice comes back with an empty one."""
        ident = next(self.choices)
        select: Element = {
            "type": "Input.ChoiceSet",
            "id": ident,
            "style": "compact",
            "placeholder": choice.label,
            "choices": options(choice.options),
        }
        act = self.execute(choice.label, choice.action, choice.values, inputs={ident: "choice"})
        return columns(("stretch", [select]), ("auto", [{"type": "ActionSet", "actions": [act]}]))


def options(given: Sequence[tuple[str, str]]) -> list[Element]:
    return [{"title": label, "value": value} for value, label in given]


def refreshed(refresh: Refresh, readers: Sequence[str], presses: Presses) -> Element:
    """By itself for these people (Teams' own ids, the first 60)."""
    action = presses.execute("Refresh", refresh.action, refresh.values, look=True)
    action.pop("fallback", None)
    return {"action": action, "userIds": list(readers[:_MOST_REFRESHED])}


def read_press(value: object) -> Press | None:
    """What was pressed, from the value of an `adaptiveCard/action` or `task/submit` invoke or of a message that an
    `Action.Submit` made; None for what no card of ours sends."""
    data = _data(value)
    carried = data.get(CARRIED)
    if not isinstance(carried, dict):
        return None
    action, values, press = (carried.get(name) for name in ("action", "values", "press"))
    if not isinstance(action, str) or not isinstance(press, str) or not _are_texts(values):
        return None
    filled = {**values, **_answers(carried.get("inputs"), data)}
    is_look = carried.get("look") is True or _is_by_itself(value)
    return Press(action, filled, press, is_form=carried.get("form") is True, is_look=is_look)


def _is_by_itself(value: object) -> bool:
    """Teams asks for a card, not the person who has come across it."""
    return isinstance(value, dict) and value.get("trigger") == "automatic"


def _data(value: object) -> Mapping[str, object]:
    """The outermost part that carries ours: an invoke wraps it in `action.data` or in `data`."""
    data: object = value
    match value:
        case {"concierge": _}:
            pass
        case {"action": {"data": inner}} | {"data": inner}:
            data = inner
    return {str(name): each for name, each in data.items()} if isinstance(data, dict) else {}


def _answers(inputs: object, data: Mapping[str, object]) -> dict[str, str]:
    """Only what the card says it asks: Teams sends along every other input of the card."""
    if not isinstance(inputs, dict):
        return {}
    return {str(name): _answer(data.get(ident)) for ident, name in inputs.items()}


def _answer(given: object) -> str:
    """Teams leaves out what was left empty."""
    return given if isinstance(given, str) else ""


def _are_texts(values: object) -> TypeGuard[dict[str, str]]:
    return isinstance(values, dict) and all(isinstance(each, str) for pair in values.items() for each in pair)


def _style(button: Button) -> Element:
    return {"style": _STYLES[button.style]} if button.style in _STYLES else {}
