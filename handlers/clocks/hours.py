"""Outside working hours a customer is told, once in a conversation, who will answer them, and when."""

from collections.abc import Sequence
from datetime import timedelta

from content import answers, selfhelp
from content.catalog import OutOfHours
from content.drafting import signature
from content.sayings.hours import Piece
from handlers.hearing import Heard
from handlers.work import Work
from outreach.ledger import keys
from outreach.listening.courtesies import UPSET
from outreach.models.book import Account, Contact
from outreach.models.listening import ResponseClock
from outreach.store import clocks, items
from outreach.worktime import zones
from scheduler import answering, watching
from scheduler.answering import Saying
from scheduler.watching import Watchers

# Whoever was told in the evening knows it in the night.
_NOT_AGAIN_WITHIN = timedelta(hours=12)


async def tell(heard: Heard, clock: ResponseClock) -> None:
    work = heard.work
    watchers = await watching.watchers_of(work.session, heard.account, work.now, clock.since_at)
    if clock.hours_told_at is not None or watchers is None or watchers.watch.works_at(work.now):
        return
    last = await clocks.told_hours_at(work.session, clock.channel_id)
    if last is not None and work.now - last < _NOT_AGAIN_WITHIN:
        return
    clock.hours_told_at = work.now
    work.session.add(clock)
    # Who asks whether anybody is there has been answered that.
    if heard.wish is None or heard.wish.kind != "anyone":
        await _say(heard, clock, watchers)


async def _say(heard: Heard, clock: ResponseClock, watchers: Watchers) -> None:
    work, contact, event = heard.work, heard.work.contact, heard.event
    pieces = () if heard.found(*UPSET) else await _pieces(work, heard.account, contact, event.text)
    saying = Saying(
        key=keys.hours(clock.id or 0),
        account=heard.account,
        channel=heard.channel,
        message=work.house.renderer.render(closed(work, heard.account, contact, watchers, pieces)),
        why="they wrote while nobody is at work",
        contact=contact,
        thread=event.place.thread or event.ref,
    )
    await answering.say(work.session, work.house.planning, saying, work.now, by="their own words")


def closed(
    work: Work, account: Account, contact: Contact | None, watchers: Watchers | None, pieces: Sequence[Piece] = ()
) -> OutOfHours:
    """When somebody is back, on the clock of whoever asks."""
    language = (contact.language if contact else None) or account.language
    zone = (contact.timezone if contact else None) or account.timezone
    found = watchers.back(work.now) if watchers else None
    if found is None:
        return OutOfHours(csm=signature(None), urgent=work.house.desk.urgent, pieces=tuple(pieces), language=language)
    person, at = found
    return OutOfHours(
        csm=signature(person),
        back=answers.back(at, zone, work.now, language),
        urgent=work.house.desk.urgent or person.email,
        pieces=tuple(pieces),
        language=language,
    )


async def _pieces(work: Work, account: Account, contact: Contact | None, question: str) -> tuple[Piece, ...]:
    language = (contact.language if contact else None) or account.language
    reader = selfhelp.Reader(account.segment, account.stage, language)
    today = zones.local_date(work.now, zones.zone(account.timezone))
    kept = await items.in_state(work.session, "approved")
    return selfhelp.find(question, selfhelp.shelf(kept, work.house.planning.services, reader, today))
