"""Rows of the parity table: a complaint from the first word to the shares that go on."""

from tests.scenarios.fronts.book import DANA, LEO, PRIYA
from tests.scenarios.fronts.steps import Fills, Passes, Presses, Says, Sends, Types
from tests.scenarios.fronts.table import Sitting, row

_UPSET = "This is the third time the export has failed and nobody answers. This is unacceptable."
_CLOSING = {
    "root_cause": "The queue was full",
    "department": "Engineering",
    "made_right": "The export runs again",
    "prevents": "We watch the queue now",
    "minutes": "45",
}
_OPEN = Presses(PRIYA, "Open")

MENDING = Sitting(
    "a complaint, made right",
    (
        row("event", "ChannelMessage", Says(DANA, "ext-acme", _UPSET), Sends(), audience="customer"),
        row("action", "complaint.confirm", Presses(PRIYA, "It is a complaint")),
        row("action", "complaint.open", Presses(PRIYA, "Complaint")),
        row("action", "complaint.close", Presses(PRIYA, "Close")),
        row("form", "complaint.close", Fills(PRIYA, _CLOSING)),
        row("action", "reply.send", Presses(PRIYA, "Send"), Sends()),
        row("action", "complaint.answer", Passes(hours=50), Presses(DANA, "No"), Sends(), audience="anybody"),
        # Of two messages that go out at once nobody knows which is the newest: she goes by her list.
        row("command", "complaint", Types(PRIYA, "complaint")),
        row("action", "complaint.open", _OPEN),
        row("form", "complaint.close", Presses(PRIYA, "Close"), Fills(PRIYA, {"outcome": "heard", "ask": "no"})),
        row("action", "complaint.not_yet", Presses(PRIYA, "Not yet (ask me in a week)")),
        row("action", "complaint.open", Types(PRIYA, "complaint"), _OPEN),
        row("action", "complaint.list", Presses(PRIYA, "All complaints")),
        row("action", "complaint.verdict", _OPEN, Presses(PRIYA, "They say it is right")),
        row("action", "complaint.resume", Types(PRIYA, "complaint"), *(_OPEN, Presses(PRIYA, "Resume shares"))),
        row("action", "deed.undo", Presses(PRIYA, "Undo")),
    ),
    hours=3,
)
PHONING = Sitting(
    "a complaint that was none, and one by phone",
    (
        row("event", "ChannelMessage", Says(DANA, "ext-acme", _UPSET), Sends(), audience="customer"),
        row("action", "complaint.dismiss", Presses(PRIYA, "No complaint")),
        row("action", "deed.undo", Presses(PRIYA, "Undo")),
        row("command", "complaint", Types(LEO, "complaint Globex Gwen rang: the invoice is wrong"), Sends()),
        row("command", "complaint", Types(PRIYA, "complaint")),
    ),
    hours=3,
)
