"""When a rhythm's next episode begins for an account, and what it is called."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from content.rhythm_files import Rhythm
from outreach.database import Session
from outreach.models.book import Account
from outreach.store import accounts, touches
from outreach.worktime import zones
from scheduler import cadence


@dataclass(frozen=True)
class Episode:
    """`due_on`: the first local date on which it may be prompted. `ends_on`: None when only an event ends it."""

    name: str
    due_on: date
    ends_on: date | None = None


async def current_episode(session: Session, account: Account, rhythm: Rhythm, now: datetime) -> Episode | None:
    """None when nothing has happened that this rhythm answers to."""
    days = rhythm.days[account.segment]
    if rhythm.trigger == "cadence":
        return _cadence(account, days, now)
    if rhythm.trigger == "silence":
        return await _silence(session, account, days)
    return await _stage(session, account, days, now)


def _cadence(account: Account, days: int, now: datetime) -> Episode:
    zone = zones.zone(account.timezone)
    start_on, next_on = cadence.cadence_window(now, days, account.created_at.date(), zone)
    return Episode(f"cadence-{start_on.isoformat()}", start_on, next_on)


async def _silence(session: Session, account: Account, days: int) -> Episode:
    """Due when `days >= N`, never when they are equal: a missed run must not lose a customer."""
    since = await last_two_way_on(session, account)
    return Episode(cadence.silence_episode(since), since + timedelta(days=days))


async def last_two_way_on(session: Session, account: Account) -> date:
    """The local date of the last contact; before our ledger knows any, the last time they told us something, else
    the day they entered the book."""
    assert account.id is not None
    last = await touches.last_by_people(session, account.id)
    return two_way_on(account, last.happened_at if last else None, await touches.last_said_on(session, account.id))


def two_way_on(account: Account, spoke_at: datetime | None, said_on: date | None) -> date:
    """The same from what is known already. Pure."""
    zone = zones.zone(account.timezone)
    spoken_on = zones.local_date(spoke_at, zone) if spoke_at else None
    known = [on for on in (spoken_on, said_on) if on is not None]
    return max(known) if known else zones.local_date(account.created_at, zone)


async def _stage(session: Session, account: Account, days: int, now: datetime) -> Episode | None:
    """A stage counts once it has changed under our eyes: the one an account was imported with is no news."""
    assert account.id is not None
    history = await accounts.history(session, account.id, "stage")
    if account.stage is None or len(history) < 2:
        return None
    entered = history[-1].since_on
    last_day = entered + timedelta(days=days)
    today = zones.local_date(now, zones.zone(account.timezone))
    return Episode(cadence.stage_episode(account.stage, entered), entered) if today <= last_day else None
