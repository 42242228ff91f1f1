"""What the clock does about bad news: a promised word is brought to mind before it is late, and when it is."""

from datetime import timedelta

from content.pages.lines import excerpt, when
from outreach.ledger import keys
from outreach.messages import Button, Message, Run, buttons, say
from outreach.models.book import Teammate
from outreach.models.notices import Notice
from outreach.store import notices, teammates
from outreach.worktime import zones
from scheduler import telling
from scheduler.errands.duty import Duty, Outcome
from scheduler.telling import News

SOON, DUE = "notice.soon", "notice.due"
WARNED_BEFORE = timedelta(minutes=15)


async def warn(duty: Duty) -> Outcome:
    """A quarter of an hour before: its owner, or their cover, once."""
    notice = await _waited_for(duty)
    if notice is None or notice.next_word_at is None:
        return "not needed"
    owner = await _at_work(duty, await teammates.by_id(duty.session, notice.owner_id))
    return await _tell(duty, notice, owner, SOON, f"the next word is promised by {_moment(notice, owner)}.")


async def chase(duty: Duty) -> Outcome:
    """The moment is past: its owner again, and their manager, once each. Customers must not have to ask."""
    notice = await _waited_for(duty)
    if notice is None or notice.next_word_at is None:
        return "not needed"
    if notice.next_word_at > duty.now:
        return notice.next_word_at
    owner = await teammates.by_id(duty.session, notice.owner_id)
    present = await _at_work(duty, owner)
    outcome = await _tell(duty, notice, present, DUE, f"the word promised by {_moment(notice, present)} is late.")
    manager = await teammates.by_id(duty.session, owner.manager_id) if owner.manager_id else None
    if manager is not None and manager.id != present.id and manager.left_on is None:
        words = f"the word promised by {_moment(notice, manager)} is late; {present.name} has it."
        await _tell(duty, notice, manager, DUE, words)
    notice.nudged_at = duty.now
    await notices.put(duty.session, notice)
    return outcome


async def _waited_for(duty: Duty) -> Notice | None:
    notice = await notices.by_id(duty.session, duty.subject_id)
    return notice if notice is not None and notice.state == notices.OPEN else None


async def _at_work(duty: Duty, owner: Teammate) -> Teammate:
    """The owner, or whoever stands in for them today."""
    assert owner.id is not None
    today = zones.local_date(duty.now, zones.zone(owner.timezone))
    is_away = owner.left_on is not None or await teammates.away_on(duty.session, owner.id, today) is not None
    return await teammates.by_id(duty.session, owner.cover_id) if is_away and owner.cover_id else owner


async def _tell(duty: Duty, notice: Notice, teammate: Teammate, kind: str, words: str) -> Outcome:
    assert teammate.id is not None
    about = f"{notice.id}:{notice.next_word_at.isoformat() if notice.next_word_at else ''}"
    values = {"notice": str(notice.id)}
    presses = buttons(
        Button("Update", "notice.update", values, "primary"),
        Button("Close", "notice.close", values),
        Button("See who", "notice.open", values),
    )
    message = say(Run(excerpt(notice.what, 100), bold=True), f": {words}") + Message((presses,))
    news = News(keys.news(kind, about, teammate.id), message, is_urgent=True)
    is_told = await telling.tell(duty.session, duty.planning, teammate, news, duty.now)
    return "told" if is_told else "stands in their day"


def _moment(notice: Notice, reader: Teammate) -> str:
    return when(notice.next_word_at, reader.timezone) if notice.next_word_at else ""
