"""How Concierge shows itself in a platform's menus and lists, whichever platform it is."""

from dataclasses import dataclass

NAME = "Concierge"
SUMMARY = "Reaches out to your customers before they have to ask."
DESCRIPTION = (
    "Concierge helps a customer success team to stay in touch: it proposes things worth sharing and questions worth "
    "asking, notices when nobody has spoken with a customer, and shows managers each morning how that went. "
    "A person reviews what goes to a customer, every message says why it was sent, and a customer who writes "
    "“stop” is heard at once."
)
COLOUR = "#17695a"


@dataclass(frozen=True)
class Choice:
    """An entry in the menu of every message; `name` is the one in `outreach.events.Shortcut`."""

    name: str
    label: str
    summary: str


# In the order of the menu.
CHOICES = (
    Choice("share", "Share this", "Put what this message links to into the library, as a draft worth sharing"),
    Choice("log", "Log this", "Put this message on record as a contact with its account"),
    Choice("ask", "Ask for this", "Note this message as something its account has asked for"),
)
