"""Rows of ROUTES: bad news early, and signals from other systems."""

from handlers.actions import signal_close, signal_link, signal_see
from handlers.routing import Route
from handlers.work import STAFF

ROWS: tuple[Route, ...] = (
    # What other systems report.
    Route("action", "signal.see", signal_see.see, STAFF, look=signal_see.page),
    Route("action", "signal.close", signal_close.close, STAFF),
    Route("action", "signal.link", signal_link.link, STAFF),
)
