"""`No promise`, and `Not needed any more` for one that is tracked."""

from handlers import records
from handlers.promises.case import pressed
from handlers.promises.speaking import put_away
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.desk.promises import Stage, expect
from scheduler import promises as life


async def drop(work: Work) -> Reply:
    case = await pressed(work)
    expect(case.promise, Stage.NOTICED, Stage.OPEN)
    is_none = case.promise.state == Stage.NOTICED
    await put_away(work, case, "the promise is dropped")
    because = "no promise" if is_none else f"dropped by {work.staff.name}"
    await life.end(work.session, work.house.planning, case.promise, Stage.DROPPED, because, work.now)
    undo = records.reversal("promise_over", case.promise_id)
    deed = await records.note(work, "promise.drop", account_id=case.account.id, undo=undo)
    words = " It is no promise." if is_none else f" {case.account.name} does not need it any more."
    return told(strong("Noted."), words, controls=(records.undo_button(deed),))
