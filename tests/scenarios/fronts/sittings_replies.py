"""Rows of the parity table: drafts of answers, answers that are kept, and goodwill."""

from tests.scenarios.fronts.book import DANA, GWEN, MARCO, PRIYA
from tests.scenarios.fronts.steps import Fills, Passes, Presses, Says, Sends, Types
from tests.scenarios.fronts.table import Sitting, row

_ASKS = "Where do I find the audit trail?"
_AGAIN = "Where can our auditors find the audit trail?"
_ANSWER = {"words": "Hi Dana, the audit trail is under Reports: open it and press Export."}
_BLAMES = {"words": "As I said, the audit trail is under Reports."}
_YEAR = "goodwill Acme 2,000 a year of the archive module"

ANSWERING = Sitting(
    "answering from a draft",
    (
        row("event", "ChannelMessage", Says(DANA, "ext-acme", _ASKS), Passes(hours=3.5), audience="customer"),
        row("action", "reply.open", Presses(PRIYA, "Draft an answer")),
        row("action", "reply.edit", Presses(PRIYA, "Edit")),
        row("form", "reply.edit", Fills(PRIYA, _BLAMES)),
        row("action", "reply.override", Presses(PRIYA, "Send anyway …")),
        row("form", "reply.override", Fills(PRIYA, {"reason": "She asked me to say it again"})),
        row("action", "deed.undo", Presses(PRIYA, "Undo"), Sends()),
        row("event", "ChannelMessage", Says(GWEN, "ext-globex", _ASKS), Passes(hours=2), audience="customer"),
        row("action", "reply.put_away", Presses(PRIYA, "Draft an answer"), Presses(PRIYA, "Put away")),
    ),
    hours=3,
)
KEEPING = Sitting(
    "keeping an answer",
    (
        row("event", "ChannelMessage", Says(DANA, "ext-acme", _ASKS), Passes(hours=3.5), audience="customer"),
        row(
            "action",
            "reply.send",
            *(Presses(PRIYA, "Draft an answer"), Presses(PRIYA, "Edit"), Fills(PRIYA, _ANSWER)),
            Presses(PRIYA, "Send"),
        ),
        row("action", "answer.keep", Presses(PRIYA, "Keep this answer")),
        row("form", "answer.keep", Fills(PRIYA, {"words": "It is under **Reports**: open it and press Export."})),
        row("action", "answers.open", Presses(PRIYA, "All answers")),
        row("action", "answer.generalise", Presses(PRIYA, "Generalise")),
        row("form", "answer.generalise", Fills(PRIYA)),
        row("command", "answers", Sends(), Types(PRIYA, "answers")),
        row("action", "answer.edit", Presses(PRIYA, "Edit")),
        row("form", "answer.edit", Fills(PRIYA, {"question": "Where is the audit trail?"})),
        row("event", "ChannelMessage", Says(GWEN, "ext-globex", _AGAIN), Passes(hours=1.5), audience="customer"),
        row(
            "action",
            "reply.use",
            *(Presses(PRIYA, "Draft an answer"), Presses(PRIYA, "Edit"), Fills(PRIYA, _BLAMES)),
            Presses(PRIYA, "Use this answer"),
        ),
        row("action", "answer.retire", Types(PRIYA, "answers audit trail"), Presses(PRIYA, "Retire")),
    ),
    hours=3,
)
MAKING_GOOD = Sitting(
    "making it right",
    (
        row("command", "goodwill", Types(PRIYA, _YEAR), Sends()),
        row("action", "goodwill.ask", Presses(MARCO, "Ask"), audience="manager"),
        row("form", "goodwill.ask", Fills(MARCO, {"question": "Why a year?"}), Sends(), audience="manager"),
        row("action", "goodwill.refuse", Types(MARCO, "goodwill"), Presses(MARCO, "No"), audience="manager"),
        row("form", "goodwill.refuse", Fills(MARCO, {"reason": "A month will do"}), Sends(), audience="manager"),
        row("action", "goodwill.open", Presses(MARCO, "Goodwill")),
        row(
            "action",
            "goodwill.grant",
            *(Types(PRIYA, _YEAR), Sends(), Types(MARCO, "goodwill"), Presses(MARCO, "Yes"), Sends()),
            audience="manager",
        ),
        row("action", "reply.show", Presses(PRIYA, "See the draft")),
        row(
            "action",
            "goodwill.give",
            *(Types(PRIYA, "complaint Acme The export fails every month"), Presses(PRIYA, "Complaint")),
            Presses(PRIYA, "Goodwill"),
        ),
        row("form", "goodwill.give", Fills(PRIYA, {"amount": "€ 1.50", "what": "a coffee for everybody"})),
    ),
    hours=3,
)
