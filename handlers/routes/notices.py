"""Rows of ROUTES: bad news early, and signals from other systems."""

from handlers.routing import Route

ROWS: tuple[Route, ...] = ()
