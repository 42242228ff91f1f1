"""`Tell them` and `Draft`: that it is kept, or that its date is another one; what waits already is shown again."""

from handlers.promises.case import pressed
from handlers.promises.speaking import KEPT, MOVED, draft_kept, draft_moved, waiting
from handlers.replying import show
from handlers.work import Reply, Work
from outreach.desk.promises import Stage, expect, is_untold


async def tell(work: Work) -> Reply:
    case = await pressed(work)
    expect(case.promise, Stage.OPEN, Stage.DONE)
    is_moved = is_untold(case.promise)
    draft = await waiting(work, case, MOVED if is_moved else KEPT)
    if draft is None:
        draft = await draft_moved(work, case) if is_moved else await draft_kept(work, case)
    return await show(work, draft)
