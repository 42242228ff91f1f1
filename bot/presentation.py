"""How Concierge shows itself in a platform's menus and lists, whichever platform it is."""

from handlers.routes import SHORTCUTS

NAME = "Concierge"
SUMMARY = "Reaches out to your customers before they have to ask."
DESCRIPTION = (
    "Concierge helps a customer success team to stay in touch: it proposes things worth sharing and questions worth "
    "asking, notices when nobody has spoken with a customer, and shows managers each morning how that went. "
    "A person reviews what goes to a customer, every message says why it was sent, and a customer who writes "
    "“stop” is heard at once."
)
COLOUR = "#17695a"

# The entries in the menu of every message.
CHOICES = SHORTCUTS
