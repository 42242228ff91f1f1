"""Rows of ROUTES: the concierge desk: requests, options, choices."""

from handlers.actions import (
    request_choose,
    request_date,
    request_decline,
    request_edit,
    request_hand_over,
    request_honour,
    request_offer,
    request_open,
    request_option,
    request_right,
    request_show,
    request_step,
)
from handlers.commands import request, requests
from handlers.routing import Route, command
from handlers.work import ANYBODY, STAFF, Usage

ROWS: tuple[Route, ...] = (
    command(
        "requests",
        requests.requests,
        Usage(
            "requests [NAME, mine or all]",
            "What customers asked for, and what comes next",
            ("requests", "requests Acme", "requests all"),
        ),
    ),
    command(
        "request",
        request.request,
        Usage("request NAME TEXT", "Note something they asked for", ("request Acme an export of the audit trail",)),
    ),
    Route("action", "request.open", request_open.ask, STAFF),
    Route("form", "request.open", request_open.submit, STAFF),
    Route("action", "request.show", request_show.show, STAFF, look=request_show.look),
    Route("action", "request.all", request_show.show_all, STAFF, look=request_show.look_at_all),
    Route("action", "request.told", request_step.they_know, STAFF),
    Route("action", "request.take", request_step.take, STAFF),
    Route("action", "request.reopen", request_step.reopen, STAFF),
    Route("action", "request.edit", request_edit.ask, STAFF),
    Route("form", "request.edit", request_edit.save, STAFF),
    Route("action", "request.date", request_date.ask, STAFF),
    Route("form", "request.date", request_date.save, STAFF),
    Route("action", "request.offer", request_offer.ask, STAFF),
    Route("form", "request.offer", request_offer.submit, STAFF),
    Route("action", "request.option", request_option.ask, STAFF),
    Route("form", "request.option", request_option.save, STAFF),
    Route("action", "request.honour", request_honour.ask, STAFF),
    Route("form", "request.honour", request_honour.submit, STAFF),
    Route("action", "request.decline", request_decline.ask, STAFF),
    Route("form", "request.decline", request_decline.submit, STAFF),
    Route("action", "request.hand_over", request_hand_over.ask, STAFF),
    Route("form", "request.hand_over", request_hand_over.submit, STAFF),
    # Pressed in their channel: each looks at who pressed.
    Route("action", "request.choose", request_choose.choose, ANYBODY),
    Route("action", "request.none", request_choose.none, ANYBODY),
    Route("action", "request.right", request_right.right, ANYBODY),
    Route("action", "request.not_right", request_right.not_right, ANYBODY),
)
