"""Rows of ROUTES: what our people said they would do."""

from handlers.routing import Route

ROWS: tuple[Route, ...] = ()
