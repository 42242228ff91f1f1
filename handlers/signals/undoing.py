"""What taking back means for what people did about signals."""

from collections.abc import Sequence

from handlers.work import Work
from outreach.store import signals
from scheduler import signalling


async def reopen(work: Work, ids: Sequence[int]) -> str:
    """As if nobody had said that it is over."""
    for number in ids:
        signal = await signals.by_id(work.session, number)
        if signal is not None and signal.closed_at is not None:
            signal.closed_at = None
            await signalling.settle(work.session, signal, work.now)
    return "it is open again"
