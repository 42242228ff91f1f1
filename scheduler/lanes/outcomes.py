"""What an ending means for the ledger, where nothing more is asked for."""

from collections.abc import Sequence
from datetime import datetime

from outreach.database import Session
from outreach.models.post import Delivery
from outreach.store import endings


class LedgerOutcomes:
    """Post sent: touch made. Post failed: touch missed. Delete sent: touch recalled. Unknown: still approved."""

    async def settled(self, session: Session, deliveries: Sequence[Delivery], now: datetime) -> None:
        await endings.of_touches(session, deliveries, now)
