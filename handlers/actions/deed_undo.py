"""`Undo` beside a confirmation: takes back that very thing."""

from handlers.arguments import number, value
from handlers.replies import strong, told
from handlers.undoing import REACH, Undoable, take_back, undoable, without_deed
from handlers.work import Reply, Work
from outreach.errors import NotAllowed, Stale
from outreach.store import deeds, touches


async def undo(work: Work) -> Reply:
    effect = await (_left_by_itself(work) if value(work, "touch") else _done(work))
    if effect is None:
        raise Stale("There is nothing left of it to take back.")
    if effect.at < work.now - REACH:
        raise Stale(f"That was more than {REACH.days} days ago. Put it right by hand, with open eyes.")
    return told(strong("Taken back:"), f" {await take_back(work, effect)}.")


async def _done(work: Work) -> Undoable | None:
    deed = await deeds.by_id(work.session, number(work, "deed"))
    if deed is not None and deed.teammate_id != work.staff.id:
        raise NotAllowed("Somebody else did that; ask them to take it back.")
    return await undoable(work, deed) if deed is not None else None


async def _left_by_itself(work: Work) -> Undoable | None:
    touch = await touches.by_id(work.session, number(work, "touch"))
    if touch is not None and touch.author_id != work.staff.id:
        raise NotAllowed("That went out in somebody else's name; ask them to take it back.")
    return without_deed(touch) if touch is not None else None
