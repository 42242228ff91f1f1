"""When a rhythm's next episode begins for an account, and what it is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from content.rhythm_files import Rhythm
from outreach.models.book import Account, AccountHistory
from outreach.models.signals import Signal
from outreach.worktime import zones
from scheduler import cadence


@dataclass(frozen=True)
class Episode:
    """`due_on`: the first local date on which it may be prompted. `ends_on`: None when only an event ends it."""

    name: str
    due_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Story:
    """What an account's episodes hang on: when anybody last spoke with them, when a fact was last learnt in a
    conversation, their stages, oldest first, and what other systems report, newest first."""

    spoke_at: datetime | None = None
    said_on: date | None = None
    stages: Sequence[AccountHistory] = ()
    signals: Sequence[Signal] = ()


def current_episode(account: Account, story: Story, rhythm: Rhythm, now: datetime) -> Episode | None:
    """None when nothing has happened that this rhythm answers to."""
    days = rhythm.days[account.segment]
    if rhythm.trigger == "cadence":
        return _cadence(account, days, now)
    if rhythm.trigger == "silence":
        return _silence(account, story, days)
    if rhythm.trigger == "signal":
        return _signal(account, answered_to(story, rhythm), days, now)
    return _stage(account, story.stages, days, now)


def _cadence(account: Account, days: int, now: datetime) -> Episode:
    zone = zones.zone(account.timezone)
    start_on, next_on = cadence.cadence_window(now, days, account.created_at.date(), zone)
    return Episode(f"cadence-{start_on.isoformat()}", start_on, next_on)


def _silence(account: Account, story: Story, days: int) -> Episode:
    """Due when `days >= N`, never when they are equal: a missed run must not lose a customer."""
    since = two_way_on(account, story.spoke_at, story.said_on)
    return Episode(cadence.silence_episode(since), since + timedelta(days=days))


def two_way_on(account: Account, spoke_at: datetime | None, said_on: date | None) -> date:
    """The local date of the last contact; before our ledger knows any, the last time they told us something, else
    the day they entered the book."""
    zone = zones.zone(account.timezone)
    spoken_on = zones.local_date(spoke_at, zone) if spoke_at else None
    known = [on for on in (spoken_on, said_on) if on is not None]
    return max(known) if known else zones.local_date(account.created_at, zone)


def _stage(account: Account, stages: Sequence[AccountHistory], days: int, now: datetime) -> Episode | None:
    """A stage counts once it has changed under our eyes: the one an account was imported with is no news."""
    if account.stage is None or len(stages) < 2:
        return None
    entered = stages[-1].since_on
    last_day = entered + timedelta(days=days)
    today = zones.local_date(now, zones.zone(account.timezone))
    return Episode(cadence.stage_episode(account.stage, entered), entered) if today <= last_day else None


def answered_to(story: Story, rhythm: Rhythm) -> Signal | None:
    """The newest that the rhythm answers to."""
    return next((signal for signal in story.signals if signal.kind in rhythm.signals), None)


def _signal(account: Account, signal: Signal | None, days: int, now: datetime) -> Episode | None:
    """One question for each time that it is reported anew."""
    if signal is None:
        return None
    zone = zones.zone(account.timezone)
    opened_on = zones.local_date(signal.opened_at, zone)
    is_news = zones.local_date(now, zone) <= opened_on + timedelta(days=days)
    return Episode(f"signal-{signal.id}-{opened_on.isoformat()}", opened_on) if is_news else None
