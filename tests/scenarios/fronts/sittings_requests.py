"""Rows of the parity table: what a customer asks for, from the first word to their yes."""

from tests.scenarios.fronts.book import DANA, LEO, PRIYA, SAM
from tests.scenarios.fronts.front import DIRECT
from tests.scenarios.fronts.steps import Dismisses, Fills, Hears, Presses, Says, Sends, Types
from tests.scenarios.fronts.table import Sitting, row

_ASKING = "I'd like to ask for an export of the audit trail"
_LIST = Types(PRIYA, "requests Acme")
_OPEN = Presses(PRIYA, "Open")
# Of three colleagues, by their ids.
_LEO = "3"
_TWO = {"first": "audit-export", "second": "close-workshop", "third": "none"}
_SEND = (Presses(PRIYA, "Send"), Sends())
_DONE = {"done": "The file is in your folder", "minutes": "20"}

ASKING = Sitting(
    "asking, choosing, and saying yes",
    (
        row(
            "event",
            "ChannelMessage",
            *(Says(DANA, "ext-acme", "what can I ask for?", mention=True), Sends()),
            *(Says(DANA, "ext-acme", _ASKING, mention=True), Sends()),
            audience="customer",
        ),
        row("command", "requests", Types(PRIYA, "requests")),
        row("action", "request.show", _OPEN),
        row("action", "request.date", Presses(PRIYA, "Give a date")),
        row("form", "request.date", Fills(PRIYA, {"due": "Friday"}), *_SEND),
        row("action", "request.offer", _LIST, _OPEN, Presses(PRIYA, "Offer options")),
        row("form", "request.offer", Fills(PRIYA, _TWO)),
        row("action", "request.option", Presses(PRIYA, "Change option 2")),
        row("form", "request.option", Fills(PRIYA, {"lead": "in two weeks"}), *_SEND),
        row(
            "action",
            "request.choose",
            *(Presses(SAM, "1 Audit trail export"), Sends()),
            *(Presses(DANA, "1 Audit trail export"), Sends()),
            *(Says(DANA, "ext-acme", "status", mention=True), Sends()),
            audience="anybody",
        ),
        row("action", "request.take", _LIST, _OPEN, Presses(PRIYA, "Take in hand")),
        row("action", "request.honour", Presses(PRIYA, "Done")),
        row("form", "request.honour", Fills(PRIYA, _DONE), *_SEND),
        row("action", "request.not_right", Presses(DANA, "Not yet"), Sends(), audience="anybody"),
        row("action", "request.honour", _LIST, _OPEN, Presses(PRIYA, "Done")),
        row("form", "request.honour", Fills(PRIYA, _DONE), *_SEND),
        row("action", "request.right", Presses(DANA, "Yes"), Sends(), audience="anybody"),
        row("command", "requests", Types(PRIYA, "requests all")),
    ),
    hours=3,
)
NOTED_DOWN = Sitting(
    "a request in a colleague's words",
    (
        row(
            "command",
            "request",
            Hears(Types(PRIYA, "request Acme a quiet room"), "no form from a message"),
            Dismisses(PRIYA),
        ),
        # A message cannot open a form, so that a button does.
        row("action", "request.open", Says(PRIYA, DIRECT, "request Acme a report"), Presses(PRIYA, "Describe it")),
        row("form", "request.open", Fills(PRIYA, {"due": "Friday"}), Sends()),
        row("action", "request.edit", _LIST, _OPEN, Presses(PRIYA, "Edit")),
        row("form", "request.edit", Fills(PRIYA, {"text": "a report on cash"})),
        row("action", "request.hand_over", Presses(PRIYA, "Hand over")),
        row("form", "request.hand_over", Fills(PRIYA, {"colleague": _LEO, "about": "builds reports"}), *_SEND),
        row(
            "action",
            "request.none",
            *(_LIST, _OPEN, Presses(PRIYA, "Offer options"), Fills(PRIYA, _TWO), *_SEND),
            *(Presses(DANA, "None of these"), Sends()),
            audience="anybody",
        ),
        row("action", "request.all", _LIST, _OPEN, Presses(PRIYA, "All requests")),
        row("action", "request.decline", _OPEN, Presses(PRIYA, "Decline")),
        row("form", "request.decline", Fills(PRIYA, {"because": "There is no such report yet"}), *_SEND),
        row(
            "action",
            "request.told",
            *(Says(PRIYA, DIRECT, "request Acme a cake"), Presses(PRIYA, "Describe it")),
            *(Fills(PRIYA, {"private": "yes"}), Presses(PRIYA, "Open"), Presses(PRIYA, "They know")),
        ),
        row(
            "action",
            "request.reopen",
            *(Presses(PRIYA, "Done"), Fills(PRIYA, _DONE), Presses(PRIYA, "Open"), Presses(PRIYA, "Reopen")),
        ),
        row("command", "requests", Types(LEO, "requests all")),
    ),
    hours=3,
)
