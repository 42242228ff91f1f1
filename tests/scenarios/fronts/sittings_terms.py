"""Rows of the parity table: what customers make of what we send, and how they want to be written to."""

from tests.scenarios.fronts.book import DANA, PRIYA, SAM, TESS
from tests.scenarios.fronts.steps import Passes, Presses, Reacts, Says, Sends, Types
from tests.scenarios.fronts.table import Sitting, row

_SAY = "Your say …"
_SHARED = (Types(PRIYA, "share Acme close checklist"), Presses(PRIYA, "Send"), Sends())
_NO_CALLS = "No calls on Fridays please, Priya"
_TERMS = Types(PRIYA, "prefer Acme")

RECEIVING = Sitting(
    "what they make of a share",
    (
        row(
            "action",
            "outreach.say",
            *(*_SHARED, Presses(SAM, _SAY, "Useful"), Presses(PRIYA, _SAY, "Useful")),
            *(Presses(DANA, _SAY, "Useful"), Presses(TESS, _SAY, "Not for us")),
            audience="anybody",
        ),
        row("event", "Reaction", Reacts(DANA, "ext-acme", "👍"), audience="anybody"),
        row("action", "outreach.say", Presses(DANA, _SAY, "Less often"), Sends(), audience="anybody"),
        row("command", "library", Types(PRIYA, "library close checklist")),
        row("command", "prefer", _TERMS),
    ),
    hours=3,
)
CALLING = Sitting(
    "a person instead",
    (
        row(
            "action",
            "outreach.say",
            *(*_SHARED, Presses(DANA, _SAY, "Talk to a person"), Sends()),
            *(Says(DANA, "ext-acme", "can a human call us?", mention=True), Sends()),
            audience="anybody",
        ),
    ),
    hours=3,
)
PREFERRING = Sitting(
    "how they want it",
    (
        row(
            "event",
            "ChannelMessage",
            *(Says(DANA, "ext-acme", "not on Mondays please", mention=True), Sends()),
            *(Says(DANA, "ext-acme", "status", mention=True), Sends()),
            audience="customer",
        ),
        row("command", "prefer", _TERMS, Types(PRIYA, "prefer Acme Dana only mornings")),
        row("action", "preference.open", Presses(PRIYA, "On their terms")),
        row("action", "preference.end", Presses(PRIYA, "End …", "Dana Whitfield: not after 12:00")),
        row("action", "deed.undo", Presses(PRIYA, "Undo")),
        row(
            "action",
            "preference.keep",
            *(Says(DANA, "ext-acme", _NO_CALLS), Types(PRIYA, "noticed"), Presses(PRIYA, "Keep")),
        ),
        row("command", "resume", Types(PRIYA, "resume Acme because Dana rang")),
    ),
    hours=3,
)
LESSENING = Sitting(
    "one of several wants less",
    (
        row(
            "action",
            "preference.ask_others",
            *(Says(TESS, "ext-acme", "Good morning"), Says(DANA, "ext-acme", "less", mention=True), Sends()),
            *(_TERMS, Presses(PRIYA, "Ask the others"), Presses(PRIYA, "Send"), Sends()),
        ),
        row("action", "preference.less_for_all", _TERMS, Presses(PRIYA, "Less for all")),
        row("action", "deed.undo", Presses(PRIYA, "Undo")),
        row("action", "preference.only_for_them", _TERMS, Presses(PRIYA, "Only for Dana")),
        row("action", "preference.open", Types(PRIYA, "prefer Acme in German"), Presses(PRIYA, "On their terms")),
        row("command", "prefer", Passes(hours=24), _TERMS),
    ),
    hours=3,
)
