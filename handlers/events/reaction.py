"""A reaction is neither an answer nor a contact: nothing is concluded from it."""

import logging

from handlers.work import Work
from outreach.events import Reaction

log = logging.getLogger(__name__)


async def notice(work: Work) -> None:
    assert isinstance(work.event, Reaction)
    log.info("reaction.noticed platform=%s added=%s", work.event.place.platform, work.event.added)
