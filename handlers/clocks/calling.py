"""`is anyone there`: whoever is there gets told, and the customer learns of it; else they learn when somebody is."""

from content.catalog import CatalogEntry, SomebodyHere
from content.drafting import signature
from content.evidence import first_name
from content.pages import clocks as pages
from handlers.clocks import hours
from handlers.telling import tell
from handlers.work import Work
from outreach.ledger import keys
from outreach.models.book import Account, Channel, Teammate
from outreach.store import channels
from scheduler import watching


async def answer(work: Work, account: Account, channel: Channel, language: str) -> CatalogEntry:
    watchers = await watching.watchers_of(work.session, account, work.now)
    # Where two customers sit nothing is answered, so nobody is told that it was.
    if watchers is None or channel.is_mixed or not watchers.watch.works_at(work.now):
        return hours.closed(work, account, work.contact, watchers)
    person = watchers.on_duty(work.now)
    is_told = await _tell(work, account, channel, person)
    return SomebodyHere(csm=signature(person), is_told=is_told, language=language)


async def _tell(work: Work, account: Account, channel: Channel, person: Teammate) -> bool:
    """At once, however often they were interrupted today: a customer stands at the desk and rings. Who rings again
    within the hour has been heard."""
    assert person.id is not None
    who = first_name(work.contact) or work.event.actor.name
    place = "" if channel.kind == channels.DIRECT else channel.name
    message = pages.calls(account.name, account.id or 0, who, place)
    key = keys.news("clock.calls", f"{channel.id}:{work.now:%Y-%m-%dT%H}", person.id)
    return await tell(work, person, message, key, is_urgent=True)
