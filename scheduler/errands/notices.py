"""What the clock does about bad news: whether it arrived, and what was promised is brought to mind and never late."""

from collections.abc import Sequence
from datetime import timedelta

from content.pages.lines import excerpt, when
from content.pages.moments import listed
from outreach.ledger import keys
from outreach.ledger.reasons import in_words
from outreach.messages import Button, Message, Run, buttons, say
from outreach.models.book import Role, Teammate
from outreach.models.ledger import Touch, TouchState
from outreach.models.notices import Notice, NoticeWord
from outreach.store import accounts, notices, teammates
from scheduler import telling
from scheduler.digests import Staff, staff_of
from scheduler.errands.duty import Duty, Outcome
from scheduler.telling import News

SOON, DUE, ARRIVED = "notice.soon", "notice.due", "notice.arrived"
WARNED_BEFORE = timedelta(minutes=15)
LOOKED_AFTER = timedelta(minutes=15)
_MOST_NAMED = 5


async def look_after(duty: Duty) -> Outcome:
    """A while after one word of it was sent, until every message has arrived or never will: whoever answers for it is
    told whom it did not reach."""
    word = await notices.word_by_id(duty.session, duty.subject_id)
    notice = await notices.by_id(duty.session, word.notice_id) if word else None
    if word is None or notice is None:
        return "not needed"
    said = await _messages(duty, word)
    missed = [touch for touch in said if touch.state in (TouchState.MISSED, TouchState.EXPIRED)]
    waiting = [touch for touch in said if touch.state == TouchState.APPROVED]
    unclear = await _unclear(duty, waiting)
    if missed or unclear:
        await _tell_missed(duty, notice, word, missed, unclear)
    if looked_at := [max(touch.due_at or duty.now, duty.now) for touch in waiting if touch not in unclear]:
        return min(looked_at) + LOOKED_AFTER
    return "not everywhere" if missed or unclear else "arrived"


async def _unclear(duty: Duty, waiting: Sequence[Touch]) -> list[Touch]:
    """Those whose time is over, and of which only a look can tell whether they stand there."""
    over = [touch for touch in waiting if touch.deadline_at is not None and touch.deadline_at <= duty.now]
    leaving = await notices.leaving(duty.session) if over else set()
    return [touch for touch in over if touch.id in leaving]


async def _messages(duty: Duty, word: NoticeWord) -> list[Touch]:
    told = await notices.told_of(duty.session, word.notice_id)
    names = [keys.notice(word.id or 0, row.account_id) for row in told]
    return [touch for some in (await notices.messages_called(duty.session, names)).values() for touch in some]


async def _tell_missed(
    duty: Duty, notice: Notice, word: NoticeWord, missed: Sequence[Touch], unclear: Sequence[Touch]
) -> None:
    _, present = await _at_work(duty, notice)
    if present is None:
        return
    named = await accounts.by_ids(duty.session, {touch.account_id for touch in (*missed, *unclear)})
    reasons = [f"{named[one.account_id].name} ({in_words(one.ended_because or one.state)})" for one in missed]
    doubts = [named[one.account_id].name for one in unclear]
    facts = [f"it did not reach {listed(reasons, _MOST_NAMED)}"] if reasons else []
    facts += [f"nobody knows whether it reached {listed(doubts, _MOST_NAMED)}"] if doubts else []
    about = f"{word.id}:{','.join(str(one.id) for one in (*missed, *unclear))}"
    await _tell(duty, notice, present, about, ARRIVED, f"{'; '.join(facts)}. Tell them yourself.")


async def warn(duty: Duty) -> Outcome:
    """A quarter of an hour before: its owner, or whoever stands in for them, once."""
    notice = await _waited_for(duty)
    if notice is None or notice.next_word_at is None or notice.next_word_at <= duty.now:
        return "not needed"
    _, present = await _at_work(duty, notice)
    if present is None:
        return "nobody to tell"
    words = f"the next word is promised by {_moment(notice, present)}."
    return await _tell(duty, notice, present, _promise(notice), SOON, words)


async def chase(duty: Duty) -> Outcome:
    """The moment is past: its owner again, and their manager, once each. Customers must not have to ask."""
    notice = await _waited_for(duty)
    if notice is None or notice.next_word_at is None:
        return "not needed"
    if notice.next_word_at > duty.now:
        return notice.next_word_at
    staff, present = await _at_work(duty, notice)
    notice.nudged_at = duty.now
    await notices.put(duty.session, notice)
    if present is None:
        return "nobody to tell"
    words = f"the word promised by {_moment(notice, present)} is late."
    outcome = await _tell(duty, notice, present, _promise(notice), DUE, words)
    owner = staff.people.get(notice.owner_id)
    manager = staff.manager_of(owner) if owner else None
    if manager is not None and manager.id != present.id:
        words = f"the word promised by {_moment(notice, manager)} is late; {present.name} has it."
        await _tell(duty, notice, manager, _promise(notice), DUE, words)
    return outcome


async def _waited_for(duty: Duty) -> Notice | None:
    notice = await notices.by_id(duty.session, duty.subject_id)
    return notice if notice is not None and notice.state == notices.OPEN else None


async def _at_work(duty: Duty, notice: Notice) -> tuple[Staff, Teammate | None]:
    """The owner; where they are away or gone, their cover, their manager, whoever is in charge, the first who is there.
    None where nobody is."""
    staff = await staff_of(duty.session, duty.now)
    owner = await teammates.by_id(duty.session, notice.owner_id)
    in_charge = (one for one in staff.people.values() if one.role in (Role.MANAGER, Role.ADMIN))
    asked = (owner, staff.people.get(owner.cover_id or 0), staff.manager_of(owner), *in_charge)
    there = (one for one in asked if one is not None and one.id in staff.people and staff.away_until(one) is None)
    return staff, next(there, None)


async def _tell(  # noqa: PLR0913 - who is told what about which of its moments
    duty: Duty, notice: Notice, teammate: Teammate, about: str, kind: str, words: str
) -> Outcome:
    assert teammate.id is not None
    values = {"notice": str(notice.id)}
    see = Button("See who", "notice.open", values)
    follow_ups = (Button("Update", "notice.update", values, "primary"), Button("Close", "notice.close", values))
    presses = buttons(*(follow_ups if notice.state == notices.OPEN else ()), see)
    message = say(Run(excerpt(notice.what, 100), bold=True), f": {words}") + Message((presses,))
    news = News(keys.news(kind, about, teammate.id), message, is_urgent=True)
    is_told = await telling.tell(duty.session, duty.planning, teammate, news, duty.now)
    return "told" if is_told else "stands in their day"


def _promise(notice: Notice) -> str:
    return f"{notice.id}:{notice.next_word_at.isoformat() if notice.next_word_at else ''}"


def _moment(notice: Notice, reader: Teammate) -> str:
    return when(notice.next_word_at, reader.timezone) if notice.next_word_at else ""
