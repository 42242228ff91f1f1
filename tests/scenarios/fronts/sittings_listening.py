"""Rows of the parity table: what customers say between the lines, told and listed and judged."""

from tests.scenarios.fronts.book import DANA, GWEN, PRIYA
from tests.scenarios.fronts.steps import Deletes, Edits, Fills, Passes, Presses, Says, Sends, Types
from tests.scenarios.fronts.table import Sitting, row

_ASKS = "Could you send us the audit trail for March?"
_GOAL = "Our goal is to close the books in four days."
_SLOW = "The export is slow again today."
_LEAVING = "We are looking at other vendors before the renewal."

NOTICING = Sitting(
    "noticing what customers say",
    (
        row(
            "command",
            "noticed",
            *(Says(DANA, "ext-acme", _SLOW), Says(DANA, "ext-acme", _GOAL), Types(PRIYA, "noticed")),
        ),
        row("action", "finding.keep", Presses(PRIYA, "Keep")),
        row("form", "finding.keep", Fills(PRIYA, {"topics": "month-end close"})),
        row("action", "noticed.open", Types(PRIYA), Presses(PRIYA, "Noticed (1)")),
        row("action", "finding.wrong", Presses(PRIYA, "Wrong")),
        row("action", "finding.right", Presses(PRIYA, "Right after all"), Sends()),
    ),
    hours=3,
)
TELLING = Sitting(
    "what cannot wait, and what waits for the afternoon",
    (
        row("event", "ChannelMessage", Says(GWEN, "ext-globex", _LEAVING), Sends(), audience="customer"),
        row("action", "finding.right", Presses(PRIYA, "Right")),
        row("action", "deed.undo", Presses(PRIYA, "Undo")),
        row("event", "ChannelMessage", Says(GWEN, "ext-globex", _ASKS), Passes(hours=7), audience="customer"),
        row(
            "event",
            "MessageChanged",
            *(Edits(GWEN, _ASKS, "Found it."), Deletes(GWEN, _LEAVING), Types(PRIYA, "noticed")),
            audience="anybody",
        ),
    ),
    hours=3,
)
