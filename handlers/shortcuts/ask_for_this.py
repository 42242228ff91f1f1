"""`Ask for this`: a message as something that its account asks for."""

from handlers.replies import told
from handlers.requests.case import case_of
from handlers.requests.forms import opening_form
from handlers.requests.informing import open_button
from handlers.shortcuts.chosen import chosen, excerpt, whose
from handlers.work import OpenForm, Reply, Work
from outreach.models.ledger import Touch
from outreach.store import requests, touches


async def ask_for_this(work: Work) -> OpenForm | Reply:
    """A customer's own message is what the request rests on, where it is on record; else it is what a colleague
    noted."""
    channel, account = await whose(work)
    event = chosen(work)
    assert channel.id is not None
    said = await touches.by_ref(work.session, channel.id, event.ref) if event.ref else None
    if said is None or said.direction != "in":
        return OpenForm(await opening_form(work, account, _words(work, event.text), {"account": str(account.id)}))
    if (known := await _known(work, said)) is not None:
        return known
    return OpenForm(await opening_form(work, account, _words(work, event.text), {"touch": str(said.id)}))


async def _known(work: Work, said: Touch) -> Reply | None:
    assert said.id is not None
    request = await requests.by_touch(work.session, said.id)
    if request is None:
        return None
    return told("That was opened as a request already.", controls=(open_button(await case_of(work, request)),))


def _words(work: Work, text: str) -> str:
    """Where nobody keeps customers' words, the colleague's own."""
    return excerpt(" ".join(text.split())) if work.house.keep_inbound else ""
