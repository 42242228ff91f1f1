"""What a platform cannot do, and what happens there instead: the one list, which docs/platforms.md repeats."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Difference:
    """`what` is done everywhere else. `sees` are words that whoever did it reads there, where a row of the parity
    table comes by."""

    platforms: tuple[str, ...]
    what: str
    instead: str
    sees: Mapping[str, str] = field(default_factory=dict)

    def instead_on(self, platform: str) -> str | None:
        """The words to expect on a platform that is different."""
        return self.sees.get(platform)


DIFFERENCES: Mapping[str, Difference] = {
    "no form from a message": Difference(
        ("teams",),
        "A typed command opens its form at once.",
        "In the chat with Concierge a command is a message, which cannot open a form: a button does.",
        {"teams": "Describe it"},
    ),
    "a refused form": Difference(
        ("playground",),
        "A form whose answers are refused stays open, with the reason in it and what was typed.",
        "The form closes, and the reason comes as an answer.",
        {"playground": "front page", "slack": "front page", "teams": "front page"},
    ),
    "no page of their own": Difference(
        ("teams", "playground"),
        "A CSM's day stands on a page of their own, Slack's App Home.",
        "There is no such page for a bot: the bare command shows the same day.",
        {"teams": "RENEWAL"},
    ),
    "no page for newcomers": Difference(
        ("teams",),
        "A colleague who is no teammate yet reads on that page how to become one.",
        "They read it when they let Concierge in.",
        {"teams": ""},
    ),
}
