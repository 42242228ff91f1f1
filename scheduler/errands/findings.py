"""What was noticed and nobody is sure about: listed for its CSM once a day, and let go when nobody looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from content.pages import noticed as pages
from outreach.database import Session
from outreach.desk.rules import DeskRules
from outreach.ledger import keys
from outreach.models.book import Account, Role, Teammate
from outreach.models.listening import Judged
from outreach.store import errands, noticed
from outreach.store.oversight import Team
from outreach.worktime import zones
from scheduler import sightings
from scheduler.digests import Staff, staff_of
from scheduler.errands.duty import Duty, Outcome
from scheduler.telling import News, tell

LIST = "findings.list"
LAPSE = "findings.lapse"
# What nobody has judged by then is old news to everybody.
LOOKED_AT_WITHIN = timedelta(days=7)
_DAY = timedelta(days=1)
_HORIZON = 60


@dataclass(frozen=True)
class Afternoon:
    """When somebody reads the list of what happened at an owner's accounts, and who that is: the owner, or whoever
    stands in on that day (a local date of the owner)."""

    on: date
    at: datetime
    reader: Teammate


async def arrange(session: Session, desk: DeskRules, account: Account, touch_id: int, now: datetime) -> None:
    """Something in that message waits for a look: it stands in the next list, and lapses after a while."""
    await _arrange_list(session, desk, await staff_of(session, now), account.csm_id)
    await errands.arrange(session, LAPSE, touch_id, now + LOOKED_AT_WITHIN)


async def _arrange_list(session: Session, desk: DeskRules, staff: Staff, csm_id: int | None) -> bool:
    owner = staff.people.get(csm_id or 0) or _in_charge(staff)
    afternoon = next(_afternoons(staff, desk, owner), None) if owner else None
    if owner is None or owner.id is None or afternoon is None:
        return False
    await errands.arrange(session, LIST, owner.id, afternoon.at, about=afternoon.on.isoformat())
    return True


def _in_charge(staff: Staff) -> Teammate | None:
    """Who looks after accounts that nobody looks after: the manager who stands above the others."""
    managers = [one for one in staff.people.values() if one.role == Role.MANAGER]
    ranked = sorted(managers, key=lambda one: (one.manager_id is not None, one.id or 0))
    return next(iter(ranked), None)


def _afternoons(staff: Staff, desk: DeskRules, owner: Teammate) -> Iterator[Afternoon]:
    """Those to come."""
    for on in (staff.today_of(owner) + step * _DAY for step in range(_HORIZON)):
        if reader := _reader_on(staff, owner, on):
            at = zones.at_local(on, desk.list_at, zones.zone(reader.timezone))
            if at > staff.now:
                yield Afternoon(on, at, reader)


def _reader_on(staff: Staff, owner: Teammate, on: date) -> Teammate | None:
    theirs = staff.availability(owner)
    if theirs.works_on(on):
        return owner
    cover = staff.people.get(owner.cover_id or 0)
    is_read = theirs.is_away(on) and cover is not None and staff.availability(cover).works_on(on)
    return cover if is_read else None


async def tell_list(duty: Duty) -> Outcome:
    """One message; nothing to say, no message. Who is away by now does not get it: their cover does, or it waits."""
    staff = await staff_of(duty.session, duty.now)
    owner = staff.people.get(duty.subject_id)
    if owner is None:
        handed_on = await _arrange_list(duty.session, duty.desk, staff, None)
        return "handed on" if handed_on else "nobody is there"
    reader = _reader_on(staff, owner, staff.today_of(owner))
    if reader is None:
        return "put off" if await _arrange_list(duty.session, duty.desk, staff, owner.id) else "nobody is there"
    at_work = staff.availability(reader).next_working_instant(duty.now)
    if at_work is not None and at_work > duty.now:
        return at_work
    return await _tell(duty, staff, owner, reader)


async def _tell(duty: Duty, staff: Staff, owner: Teammate, reader: Teammate) -> str:
    is_in_charge = (top := _in_charge(staff)) is not None and top.id == owner.id
    team = Team(frozenset({duty.subject_id}), with_unowned=is_in_charge)
    waiting = await sightings.waiting(duty.session, team, reader.timezone)
    if not waiting.found:
        return "not needed"
    standing_in = "" if reader.id == owner.id else owner.name
    message = pages.list_of_day(waiting.found, waiting.count, standing_in=standing_in)
    key = keys.news("noticed", duty.errand.key, reader.id or 0)
    # Once a day at its own hour: who was interrupted enough is the one with the most in it.
    told = await tell(duty.session, duty.planning, reader, News(key, message, is_urgent=True), duty.now)
    return "told" if told else "stands in their day"


async def let_lapse(duty: Duty) -> Outcome:
    lapsed = await noticed.end_open(duty.session, duty.subject_id, Judged.LAPSED)
    return "lapsed" if lapsed else "not needed"
