"""`End …`: something they wanted is no longer so; they are written to as before."""

from handlers import records
from handlers.arguments import number, value
from handlers.replies import strong, told
from handlers.terms import keeping
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.ledger.terms import what
from outreach.store import preferences


async def end(work: Work) -> Reply:
    chosen = number(work, "preference" if value(work, "preference") else "choice")
    row = await preferences.by_id(work.session, chosen)
    if row is None or row.ended_at is not None:
        raise Stale("That has ended already: nothing was changed.")
    await keeping.end(work, [row], by=work.staff.name)
    undo = records.reversal("preference_end", row.id)
    deed = await records.note(work, "preference.end", account_id=row.account_id, undo=undo)
    return told(strong("Ended."), f" No longer: {what(row.kind, row.value)}.", controls=(records.undo_button(deed),))
