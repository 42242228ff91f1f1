"""How a promise lives: every change of it is made here, with what the clock has to see to afterwards."""

from datetime import date, datetime, time, timedelta

from outreach.database import Session
from outreach.desk.promises import Stage, is_untold
from outreach.models.book import Account, Teammate
from outreach.models.desk import Promise
from outreach.store import accounts, errands, promises, teammates
from outreach.store.promises import ASK, KINDS, PASSED, TODAY, UNTOLD
from outreach.worktime import zones
from scheduler.digests import staff_of
from scheduler.planning import Planning
from scheduler.telling import looking_after

_DAY = timedelta(days=1)
# Whoever has just typed it may still put it right; several at once are asked about together.
_ASK_AFTER = timedelta(minutes=10)
# No morning list names what is promised for the day on which it was promised.
_BEFORE_EVENING = timedelta(hours=2)
# A draft of the new date lies before them: they get time to send it.
_TO_SEND = timedelta(hours=1)


async def notice(session: Session, promise: Promise, now: datetime) -> None:
    """Its author is asked about it soon, once."""
    promise.state, promise.ended_at, promise.ended_because = Stage.NOTICED, None, None
    await promises.put(session, promise)
    await errands.arrange(session, ASK, promise.id or 0, now + _ASK_AFTER)


async def track(session: Session, promise: Promise, now: datetime) -> None:
    """`due_on` is set: from now on it is looked after."""
    promise.state, promise.confirmed_at = Stage.OPEN, now
    promise.ended_at, promise.ended_because = None, None
    await promises.put(session, promise)
    await promises.expires(session, promise.text_id, None)
    await errands.drop(session, (ASK,), promise.id or 0, now, "tracked")
    await _remind_today(session, promise, now)
    if is_untold(promise):
        await _watch_untold(session, promise, now)


async def move(session: Session, promise: Promise, due_on: date, now: datetime) -> None:
    """Another date. Until they are told they reckon with the old one."""
    promise.moved += promise.due_on is not None and promise.due_on != due_on
    promise.due_on = due_on
    await promises.put(session, promise)
    await errands.drop(session, (TODAY, UNTOLD, PASSED), promise.id or 0, now, "another date")
    await _remind_today(session, promise, now)
    if is_untold(promise):
        await _watch_untold(session, promise, now)


async def tell_date(session: Session, promise: Promise, now: datetime) -> None:
    """They know the date as it is now."""
    promise.told_on = promise.due_on
    await promises.put(session, promise)
    await errands.drop(session, (UNTOLD, PASSED), promise.id or 0, now, "they were told")


async def untell(session: Session, promise: Promise, before: date, now: datetime) -> None:
    """What told them is taken back: they reckon with the date before it."""
    promise.told_on = before
    await promises.put(session, promise)
    if is_untold(promise):
        await _watch_untold(session, promise, now)


async def end(  # noqa: PLR0913 - what, as what, why and when
    session: Session, planning: Planning, promise: Promise, stage: Stage, because: str, now: datetime
) -> None:
    """Done or dropped: nothing waits for it any more, and its words begin to expire."""
    promise.state, promise.ended_at, promise.ended_because = stage, now, because
    await promises.put(session, promise)
    await errands.drop(session, KINDS, promise.id or 0, now, because)
    await promises.expires(session, promise.text_id, (now + planning.keep_for).date())


async def take_up_again(session: Session, promise: Promise, now: datetime) -> None:
    """Its end is taken back: it waits for a yes again where nobody had said so, else it runs on."""
    promise.ended_at, promise.ended_because = None, None
    if promise.confirmed_at is None:
        promise.state = Stage.NOTICED
        await promises.put(session, promise)
        return
    promise.state = Stage.OPEN
    await promises.put(session, promise)
    await promises.expires(session, promise.text_id, None)
    if is_untold(promise):
        await _watch_untold(session, promise, now)


async def in_charge(session: Session, promise: Promise, account: Account, now: datetime) -> Teammate | None:
    """Whoever gave it, or who stands in for them today; the account's CSM where they have left."""
    owner = await teammates.by_id(session, promise.owner_id)
    if owner.left_on is not None or owner.id is None:
        return await looking_after(session, account, now)
    today = zones.local_date(now, zones.zone(owner.timezone))
    if owner.cover_id is None or not await teammates.away_on(session, owner.id, today):
        return owner
    return await teammates.by_id(session, owner.cover_id)


async def _remind_today(session: Session, promise: Promise, now: datetime) -> None:
    account = await accounts.by_id(session, promise.account_id)
    today = zones.local_date(now, zones.zone(account.timezone))
    owner = await teammates.by_id(session, promise.owner_id)
    ends_at = (await staff_of(session, now)).availability(owner).working_day_end(now)
    if promise.due_on == today and ends_at is not None and ends_at > now:
        at = max(ends_at - _BEFORE_EVENING, now + _TO_SEND)
        await errands.arrange(session, TODAY, promise.id or 0, at, about=today.isoformat())


async def _watch_untold(session: Session, promise: Promise, now: datetime) -> None:
    """When the day that they were told begins, and when it is over."""
    account = await accounts.by_id(session, promise.account_id)
    zone, told_on = zones.zone(account.timezone), promise.told_on
    assert told_on is not None
    about = f"{told_on.isoformat()}:{now:%Y%m%dT%H%M%S}"
    begins = max(zones.at_local(told_on, time(0), zone), now + _TO_SEND)
    await errands.arrange(session, UNTOLD, promise.id or 0, begins, about=about)
    over = max(zones.at_local(told_on + _DAY, time(0), zone), begins + _TO_SEND)
    await errands.arrange(session, PASSED, promise.id or 0, over, about=about)
