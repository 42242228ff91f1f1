"""Rows of ROUTES: what was noticed in customers' words, and who waits for an answer."""

from handlers.actions import finding_keep, finding_right, finding_wrong
from handlers.commands import noticed
from handlers.routing import Route, command
from handlers.work import STAFF, Usage

ROWS: tuple[Route, ...] = (
    command(
        "noticed",
        noticed.noticed,
        Usage("noticed", "What customers said that may need you, and why we think so", ("noticed",)),
    ),
    Route("action", "noticed.open", noticed.open_noticed, STAFF, look=noticed.look),
    Route("action", "finding.right", finding_right.right, STAFF),
    Route("action", "finding.wrong", finding_wrong.wrong, STAFF),
    Route("action", "finding.keep", finding_keep.ask, STAFF),
    Route("form", "finding.keep", finding_keep.keep, STAFF),
)
