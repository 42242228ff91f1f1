"""Opens the preview of a share or a check-in from a list."""

from handlers.offers.offer import Request
from handlers.offers.previewing import preview
from handlers.offers.selecting import select
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.events import Action, FormSubmitted


def request_of(work: Work) -> Request:
    """What the pressed button was about."""
    return Request.read(work.event.values if isinstance(work.event, Action | FormSubmitted) else {})


async def open_preview(work: Work) -> Reply:
    return shown(await preview(work, await select(work, request_of(work))))
