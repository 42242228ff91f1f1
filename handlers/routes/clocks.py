"""Rows of ROUTES: who waits for an answer, and what customers say by a press."""

from handlers.actions import clock_not_needed, customer_say
from handlers.routing import Route
from handlers.work import ANYBODY, STAFF

ROWS: tuple[Route, ...] = (
    Route("action", "clock.not_needed", clock_not_needed.not_needed, STAFF),
    # Staff are told that it is not for them.
    Route("action", "customer.say", customer_say.say, ANYBODY),
)
