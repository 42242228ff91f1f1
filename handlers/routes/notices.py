"""Rows of ROUTES: bad news early, and signals from other systems."""

from handlers.actions import (
    notice_cancel,
    notice_follow_up,
    notice_open,
    notice_send,
    notice_write,
    signal_close,
    signal_link,
    signal_see,
)
from handlers.commands import notice
from handlers.routing import Route, command
from handlers.work import STAFF, Usage

ROWS: tuple[Route, ...] = (
    command(
        "notice",
        notice.notice,
        Usage("notice", "Tell bad news early, and keep everybody it affects informed until it is over", ("notice",)),
    ),
    Route("action", "notice.list", notice.see, STAFF, look=notice.page),
    Route("action", "notice.open", notice_open.see, STAFF, look=notice_open.page),
    Route("action", "notice.new", notice_write.ask, STAFF),
    Route("action", "notice.edit", notice_write.edit, STAFF),
    Route("action", "notice.look", notice_write.look, STAFF),
    Route("form", "notice.write", notice_write.write, STAFF),
    Route("action", "notice.update", notice_follow_up.ask_update, STAFF),
    Route("form", "notice.update", notice_follow_up.update, STAFF),
    Route("action", "notice.close", notice_follow_up.ask_closing, STAFF),
    Route("form", "notice.close", notice_follow_up.close, STAFF),
    Route("action", "notice.send", notice_send.send, STAFF),
    Route("action", "notice.send_now", notice_send.send_now, STAFF),
    Route("action", "notice.cancel", notice_cancel.cancel, STAFF),
    # What other systems report.
    Route("action", "signal.see", signal_see.see, STAFF, look=signal_see.page),
    Route("action", "signal.close", signal_close.close, STAFF),
    Route("action", "signal.link", signal_link.link, STAFF),
)
