"""`Put away` on a draft: nothing is said."""

from content.names import called
from handlers import records
from handlers.replies import told
from handlers.replying.pressing import draft_pressed
from handlers.work import Reply, Work
from outreach.ledger import proposals
from outreach.models.ledger import TouchState
from outreach.store import accounts


async def put_away(work: Work) -> Reply:
    draft = await draft_pressed(work)
    because = f"put away by {called(work.staff.name)}"
    await proposals.end(work.session, draft, TouchState.CANCELLED, because, work.now)
    await records.note(work, "reply.put_away", account_id=draft.account_id, touch_id=draft.id)
    account = await accounts.by_id(work.session, draft.account_id)
    return told(f"Put away. Nothing was said to {account.name}.", instead=True)
