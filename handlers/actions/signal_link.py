"""`Link to a request …`: a ticket elsewhere is about something that was asked for here."""

from handlers import records
from handlers.arguments import number
from handlers.replies import shown
from handlers.signals.showing import page_of
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.store import accounts, signals
from scheduler import signalling


async def link(work: Work) -> Reply:
    signal = await signals.by_id(work.session, number(work, "signal"))
    if signal is None or signal.closed_at is not None:
        raise Stale("Nothing was done: that one is over already.")
    await signalling.link(work.session, signal, number(work, "choice"))
    await records.note(work, "signal.link", account_id=signal.account_id)
    account = await accounts.by_id(work.session, signal.account_id)
    return shown(await page_of(work, account), instead=True)
