"""Rows of ROUTES: complaints, from the alert to the question whether it is right now."""

from handlers.routing import Route

ROWS: tuple[Route, ...] = ()
