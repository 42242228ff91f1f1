"""Rows of ROUTES: drafts of answers, the five marks, approved answers, goodwill."""

from handlers.actions import reply_edit, reply_open, reply_override, reply_put_away, reply_send, reply_show, reply_use
from handlers.routing import Route
from handlers.work import STAFF

ROWS: tuple[Route, ...] = (
    Route("action", "reply.open", reply_open.open_reply, STAFF),
    Route("action", "reply.show", reply_show.show_reply, STAFF),
    Route("action", "reply.send", reply_send.send_reply, STAFF),
    Route("action", "reply.override", reply_override.ask, STAFF),
    Route("form", "reply.override", reply_override.override, STAFF),
    Route("action", "reply.edit", reply_edit.ask, STAFF),
    Route("form", "reply.edit", reply_edit.save, STAFF),
    Route("action", "reply.use", reply_use.use, STAFF),
    Route("action", "reply.put_away", reply_put_away.put_away, STAFF),
)
