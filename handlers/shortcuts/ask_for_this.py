"""`Ask for this`: a message as something that its account has asked for."""

from handlers.actions.fact_remember import form
from handlers.shortcuts.chosen import chosen, whose
from handlers.work import OpenForm, Work
from outreach.models.book import FactKind
from outreach.store import touches


async def ask_for_this(work: Work) -> OpenForm:
    """A customer's own words count as such where they are on record; else it is what a colleague noted."""
    channel, account = await whose(work)
    event = chosen(work)
    assert channel.id is not None
    said = await touches.by_ref(work.session, channel.id, event.ref) if event.ref else None
    is_theirs = said is not None and said.direction == "in"
    values = {"touch": str(said.id)} if said is not None and is_theirs else {"account": str(account.id)}
    return OpenForm(form(event.text, values, FactKind.REQUEST))
