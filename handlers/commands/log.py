"""`log ACCOUNT call|meeting|email NOTE`: a contact made by a person counts like any other."""

from handlers import records
from handlers.arguments import account, arguments, first_word, number, value
from handlers.replies import strong, told
from handlers.spoken import MEDIUMS, logged
from handlers.work import OpenForm, Reply, Work
from outreach.errors import BadInput
from outreach.messages import Button, Form, Input
from outreach.models.book import Account
from outreach.store import accounts

_EXAMPLE = "log Acme call They want the export before the audit"


async def log(work: Work) -> Reply:
    found, rest = await account(work, arguments(work), _EXAMPLE)
    word, note = first_word(rest)
    medium = MEDIUMS.get(word.casefold().strip(":,"))
    if medium is None:
        raise BadInput(f"Say how you spoke with {found.name}: call, meeting or email. For example: {_example(work)}")
    if not note:
        raise BadInput(f"Say in a few words what it was about. For example: {_example(work)}")
    return await _log(work, found, medium, note)


def _example(work: Work) -> str:
    return f"{work.house.command} {_EXAMPLE}"


async def ask(work: Work) -> OpenForm:
    """The form behind "I spoke with them"."""
    return OpenForm(form(await accounts.by_id(work.session, number(work, "account"))))


def form(found: Account, medium: str = "call", note: str = "") -> Form:
    ways = (("call", "Call"), ("meeting", "Meeting"), ("email", "E-mail"), ("message", "Message"))
    inputs = (
        Input("medium", "How", "choice", medium, ways),
        Input("note", "What was it about?", "lines", note, hint="Stays among colleagues."),
    )
    return Form(f"I spoke with {found.name}", "touch.log", inputs, "Log", {"account": str(found.id)})


async def submit(work: Work) -> Reply:
    """The form's answer."""
    found = await accounts.by_id(work.session, number(work, "account"))
    medium, note = MEDIUMS.get(value(work, "medium")), value(work, "note")
    if medium is None or not note:
        field = "note" if medium else "medium"
        raise BadInput("Nothing was logged: say how you spoke with them, and what it was about.", field=field)
    return await _log(work, found, medium, note)


async def _log(work: Work, found: Account, medium: str, note: str) -> Reply:
    touch = await logged(work, found, medium, note)
    undo = records.reversal("log", touch.id)
    deed = await records.note(work, "log", account_id=found.id, touch_id=touch.id, undo=undo)
    keep = Button("Keep as a fact", "fact.remember", {"touch": str(touch.id)})
    word = "an e-mail" if medium == "email" else f"a {medium}"
    words = f" {word[:1].upper()}{word[1:]} with {found.name}, today."
    return told(strong("Logged."), words, controls=(records.undo_button(deed), keep))
