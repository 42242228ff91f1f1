"""`Retire` on an approved answer: it is offered to nobody any more."""

from handlers import records
from handlers.replies import strong, told
from handlers.replying.keeping import known_pressed
from handlers.work import Reply, Work
from outreach.store import answers


async def retire(work: Work) -> Reply:
    known = await known_pressed(work)
    known.row.retired_at = work.now
    await answers.put(work.session, known.row)
    undo = records.reversal("retired", known.row.id)
    deed = await records.note(work, "answer.retire", account_id=known.row.account_id, undo=undo)
    return told(strong("Retired."), " It is offered to nobody any more.", controls=(records.undo_button(deed),))
