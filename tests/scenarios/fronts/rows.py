"""The parity table: a row per row of ROUTES, and how people get there. Rows of a sitting follow one another."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.routes import Kind
from tests.scenarios.fronts.book import DANA, GWEN, LEO, MARCO, NINA, PRIYA
from tests.scenarios.fronts.front import DIRECT
from tests.scenarios.fronts.steps import (
    Befalls,
    Chooses,
    Deletes,
    Dismisses,
    Edits,
    Fills,
    Hears,
    Installs,
    Loses,
    OpensHome,
    Presses,
    Reacts,
    Says,
    Sends,
    Step,
    Types,
)


@dataclass(frozen=True)
class Row:
    """`audience` tells rows of ROUTES apart that have one kind and name."""

    kind: Kind
    name: str
    steps: tuple[Step, ...]
    audience: str = "staff"


@dataclass(frozen=True)
class Sitting:
    """One time at the keyboard, begun so many `hours` after dawn (see `book.DAWN`); three hours later, at half past
    nine in Berlin, customers may be written to. `is_planned`: the day's proposals are there."""

    name: str
    rows: tuple[Row, ...]
    is_planned: bool = False
    hours: float = 0


def _row(kind: Kind, name: str, *steps: Step, audience: str = "staff") -> Row:
    return Row(kind, name, steps, audience)


_WITH_LINK = "Have you seen this report? https://example.com/report"
_KIND = "Fastest close we ever had, thank you"
_FACT = "“month-end close still takes six days” (Dana said 3 Nov)"
_REPORT = {"title": "A report", "context": "What changed in 2026.", "topics": "audit trail"}
_APPROVAL = {"front_page": "yes", "topic": "cash", "why": "It shows the weeks ahead.", "gain": "No surprises."}

LOOKING = Sitting(
    "looking around",
    (
        _row("command", "my-day", Types(PRIYA)),
        _row("action", "share.open", Presses(PRIYA, "Worth sharing")),
        _row("action", "library.open", Types(PRIYA), Presses(PRIYA, "Library")),
        _row("action", "item.open", Presses(PRIYA, "Open …", "Reconciling")),
        _row("action", "help.open", Types(PRIYA), Presses(PRIYA, "Help")),
        _row("command", "help", Types(PRIYA, "help"), Types(PRIYA, "help share"), Types(PRIYA, "halp")),
        _row("command", "library", Types(PRIYA, "library"), Types(PRIYA, "library month-end close")),
        _row("command", "why", Types(PRIYA, "why Acme")),
        _row("action", "account.open", Presses(PRIYA, "Account")),
        _row("action", "account.why", Presses(PRIYA, "Why")),
        _row("command", "account", Types(PRIYA, "account Acme"), Types(PRIYA, "account Acne", "ext-acme")),
        _row("action", "touch.more", Types(PRIYA), Presses(PRIYA, "More")),
        _row("action", "touch.why", Presses(PRIYA, "Why this")),
        _row("event", "HomeOpened", Hears(OpensHome(PRIYA), "no page of their own")),
        _row("action", "digest.draft", Types(PRIYA), Presses(PRIYA, "Draft")),
    ),
    is_planned=True,
)
MANAGING = Sitting(
    "a manager's morning",
    (
        _row("command", "digest", Types(MARCO, "digest")),
        _row("action", "digest.see_account", Presses(MARCO, "See Globex")),
        _row("action", "digest.see_day", Types(MARCO, "digest"), Presses(MARCO, "My day")),
        _row("action", "digest.see_counts", Types(MARCO, "digest"), Presses(MARCO, "See counts"), audience="manager"),
        _row("action", "digest.see_csms", Types(MARCO, "digest"), Presses(MARCO, "See per CSM"), audience="manager"),
        _row("action", "digest.see_quiet", Types(MARCO, "digest"), Presses(MARCO, "See who"), audience="manager"),
        _row(
            "action",
            "digest.nudge",
            Types(MARCO, "digest"),
            Presses(MARCO, "Nudge Priya"),
            Sends(),
            audience="manager",
        ),
    ),
    is_planned=True,
)
NOTING = Sitting(
    "noting things down",
    (
        _row("command", "remember", Types(PRIYA, "remember Acme goal to close in four days")),
        _row("command", "undo", Types(PRIYA, "undo")),
        _row("command", "log", Types(PRIYA, "log Acme call They want the export before the audit")),
        _row("action", "deed.undo", Presses(PRIYA, "Undo")),
        _row("command", "pause", Types(PRIYA, "pause Acme until Friday because they are merging")),
        _row("command", "resume", Types(PRIYA, "resume Acme")),
        _row(
            "action",
            "account.resume",
            *(Types(PRIYA, "pause Acme"), Types(PRIYA, "account Acme")),
            Presses(PRIYA, "Resume"),
        ),
        _row("action", "touch.log", Types(PRIYA, "account Acme"), Presses(PRIYA, "I spoke with them")),
        _row("form", "touch.log", Fills(PRIYA, {"note": "The audit comes in May"})),
        _row(
            "action", "digest.spoke", Types(PRIYA), Presses(PRIYA, "I spoke with them"), Fills(PRIYA, {"note": "Fine"})
        ),
        _row("action", "fact.forget", Types(PRIYA, "account Acme"), Presses(PRIYA, "Forget …", _FACT)),
        _row("command", "away", Types(LEO, "away until Friday")),
        _row("command", "back", Types(LEO, "back")),
    ),
)
CURATING = Sitting(
    "minding the library",
    (
        _row(
            "command",
            "add",
            Hears(Types(PRIYA, "add https://example.com/report"), "no form from a message"),
            Dismisses(PRIYA),
        ),
        # A message cannot open a form, so that a button does.
        _row("action", "item.add", Says(PRIYA, DIRECT, "add https://example.com/news"), Presses(PRIYA, "Describe it")),
        _row("form", "item.add", Fills(PRIYA, _REPORT)),
        _row("action", "item.approve", Types(PRIYA, "library cash"), Presses(PRIYA, "Approve")),
        _row(
            *("form", "item.approve"),
            Hears(Fills(PRIYA, {**_APPROVAL, "front_page": "no"}), "a refused form"),
            *(Dismisses(PRIYA), Types(PRIYA, "library cash"), Presses(PRIYA, "Approve"), Fills(PRIYA, _APPROVAL)),
        ),
        _row("action", "item.retire", Types(PRIYA, "library close checklist"), Presses(PRIYA, "Retire"), Types(PRIYA)),
    ),
    is_planned=True,
)
DECIDING = Sitting(
    "deciding on a proposal",
    (
        _row("action", "touch.send", Types(PRIYA), Presses(PRIYA, "Send")),
        _row("action", "touch.stop", Types(PRIYA), Presses(PRIYA, "Stop")),
        _row("action", "touch.edit", Presses(PRIYA, "Edit")),
        _row("form", "touch.edit", Fills(PRIYA, {"words": "Hi Dana, **look**: <!channel>"})),
        _row("action", "touch.test", Presses(PRIYA, "More"), Presses(PRIYA, "Test to me"), Sends()),
        _row("action", "touch.other_item", Types(PRIYA), Presses(PRIYA, "More"), Presses(PRIYA, "Take this one")),
        _row("action", "touch.schedule", Presses(PRIYA, "More"), Presses(PRIYA, "Another day")),
        _row("form", "touch.schedule", Fills(PRIYA, {"on": "2026-11-27"}), Types(PRIYA), Presses(PRIYA, "Stop")),
        _row("action", "touch.not_now", Presses(PRIYA, "Not now", "Next week")),
    ),
    is_planned=True,
)
INSISTING = Sitting(
    "sending all the same",
    (
        _row("event", "ChannelMessage", Says(DANA, "ext-acme", _KIND), audience="customer"),
        _row("action", "touch.override", Types(PRIYA), Presses(PRIYA, "Send"), Presses(PRIYA, "Send anyway …")),
        _row("form", "touch.override", Fills(PRIYA, {"reason": "Dana asked for it", "when": "now"}), Sends()),
        _row("command", "undo", Types(PRIYA, "undo"), Sends()),
    ),
    is_planned=True,
    hours=3,
)
HURRYING = Sitting(
    "sending before its hour",
    (
        _row("action", "touch.send_now", *(Types(PRIYA), Presses(PRIYA, "More"), Presses(PRIYA, "Send now"))),
        _row("form", "touch.override", Fills(PRIYA, {"reason": "Dana is up"}), Sends()),
        _row(
            "event", "MessageChanged", Says(DANA, "ext-acme", _KIND), Edits(DANA, _KIND, "Not bad"), audience="anybody"
        ),
        _row("event", "MessageChanged", Deletes(DANA, _KIND), audience="anybody"),
        _row("event", "ChannelMessage", Says(PRIYA, "ext-acme", "Good morning, Dana.")),
    ),
    is_planned=True,
)
REFUSING = Sitting(
    "turning it down",
    (
        _row(
            "action",
            "touch.not_for_account",
            Types(PRIYA),
            *(Presses(PRIYA, "More"), Presses(PRIYA, "Not for this account")),
        ),
    ),
    is_planned=True,
)
OFFERING = Sitting(
    "sharing by hand",
    (
        _row("command", "share", Types(PRIYA, "share Acme close checklist")),
        _row("action", "preview.test", Presses(PRIYA, "Test to me"), Sends()),
        _row("action", "preview.cancel", Types(PRIYA, "share Acme close checklist"), Presses(PRIYA, "Cancel")),
        _row("action", "preview.schedule", Types(PRIYA, "share Acme close checklist"), Presses(PRIYA, "Schedule")),
        _row("action", "deed.undo", Presses(PRIYA, "Undo")),
        _row("command", "checkin", Types(PRIYA, "checkin Globex", "ext-globex")),
        _row("action", "preview.send", Presses(PRIYA, "Send")),
        _row("command", "undo", Sends(), Types(PRIYA, "undo"), Sends()),
        _row("action", "preview.open", Types(PRIYA, "account Globex"), Presses(PRIYA, "Check in")),
        _row("action", "preview.keep", Types(PRIYA, "share Initech audit trail"), Presses(PRIYA, "Keep as draft")),
        _row("action", "touch.copy", Presses(PRIYA, "Copy")),
        _row("action", "touch.sent_by_hand", Presses(PRIYA, "I sent it")),
    ),
    hours=3,
)
OVERRULING = Sitting(
    "sharing all the same",
    (
        _row("command", "pause", Types(PRIYA, "pause Acme")),
        _row("action", "preview.override", Types(PRIYA, "share Acme"), Presses(PRIYA, "Send anyway …")),
        _row("form", "preview.override", Fills(PRIYA, {"reason": "They asked", "when": "now"}), Sends()),
    ),
    hours=3,
)
SETTLING = Sitting(
    "settling what nobody knows",
    (
        _row(
            "action",
            "delivery.send_again",
            *(Types(PRIYA, "share Acme close checklist"), Presses(PRIYA, "Send")),
            *(Loses(), Types(PRIYA), Presses(PRIYA, "Send again")),
        ),
        _row("action", "delivery.it_arrived", Loses(), Types(PRIYA), Presses(PRIYA, "It arrived")),
    ),
    hours=3,
)
LISTENING = Sitting(
    "listening to customers",
    (
        _row(
            "shortcut",
            "share",
            Says(DANA, "ext-acme", _WITH_LINK),
            Chooses(PRIYA, "share", _WITH_LINK),
            Fills(PRIYA, _REPORT),
        ),
        _row("shortcut", "log", Says(DANA, "ext-acme", _KIND), Chooses(PRIYA, "log", _KIND), Fills(PRIYA)),
        _row("shortcut", "ask", Chooses(PRIYA, "ask", _KIND), Fills(PRIYA)),
        _row(
            "action", "fact.remember", Types(PRIYA, "account Acme"), Presses(PRIYA, "Remember this …", f"Dana: {_KIND}")
        ),
        _row("form", "fact.remember", Fills(PRIYA, {"text": "we close faster than ever", "topics": "month-end close"})),
        _row(
            "action", "mark.kind_word", Types(PRIYA, "account Acme"), Presses(PRIYA, "A kind word …", f"Dana: {_KIND}")
        ),
        _row(
            "event",
            "ChannelMessage",
            Says(GWEN, "ext-globex", "who is my csm", mention=True),
            Sends(),
            audience="customer",
        ),
        _row("event", "Reaction", Reacts(GWEN, "ext-globex", "👍"), audience="anybody"),
        _row(
            "event",
            "ChannelMessage",
            Says(DANA, "ext-acme", "stop", mention=True),
            Sends(),
            Types(PRIYA),
            audience="customer",
        ),
    ),
    hours=3,
)
MOVING_IN = Sitting(
    "a channel's life",
    (
        _row("event", "ChannelChanged", Befalls("initech-shared", "joined"), Sends(), audience="anybody"),
        _row("action", "channel.link", Presses(PRIYA, "Link"), Sends()),
        _row("event", "ChannelChanged", Befalls("ext-acme", "renamed", "ext-acme-corp"), Sends(), audience="anybody"),
        _row("command", "unlink", Types(PRIYA, "unlink", "ext-globex")),
        _row("command", "link", Types(PRIYA, "link Globex", "ext-globex")),
        _row("event", "ChannelChanged", Befalls("initech-shared", "left"), Sends(), audience="anybody"),
    ),
    hours=3,
)
LOSING = Sitting(
    "losing channels",
    (
        _row("event", "ChannelChanged", Befalls("ext-acme", "unshared", company="Acme"), Sends(), audience="anybody"),
        _row("event", "ChannelChanged", Befalls("ext-globex", "deleted"), Sends(), audience="anybody"),
        _row("command", "my-day", Types(PRIYA)),
    ),
    is_planned=True,
)
SENT_AWAY = Sitting(
    "not their channel",
    (
        _row(
            "action",
            "channel.not_theirs",
            Befalls("initech-shared", "joined"),
            *(Sends(), Presses(PRIYA, "Not theirs")),
        ),
    ),
)
ARRIVING = Sitting(
    "letting us in",
    (
        _row("event", "Installed", Installs(NINA), audience="customer"),
        _row("event", "HomeOpened", Hears(OpensHome(NINA), "no page for newcomers"), audience="customer"),
        _row("event", "Installed", Installs(PRIYA)),
        _row("action", "day.open", Presses(PRIYA, "My day")),
    ),
)

SITTINGS: Sequence[Sitting] = (
    LOOKING,
    MANAGING,
    NOTING,
    CURATING,
    DECIDING,
    INSISTING,
    HURRYING,
    REFUSING,
    OFFERING,
    OVERRULING,
    SETTLING,
    LISTENING,
    MOVING_IN,
    LOSING,
    SENT_AWAY,
    ARRIVING,
)
