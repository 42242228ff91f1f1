"""Rows of ROUTES: themes, trends and their hand-over to departments."""

from handlers.routing import Route

ROWS: tuple[Route, ...] = ()
