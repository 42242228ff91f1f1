"""Rows of ROUTES: how customers want to be written to."""

from handlers.routing import Route

ROWS: tuple[Route, ...] = ()
