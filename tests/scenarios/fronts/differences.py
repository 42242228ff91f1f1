"""What a platform cannot do, and what happens there instead: the one list, which docs/platforms.md repeats."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NAMES = {"slack": "Slack", "teams": "Teams", "playground": "Playground"}


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

    @property
    def where(self) -> str:
        return ", ".join(NAMES[platform] for platform in self.platforms)


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
        "There is no such page: the bare command shows the same day.",
        {"teams": "RENEWAL"},
    ),
    "no page for newcomers": Difference(
        ("teams",),
        "A colleague who is no teammate yet reads on that page how to become one.",
        "They read it when they let Concierge in.",
        {"teams": ""},
    ),
    "no looking back": Difference(
        ("teams",),
        "A message of which nobody knows whether it arrived is looked up in its channel.",
        "Bots may not look there: the CSM is asked, and presses *It arrived* or *Send again*.",
    ),
    "no other name": Difference(
        ("teams",),
        "A message stands in the CSM's name and picture.",
        "It stands in Concierge's name, and its first line says for whom it speaks.",
    ),
    "no question before a press": Difference(
        ("teams",),
        "A press that cannot be taken back is asked about first.",
        "The button unfolds the question and a second button, which does it.",
    ),
    "few words": Difference(
        ("teams",),
        "An answer to a button in a dialog or a channel is a message for the presser's eyes alone.",
        "A few words come up and go away; what is longer takes the place of what was pressed, for them alone.",
    ),
    "selects last": Difference(
        ("teams",),
        "A select stands among the buttons of its row.",
        "It stands below them, with a button of its own.",
    ),
    "no reactions of others": Difference(
        ("teams",),
        "A reaction to anybody's message is heard.",
        "Only reactions to Concierge's own messages are told; nothing is concluded from either.",
    ),
    "pages stay": Difference(
        ("slack", "playground"),
        "Somebody's day, an account and its why show themselves as they are now when they are come across again.",
        "They stay as they were said; Slack's App Home and the same command show them as they are now.",
    ),
    "nothing unfolds": Difference(
        ("teams", "playground"),
        "A link can show what lies behind it, where the item wants that.",
        "A link is shown as its words.",
    ),
    "small pictures": Difference(
        ("teams",),
        "The chart of the week stands in the digest.",
        "It does as long as the card stays within 25 kB; then it stands below, or is described in words.",
    ),
    "channels that stay": Difference(
        ("teams",),
        "A channel may get another id, and companies are invited to it and accept.",
        "Channels keep their ids, and whoever is let in is simply there.",
    ),
    "nobody lets us in": Difference(
        ("playground",),
        "Somebody lets Concierge in, puts it into a channel, renames, archives or shares that, edits and deletes.",
        "Its page has no such deeds. Tests hand the events in.",
    ),
}
