"""`Stop`: keeps back what was approved or runs under a veto window; it waits as a proposal again."""

from content.names import called
from content.pages.proposal import proposal_parts
from handlers import records
from handlers.proposing import live_touch, proposal
from handlers.replies import shown, strong
from handlers.sent import UNSENT
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.ledger import proposals
from outreach.messages import Message, paragraph
from outreach.models.ledger import TouchState


async def stop(work: Work) -> Reply:
    touch = await live_touch(work)
    if touch.state != TouchState.APPROVED:
        raise Stale("Nothing was done: it is only proposed, and goes nowhere without your yes.")
    because = f"stopped by {called(work.staff.name)}"
    await proposals.back_to_review(work.session, touch, because, work.now)
    for follow in UNSENT:
        await follow(work, touch)
    await records.note(work, "touch.stop", account_id=touch.account_id, touch_id=touch.id)
    head = paragraph(strong("Stopped."), " Nothing was sent. It waits for a decision again:")
    return shown(Message((head, *proposal_parts(await proposal(work, touch)))))
