"""`Not for this account`: ends this proposal, and its item is not proposed to them again."""

from content.names import called
from handlers import records
from handlers.lines import title_of
from handlers.proposing import open_touch
from handlers.replies import told
from handlers.work import Reply, Work
from outreach.ledger import proposals
from outreach.models.ledger import TouchState
from outreach.store import accounts


async def not_for_account(work: Work) -> Reply:
    touch = await open_touch(work)
    account = await accounts.by_id(work.session, touch.account_id)
    title = await title_of(work.session, touch)
    because = f"not for them, said {called(work.staff.name)}"
    await proposals.end(work.session, touch, TouchState.REJECTED, because, work.now)
    await records.note(work, "touch.not_for_account", account_id=account.id, touch_id=touch.id)
    if touch.item_id is None:
        return told(f"Turned down. {account.name} is not asked this time.")
    return told(
        f"Turned down. “{title}” is not proposed to {account.name} again; the next share comes in its own time."
    )
