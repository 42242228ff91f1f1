"""Messages and forms as what is posted or given in answer to a press: pure but for the mark that each press carries."""

from uuid import uuid4

from bot.teams.elements import Element
from bot.teams.formatting import CARD, Rendered, render
from bot.teams.forms import form_card
from outreach.messages import Buttons, Form, Heading, Message, plain
from outreach.ports import Outgoing

# What fits into the line that Teams shows for a moment.
_LONGEST_LINE = 200
_TITLE = "Concierge"
# What an `Action.Submit` does not have.
_EXECUTES = ("verb", "fallback")


def answering(message: Message, reader: str = "") -> Rendered:
    """In our chat with `reader` (Teams' own id), a page is drawn anew whenever they come across it."""
    return render(message, new_press(), readers=[reader] if reader else ())


def posted(outgoing: Outgoing) -> Element:
    """Presses carry the delivery's id, so that the same post attempted again carries the same ones."""
    press = outgoing.delivery_id or new_press()
    return render(outgoing.message, press, author=outgoing.author, attachments=outgoing.attachments).activity


def for_dialog(card: Element) -> Element:
    """Dialogs know `Action.Submit` only."""
    return {name: _submitting(each) for name, each in card.items()}


def form(asked: Form, press: str) -> Element:
    """As a message of its own."""
    shown: Element = {"contentType": CARD, "content": form_card(asked, press)}
    return {"type": "message", "summary": asked.title, "attachmentLayout": "list", "attachments": [shown]}


def title(message: Message) -> str:
    """Of a dialog."""
    return next((plain(part.text) for part in message.parts if isinstance(part, Heading)), _TITLE)


def line(message: Message) -> str | None:
    """The whole message, when it is a few plain words and asks nothing."""
    asks = any(isinstance(part, Buttons) for part in message.parts)
    return None if asks or len(message.fallback) > _LONGEST_LINE else message.fallback


def new_press() -> str:
    return uuid4().hex


def _submitting(element: object) -> object:
    match element:
        case {"type": "Action.Execute", **more}:
            return {"type": "Action.Submit", **{name: more[name] for name in more if name not in _EXECUTES}}
        case dict():
            return {name: each if name == "data" else _submitting(each) for name, each in element.items()}
        case list():
            return [_submitting(each) for each in element]
    return element
