"""Rows of the parity table: what our people promise, kept or moved; and a root cause that gets an owner."""

from tests.scenarios.fronts.book import DANA, MARCO, PRIYA
from tests.scenarios.fronts.front import DIRECT
from tests.scenarios.fronts.steps import Dismisses, Fills, Hears, Passes, Presses, Says, Sends, Types
from tests.scenarios.fronts.table import Sitting, row

_GIVEN = "I'll come back to you on Friday about the export."
_LIST = Types(PRIYA, "promise")
_UPSET = "This is the third time the export has failed and nobody answers. This is unacceptable."

PROMISING = Sitting(
    "a promise, noticed and moved",
    (
        row("event", "ChannelMessage", Says(PRIYA, "ext-acme", _GIVEN), Passes(hours=1), Sends()),
        row("action", "promise.track", Presses(PRIYA, "Track it")),
        row("action", "promise.show", Presses(PRIYA, "Open")),
        row("action", "promise.move", Presses(PRIYA, "New date")),
        row("form", "promise.move", Fills(PRIYA, {"due": "in 2 weeks", "because": "It needs one more test"})),
        row("action", "reply.send", Presses(PRIYA, "Send"), Sends()),
        row("action", "promise.tell", _LIST, Presses(PRIYA, "Draft")),
        row("action", "promise.done", _LIST, Presses(PRIYA, "Done")),
        row("action", "deed.undo", Presses(PRIYA, "Undo")),
        row("action", "promise.all", _LIST, Presses(PRIYA, "Done"), Types(PRIYA), Presses(PRIYA, "Promises")),
    ),
    hours=3,
)
GIVING_WORD = Sitting(
    "a promise given on the phone",
    (
        row("command", "promise", Types(PRIYA, "promise Acme the export fix by Friday")),
        row(
            "command",
            "promise",
            Hears(Types(PRIYA, "promise Acme a call with Leo"), "no form from a message"),
            Dismisses(PRIYA),
        ),
        # A message cannot open a form, so that a button does.
        row("action", "promise.track", Says(PRIYA, DIRECT, "promise Acme a call"), Presses(PRIYA, "Describe it")),
        row("form", "promise.track", Fills(PRIYA, {"due": "Monday"})),
        row("action", "promise.drop", Presses(PRIYA, "Open"), Presses(PRIYA, "Not needed any more")),
        row("event", "ChannelMessage", Says(DANA, "ext-acme", _UPSET), Sends(), audience="customer"),
        row(
            "action",
            "complaint.assign",
            *(Presses(PRIYA, "It is a complaint"), Types(MARCO, "digest"), Presses(MARCO, "Assign")),
        ),
        row("form", "complaint.assign", Fills(MARCO, {"department": "Engineering"}), Sends()),
    ),
    hours=3,
)
