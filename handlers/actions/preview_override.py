"""Sends against soft rules, with a teammate's reason on record; hard ones stay."""

from content.pages.outcome import outcome_page
from handlers.actions.preview_open import request_of
from handlers.actions.preview_schedule import asides, line_of, why_nobody
from handlers.arguments import value
from handlers.offers import writing
from handlers.offers.offer import Offer, Selection, against
from handlers.offers.previewing import refuse_unseen
from handlers.offers.selecting import select
from handlers.records import undo_button
from handlers.replies import shown
from handlers.work import OpenForm, Reply, Work
from outreach.errors import BadInput, Stale
from outreach.ledger.proposals import When
from outreach.messages import Form, Input, text

SHORTEST = 3
_NOW, _NEXT = "now", "next"


async def ask(work: Work) -> OpenForm:
    """The form behind "Send anyway"."""
    selection = await select(work, request_of(work))
    if not any(offer.may_go_now or offer.is_soft for offer in selection.offers):
        raise Stale(f"Nobody can override this: {why_nobody(selection)}.")
    return OpenForm(reason_form(selection))


def reason_form(selection: Selection) -> Form:
    held = next((one for one in selection.offers if one.now or one.later), selection.offers[0])
    why_not = against(held.now or held.later)
    return Form(
        title="Send anyway",
        action="preview.override",
        inputs=(
            Input("reason", "Why is it right all the same?", "lines", hint="Goes on record, for you and your manager."),
            Input("when", "When", "choice", _NEXT, ((_NEXT, "In their next good hour"), (_NOW, "Now"))),
        ),
        submit="Send",
        values=selection.request.values,
        intro=text(f"{held.account.name}: {why_not}."),
    )


async def override(work: Work) -> Reply:
    """The form's answer."""
    reason = given_reason(work)
    at_once = value(work, "when") == _NOW
    selection = await select(work, request_of(work))
    refuse_unseen(selection)
    going = [offer for offer in selection.offers if (offer.may_go_now if at_once else offer.is_ready or offer.is_soft)]
    if not going:
        raise Stale(f"Nothing was sent: {why_nobody(selection)}.")
    written = [
        (offer, await writing.send(work, offer, _moment(work, offer, at_once=at_once), override=reason))
        for offer in going
    ]
    deed = await writing.record(work, selection.request.what, [touch for _, touch in written])
    lines = [line_of(work, offer, touch) for offer, touch in written]
    title = "On its way, with your reason on record"
    return shown(outcome_page(title, lines, asides(selection, going), (undo_button(deed),)))


def given_reason(work: Work) -> str:
    """Raises BadInput for none: a rule is not overridden in silence."""
    reason = value(work, "reason")
    if len(reason) < SHORTEST:
        raise BadInput("Nothing was sent: say in a few words why it is right all the same.", field="reason")
    return reason


def _moment(work: Work, offer: Offer, *, at_once: bool) -> When:
    return writing.at_once(work, offer.zone) if at_once or offer.slot is None else offer.slot
