"""What the clock does about complaints: ends what nobody confirmed, asks whether it is right now, and reminds."""

from datetime import date, datetime, time, timedelta

from content.catalog import ComplaintQuestion
from content.drafting import signature
from content.evidence import first_name
from content.pages.complaint_news import ask_them_page, decide_page
from content.phrases import spoken_date
from outreach.database import Session
from outreach.desk.complaints import LAPSED, Stage, stage_of
from outreach.desk.rules import DeskRules
from outreach.ledger import complaint_holds, keys
from outreach.ledger.reasons import Code, in_words
from outreach.messages import Button, Message, buttons
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.desk import Complaint
from outreach.models.listening import Judged
from outreach.store import accounts, channels, clocks, complaints, contacts, errands, holds, teammates, touches
from outreach.worktime import zones
from outreach.worktime.availability import Availability, WorkingHours
from outreach.worktime.calendars import WorkCalendar
from scheduler import answering, planning, telling
from scheduler.answering import Saying
from scheduler.digests import staff_of
from scheduler.errands.duty import Duty, Outcome

_GONE = "no longer on record"
_QUIET = (Code.OPTED_OUT, Code.SNOOZED)
_WITHIN_A_MINUTE = timedelta(minutes=1)


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


async def arrange_lapse(  # noqa: PLR0913 - of what, by which rules, and once per what
    session: Session, complaint: Complaint, account: Account, desk: DeskRules, now: datetime, *, about: str
) -> datetime:
    """Returns when it will be. `about` tells one time that it waits to be confirmed from the next."""
    assert complaint.id is not None
    at = await lapses_at(session, account, now, desk, now)
    await errands.arrange(session, complaints.LAPSE, complaint.id, at, about=about)
    return at


async def place_for(session: Session, complaint: Complaint, account: Account) -> Channel | str:
    """Where they can be written to about it: where they said it, else in the account's own channel. In words, why
    nowhere: a complaint is never carried into another channel than the one that it was made in."""
    if account.stage == accounts.CHURNED:
        return "they are no longer a customer"
    if complaint.channel_id is not None:
        channel = await channels.by_id(session, complaint.channel_id)
    else:
        found = await channels.for_outreach(session, [complaint.account_id])
        if complaint.account_id not in found:
            return "no channel is linked with them"
        channel = found[complaint.account_id]
    return _why_not(channel, account) or channel


def _why_not(channel: Channel, account: Account) -> str:
    if channel.account_id != account.id:
        return f"#{channel.name} is not their channel any more"
    if not channels.is_open(channel):
        return f"#{channel.name} is {channel.gone_because or 'not shared with them any more'}"
    if channel.is_mixed:
        return f"people of two customers sit in #{channel.name}"
    return ""


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


async def ask(duty: Duty) -> Outcome:
    """Whether it is right now: one question, in the name of whoever closed it and said that we would ask."""
    complaint = await complaints.by_id(duty.session, duty.subject_id)
    if complaint is None:
        return _GONE
    if complaint.closed_at is None or complaint.asked_at is not None or complaint.is_right is not None:
        return "not needed"
    account = await accounts.by_id(duty.session, complaint.account_id)
    author = await _author(duty, complaint, account)
    place = await place_for(duty.session, complaint, account)
    silence = await _why_silent(duty, complaint, place) if isinstance(place, Channel) else place
    if author is None or not isinstance(place, Channel) or silence:
        return await _ask_colleague(duty, complaint, account, silence or "nobody looks after them")
    contact = await _contact(duty, complaint)
    slot = await planning.slot(duty.session, duty.planning, account, None, None, contact, duty.now)
    if slot is None:
        return await _ask_colleague(duty, complaint, account, "no working day of theirs is near")
    # The slot is a whole minute, and we may be called within it.
    if slot.at - duty.now > _WITHIN_A_MINUTE:
        return slot.at
    await _put_question(duty, complaint, account, place, author, contact)
    return "asked"


async def _why_silent(duty: Duty, complaint: Complaint, channel: Channel) -> str:
    """What is asked unbidden is not asked of those who do not want to hear from us, nor where we hear no answer."""
    if channel.not_to_be_read:
        return f"they asked us not to read #{channel.name}"
    if channel.introduced_at is None and channel.kind != channels.DIRECT:
        return f"we have not introduced ourselves yet in #{channel.name}"
    if await complaints.open_of(duty.session, complaint.account_id):
        return "another complaint of theirs is open"
    # Our question would pass for the answer that they wait for, and stop their clock.
    if await _wait_for_something_since(duty, complaint, channel):
        return f"they wait for an answer in #{channel.name}"
    for hold in await holds.live(duty.session, complaint.account_id, duty.now):
        elsewhere = hold.channel_id not in (None, channel.id) or hold.contact_id not in (None, complaint.contact_id)
        if hold.code in _QUIET and not elsewhere:
            return in_words(hold.code)
    return ""


async def _wait_for_something_since(duty: Duty, complaint: Complaint, channel: Channel) -> bool:
    """Whether they have asked there for something else since it was closed."""
    clock = await clocks.running_in(duty.session, channel.id) if channel.id is not None else None
    last = await touches.by_id(duty.session, clock.last_touch_id) if clock is not None else None
    at = last.happened_at if last is not None else None
    return at is not None and complaint.closed_at is not None and at > complaint.closed_at


async def _author(duty: Duty, complaint: Complaint, account: Account) -> Teammate | None:
    closed_by = await teammates.by_id(duty.session, complaint.closed_by_id) if complaint.closed_by_id else None
    if closed_by is not None and closed_by.left_on is None:
        return closed_by
    person = await telling.looking_after(duty.session, account, duty.now)
    return person if person is not None and person.left_on is None else None


async def _contact(duty: Duty, complaint: Complaint) -> Contact | None:
    """Nobody is addressed who has left since."""
    contact = await contacts.by_id(duty.session, complaint.contact_id) if complaint.contact_id else None
    return contact if contact is not None and contact.left_on is None else None


async def _put_question(  # noqa: PLR0913 - about what, to whom, where, in whose name
    duty: Duty, complaint: Complaint, account: Account, channel: Channel, author: Teammate, contact: Contact | None
) -> None:
    assert complaint.id is not None
    assert complaint.closed_at is not None
    language = (contact.language if contact else None) or account.language
    zone = zones.zone(account.timezone)
    on, today = zones.local_date(complaint.opened_at, zone), zones.local_date(duty.now, zone)
    entry = ComplaintQuestion(
        on=spoken_date(on, today, language),
        csm=signature(author),
        contact=first_name(contact),
        language=language,
    )
    message = _with_answers(duty.planning.renderer.render(entry), complaint, language)
    saying = Saying(
        key=keys.complaint("question", complaint.id, complaint.closed_at),
        account=account,
        channel=channel,
        message=message,
        why="we said that we would ask whether their complaint is put right",
        contact=contact,
        thread=complaint.thread,
    )
    question = await answering.draft(duty.session, duty.planning, saying, author, duty.now)
    question.answers_id = complaint.touch_id
    await answering.send(duty.session, question, by=author.name, now=duty.now)
    complaint.asked_at = duty.now
    duty.session.add_all((question, complaint))


def _with_answers(message: Message, complaint: Complaint, language: str) -> Message:
    """Two presses above the small print. They carry which closing they are about: a later one asks anew."""
    assert complaint.closed_at is not None
    yes, no = ("Ja", "Nein") if language.startswith("de") else ("Yes", "No")
    values = {"complaint": str(complaint.id), "closed": complaint.closed_at.isoformat()}
    answers = buttons(
        Button(yes, "complaint.answer", {**values, "right": "yes"}),
        Button(no, "complaint.answer", {**values, "right": "no"}),
    )
    *words, small_print = message.parts
    return Message((*words, answers, small_print))


async def _ask_colleague(duty: Duty, complaint: Complaint, account: Account, because: str) -> Outcome:
    return await _tell(
        duty, complaint, account, "complaint-ask", ask_them_page(account.name, because, _values(complaint))
    )


async def decide(duty: Duty) -> Outcome:
    """Somebody wanted to be asked again whether shares go on."""
    complaint = await complaints.by_id(duty.session, duty.subject_id)
    if complaint is None:
        return _GONE
    if stage_of(complaint) is not Stage.UNDECIDED:
        return "not needed"
    account = await accounts.by_id(duty.session, complaint.account_id)
    words = "you wanted to be asked again: shall shares go on after their complaint?"
    message = decide_page(account.name, words, _values(complaint))
    return await _tell(duty, complaint, account, "complaint-decide", message)


async def _tell(duty: Duty, complaint: Complaint, account: Account, kind: str, message: Message) -> Outcome:
    person = await telling.looking_after(duty.session, account, duty.now)
    if person is None or person.id is None:
        return "nobody to tell"
    news = telling.News(keys.news(kind, f"{complaint.id}.{duty.errand.id}", person.id), message)
    is_told = await telling.tell(duty.session, duty.planning, person, news, duty.now)
    return "told" if is_told else "stands in their day"


def _values(complaint: Complaint) -> dict[str, str]:
    return {"complaint": str(complaint.id)}
