"""`It is over`: a person knows better than the system that reported it."""

from handlers import records
from handlers.arguments import number
from handlers.records import undo_button
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.desk.signals import KINDS
from outreach.errors import Stale
from outreach.store import accounts, signals
from scheduler import signalling


async def close(work: Work) -> Reply:
    """News of it that comes later opens it again."""
    signal = await signals.by_id(work.session, number(work, "signal"))
    if signal is None or signal.closed_at is not None:
        raise Stale("Nothing was done: that one is over already.")
    signal.closed_at = signal.changed_at = work.now
    await signalling.settle(work.session, signal, work.now)
    undo = records.reversal("signal", signal.id)
    deed = await records.note(work, "signal.close", account_id=signal.account_id, undo=undo)
    account = await accounts.by_id(work.session, signal.account_id)
    effect = f"; it no longer holds anything back from {account.name}" if KINDS[signal.kind].holds else ""
    return told(strong("Over"), f": {signal.title}{effect}.", controls=(undo_button(deed),), instead=True)
