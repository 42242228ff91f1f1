"""The house's own detector: phrases first, then tone; it explains itself and asks no network."""

from collections.abc import Sequence
from typing import Final

from outreach.listening import reading, weighing
from outreach.listening.noticing import Finding, Kind
from outreach.listening.signs.asking import BUYING, PERSON, QUESTION, REQUEST
from outreach.listening.signs.contempt import CONTEMPT
from outreach.listening.signs.leaving import CHURN
from outreach.listening.signs.promising import PROMISE
from outreach.listening.signs.sign import Sign
from outreach.listening.signs.telling import FACT, PREFERENCE, THANKS

# One phrase that speaks for itself is enough to say so, one that hardly means anything else to be sure.
_EVEN = 1.5
_SURE = 0.8

# The most important first: the order of what is found.
_THEIRS: Final[Sequence[tuple[Kind, tuple[Sign, ...]]]] = (
    ("contempt", CONTEMPT),
    ("churn", CHURN),
    ("complaint", ()),
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
        if by_us:
            found = [_found("promise", PROMISE, said)]
        else:
            found = [_found(kind, signs, said) if signs else _complaint(said) for kind, signs in _THEIRS]
        return tuple(finding for finding in found if finding)


def _found(kind: Kind, signs: Sequence[Sign], said: Sequence[reading.Said]) -> Finding | None:
    weighed = weighing.strongest(weighing.weigh(signs, piece, even=_EVEN) for piece in said)
    return _finding(kind, weighed, likely=0.5, sure=_SURE)


def _complaint(said: Sequence[reading.Said]) -> Finding | None:
    weighed = weighing.strongest(weighing.complaint(piece) for piece in said)
    return _finding("complaint", weighed, likely=weighing.LIKELY, sure=weighing.SURE)


def _finding(kind: Kind, weighed: weighing.Weighed, *, likely: float, sure: float) -> Finding | None:
    if weighed.score < likely:
        return None
    return Finding(
        kind, weighed.start, weighed.end, round(weighed.score, 3), weighed.score >= sure, weighed.because
    )
