"""`Offer options`: two or three ways to choose from, each with its terms, in a draft to look at."""

from collections.abc import Sequence

from content import services
from content.pages.lines import excerpt
from handlers import records
from handlers.arguments import number, value
from handlers.replies import strong, told
from handlers.replying import show
from handlers.requests.case import Case, case
from handlers.requests.informing import open_button
from handlers.requests.offering import OWN, fitting, offer, option_of
from handlers.requests.speaking import no_place
from handlers.work import OpenForm, Reply, Work
from outreach.desk import requests as rules
from outreach.errors import BadInput
from outreach.messages import Button, Form, Input, Message, buttons, text
from outreach.models.desk import Option
from outreach.models.ledger import Touch
from outreach.store import requests
from scheduler import requests as life

_NONE = "none"
# What a choice holds on every platform.
_MOST, _LABEL = 90, 70
_FEWEST = 2
_NAMES = ("first", "second", "third")


async def ask(work: Work) -> OpenForm:
    """Raises Stale where there is nothing to choose any more."""
    found = await case(work, number(work, "request"))
    rules.move("offer", life.standing(found.request), "staff")
    ranked = fitting(work, found)[:_MOST]
    options = tuple((one.slug, _label(found, one)) for one in ranked)
    own = (OWN, "Something of your own")
    usual = [*(slug for slug, _ in options[:_FEWEST]), OWN, OWN][:_FEWEST]
    inputs = (
        Input("first", "First", "choice", usual[0], (*options, own)),
        Input("second", "Second", "choice", usual[1], (*options, own)),
        Input("third", "Third", "choice", _NONE, ((_NONE, "No third one"), *options, own)),
    )
    intro = text(
        "What fits comes first, what they have a right to before what costs. You see and change all of it next."
    )
    values = {"request": str(found.request_id)}
    return OpenForm(Form(f"Options: {found.account.name}", "request.offer", inputs, "Look", values, intro))


def _label(found: Case, service: services.Service) -> str:
    told = services.terms(service, found.account.segment, found.account.stage, "en")
    return excerpt(f"{told.title} ({told.price or 'included'})", _LABEL)


async def submit(work: Work) -> Reply:
    """The form's answer: the draft, with a press to change each option."""
    found = await case(work, number(work, "request"))
    rules.move("offer", life.standing(found.request), "staff")
    chosen = _chosen(work, found)
    draft = await offer(work, found, chosen)
    await records.note(work, "request.offer", account_id=found.account.id)
    return await preview(work, found, draft)


def _chosen(work: Work, found: Case) -> Sequence[Option]:
    slugs = [slug for name in _NAMES if (slug := value(work, name)) and slug != _NONE]
    if len(slugs) < _FEWEST:
        raise BadInput("Nothing was offered: choose at least two, so that they have a choice.", field="second")
    named = [slug for slug in slugs if slug != OWN]
    if len(set(named)) < len(named):
        raise BadInput("Nothing was offered: you chose the same one twice.", field="second")
    found_ones = [option_of(work, found, slug) for slug in slugs]
    return [one for one in found_ones if one is not None]


async def preview(work: Work, found: Case, draft: Touch | None) -> Reply:
    """The draft beside what they said; where nothing can be written, what to do instead."""
    if draft is None:
        words = f" {no_place(found)}Tell them yourself, and note here what they choose."
        return told(strong("Noted as offered."), words, controls=(open_button(found),))
    page = await show(work, draft)
    options = await requests.options_of(work.session, found.request_id)
    changes = [Button(f"Change option {one.number}", "request.option", {"option": str(one.id)}) for one in options]
    return Reply(page.message + Message((buttons(*changes, open_button(found)),)))
