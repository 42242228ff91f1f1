"""`I sent it`: the CSM sent the e-mail draft themselves."""

from handlers import records
from handlers.proposing import live_touch
from handlers.replies import told
from handlers.work import Reply, Work
from outreach.ledger import proposals
from outreach.store import accounts


async def sent_by_hand(work: Work) -> Reply:
    touch = await live_touch(work)
    await proposals.sent_by_hand(work.session, touch, by=work.staff.name, now=work.now)
    deed = await records.note(
        work,
        "touch.sent_by_hand",
        account_id=touch.account_id,
        touch_id=touch.id,
        undo=records.reversal("by_hand", touch.id),
    )
    account = await accounts.by_id(work.session, touch.account_id)
    return told(f"On record: you wrote to {account.name} today.", controls=(records.undo_button(deed),))
