"""The house's own detector: phrases first, then tone; it explains itself and asks no network."""

from collections.abc import Sequence
from typing import Final

from outreach.listening import reading, weighing
from outreach.listening.noticing import Finding, Kind
from outreach.listening.signs.asking import BUYING, PERSON, QUESTION, REQUEST
from outreach.listening.signs.complaint import COMPLAINT
from outreach.listening.signs.contempt import CONTEMPT
from outreach.listening.signs.leaving import CHURN
from outreach.listening.signs.promising import PROMISE
from outreach.listening.signs.sign import Sign
from outreach.listening.signs.telling import FACT, PREFERENCE, THANKS

# One phrase that speaks for itself is enough to say so.
_EVEN = 1.5

# The most important first: the order of what is found.
_Signs = Sequence[tuple[Kind, tuple[Sign, ...]]]
_OURS: Final[_Signs] = (("promise", PROMISE),)
_THEIRS: Final[_Signs] = (
    ("contempt", CONTEMPT),
    ("churn", CHURN),
    ("complaint", COMPLAINT),
    ("person", PERSON),
    ("buying", BUYING),
    ("request", REQUEST),
    ("question", QUESTION),
    ("preference", PREFERENCE),
    ("thanks", THANKS),
    ("fact", FACT),
)


class Noticer:
    """Phrase rules for all kinds, English and German; complaints are weighed with their tone besides."""

    def notice(self, text: str, *, by_us: bool = False) -> tuple[Finding, ...]:
        said = reading.pieces(text)
        found = (_found(kind, signs, said) for kind, signs in (_OURS if by_us else _THEIRS))
        return tuple(finding for finding in found if finding)


def _found(kind: Kind, signs: Sequence[Sign], said: Sequence[reading.Said]) -> Finding | None:
    if kind == "complaint":
        weighed = weighing.strongest(weighing.complaint(piece) for piece in said)
    else:
        weighed = weighing.strongest(weighing.weigh(signs, piece, even=_EVEN) for piece in said)
    if weighed.score < weighing.LIKELY:
        return None
    return Finding(kind, weighed.start, weighed.end, round(weighed.score, 3), weighed.is_sure, weighed.because)


def complaint(text: str) -> weighing.Weighed:
    """How much of a complaint it is, also where that is too little to be found."""
    return weighing.strongest(weighing.complaint(piece) for piece in reading.pieces(text))
