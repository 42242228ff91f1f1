"""What the clock does about signals: one that nobody closed is not believed for ever."""

from outreach.store import signals
from scheduler import signalling
from scheduler.errands.duty import Duty, Outcome


async def lapse(duty: Duty) -> Outcome:
    """At its `until`: the hold ends, and the account's turns are asked again."""
    signal = await signals.by_id(duty.session, duty.subject_id)
    if signal is None or signal.closed_at is not None or signal.until is None:
        return "not needed"
    if signal.until > duty.now:
        return signal.until
    signal.closed_at = signal.until
    await signalling.settle(duty.session, signal, duty.now)
    return "over"
