"""Schedules a previewed share or check-in for the next good moment of each account."""

from content.pages.lines import joined, when_for_both
from content.pages.outcome import outcome_page
from content.pages.preview import Aside
from handlers.actions.preview_open import request_of
from handlers.offers import writing
from handlers.offers.offer import Offer, Selection, against
from handlers.offers.previewing import refuse_unseen
from handlers.offers.selecting import select
from handlers.records import undo_button
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.models.ledger import Touch


async def schedule(work: Work) -> Reply:
    selection = await select(work, request_of(work))
    refuse_unseen(selection)
    going = [offer for offer in selection.offers if offer.is_ready]
    if not going:
        raise Stale(f"Nothing was scheduled: {why_nobody(selection)}.")
    written = [await _write(work, offer) for offer in going]
    deed = await writing.record(work, selection.request.what, [touch for _, touch in written])
    lines = [line_of(work, offer, touch) for offer, touch in written]
    page = outcome_page("Scheduled", lines, asides(selection, going), (undo_button(deed),))
    return shown(page, instead=True)


async def _write(work: Work, offer: Offer) -> tuple[Offer, Touch]:
    assert offer.slot is not None
    return offer, await writing.send(work, offer, offer.slot)


def line_of(work: Work, offer: Offer, touch: Touch) -> str:
    at = when_for_both(touch.due_at or work.now, offer.zone, work.staff.timezone)
    return joined(offer.account.name, f"#{offer.channel.name}" if offer.channel else "by e-mail", at)


def asides(selection: Selection, going: list[Offer]) -> list[Aside]:
    """Everybody who was meant and does not get it."""
    held = [Aside(one.account.name, against(one.later or one.now)) for one in selection.offers if one not in going]
    return [*held, *(Aside(one.account.name, one.because) for one in selection.left_out)]


def why_nobody(selection: Selection) -> str:
    if selection.left_out and not selection.offers:
        return selection.left_out[0].because
    return against(selection.offers[0].later or selection.offers[0].now)
