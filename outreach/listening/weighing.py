"""Signs summed up: how much a stretch of a message speaks for one thing, and which of its words do most."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outreach.listening import tone
from outreach.listening.reading import Said
from outreach.listening.signs.complaint import ABOUT_US, COMPLAINT
from outreach.listening.signs.sign import Sign

# Most messages are no complaint: one sign that speaks for itself, said to us, is not enough.
_EVEN = 3.75
_ADDRESSED = 1.0
LIKELY = 0.5
# One phrase that hardly means anything else, with nothing against it.
_SURE = 0.8
# An alert must be right nine times in ten where three messages in a hundred are complaints: as much as three signs
# that speak for themselves, nothing against it, and a score that leaves little doubt.
_SURE_COMPLAINT = 0.95
_TROUBLE = 6.0
_SPEAKS_FOR_ITSELF = 1.5
# "Unacceptable." needs no more words.
_TELLING = 3.0
# Who complains tells what happened: five words or fewer rarely do, nine sometimes.
_SHORT = ((5, -1.5), (9, -0.25))

Match = tuple[Sign, re.Match[str]]


@dataclass(frozen=True)
class Weighed:
    """`score` is 0 to 1; the strongest sign stands at `start` to `end` of the message."""

    score: float
    start: int
    end: int
    because: str
    is_sure: bool


NOTHING = Weighed(0.0, 0, 0, "", is_sure=False)


def strongest(weighed: Iterable[Weighed]) -> Weighed:
    return max(weighed, key=lambda each: each.score, default=NOTHING)


def weigh(signs: Sequence[Sign], said: Said, *, even: float) -> Weighed:
    """`even`: the sum of weights at which it is as likely as not."""
    found = _matches(signs, said)
    score = _chance(_sum(found, said) - even)
    # Who is called names is often somebody else, also by those who speak of us: nobody is interrupted for that alone.
    return _told(found, said, score, is_sure=_chance(_calm(found) - even) >= _SURE)


def complaint(said: Said, *, is_addressed: bool) -> Weighed:
    """`is_addressed`: said to us, as everything in a channel with us is, and not to the world."""
    found = _matches(COMPLAINT, said)
    lean = _sum(found, said) + tone.lean(said.text) + _length(found, said) + (_ADDRESSED if is_addressed else 0)
    score = _chance(lean - _EVEN)
    return _told(found, said, score, is_sure=score >= _SURE_COMPLAINT and _is_plain(found))


def _is_plain(found: Sequence[Match]) -> bool:
    weights = [sign.weight for sign, _ in found if sign not in ABOUT_US]
    return (
        min(weights, default=0.0) > 0 and sum(weight for weight in weights if weight >= _SPEAKS_FOR_ITSELF) >= _TROUBLE
    )


def _sum(found: Sequence[Match], said: Said) -> float:
    """Moods count half where nothing tells that they are about us."""
    is_moody = any(sign.is_mood for sign, _ in found)
    return _calm(found) if is_moody and not _is_about_us(found, said) else sum(sign.weight for sign, _ in found)


def _calm(found: Sequence[Match]) -> float:
    return sum(sign.weight / 2 if sign.is_mood else sign.weight for sign, _ in found)


def _is_about_us(found: Sequence[Match], said: Said) -> bool:
    return any(sign in ABOUT_US for sign, _ in found) or any(sign.pattern.search(said.plain) for sign in ABOUT_US)


def _matches(signs: Sequence[Sign], said: Said) -> list[Match]:
    return [(sign, match) for sign in signs if (match := sign.pattern.search(said.plain))]


def _chance(lean: float) -> float:
    return 1 / (1 + math.exp(-lean))


def _told(found: Sequence[Match], said: Said, score: float, *, is_sure: bool) -> Weighed:
    if not found:
        return NOTHING
    sign, match = max(found, key=lambda pair: (pair[0] not in ABOUT_US, pair[0].weight))
    return Weighed(score, *said.span(match.start(), match.end()), sign.because, is_sure)


def _length(found: Sequence[Match], said: Said) -> float:
    if any(sign.weight >= _TELLING for sign, _ in found):
        return 0.0
    count = sum(word[0].isalnum() for word in said.plain.split())
    return next((weight for most, weight in _SHORT if count <= most), 0.0)
