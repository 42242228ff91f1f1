"""A platform that takes everything and tells nobody, and a clock that somebody else moves."""

from datetime import datetime
from itertools import count

from outreach.events import Place
from outreach.ports import Outgoing, Posted


class Nowhere:
    """The Messenger of a simulation: what was posted stands in the ledger, and nowhere else."""

    can_find = False

    def __init__(self, platform: str) -> None:
        self.platform = platform
        self._refs = count(1)

    async def post(self, outgoing: Outgoing) -> Posted:  # noqa: ARG002
        return Posted(f"simulated-{next(self._refs)}")

    async def update(self, outgoing: Outgoing, ref: str) -> None: ...

    async def delete(self, place: Place, ref: str) -> None: ...

    async def find(self, delivery_id: str, place: Place, since: datetime) -> Posted | None:  # noqa: ARG002
        return None


class MadeUpClock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at
