"""Who is told that a colleague has sent a draft of an answer."""

from collections.abc import Awaitable, Callable

from handlers.promises import sent as promises
from handlers.requests import sent as requests
from handlers.work import Work
from outreach.models.ledger import Touch

Sent = Callable[[Work, Touch], Awaitable[None]]
SENT: tuple[Sent, ...] = (requests.sent, promises.sent)
# The same, once it is taken back.
UNSENT: tuple[Sent, ...] = (requests.unsent, promises.unsent)
