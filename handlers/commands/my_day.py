"""The bare command: one's own day."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from content.pages.moments import day_words
from content.pages.my_day import MyDay, News, Room, my_day_page
from handlers.linking import another
from handlers.places import remember_direct
from handlers.proposing import proposal
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.ledger.reasons import WORDS, Code
from outreach.messages import Button, Message, Run, text
from outreach.models.book import Account, Channel, Hold
from outreach.models.ledger import Touch
from outreach.store import accounts, channels, complaints, oversight, promises, requests, touches
from outreach.store.oversight import Team
from outreach.worktime import zones
from scheduler import digests
from scheduler.digests import Staff, mornings

_WISHES = (Code.OPTED_OUT, Code.ASKED_FOR_LESS, Code.SNOOZED)
_WISHES_NEWS = timedelta(days=2)
_CHANNEL_NEWS = timedelta(days=7)
_TAKEN_OVER_NEWS = timedelta(days=1)


async def my_day(work: Work) -> Reply:
    await remember_direct(work)
    return shown(await day_of(work))


async def day_of(work: Work) -> Message:
    staff = await digests.staff_of(work.session, work.now)
    morning = await mornings.gather(work.session, work.staff, staff, work.house.digesting)
    foretold = await digests.preview(work.session, work.staff, staff, work.house.digesting, anywhere=True)
    theirs = Team(staff.looked_after_by(work.staff))
    waiting, coming = await _touches(work, theirs)
    return my_day_page(
        MyDay(
            morning=replace(morning, preview=foretold),
            open_ones=tuple([await proposal(work, touch) for touch in waiting]),
            on_its_way=tuple([await proposal(work, touch) for touch in coming]),
            news=await _news(work, theirs, staff),
            rooms=await _rooms(work, staff, morning.desk.noticed, morning.desk.suggested),
            command=work.house.command,
        ),
        work.now,
    )


async def _rooms(work: Work, staff: Staff, noticed: int, suggested: int) -> tuple[Room, ...]:
    """What is open there for them; a room where nothing is has no count."""
    theirs = staff.looked_after_by(work.staff)
    open_requests = await requests.all_open(work.session)
    mine = [one for one, account in open_requests if one.owner_id in theirs or account.csm_id in theirs]
    complained = await complaints.open_in(work.session, Team(theirs))
    promised = await promises.standing_with(work.session, theirs)
    return (
        Room("Requests", "request.all", len(mine) or None),
        Room("Promises", "promise.all", len(promised) or None),
        Room("Complaints", "complaint.list", len(complained) or None),
        Room("Noticed", "noticed.open", noticed or None),
        Room("Themes", "theme.list", suggested or None),
    )


async def _touches(work: Work, theirs: Team) -> tuple[Sequence[Touch], Sequence[Touch]]:
    """What waits for a decision, and what was decided and has not gone yet; soonest first."""
    waiting: list[Touch] = []
    coming: list[Touch] = []
    for csm_id in sorted(theirs.csm_ids):
        waiting += await touches.proposed_to(work.session, csm_id)
        coming += [touch for touch in await touches.approved_of(work.session, csm_id) if touch.channel_id is not None]
    return sorted(waiting, key=_soonest), sorted(coming, key=_soonest)


def _soonest(touch: Touch) -> tuple[float, int]:
    return touch.due_at.timestamp() if touch.due_at else 0.0, touch.id or 0


async def _news(work: Work, theirs: Team, staff: Staff) -> tuple[News, ...]:
    wishes = await oversight.placed_holds(work.session, theirs, _WISHES, work.now - _WISHES_NEWS, work.now)
    mine = {account.id: account for account in await oversight.accounts_of(work.session, theirs)}
    gone = await channels.gone_since(work.session, work.now - _CHANNEL_NEWS)
    mixed = await channels.mixed(work.session)
    closed = await channels.not_to_be_read(work.session)
    internal = await channels.not_shared(work.session)
    return (
        *(_wish(work, hold, account) for hold, account in wishes),
        *[news for one in gone if one.account_id in mine and (news := await _gone(work, one, mine[one.account_id]))],
        *_mixed(work, [(one, mine[one.account_id]) for one in mixed if one.account_id in mine]),
        *_internal(work, [(one, mine[one.account_id]) for one in internal if one.account_id in mine]),
        *_closed([(one, mine[one.account_id]) for one in closed if one.account_id in mine]),
        *await _suggested(work, set(mine), staff),
    )


def _wish(work: Work, hold: Hold, account: Account) -> News:
    on = zones.local_date(hold.placed_at, zones.zone(work.staff.timezone))
    why = Button("Why", "account.why", {"account": str(account.id)})
    return News(text(Run(account.name, bold=True), f": {WORDS[Code(hold.code)]} ({day_words(on)})."), (why,))


async def _gone(work: Work, channel: Channel, account: Account) -> News | None:
    """Where another channel of theirs takes over there is nothing to do, so it is news for a day only."""
    other = await another(work, channel)
    if other and channel.gone_at and channel.gone_at < work.now - _TAKEN_OVER_NEWS:
        return None
    cure = f"Type {work.house.command} link {account.name} in another one; until then it is e-mail."
    so = f"What is meant for them goes to #{other.name}." if other else cure
    return News(text(Run(account.name, bold=True), f": #{channel.name} is {channel.gone_because or 'gone'}. {so}"))


def _mixed(work: Work, found: Sequence[tuple[Channel, Account]]) -> Iterator[News]:
    for channel, account in found:
        cure = f"If that is wrong, type {work.house.command} link {account.name} in it."
        words = f": people of another customer sit in #{channel.name}, so nothing goes there. {cure}"
        yield News(text(Run(account.name, bold=True), words))


def _internal(work: Work, found: Sequence[tuple[Channel, Account]]) -> Iterator[News]:
    for channel, account in found:
        cure = f"Share it with them, or type {work.house.command} link {account.name} in a channel they read."
        words = f": #{channel.name} is not shared with them, so nothing goes there. {cure}"
        yield News(text(Run(account.name, bold=True), words))


def _closed(found: Sequence[tuple[Channel, Account]]) -> Iterator[News]:
    for channel, account in found:
        cure = "Until they say “you may read this channel again” there, use another way."
        words = f": they asked us not to read #{channel.name}, so nothing unasked goes there. {cure}"
        yield News(text(Run(account.name, bold=True), words))


async def _suggested(work: Work, mine: set[int | None], staff: Staff) -> Sequence[News]:
    """For the account's CSM; where nobody looks after it, for everybody."""
    found = []
    for channel in await channels.suggested(work.session):
        account = await accounts.by_id(work.session, channel.suggested_account_id or 0)
        if account.id not in mine and account.csm_id in staff.people:
            continue
        values = {"channel": str(channel.id), "account": str(account.id)}
        link, dismiss = Button("Link", "channel.link", values), Button("Not theirs", "channel.not_theirs", values)
        found.append(
            News(text("Is ", Run(f"#{channel.name}", bold=True), f" {account.name}'s channel?"), (link, dismiss))
        )
    return found
