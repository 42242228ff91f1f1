"""Rows of ROUTES: what was noticed in customers' words, and who waits for an answer."""

from handlers.routing import Route

ROWS: tuple[Route, ...] = ()
