"""What an ending means for the ledger, where nothing more is asked for."""

from collections.abc import Sequence
from datetime import datetime

from outreach.database import Session
from outreach.models.post import Delivery, Priority
from outreach.store import clocks, endings


class LedgerOutcomes:
    """Post sent: touch made. Post failed: touch missed. Delete sent: touch recalled. Unknown: still approved.

    An answer that stands there ends the wait for it.
    """

    async def settled(self, session: Session, deliveries: Sequence[Delivery], now: datetime) -> None:
        await endings.of_touches(session, deliveries, now)
        answers = [one for one in deliveries if one.priority == Priority.ANSWER]
        await clocks.stop_where_written(session, answers, now)
