"""Rows of ROUTES: how customers want to be written to."""

from handlers.actions import (
    outreach_say,
    preference_ask_others,
    preference_end,
    preference_keep,
    preference_settle,
    preference_show,
)
from handlers.commands import prefer
from handlers.routing import Route, command
from handlers.work import ANYBODY, STAFF, Usage

ROWS: tuple[Route, ...] = (
    command(
        "prefer",
        prefer.prefer,
        Usage(
            "prefer NAME [PERSON] [WISH]",
            "How they want to be written to: days, hours, topics, language, pace",
            ("prefer Acme", "prefer Acme Dana not on Mondays", "prefer Acme only audit trail", "prefer Acme in German"),
        ),
    ),
    Route("action", "preference.open", preference_show.show, STAFF, look=preference_show.look),
    Route("action", "preference.keep", preference_keep.keep, STAFF),
    Route("action", "preference.end", preference_end.end, STAFF),
    Route("action", "preference.ask_others", preference_ask_others.ask, STAFF),
    Route("action", "preference.less_for_all", preference_settle.less_for_all, STAFF),
    Route("action", "preference.only_for_them", preference_settle.only_for_them, STAFF),
    # Under what we send: staff are told that it is not for them.
    Route("action", "outreach.say", outreach_say.say, ANYBODY),
)
