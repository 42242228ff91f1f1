"""Tells whoever looks after a customer at once what should not wait until the afternoon."""

from collections.abc import Sequence

from content.pages import noticed as pages
from handlers.glancing import glance
from handlers.hearing import Heard
from handlers.telling import concerned, tell
from outreach.ledger import keys
from outreach.models.book import Teammate
from outreach.models.listening import Noticed
from scheduler import sightings

# Somebody is leaving, or asks for a person.
_URGENT = ("churn", "person")
# A wish to buy is good news: it is told warmly, and may wait for the day.
_TOLD = (*_URGENT, "buying")


async def alert(heard: Heard, sure: Sequence[Noticed]) -> None:
    """`sure`: what is new, the weightiest first. One message for each kind of news, however often they edit it."""
    told = [one for one in sure if one.kind in _TOLD]
    if not told:
        return
    for teammate in await concerned(heard.work, heard.account):
        await _tell(heard, told, teammate)


async def _tell(heard: Heard, told: Sequence[Noticed], teammate: Teammate) -> None:
    work, kinds = heard.work, "+".join(one.kind for one in told)
    # Where no words are kept, none are told either: a message of ours would keep them.
    words = heard.event.text.strip() if work.house.keep_inbound else ""
    found = [sightings.found(one, heard.touch, heard.account, work.contact, teammate.timezone, words) for one in told]
    message = pages.alert(found, await glance(work, heard.account, but=heard.touch))
    key = keys.news("finding", f"{heard.touch.id}-{kinds}", teammate.id or 0)
    await tell(work, teammate, message, key, is_urgent=any(one.kind in _URGENT for one in told))
