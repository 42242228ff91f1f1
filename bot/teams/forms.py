"""A neutral form as a card in the conversation or as a dialog over it: pure."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from bot.teams.elements import SMALL_PRINT, TITLE, Element, line_block, paragraphs
from bot.teams.formatting import CARD, card_of, refuse_too_long
from bot.teams.presses import Presses, options
from outreach.messages import Form, Input, text

_MISSING = "Please answer this one."


def form_card(form: Form, press: str, *, problem: str = "", at: str = "", in_dialog: bool = False) -> Element:
    """`problem` says why the last answer was refused: below the input `at`, else above them all. Raises Refused when
    it is longer than Teams takes.

    An input's id is its name. Dialogs know `Action.Submit` only, and show the title themselves.
    """
    presses = Presses(press, iter(()), with_submit=True)
    inputs = {question.name: question.name for question in form.inputs}
    send = presses.execute(form.submit, form.action, form.values, style="positive", inputs=inputs, form=True)
    names = {question.name for question in form.inputs}
    why_not = paragraphs(text(problem), {"color": "Attention"})
    body = [
        *([] if in_dialog else paragraphs(text(form.title), TITLE)),
        *([] if at in names else why_not),
        *paragraphs(form.intro),
        *chain.from_iterable((*_question(each), *(why_not if each.name == at else ())) for each in form.inputs),
    ]
    return refuse_too_long(card_of(body, actions=[send["fallback"] if in_dialog else send]))


def dialog(title: str, card: Element) -> Element:
    """A card as the answer to a `task/fetch`, or to a `task/submit` that keeps the dialog open."""
    shown: Element = {"contentType": CARD, "content": card}
    value: Element = {"title": title, "width": "medium", "height": "medium", "card": shown}
    return {"task": {"type": "continue", "value": value}}


def _question(question: Input) -> Iterator[Element]:
    label = f"{question.label} (optional)" if question.optional else question.label
    required: Element = {} if question.optional else {"isRequired": True, "errorMessage": _MISSING}
    yield {**_field(question), "id": question.name, "label": label, **required}
    if question.hint:
        yield {**line_block(text(question.hint), SMALL_PRINT), "spacing": "None"}


def _field(question: Input) -> Element:
    value: Element = {"value": question.value} if question.value else {}
    match question.kind:
        case "choice":
            given: Element = value if question.value in dict(question.options) else {}
            return {"type": "Input.ChoiceSet", "style": "compact", "choices": options(question.options), **given}
        case "date":
            return {"type": "Input.Date", **(value if _is_date(question.value) else {})}
    return {"type": "Input.Text", **({"isMultiline": True} if question.kind == "lines" else {}), **value}


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == len("2026-11-25")
