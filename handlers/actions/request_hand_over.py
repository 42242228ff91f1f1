"""`Hand over`: a colleague has it from now on, with what was said; the customer need not repeat anything."""

from content.catalog import HandedOver
from content.drafting import signature
from handlers import records, telling
from handlers.arguments import number, value
from handlers.replies import strong, told
from handlers.replying import show
from handlers.requests.case import Case, case
from handlers.requests.forms import owner_given, owner_input
from handlers.requests.informing import open_button
from handlers.requests.sent import HAND_OVER
from handlers.requests.speaking import draft, no_place, spot_of
from handlers.work import OpenForm, Reply, Work
from outreach.desk import requests as rules
from outreach.errors import BadInput, Stale
from outreach.ledger import keys
from outreach.messages import Button, Form, Input, Message, Part, Quote, buttons, paragraph, text
from outreach.models.book import Teammate
from outreach.store import requests, texts, touches
from scheduler import requests as life

_LONGEST = 200


async def ask(work: Work) -> OpenForm:
    found = await case(work, number(work, "request"))
    inputs = (
        await owner_input(work, None, "To whom", "colleague"),
        Input("about", "Who …", value="", optional=True, hint="As they will read it: looks after licences"),
        Input("note", "What your colleague should know", "lines", optional=True, hint="Stays among colleagues."),
    )
    intro = text("Your colleague gets what they said, word for word. They read that they need not repeat anything.")
    values = {"request": str(found.request_id)}
    return OpenForm(Form(f"Hand over: {found.account.name}", "request.hand_over", inputs, "Hand over", values, intro))


async def submit(work: Work) -> Reply:
    """The form's answer: the colleague knows at once; what the customer reads is a draft."""
    found = await case(work, number(work, "request"))
    colleague = await _colleague(work, found)
    about = value(work, "about")[:_LONGEST]
    found.request.owner_id = colleague.id
    if rules.may("take in hand", life.standing(found.request)):
        await life.move(work.session, found.request, "take in hand", "staff", work.now)
    await requests.save(work.session, found.request)
    await records.note(work, "request.hand_over", account_id=found.account.id)
    knows = await _tell(work, found, colleague)
    if await spot_of(work, found) is None:
        return told(strong("Handed over"), f" to {colleague.name}. {no_place(found)}Tell them yourself.{knows}")
    entry = HandedOver(
        csm=signature(work.staff),
        colleague=colleague.name,
        about=about,
        text=found.text,
        contact=found.called,
        language=found.language,
    )
    page = (await show(work, await draft(work, found, entry, HAND_OVER))).message
    return Reply(Message((*((paragraph(knows.strip()),) if knows else ()), *page.parts)))


async def _colleague(work: Work, found: Case) -> Teammate:
    if found.request.settled_at is not None:
        raise Stale("Nothing was done: this request is over. Reopen it first.")
    colleague = await owner_given(work, "colleague")
    if colleague.id == found.request.owner_id:
        raise BadInput(f"{colleague.name} has it already: choose somebody else.", field="colleague")
    return colleague


async def _tell(work: Work, found: Case, colleague: Teammate) -> str:
    """What to do where they cannot be reached from here."""
    assert colleague.id is not None
    if colleague.id == work.staff.id:
        return ""
    key = keys.news("request.handed", f"{found.request_id}:{work.now.isoformat()}", colleague.id)
    if await telling.tell(work, colleague, await _news(work, found), key):
        return ""
    return f" {colleague.name} sees it under {work.house.command} requests; nothing was sent to them just now."


async def _news(work: Work, found: Case) -> Message:
    asked = await touches.by_id(work.session, found.request.touch_id) if found.request.touch_id else None
    verbatim = await texts.body_of(work.session, asked.text_id) if asked is not None else None
    who = found.contact.name if found.contact else "somebody there"
    wish = "asks to buy" if found.request.kind == "purchase" else "asks for something"
    parts: list[Part] = [
        paragraph(
            strong(found.account.name),
            f": {who} {wish}, and {work.staff.name} hands it to you. They need not repeat it.",
        )
    ]
    if said := verbatim or found.text:
        parts.append(Quote(text(said)))
    if note := value(work, "note"):
        parts.append(paragraph(strong(f"{work.staff.name}: "), note))
    account = Button("Account", "account.open", {"account": str(found.account.id)})
    return Message((*parts, buttons(open_button(found), account)))
