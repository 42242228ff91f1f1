"""A colleague says whether a finding was right."""

from handlers import records
from handlers.arguments import number
from handlers.work import Work
from outreach.errors import Stale
from outreach.messages import Button
from outreach.models.listening import Judged, Noticed
from outreach.models.trust import Deed
from outreach.store import noticed


async def finding(work: Work) -> Noticed:
    """The one whose button was pressed. Raises Stale when its words were taken back."""
    found = await noticed.by_id(work.session, number(work, "noticed"))
    if found is None or found.judged == Judged.TAKEN_BACK:
        raise Stale("They have taken those words back: there is nothing to judge any more.")
    return found


async def judge(work: Work, found: Noticed, judged: Judged) -> Deed:
    """Whoever judges last counts. Raises Stale when it is judged so already."""
    if found.judged == judged:
        raise Stale(f"It is marked {judged} already.")
    assert work.staff.id is not None
    await noticed.judge(work.session, found, judged, by_id=work.staff.id, now=work.now)
    undo = None if found.kind in noticed.UPSET else records.reversal("finding", found.id)
    return await records.note(
        work, f"finding.{judged}", account_id=found.account_id, touch_id=found.touch_id, undo=undo
    )


def afterwards(found: Noticed, deed: Deed) -> Button:
    """Takes it back; of a complaint, where more hangs on it, by saying the opposite."""
    if deed.undo is not None:
        return records.undo_button(deed)
    values = {"noticed": str(found.id)}
    if found.judged == Judged.RIGHT:
        return Button("Wrong after all", "finding.wrong", values)
    return Button("Right after all", "finding.right", values)
