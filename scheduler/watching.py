"""When whoever looks after an account is told that a customer waits for an answer."""

from datetime import datetime

from outreach.database import Session
from outreach.desk.rules import DeskRules
from outreach.listening import clocks as reckoning
from outreach.listening.clocks import Promise, Step
from outreach.models.book import Account
from outreach.models.listening import ResponseClock
from outreach.store import errands
from scheduler.digests import Watchers, staff_of, watchers

__all__ = ["Watchers", "arrange", "due_at", "promise_to", "watchers_of"]


async def watchers_of(
    session: Session, account: Account, now: datetime, since_at: datetime | None = None
) -> Watchers | None:
    """As of `now`, with the absences that matter from `since_at` on. None where nobody of ours is left at all."""
    return watchers(await staff_of(session, now, since_at), account)


def promise_to(desk: DeskRules, account: Account) -> Promise:
    return Promise(desk.reply_within[account.segment], desk.nudge_at)


def due_at(step: Step, watchers: Watchers, clock: ResponseClock, promise: Promise, now: datetime) -> datetime:
    """At once where nobody ever works again."""
    has_cover = clock.cover_told_at is not None or watchers.second(now) is not None
    return reckoning.due_at(step, watchers.watch, clock.since_at, promise, has_cover=has_cover) or now


async def arrange(  # noqa: PLR0913 - whose wait, by which rules, watched by whom, as of when
    session: Session, desk: DeskRules, clock: ResponseClock, account: Account, now: datetime, *, anew: bool = False
) -> None:
    """Every step looks again when its moment comes. `anew`: the wait goes on after it had ended, and what was done
    before is not asked again."""
    watchers = await watchers_of(session, account, now, clock.since_at)
    if watchers is None:
        return
    promise = promise_to(desk, account)
    for step in Step:
        due = due_at(step, watchers, clock, promise, now)
        about = now.isoformat() if anew else ""
        await errands.arrange(session, step.value, clock.id or 0, due, about=about)
