"""The parity table: a row per row of ROUTES, and how people get there. Rows of a sitting follow one another."""

from collections.abc import Sequence

from tests.scenarios.fronts.book import DANA, GWEN, LEO, MARCO, NINA, PRIYA
from tests.scenarios.fronts.front import DIRECT
from tests.scenarios.fronts.sittings_clocks import AT_NIGHT, RINGING, WAITING
from tests.scenarios.fronts.sittings_complaints import MENDING, PHONING
from tests.scenarios.fronts.sittings_listening import NOTICING, TELLING
from tests.scenarios.fronts.sittings_notices import BREAKING_NEWS, REPORTED
from tests.scenarios.fronts.sittings_promises import GIVING_WORD, PROMISING
from tests.scenarios.fronts.sittings_replies import ANSWERING, KEEPING, MAKING_GOOD
from tests.scenarios.fronts.sittings_requests import ASKING, NOTED_DOWN
from tests.scenarios.fronts.sittings_terms import CALLING, LESSENING, PREFERRING, RECEIVING
from tests.scenarios.fronts.sittings_themes import MENDED, PARTED
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
    Types,
)
from tests.scenarios.fronts.table import Sitting, row

_WITH_LINK = "Have you seen this report? https://example.com/report"
_KIND = "Fastest close we ever had, thank you"
_FACT = "“month-end close still takes six days” (Dana said 3 Nov)"
_REPORT = {"title": "A report", "context": "What changed in 2026.", "topics": "audit trail"}
_APPROVAL = {"front_page": "yes", "topic": "cash", "why": "It shows the weeks ahead.", "gain": "No surprises."}

LOOKING = Sitting(
    "looking around",
    (
        row("command", "my-day", Types(PRIYA)),
        row("action", "share.open", Presses(PRIYA, "Worth sharing")),
        row("action", "library.open", Types(PRIYA), Presses(PRIYA, "Library")),
        row("action", "item.open", Presses(PRIYA, "Open …", "Reconciling")),
        row("action", "help.open", Types(PRIYA), Presses(PRIYA, "Help")),
        row("command", "help", Types(PRIYA, "help"), Types(PRIYA, "help share"), Types(PRIYA, "halp")),
        row("command", "library", Types(PRIYA, "library"), Types(PRIYA, "library month-end close")),
        row("command", "why", Types(PRIYA, "why Acme")),
        row("action", "account.open", Presses(PRIYA, "Account")),
        row("action", "account.why", Presses(PRIYA, "Why")),
        row("command", "account", Types(PRIYA, "account Acme"), Types(PRIYA, "account Acne", "ext-acme")),
        row("action", "touch.more", Types(PRIYA), Presses(PRIYA, "More")),
        row("action", "touch.why", Presses(PRIYA, "Why this")),
        row("event", "HomeOpened", Hears(OpensHome(PRIYA), "no page of their own")),
        row("action", "digest.draft", Types(PRIYA), Presses(PRIYA, "Draft")),
    ),
    is_planned=True,
)
MANAGING = Sitting(
    "a manager's morning",
    (
        row("command", "digest", Types(MARCO, "digest")),
        row("action", "digest.see_account", Presses(MARCO, "See Globex")),
        row("action", "digest.see_day", Types(MARCO, "digest"), Presses(MARCO, "My day")),
        row("action", "digest.see_counts", Types(MARCO, "digest"), Presses(MARCO, "See counts"), audience="manager"),
        row("action", "digest.see_csms", Types(MARCO, "digest"), Presses(MARCO, "See per CSM"), audience="manager"),
        row("action", "digest.see_quiet", Types(MARCO, "digest"), Presses(MARCO, "See who"), audience="manager"),
        row(
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
        row("command", "remember", Types(PRIYA, "remember Acme goal to close in four days")),
        row("command", "undo", Types(PRIYA, "undo")),
        row("command", "log", Types(PRIYA, "log Acme call They want the export before the audit")),
        row("action", "deed.undo", Presses(PRIYA, "Undo")),
        row("command", "pause", Types(PRIYA, "pause Acme until Friday because they are merging")),
        row("command", "resume", Types(PRIYA, "resume Acme")),
        row(
            "action",
            "account.resume",
            *(Types(PRIYA, "pause Acme"), Types(PRIYA, "account Acme")),
            Presses(PRIYA, "Resume"),
        ),
        row("action", "touch.log", Types(PRIYA, "account Acme"), Presses(PRIYA, "I spoke with them")),
        row("form", "touch.log", Fills(PRIYA, {"note": "The audit comes in May"})),
        row(
            "action", "digest.spoke", Types(PRIYA), Presses(PRIYA, "I spoke with them"), Fills(PRIYA, {"note": "Fine"})
        ),
        row("action", "fact.forget", Types(PRIYA, "account Acme"), Presses(PRIYA, "Forget …", _FACT)),
        row("command", "away", Types(LEO, "away until Friday")),
        row("command", "back", Types(LEO, "back")),
    ),
)
CURATING = Sitting(
    "minding the library",
    (
        row(
            "command",
            "add",
            Hears(Types(PRIYA, "add https://example.com/report"), "no form from a message"),
            Dismisses(PRIYA),
        ),
        # A message cannot open a form, so that a button does.
        row("action", "item.add", Says(PRIYA, DIRECT, "add https://example.com/news"), Presses(PRIYA, "Describe it")),
        row("form", "item.add", Fills(PRIYA, _REPORT)),
        row("action", "item.approve", Types(PRIYA, "library cash"), Presses(PRIYA, "Approve")),
        row(
            *("form", "item.approve"),
            Hears(Fills(PRIYA, {**_APPROVAL, "front_page": "no"}), "a refused form"),
            *(Dismisses(PRIYA), Types(PRIYA, "library cash"), Presses(PRIYA, "Approve"), Fills(PRIYA, _APPROVAL)),
        ),
        row("action", "item.retire", Types(PRIYA, "library close checklist"), Presses(PRIYA, "Retire"), Types(PRIYA)),
    ),
    is_planned=True,
)
DECIDING = Sitting(
    "deciding on a proposal",
    (
        row("action", "touch.send", Types(PRIYA), Presses(PRIYA, "Send")),
        row("action", "touch.stop", Types(PRIYA), Presses(PRIYA, "Stop")),
        row("action", "touch.edit", Presses(PRIYA, "Edit")),
        row("form", "touch.edit", Fills(PRIYA, {"words": "Hi Dana, **look**: <!channel>"})),
        row("action", "touch.test", Presses(PRIYA, "More"), Presses(PRIYA, "Test to me"), Sends()),
        row("action", "touch.other_item", Types(PRIYA), Presses(PRIYA, "More"), Presses(PRIYA, "Take this one")),
        row("action", "touch.schedule", Presses(PRIYA, "More"), Presses(PRIYA, "Another day")),
        row("form", "touch.schedule", Fills(PRIYA, {"on": "2026-11-27"}), Types(PRIYA), Presses(PRIYA, "Stop")),
        row("action", "touch.not_now", Presses(PRIYA, "Not now", "Next week")),
    ),
    is_planned=True,
)
INSISTING = Sitting(
    "sending all the same",
    (
        row("event", "ChannelMessage", Says(DANA, "ext-acme", _KIND), audience="customer"),
        row("action", "touch.override", Types(PRIYA), Presses(PRIYA, "Send"), Presses(PRIYA, "Send anyway …")),
        row("form", "touch.override", Fills(PRIYA, {"reason": "Dana asked for it", "when": "now"}), Sends()),
        row("command", "undo", Types(PRIYA, "undo"), Sends()),
    ),
    is_planned=True,
    hours=3,
)
HURRYING = Sitting(
    "sending before its hour",
    (
        row("action", "touch.send_now", *(Types(PRIYA), Presses(PRIYA, "More"), Presses(PRIYA, "Send now"))),
        row("form", "touch.override", Fills(PRIYA, {"reason": "Dana is up"}), Sends()),
        row(
            "event", "MessageChanged", Says(DANA, "ext-acme", _KIND), Edits(DANA, _KIND, "Not bad"), audience="anybody"
        ),
        row("event", "MessageChanged", Deletes(DANA, _KIND), audience="anybody"),
        row("event", "ChannelMessage", Says(PRIYA, "ext-acme", "Good morning, Dana.")),
    ),
    is_planned=True,
)
REFUSING = Sitting(
    "turning it down",
    (
        row(
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
        row("command", "share", Types(PRIYA, "share Acme close checklist")),
        row("action", "preview.test", Presses(PRIYA, "Test to me"), Sends()),
        row("action", "preview.cancel", Types(PRIYA, "share Acme close checklist"), Presses(PRIYA, "Cancel")),
        row("action", "preview.schedule", Types(PRIYA, "share Acme close checklist"), Presses(PRIYA, "Schedule")),
        row("action", "deed.undo", Presses(PRIYA, "Undo")),
        row("command", "checkin", Types(PRIYA, "checkin Globex", "ext-globex")),
        row("action", "preview.send", Presses(PRIYA, "Send")),
        row("command", "undo", Sends(), Types(PRIYA, "undo"), Sends()),
        row("action", "preview.open", Types(PRIYA, "account Globex"), Presses(PRIYA, "Check in")),
        row("action", "preview.keep", Types(PRIYA, "share Initech audit trail"), Presses(PRIYA, "Keep as draft")),
        row("action", "touch.copy", Presses(PRIYA, "Copy")),
        row("action", "touch.sent_by_hand", Presses(PRIYA, "I sent it")),
    ),
    hours=3,
)
OVERRULING = Sitting(
    "sharing all the same",
    (
        row("command", "pause", Types(PRIYA, "pause Acme")),
        row("action", "preview.override", Types(PRIYA, "share Acme"), Presses(PRIYA, "Send anyway …")),
        row("form", "preview.override", Fills(PRIYA, {"reason": "They asked", "when": "now"}), Sends()),
    ),
    hours=3,
)
SETTLING = Sitting(
    "settling what nobody knows",
    (
        row(
            "action",
            "delivery.send_again",
            *(Types(PRIYA, "share Acme close checklist"), Presses(PRIYA, "Send")),
            *(Loses(), Types(PRIYA), Presses(PRIYA, "Send again")),
        ),
        row("action", "delivery.it_arrived", Loses(), Types(PRIYA), Presses(PRIYA, "It arrived")),
    ),
    hours=3,
)
LISTENING = Sitting(
    "listening to customers",
    (
        row(
            "shortcut",
            "share",
            Says(DANA, "ext-acme", _WITH_LINK),
            Chooses(PRIYA, "share", _WITH_LINK),
            Fills(PRIYA, _REPORT),
        ),
        row("shortcut", "log", Says(DANA, "ext-acme", _KIND), Chooses(PRIYA, "log", _KIND), Fills(PRIYA)),
        row("shortcut", "ask", Chooses(PRIYA, "ask", _KIND), Fills(PRIYA)),
        row(
            "action", "fact.remember", Types(PRIYA, "account Acme"), Presses(PRIYA, "Remember this …", f"Dana: {_KIND}")
        ),
        row("form", "fact.remember", Fills(PRIYA, {"text": "we close faster than ever", "topics": "month-end close"})),
        row(
            "action", "mark.kind_word", Types(PRIYA, "account Acme"), Presses(PRIYA, "A kind word …", f"Dana: {_KIND}")
        ),
        row(
            "event",
            "ChannelMessage",
            Says(GWEN, "ext-globex", "who is my csm", mention=True),
            Sends(),
            audience="customer",
        ),
        row("event", "Reaction", Reacts(GWEN, "ext-globex", "👍"), audience="anybody"),
        row(
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
        row("event", "ChannelChanged", Befalls("initech-shared", "joined"), Sends(), audience="anybody"),
        row("action", "channel.link", Presses(PRIYA, "Link"), Sends()),
        row("event", "ChannelChanged", Befalls("ext-acme", "renamed", "ext-acme-corp"), Sends(), audience="anybody"),
        row("command", "unlink", Types(PRIYA, "unlink", "ext-globex")),
        row("command", "link", Types(PRIYA, "link Globex", "ext-globex")),
        row("event", "ChannelChanged", Befalls("initech-shared", "left"), Sends(), audience="anybody"),
    ),
    hours=3,
)
LOSING = Sitting(
    "losing channels",
    (
        row("event", "ChannelChanged", Befalls("ext-acme", "unshared", company="Acme"), Sends(), audience="anybody"),
        row("event", "ChannelChanged", Befalls("ext-globex", "deleted"), Sends(), audience="anybody"),
        row("command", "my-day", Types(PRIYA)),
    ),
    is_planned=True,
)
SENT_AWAY = Sitting(
    "not their channel",
    (
        row(
            "action",
            "channel.not_theirs",
            Befalls("initech-shared", "joined"),
            *(Sends(), Presses(PRIYA, "Not theirs")),
        ),
    ),
    hours=3,
)
ARRIVING = Sitting(
    "letting us in",
    (
        row("event", "Installed", Installs(NINA), audience="customer"),
        row("event", "HomeOpened", Hears(OpensHome(NINA), "no page for newcomers"), audience="customer"),
        row("event", "Installed", Installs(PRIYA)),
        row("action", "day.open", Presses(PRIYA, "My day")),
    ),
)

EVERYDAY: Sequence[Sitting] = (
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
# Longer than the others together: `make check` plays them.
AT_THE_DESK: Sequence[Sitting] = (
    NOTICING,
    TELLING,
    BREAKING_NEWS,
    REPORTED,
    MENDING,
    PHONING,
    WAITING,
    RINGING,
    AT_NIGHT,
    ANSWERING,
    KEEPING,
    MAKING_GOOD,
    ASKING,
    NOTED_DOWN,
    PROMISING,
    GIVING_WORD,
    RECEIVING,
    CALLING,
    PREFERRING,
    LESSENING,
    MENDED,
    PARTED,
)
SITTINGS: Sequence[Sitting] = (*EVERYDAY, *AT_THE_DESK)
