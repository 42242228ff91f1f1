"""Keeps promised wall times true: what was agreed as 10:10 in Berlin stays 10:10 there, whatever zones do meanwhile."""

from datetime import datetime

from outreach.database import Session
from outreach.ledger import proposals, situations
from outreach.models.ledger import Touch
from outreach.store import accounts, deliveries, touches
from scheduler import cadence


async def rederive_all(session: Session) -> list[Touch]:
    """Moves live touches whose instant no longer fits their wall time: new time zone data, or a customer who moved.

    Returns those that moved. A delivery that is already on the wire stays as it is.
    """
    moved = []
    for touch in await touches.live(session):
        when = await _when(session, touch)
        if when is None or (when.at, when.zone) == (touch.due_at, touch.zone):
            continue
        await proposals.reschedule(session, touch, when)
        for delivery in await deliveries.of_touch(session, touch.id or 0):
            await deliveries.move(session, delivery, when.at)
        moved.append(touch)
    return moved


async def _when(session: Session, touch: Touch) -> proposals.When | None:
    if touch.wall_at is None or touch.direction != "out":
        return None
    account = await accounts.by_id(session, touch.account_id)
    zone = await situations.local_zone(session, account, touch.contact_id)
    wall = datetime.fromisoformat(touch.wall_at)
    return proposals.When(cadence.rederive(wall, zone), wall, zone)
