"""What the clock does about complaints: ends what nobody confirmed, asks whether it is right now, and reminds."""

from datetime import date, datetime, time, timedelta

from outreach.database import Session
from outreach.desk.complaints import LAPSED, Stage, stage_of
from outreach.desk.rules import DeskRules
from outreach.ledger import complaint_holds
from outreach.models.book import Account
from outreach.models.desk import Complaint
from outreach.models.listening import Judged
from outreach.store import accounts, complaints, errands
from outreach.worktime import zones
from outreach.worktime.availability import Availability, WorkingHours
from outreach.worktime.calendars import WorkCalendar
from scheduler import telling
from scheduler.digests import staff_of
from scheduler.errands.duty import Duty, Outcome

_GONE = "no longer on record"


async def lapses_at(session: Session, account: Account, since: datetime, desk: DeskRules, now: datetime) -> datetime:
    """When a hold that nobody confirmed ends: after working days of whoever looks after the account now; where nobody
    does, usual ones in the account's own zone."""
    person = await telling.looking_after(session, account, now)
    if person is not None:
        there = (await staff_of(session, now)).availability(person)
    else:
        calendar = WorkCalendar(account.country, account.subdivision, account.timezone, quiet_season=None)
        there = Availability(WorkingHours(), zones.zone(account.timezone), calendar)
    lasts = _length(there.hours.start, there.hours.end) * desk.unconfirmed_lasts
    return there.add_working_time(since, lasts) or since + timedelta(days=desk.unconfirmed_lasts)


def _length(start: time, end: time) -> timedelta:
    """Of one working day; an end before the start is on the next day."""
    day = date(2000, 1, 1)
    length = datetime.combine(day, end) - datetime.combine(day, start)
    return length if length > timedelta() else length + timedelta(days=1)


async def arrange_lapse(
    session: Session, complaint: Complaint, account: Account, desk: DeskRules, now: datetime
) -> datetime:
    """Returns when it will be."""
    assert complaint.id is not None
    at = await lapses_at(session, account, now, desk, now)
    await errands.arrange(session, complaints.LAPSE, complaint.id, at, about=now.isoformat())
    return at


async def lapse(duty: Duty) -> Outcome:
    """Their CSM may have gone away since: then it waits for a working day of whoever stands in."""
    complaint = await complaints.by_id(duty.session, duty.subject_id)
    if complaint is None:
        return _GONE
    if stage_of(complaint) is not Stage.UNCONFIRMED:
        return "not needed"
    account = await accounts.by_id(duty.session, complaint.account_id)
    at = await lapses_at(duty.session, account, complaint.opened_at, duty.desk, duty.now)
    if at > duty.now:
        await complaint_holds.prolong(duty.session, complaint, at)
        return at
    keep_for = duty.planning.keep_for
    await complaint_holds.end(duty.session, complaint, LAPSED, now=duty.now, keep_for=keep_for, by=LAPSED)
    noticed = await complaints.finding(duty.session, complaint)
    if noticed is not None and noticed.judged == Judged.OPEN:
        noticed.judged = Judged.LAPSED
        duty.session.add(noticed)
    return "lapsed"
