"""Takes back what was said about a promise: that it is one or none, that it is kept, that it has a new date."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date

from handlers.promises.case import case_of
from handlers.promises.speaking import KEPT, MOVED, put_away, waiting
from handlers.work import Work
from outreach.desk.promises import Stage
from outreach.store import promises
from scheduler import promises as life


async def untrack(work: Work, ids: Sequence[int]) -> str:
    case = await case_of(work, await promises.by_id(work.session, ids[0]))
    if case.promise.state != Stage.OPEN:
        return f"the promise to {case.account.name} is {case.promise.state} already, so nothing was changed"
    await put_away(work, case, "taken back")
    await life.end(work.session, work.house.planning, case.promise, Stage.DROPPED, "taken back", work.now)
    return f"the promise to {case.account.name} is no longer tracked"


async def take_up_again(work: Work, ids: Sequence[int]) -> str:
    """Done or dropped by a slip."""
    case = await case_of(work, await promises.by_id(work.session, ids[0]))
    if case.promise.state not in (Stage.DONE, Stage.DROPPED):
        return f"the promise to {case.account.name} is {case.promise.state}, so nothing was changed"
    if (draft := await waiting(work, case, KEPT)) is not None:
        assert draft.id is not None
        await put_away(work, case, "taken back")
    await life.take_up_again(work.session, case.promise, work.now)
    standing = "has to be kept" if case.promise.state == Stage.OPEN else "waits for your yes or no"
    return f"the promise to {case.account.name} {standing} again"


async def unmove(work: Work, ids: Sequence[int]) -> str:
    """`ids`: the promise, and the date before as a day number; 0 for none. As long as they were not told."""
    case = await case_of(work, await promises.by_id(work.session, ids[0]))
    if await waiting(work, case, MOVED) is None or case.promise.state != Stage.OPEN or not ids[1]:
        return f"{case.account.name} may know the new date by now, so nothing was changed: give another one"
    await put_away(work, case, "taken back")
    await life.move(work.session, case.promise, date.fromordinal(ids[1]), work.now)
    return f"the promise to {case.account.name} has its old date again"


UNDOINGS: Mapping[str, Callable[[Work, Sequence[int]], Awaitable[str]]] = {
    "promise": untrack,
    "promise_over": take_up_again,
    "promise_moved": unmove,
}
