"""Whom the journal asks before a message leaves, and whom it tells how that ended."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from outreach.database import Session
from outreach.models.post import Delivery
from outreach.ports import Clock


@dataclass(frozen=True)
class Verdict:
    """What the gate says right before sending, asked inside the transaction that commits `sending`.

    Not `go`: the delivery waits until `retry_at` (business time; None: it is asked again a while later), or is
    over for good when `ended`. `code` says why, in words that `/cs why` knows.
    """

    go: bool
    code: str = ""
    retry_at: datetime | None = None
    ended: bool = False


# Answers by the delivery's id; whoever is not answered for does not go. `now` is business time. What is about to
# go is asked about together, so several may belong to one account.
Gate = Callable[[Session, Sequence[Delivery], datetime], Awaitable[Mapping[int, Verdict]]]


class Outcomes(Protocol):
    """What the ledger makes of endings, inside the journal's transaction."""

    async def settled(self, session: Session, deliveries: Sequence[Delivery], now: datetime) -> None:
        """Those that just became sent, failed or unknown, as they now stand (detached: read them, change the ledger).

        `now` is business time. The same ending may be told twice after a lost connection: let that change nothing.
        """
        ...


@dataclass(frozen=True)
class Rules:
    gate: Gate
    outcomes: Outcomes
    clock: Clock
