"""Rows of ROUTES: the concierge desk: requests, options, choices."""

from handlers.routing import Route

ROWS: tuple[Route, ...] = ()
