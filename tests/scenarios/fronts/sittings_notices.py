"""Rows of the parity table: bad news from its first word to its last, and what other systems report."""

from tests.scenarios.fronts.book import PRIYA
from tests.scenarios.fronts.front import DIRECT
from tests.scenarios.fronts.steps import Dismisses, Fills, Hears, Presses, Reports, Says, Sends, Types
from tests.scenarios.fronts.table import Sitting, row

_NEWS = {
    "what": "Exports to the tax office fail",
    "by": "accounts",
    "whom": "Acme, Globex, Initech",
    "they_can": "Keep the files",
    "on": "2026-11-24",
    "at": "15:00",
}
_UPDATE = {"words": "The cause is found", "on": "2026-11-24", "at": "17:00"}
_TICKET = {
    "source": "zendesk",
    "id": "4711",
    "account": "Acme",
    "kind": "p1_ticket",
    "title": "Export <!channel> times out",
    "url": "https://desk.example/4711",
}

BREAKING_NEWS = Sitting(
    "telling bad news, to its end",
    (
        row("command", "notice", Hears(Types(PRIYA, "notice"), "no form from a message"), Dismisses(PRIYA)),
        # A message cannot open a form, so that a button does.
        row("action", "notice.new", Says(PRIYA, DIRECT, "notice"), Presses(PRIYA, "Describe it")),
        row("form", "notice.write", Fills(PRIYA, _NEWS)),
        row("action", "notice.edit", Presses(PRIYA, "Edit")),
        row("action", "notice.look", Fills(PRIYA), Types(PRIYA, "notice"), Presses(PRIYA, "Preview")),
        row("action", "notice.cancel", Presses(PRIYA, "Cancel")),
        # Half past six in the morning there: who sends decides whether it waits.
        row(
            "action",
            "notice.send_now",
            *(Says(PRIYA, DIRECT, "notice"), Presses(PRIYA, "Describe it"), Fills(PRIYA, _NEWS)),
            Presses(PRIYA, "Send to all now"),
        ),
        row("action", "notice.open", Presses(PRIYA, "See who")),
        row("action", "notice.list", Presses(PRIYA, "All bad news")),
        row("action", "notice.update", Sends(), Types(PRIYA, "notice"), Presses(PRIYA, "Update")),
        row("form", "notice.update", Fills(PRIYA, _UPDATE)),
        row("action", "notice.send", Presses(PRIYA, "Send to 2")),
        row("action", "deed.undo", Presses(PRIYA, "Undo")),
        row("action", "notice.close", Types(PRIYA, "notice"), Presses(PRIYA, "Close")),
        row("form", "notice.close", Fills(PRIYA, {"words": "A certificate had run out"})),
        row(
            "command",
            "undo",
            *(Presses(PRIYA, "Send to all now"), Sends(), Types(PRIYA, "why Acme"), Types(PRIYA, "undo"), Sends()),
        ),
    ),
)
REPORTED = Sitting(
    "what other systems report",
    (
        row("action", "signal.see", Reports(_TICKET, asked="an export"), Presses(PRIYA, "What is open")),
        row("action", "signal.link", Presses(PRIYA, "Link to a request …", "1: an export")),
        row("action", "signal.close", Presses(PRIYA, "It is over")),
        row("action", "deed.undo", Presses(PRIYA, "Undo"), Types(PRIYA, "account Acme")),
    ),
    hours=3,
)
