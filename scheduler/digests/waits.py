"""Which customers of a team wait for a first answer, and how much of what we promise is left."""

from collections.abc import Sequence

from content.pages.findings import Waiting
from outreach.database import Session
from outreach.models.book import Account
from outreach.models.listening import ResponseClock
from outreach.store import clocks, texts, touches
from scheduler.digests.digesting import Staff, staff_of
from scheduler.digests.overview import Overview
from scheduler.digests.watchers import watchers

Waits = Sequence[tuple[Account, Waiting]]


async def waits(session: Session, view: Overview) -> Waits:
    """Longest first. After a while the silence itself is the matter."""
    known = {account.id: account for account in view.accounts if account.id is not None}
    earliest = view.now - view.digesting.rules.limits.waiting_lasts
    running = [one for one in await clocks.running(session, known.keys()) if one.since_at > earliest]
    if not running:
        return ()
    staff = await staff_of(session, view.now, min(one.since_at for one in running))
    return [
        (known[one.account_id], await _waiting(session, view, staff, one, known[one.account_id])) for one in running
    ]


async def _waiting(session: Session, view: Overview, staff: Staff, clock: ResponseClock, account: Account) -> Waiting:
    last = await touches.by_id(session, clock.last_touch_id)
    words = await texts.body_of(session, last.text_id if last else None)
    promised = view.digesting.reply_within[account.segment]
    looked_after = watchers(staff, account)
    worked = looked_after.watch.worked_between(clock.since_at, view.now) if looked_after else None
    return Waiting(
        customer=view.customer(account),
        since_at=clock.since_at,
        quote=words or "",
        left=promised - worked if worked is not None else None,
        touch_id=clock.last_touch_id,
        clock_id=clock.id or 0,
    )
