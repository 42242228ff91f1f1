"""What a customer is asked, pressed by a colleague: it counts once they say that the customer told them so."""

from handlers.arguments import value
from handlers.replies import told
from handlers.work import Reply, Work
from outreach.events import Action
from outreach.messages import Button

_FIRST, _YES, _NO = "sure", "yes", "no"


def ask_first(work: Work, words: str) -> Reply | None:
    """None once they are sure. `words`: what would be noted, as a sentence."""
    given = value(work, _FIRST)
    if given == _YES:
        return None
    if given == _NO:
        return told("Nothing was noted.", instead=True)
    assert isinstance(work.event, Action)
    name, values = work.event.action, dict(work.event.values)
    controls = (
        Button("Note it for them", name, values | sure(), "primary"),
        Button("Cancel", name, values | {_FIRST: _NO}),
    )
    return told(f"That is theirs to press. Did they tell you so? {words}", controls=controls)


def sure() -> dict[str, str]:
    """Values of a button that says itself that the customer said so."""
    return {_FIRST: _YES}
