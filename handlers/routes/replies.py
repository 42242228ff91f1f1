"""Rows of ROUTES: drafts of answers, the five marks, approved answers, goodwill."""

from handlers.routing import Route

ROWS: tuple[Route, ...] = ()
