"""`Needs no answer`: nobody is nudged about it any more."""

from handlers import records
from handlers.arguments import number
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.store import accounts, clocks


async def not_needed(work: Work) -> Reply:
    clock = await clocks.by_id(work.session, number(work, "clock"))
    if clock is None or clock.stopped_at is not None:
        because = f" ({clock.stopped_because})" if clock else ""
        raise Stale(f"Nothing was changed: nobody waits there any more{because}.")
    await clocks.stop(work.session, clock, "not needed", work.now, by_id=work.staff.id)
    account = await accounts.by_id(work.session, clock.account_id)
    undo = records.reversal("clock", clock.id)
    deed = await records.note(work, "clock.not_needed", account_id=account.id, touch_id=clock.touch_id, undo=undo)
    words = f" {account.name}'s message needs no answer, so nobody is nudged about it."
    return told(strong("Noted."), words, controls=(records.undo_button(deed),))
