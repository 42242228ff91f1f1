"""Sends a previewed share or check-in now, to whoever may be written to now."""

from content.pages.outcome import outcome_page
from handlers.actions.preview_open import request_of
from handlers.actions.preview_override import reason_form
from handlers.actions.preview_schedule import asides, line_of, why_nobody
from handlers.offers import writing
from handlers.offers.previewing import refuse_unseen
from handlers.offers.selecting import select
from handlers.records import undo_button
from handlers.replies import shown
from handlers.work import OpenForm, Reply, Work
from outreach.errors import Stale


async def send(work: Work) -> Reply | OpenForm:
    """Where only rules that a person may override stand against everybody, the reason is asked for."""
    selection = await select(work, request_of(work))
    refuse_unseen(selection)
    going = [offer for offer in selection.offers if offer.goes_now]
    if not going and any(offer.may_go_now for offer in selection.offers):
        return OpenForm(reason_form(selection))
    if not going:
        raise Stale(f"Nothing was sent: {why_nobody(selection)}.")
    written = [(offer, await writing.send(work, offer, writing.at_once(work, offer.zone))) for offer in going]
    deed = await writing.record(work, selection.request.what, [touch for _, touch in written])
    lines = [line_of(work, offer, touch) for offer, touch in written]
    return shown(outcome_page("On its way", lines, asides(selection, going), (undo_button(deed),)), instead=True)
