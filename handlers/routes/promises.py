"""Rows of ROUTES: what our people said they would do."""

from handlers.actions import promise_done, promise_drop, promise_move, promise_show, promise_tell, promise_track
from handlers.commands import promise
from handlers.routing import Route, command
from handlers.work import STAFF, Usage

ROWS: tuple[Route, ...] = (
    command(
        "promise",
        promise.promise,
        Usage(
            "promise [NAME WHAT by DATE]",
            "What we said we would do; or track something you promised",
            ("promise", "promise Acme the export fix by Friday"),
        ),
    ),
    Route("action", "promise.all", promise.open_list, STAFF, look=promise.look),
    Route("action", "promise.show", promise_show.show, STAFF, look=promise_show.look),
    Route("action", "promise.track", promise_track.ask, STAFF),
    Route("form", "promise.track", promise_track.submit, STAFF),
    Route("action", "promise.drop", promise_drop.drop, STAFF),
    Route("action", "promise.done", promise_done.done, STAFF),
    Route("action", "promise.tell", promise_tell.tell, STAFF),
    Route("action", "promise.move", promise_move.ask, STAFF),
    Route("form", "promise.move", promise_move.save, STAFF),
)
