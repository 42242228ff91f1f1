"""`Done`: kept, and nothing more is asked. `Tell them` beside it writes the words that say so."""

from handlers import records
from handlers.promises.case import pressed
from handlers.promises.showing import quoted
from handlers.promises.speaking import place_of, put_away
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.desk.promises import Stage, expect
from outreach.messages import Button
from scheduler import promises as life


async def done(work: Work) -> Reply:
    case = await pressed(work)
    expect(case.promise, Stage.OPEN)
    await put_away(work, case, "the promise is kept")
    await life.end(work.session, work.house.planning, case.promise, Stage.DONE, "kept", work.now)
    undo = records.reversal("promise_over", case.promise_id)
    deed = await records.note(work, "promise.done", account_id=case.account.id, undo=undo)
    tell = Button("Tell them", "promise.tell", {"promise": str(case.promise_id)})
    controls = (tell,) if await place_of(work, case) is not None else ()
    words = f" {case.account.name}: {quoted(case)}."
    return told(strong("Kept."), words, controls=(*controls, records.undo_button(deed)))
