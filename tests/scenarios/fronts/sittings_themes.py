"""Rows of the parity table: what several customers say, and the department that mends it."""

from content.pages.lines import excerpt
from tests.scenarios.fronts.book import DANA, GWEN, LEO, MARCO, NINA, PRIYA
from tests.scenarios.fronts.steps import Fills, Passes, Presses, Says, Sends, Step, Types
from tests.scenarios.fronts.table import Sitting, row

_UPSET = "This is the third time the invoice export has failed with a timeout. This is unacceptable."
_TOO = "The invoice export has failed with a timeout for the third time. This is unacceptable."
_OTHER = "I'd like to ask for a workshop on the close"
_LIST = Types(PRIYA, "themes")
_OPEN = Presses(PRIYA, "Open")
_DONE = {"done": "Exports run in the background now", "root_cause": "One query locked the table"}
_ITEM = {"title": "Exports that take long", "topics": "exports"}
_ACME = excerpt(f"Acme · {_UPSET}", 70)
_BEGINS_ANOTHER: tuple[Step, ...] = (
    *(Says(DANA, "ext-acme", _OTHER, mention=True), Passes(hours=0.1), _LIST),
    Presses(PRIYA, "New theme from …", "Acme · a workshop on the close"),
    Fills(PRIYA, {"name": "Workshops"}),
)


def _said(first: str, second: str) -> tuple[Step, ...]:
    return Says(DANA, "ext-acme", first), Says(GWEN, "ext-globex", second), Passes(hours=0.1)


MENDED = Sitting(
    "the same thing, mended by a department",
    (
        row("event", "ChannelMessage", *_said(_UPSET, _TOO), audience="customer"),
        row("command", "themes", _LIST),
        row("action", "theme.same", Presses(PRIYA, "Same thing")),
        row("action", "theme.name", Presses(PRIYA, "Name it")),
        row("form", "theme.name", Fills(PRIYA, {"name": "Export timeouts"})),
        row("action", "theme.hand_over", Presses(PRIYA, "Hand over")),
        row("form", "theme.hand_over", Fills(PRIYA, {"department": "engineering", "note": "since Monday"}), Sends()),
        row("action", "theme.accept", Presses(NINA, "Accept"), audience="anybody"),
        row("form", "theme.plan", Fills(NINA, {"plan": "A queue", "on": "2026-12-01"}), Sends(), audience="anybody"),
        row("action", "theme.on_track", Presses(LEO, "Still on track"), Sends(), audience="anybody"),
        row("action", "theme.plan", Presses(LEO, "New date"), audience="anybody"),
        row("form", "theme.plan", Fills(LEO, {"plan": "A queue", "on": "2026-12-04"}), Sends(), audience="anybody"),
        row(
            "action",
            "theme.nudge",
            *(Types(MARCO, "themes"), Presses(MARCO, "Open"), Presses(MARCO, "Nudge"), Sends()),
            audience="manager",
        ),
        row("action", "theme.done", Presses(LEO, "Done"), audience="anybody"),
        row("form", "theme.done", Fills(LEO, _DONE), Sends(), audience="anybody"),
        row("action", "reply.put_away", Presses(PRIYA, "See the draft"), Presses(PRIYA, "Put away")),
        row("action", "theme.open", _LIST, Presses(PRIYA, "Open one that is done …", "Export timeouts")),
        row("action", "theme.tell", Presses(PRIYA, "Tell 1 account")),
        row(
            "action",
            "theme.write",
            *(_LIST, Presses(PRIYA, "Open one that is done …", "Export timeouts")),
            Presses(PRIYA, "Write a help item"),
        ),
        row("form", "theme.write", Fills(PRIYA, _ITEM)),
    ),
    hours=3,
)
PARTED = Sitting(
    "what is not the same thing",
    (
        row("event", "ChannelMessage", *_said(_UPSET, _TOO), audience="customer"),
        row("action", "theme.different", _LIST, Presses(PRIYA, "Not the same")),
        row("action", "deed.undo", Presses(PRIYA, "Undo")),
        row("action", "theme.new", _LIST, Presses(PRIYA, "New theme")),
        row("form", "theme.new", Fills(PRIYA, {"name": "Slow exports"})),
        row("action", "theme.add", _OPEN, Presses(PRIYA, "Add a message …", _ACME)),
        row("action", "theme.see", _OPEN, Presses(PRIYA, "Open a message …", _ACME)),
        row("action", "theme.list", _LIST, _OPEN, Presses(PRIYA, "All themes")),
        row("form", "theme.new", *_BEGINS_ANOTHER),
        row("action", "theme.merge", _OPEN, Presses(PRIYA, "Merge into …", "Slow exports")),
        row("action", "deed.undo", Presses(PRIYA, "Undo")),
        row("action", "theme.set_aside", _LIST, _OPEN, Presses(PRIYA, "Set aside")),
        row("action", "theme.open", _LIST, _OPEN),
        row(
            "form",
            "theme.hand_over",
            *(Presses(PRIYA, "Hand over"), Fills(PRIYA, {"department": "engineering"}), Sends()),
        ),
        row(
            "action",
            "theme.pass_on",
            *(Presses(LEO, "Not ours: it is for …", "Billing"), Sends()),
            audience="anybody",
        ),
    ),
    hours=3,
)
