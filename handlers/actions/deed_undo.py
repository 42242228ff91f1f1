"""`Undo` beside a confirmation: takes back that very thing."""

from handlers.arguments import number
from handlers.replies import strong, told
from handlers.undoing import Undoable, take_back
from handlers.work import Reply, Work
from outreach.errors import NotAllowed, Stale
from outreach.store import deeds


async def undo(work: Work) -> Reply:
    deed = await deeds.by_id(work.session, number(work, "deed"))
    if deed is None or deed.undo is None:
        raise Stale("That can no longer be taken back.")
    if deed.teammate_id != work.staff.id:
        raise NotAllowed("Somebody else did that; ask them to take it back.")
    done = await take_back(work, Undoable(deed.done_at, deed.undo, deed))
    return told(strong("Taken back:"), f" {done}.")
