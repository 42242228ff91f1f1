"""Rows of the parity table: customers who wait, ask whether anybody is there, and speak by pressing."""

from tests.scenarios.fronts.book import DANA, GWEN, PRIYA, SAM
from tests.scenarios.fronts.steps import Passes, Presses, Says, Sends, Types
from tests.scenarios.fronts.table import Sitting, row

_ASKS = "Is single sign-on live for us yet?"

WAITING = Sitting(
    "waiting for an answer",
    (
        row("event", "ChannelMessage", Says(DANA, "ext-acme", _ASKS), audience="customer"),
        row("action", "clock.not_needed", Passes(hours=3), Presses(PRIYA, "Needs no answer")),
        row("action", "deed.undo", Presses(PRIYA, "Undo")),
        row("event", "ChannelMessage", Passes(hours=1), Says(PRIYA, "ext-acme", "It is, since Monday.")),
    ),
    hours=3,
)
RINGING = Sitting(
    "ringing at the desk",
    (
        row(
            "event",
            "ChannelMessage",
            *(Says(DANA, "ext-acme", "is anyone there?", mention=True), Sends()),
            audience="customer",
        ),
        row(
            "action",
            "customer.say",
            *(Says(DANA, "ext-acme", "help", mention=True), Sends()),
            *(Presses(SAM, "Status"), Sends()),
            # What stands there now has no buttons.
            *(Says(DANA, "ext-acme", "help", mention=True), Sends(), Presses(PRIYA, "Stop")),
            *(Presses(DANA, "Less"), Sends(), Types(PRIYA, "why Acme")),
            audience="anybody",
        ),
    ),
    hours=3,
)
AT_NIGHT = Sitting(
    "writing before anybody is at work",
    (
        row(
            "event",
            "ChannelMessage",
            *(Says(GWEN, "ext-globex", "Where is the close checklist?"), Sends()),
            *(Says(GWEN, "ext-globex", "We need it today"), Sends()),
            audience="customer",
        ),
        row("command", "my-day", Passes(hours=3.5), Types(PRIYA)),
    ),
)
