"""`A kind word`: brings a customer's words into their CSM's manager's digest."""

from handlers import records
from handlers.arguments import number, value
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.errors import BadInput, Stale
from outreach.store import accounts, marks, touches


async def mark(work: Work) -> Reply:
    touch = await touches.by_id(work.session, number(work, "touch" if value(work, "touch") else "choice"))
    if touch is None or touch.id is None:
        raise Stale("That is no longer on record: nothing was changed.")
    if touch.direction != "in":
        raise BadInput("Only a customer's own words can be marked as a kind word.")
    assert work.staff.id is not None
    if not await marks.put(work.session, touch.id, marks.KIND_WORD, by_id=work.staff.id, now=work.now):
        raise Stale("It is marked already.")
    undo = records.reversal("mark", touch.id)
    deed = await records.note(work, "mark.kind_word", account_id=touch.account_id, touch_id=touch.id, undo=undo)
    account = await accounts.by_id(work.session, touch.account_id)
    words = f" {account.name}'s words go into the next digest."
    return told(strong("Marked."), words, controls=(records.undo_button(deed),))
