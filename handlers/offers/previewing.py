"""Shows a selection before anything is done with it."""

from content.evidence import first_name
from content.pages.lines import when_for_both
from content.pages.preview import Aside, Preview, Recipient, preview_page
from handlers.offers.offer import Offer, Selection, against
from handlers.proposing import fingerprint
from handlers.work import Work
from outreach.errors import Stale
from outreach.messages import Message
from outreach.store import items


async def preview(work: Work, selection: Selection) -> Message:
    offers = sorted(selection.offers, key=lambda offer: (not offer.is_ready, not offer.is_soft))
    shown = next((offer for offer in offers if offer.is_ready or offer.is_soft or offer.is_email), None)
    hard = [offer for offer in offers if not (offer.is_ready or offer.is_soft or offer.is_email)]
    left_out = [Aside(one.account.name, one.because) for one in selection.left_out]
    return preview_page(
        Preview(
            title=await _title(work, selection, shown),
            values=_pinned(selection, shown),
            message=shown.wording.message if shown else None,
            why=shown.wording.why if shown else "",
            ready=tuple(_ready(work, offer) for offer in offers if offer.is_ready),
            held=tuple(_held(offer) for offer in offers if offer.is_soft),
            drafts=tuple(offer.account.name for offer in offers if offer.is_email),
            left_out=(*left_out, *(Aside(offer.account.name, against(offer.later or offer.now)) for offer in hard)),
        )
    )


async def _title(work: Work, selection: Selection, shown: Offer | None) -> str:
    named = [one.account.name for one in selection.offers] + [one.account.name for one in selection.left_out]
    to = f"the {selection.request.segment} segment" if selection.request.segment else named[0]
    if selection.request.what == "checkin":
        return f"Check-in with {to}"
    item_id = selection.request.item_id or (shown.wording.item_id if shown else None)
    item = await items.by_id(work.session, item_id) if item_id else None
    return f"Share “{item.title}” with {to}" if item else f"Share with {to}"


def _pinned(selection: Selection, shown: Offer | None) -> dict[str, str]:
    """What was seen is what is sent: an item that curation picked is named from here on."""
    values = dict(selection.request.values)
    if selection.request.item_id is None and shown is not None and shown.wording.item_id is not None:
        values["item"] = str(shown.wording.item_id)
    if shown is not None:
        values["seen"] = fingerprint(shown.wording.message)
    return values


def refuse_unseen(selection: Selection) -> None:
    """Raises Stale where nobody would get the words that the preview showed: approval binds what was read."""
    seen = selection.request.seen
    if seen and not any(fingerprint(offer.wording.message) == seen for offer in selection.offers):
        raise Stale("Nothing was sent: what would be said has changed since this preview. Open it again and read it.")


def _ready(work: Work, offer: Offer) -> Recipient:
    at = offer.slot.at if offer.slot else work.now
    return Recipient(
        account=offer.account.name,
        who=first_name(offer.wording.contact),
        where=f"#{offer.channel.name}" if offer.channel else "",
        when=when_for_both(at, offer.zone, work.staff.timezone),
        but=against(offer.now) if offer.now else "",
    )


def _held(offer: Offer) -> Recipient:
    return Recipient(offer.account.name, first_name(offer.wording.contact), "", "", against(offer.later))
