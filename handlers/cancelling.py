"""Takes back what is planned for an account once something forbids it; the planner asks again later."""

from collections.abc import Callable, Sequence

from handlers.work import Work
from outreach.database import Session
from outreach.errors import Stale
from outreach.ledger import proposals
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.store import touches, turns


async def cancel_outreach(
    work: Work, account_id: int, because: str, only: Callable[[Touch], bool] = lambda _: True
) -> int:
    """Returns how many were taken back; what is on the wire at this moment can no longer be."""
    stopped = 0
    for touch in await live_outreach(work.session, account_id):
        if only(touch) and await _cancel(work, touch, because):
            stopped += 1
    return stopped


async def live_outreach(session: Session, account_id: int) -> Sequence[Touch]:
    past = await touches.of_account(session, account_id, limit=100)
    return [
        touch
        for touch in past
        if touch.state in turns.LIVE and Purpose(touch.purpose) in touches.OUTREACH and touch.direction == "out"
    ]


async def _cancel(work: Work, touch: Touch, because: str) -> bool:
    """With a turn, its episode stays open: the planner finds the reason why not, and asks again when it is over."""
    try:
        if touch.turn_id is not None:
            await proposals.not_now(work.session, touch, until=work.now, because=because, now=work.now)
        else:
            await proposals.end(work.session, touch, TouchState.CANCELLED, because, work.now)
    except Stale:
        return False
    return True
