"""Nobody settled in time what one person's “less” means for a channel: then the strictest wish there governs it."""

from outreach.ledger import lessening
from outreach.store import accounts, holds
from scheduler.errands.duty import Duty, Outcome


async def settle(duty: Duty) -> Outcome:
    hold = await holds.by_id(duty.session, duty.subject_id)
    if hold is None or hold.ended_at is not None:
        return "not needed"
    if hold.until is not None and hold.until > duty.now:
        return hold.until
    account = await accounts.by_id(duty.session, hold.account_id)
    if account.stage == accounts.CHURNED:
        return "not needed"
    await holds.lift(duty.session, [hold], by="its own end", now=duty.now)
    await lessening.apply_to_all(duty.session, hold, duty.now)
    return "less for the channel"
