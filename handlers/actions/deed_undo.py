"""`Undo` beside a confirmation: takes back that very thing."""

from handlers.arguments import number
from handlers.replies import strong, told
from handlers.undoing import REACH, take_back, undoable
from handlers.work import Reply, Work
from outreach.errors import NotAllowed, Stale
from outreach.store import deeds


async def undo(work: Work) -> Reply:
    deed = await deeds.by_id(work.session, number(work, "deed"))
    if deed is not None and deed.teammate_id != work.staff.id:
        raise NotAllowed("Somebody else did that; ask them to take it back.")
    effect = await undoable(work, deed) if deed is not None else None
    if effect is None:
        raise Stale("There is nothing left of it to take back.")
    if effect.at < work.now - REACH:
        raise Stale(f"That was more than {REACH.days} days ago. Put it right by hand, with open eyes.")
    return told(strong("Taken back:"), f" {await take_back(work, effect)}.")
