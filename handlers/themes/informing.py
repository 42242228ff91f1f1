"""Once a theme is done: a draft for every account that it affected, each for whoever looks after them to send."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from content.catalog import ThemeDone
from content.drafting import signature
from content.evidence import first_name
from content.pages.theme_news import Told, done_news
from content.phrases import spoken_date
from handlers import telling
from handlers.requests.case import case_of
from handlers.requests.speaking import spot_of
from handlers.work import Work
from outreach.desk.generalising import Names, names_in
from outreach.ledger import keys
from outreach.models.book import Channel, Contact, Teammate
from outreach.models.desk import Complaint, Request
from outreach.models.ledger import Touch, TouchState
from outreach.models.themes import Theme
from outreach.store import accounts, contacts, lookups, themes, touches
from outreach.store.spoken import Spoken
from outreach.store.themes import Belonging
from outreach.worktime import zones
from scheduler import answering
from scheduler.answering import Saying
from scheduler.errands.complaints import place_for

_LIVE = (TouchState.PROPOSED, TouchState.APPROVED, TouchState.MADE)
_SHORTEST_NAME = 4
_BECAME: Mapping[str, str] = {
    TouchState.PROPOSED: "a draft waits",
    TouchState.APPROVED: "on its way to them",
    TouchState.MADE: "they were told",
}


@dataclass(frozen=True)
class _Where:
    """`thread` leads to their own message, where there is one."""

    channel: Channel
    thread: str | None


async def tell_everybody(work: Work, theme: Theme, done: str) -> int:
    """How many drafts were made. Whoever looks after several of them is told once, with all of theirs."""
    assert theme.id is not None
    readers: dict[int, tuple[Teammate, list[Told]]] = {}
    drafts = 0
    for members in (await untold(work, theme)).values():
        reader = next(iter(await telling.concerned(work, members[0].spoken.account)), None)
        if reader is None or reader.id is None:
            continue
        told = await _draft(work, theme, members, reader, done)
        drafts += told.draft_id is not None
        readers.setdefault(reader.id, (reader, []))[1].append(told)
    for reader_id, (reader, theirs) in readers.items():
        message = done_news(theme.name, done, theirs, {"theme": str(theme.id)})
        key = keys.news("theme-done", f"{theme.id}:{work.now.isoformat()}", reader_id)
        await telling.tell(work, reader, message, key)
    return drafts


async def untold(work: Work, theme: Theme) -> Mapping[tuple[int, bool], Sequence[Belonging]]:
    """By account, and apart for what is kept out of its channel: those for whom no word is on its way."""
    assert theme.id is not None
    found: dict[tuple[int, bool], list[Belonging]] = {}
    told: set[tuple[int, bool]] = set()
    for one in (await themes.belonging(work.session, (theme.id,))).get(theme.id, ()):
        whose = (one.member.account_id, one.spoken.is_kept_out)
        found.setdefault(whose, []).append(one)
        touch = await _touch(work, one)
        if touch is not None and touch.state in _LIVE:
            told.add(whose)
    return {whose: members for whose, members in found.items() if whose not in told}


async def what_became(work: Work, one: Belonging) -> str:
    """Of telling them."""
    touch = await _touch(work, one)
    return _BECAME.get(touch.state, "not told") if touch is not None else "not told"


async def _touch(work: Work, one: Belonging) -> Touch | None:
    return await touches.by_id(work.session, one.member.told_touch_id) if one.member.told_touch_id else None


async def _draft(work: Work, theme: Theme, members: Sequence[Belonging], reader: Teammate, done: str) -> Told:
    """In the thread of the newest of their messages that can be answered where it was said."""
    account = members[0].spoken.account
    one, where = members[-1], await _where(work, members[-1].spoken)
    for earlier in reversed(members[:-1]):
        if isinstance(where, _Where):
            break
        one, where = earlier, await _where(work, earlier.spoken)
    if not isinstance(where, _Where):
        return Told(account.name, None, where)
    contact = await _contact(work, one.spoken)
    saying = Saying(
        key=await _key(work, theme, account.id or 0),
        account=account,
        channel=where.channel,
        message=work.house.renderer.render(_entry(work, one.spoken, contact, reader, done)),
        why="what they told us about is done",
        contact=contact,
        thread=where.thread,
    )
    draft = await answering.draft(work.session, work.house.planning, saying, reader, work.now)
    draft.answers_id = one.spoken.row.touch_id
    for each in members:
        each.member.told_touch_id = draft.id
        await themes.put(work.session, each.member)
    work.session.add(draft)
    await work.session.flush()
    return Told(account.name, draft.id)


async def _where(work: Work, one: Spoken) -> _Where | str:
    """In words, why nowhere."""
    if one.account.stage == accounts.CHURNED:
        return "they are no longer a customer"
    if isinstance(one.row, Request):
        spot = await spot_of(work, await case_of(work, one.row))
        return _Where(spot.channel, spot.thread) if spot else "nothing can be written to them about it"
    place = await place_for(work.session, one.row, one.account)
    return _Where(place, one.row.thread) if isinstance(place, Channel) else place


async def _contact(work: Work, one: Spoken) -> Contact | None:
    """Nobody is addressed who has left since."""
    found = await contacts.by_id(work.session, one.row.contact_id) if one.row.contact_id else None
    return found if found is not None and found.left_on is None else None


def _entry(work: Work, one: Spoken, contact: Contact | None, reader: Teammate, done: str) -> ThemeDone:
    zone = zones.zone(one.account.timezone)
    language = (contact.language if contact else None) or one.account.language
    # What a colleague put on record are their words about the customer, not the customer's.
    theirs = one.words if isinstance(one.row, Request) or one.row.touch_id else ""
    return ThemeDone(
        csm=signature(reader),
        on=spoken_date(zones.local_date(one.row.opened_at, zone), zones.local_date(work.now, zone), language),
        done=done,
        said=theirs,
        is_complaint=isinstance(one.row, Complaint),
        contact=first_name(contact),
        language=language,
    )


async def _key(work: Work, theme: Theme, account_id: int) -> str:
    """Of the next draft for them."""
    for before in count():
        key = keys.theme(theme.id or 0, account_id, before)
        if await touches.by_key(work.session, key) is None:
            return key
    raise AssertionError("count() does not end")


async def names_left(work: Work, theme: Theme, words: str) -> Sequence[str]:
    """Customers, and people of those affected, that are named in what every one of them would read."""
    everybody = [one.name for one in await lookups.account_names(work.session) if len(one.name) >= _SHORTEST_NAME]
    members = (await themes.belonging(work.session, (theme.id or 0,))).get(theme.id or 0, ())
    theirs = await contacts.of_accounts(work.session, {one.member.account_id for one in members})
    return names_in(words, Names(everybody, people=[one.name for people in theirs.values() for one in people]))
