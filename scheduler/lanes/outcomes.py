"""What an ending means for the ledger, where nothing more is asked for."""

from collections.abc import Sequence
from datetime import datetime

from outreach.database import Session
from outreach.models.post import Delivery, DeliveryState, Priority
from outreach.store import clocks, endings, errands, touches

# The kind of errand that looks after an answer which never arrived.
MISSED = "answer.missed"


class LedgerOutcomes:
    """Post sent: touch made. Post failed: touch missed. Delete sent: touch recalled. Unknown: still approved.

    An answer that stands there ends the wait for it; one that a person signed and that never arrived is told to them.
    """

    async def settled(self, session: Session, deliveries: Sequence[Delivery], now: datetime) -> None:
        await endings.of_touches(session, deliveries, now)
        answers = [one for one in deliveries if one.priority == Priority.ANSWER]
        await clocks.stop_where_written(session, answers, now)
        lost = {one.touch_id for one in answers if one.op == "post" and one.state == DeliveryState.FAILED}
        for touch in await touches.by_ids(session, {one for one in lost if one is not None}):
            if touch.origin == "desk" and touch.id is not None:
                await errands.arrange(session, MISSED, touch.id, now)
