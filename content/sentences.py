"""Words that people wrote, made to fit where a message puts them: their stops, and what must not be missing."""

import re
from collections.abc import Callable

from content.markdown import literal
from outreach.errors import BadInput

# What may stand at the end of a finished sentence, once closing quotes and brackets are set aside.
_STOPS = (".", "!", "?", "…", ":")
_CLOSING = "\"'”“’»)]"
# A name or an address in small letters keeps them ("iPad", "e-invoicing", "https://…").
_PLAIN = re.compile(r"[a-zäöü][a-zäöüß']*(?=[ ,.!?…]|$)")
# English goes on in small letters after a colon; a name or "SSO" must keep its capital, so only these change.
_SMALL = frozenset({"A", "An", "It", "Its", "That", "The", "There", "These", "They", "This", "With", "You", "Your"})

_CURES = {
    "lead": "the fact it rests on",
    "reason": "the reason why these accounts get it",
    "why": "why it matters to them",
    "gain": "what is in it for them",
    "title": "a title",
    "question": "one real question",
    "goal": "the goal it asks about",
    "now": "the stage they have entered",
    "subject": "a subject",
    "until": "the day until which it is quiet",
    "what": "what they get",
    "news": "what happened",
    "words": "the words themselves",
    "csm": "the name of the CSM it speaks for",
    "by": "the day by which it is done",
    "done": "what was done",
    "because": "the reason",
    "colleague": "who has it now",
}


def sentence(words: str) -> str:
    """With a stop at its end, unless it has one."""
    said = literal(words)
    return said if not said or said.rstrip(_CLOSING).endswith(_STOPS) else f"{said}."


def statement(words: str) -> str:
    """A sentence that stands by itself: "we fixed it" becomes "We fixed it."."""
    said = sentence(words)
    return said[0].upper() + said[1:] if _PLAIN.match(said) else said


def clause(words: str) -> str:
    """Without the stop at its end, so that a sentence can go on."""
    return literal(words).rstrip(".;:, ")


def as_question(words: str) -> str:
    """With a question mark at its end."""
    said = clause(words)
    return said if not said or said.rstrip(_CLOSING).endswith("?") else f"{said}?"


def after_colon(words: str) -> str:
    """A sentence as it stands behind a colon: "It flags …" becomes "it flags …"."""
    said = sentence(words)
    first, _, rest = said.partition(" ")
    return f"{first.lower()} {rest}" if first in _SMALL else said


def excerpt(words: str, longest: int = 280) -> str:
    """The beginning of what was said, cut between words."""
    said = " ".join(words.split())
    return said if len(said) <= longest else f"{said[:longest].rsplit(' ', 1)[0]} …"


def reshape(entry: object, **rules: Callable[[str], str]) -> None:
    """Rewrite fields of a frozen dataclass while it is made."""
    for name, rule in rules.items():
        object.__setattr__(entry, name, rule(getattr(entry, name)))


def require(entry: object, *names: str) -> None:
    """A message that lacks what earns it is not written.

    Raises:
        BadInput: naming what is missing.
    """
    for name in names:
        if not literal(getattr(entry, name)):
            raise BadInput(f"This message lacks {_CURES[name]}. Add it; without it nothing is sent.")
