"""Signs summed up: how much a stretch of a message speaks for one thing, and which of its words do most."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outreach.listening import tone
from outreach.listening.reading import Said
from outreach.listening.signs.complaint import ABOUT_US, COMPLAINT, IN_PASSING
from outreach.listening.signs.sign import Ground, Sign

# Most messages are no complaint: one sign that speaks for itself is not enough.
_EVEN = 2.5
LIKELY = 0.5
# One phrase that hardly means anything else, with nothing against it.
_SURE = 0.8
# An alert must be right nine times in ten where three messages in a hundred are complaints. One ground alone is often a
# plain report or a mood; two hardly are where dealings with us are spoken of, elsewhere three.
_GROUNDS, _GROUNDS_ELSE = 2, 3
_DEALINGS = 1.0
# "Unacceptable." needs no more words.
_TELLING = 3.0
# Who complains tells what happened: five words or fewer rarely do, nine sometimes.
_BRIEF = 9
_SHORT = ((5, -1.5), (_BRIEF, -0.25))

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
    if not found:
        return NOTHING
    score = _chance(_sum(found, said) - even)
    # Who is called names is often somebody else, also by those who speak of us: nobody is interrupted for that alone.
    return _told(found, said, score, is_sure=_chance(_calm(found) - even) >= _SURE)


def complaint(said: Said) -> Weighed:
    """Everything in a channel with us is said to us, and weighed so."""
    found = _matches(COMPLAINT, said)
    if not found:
        return NOTHING
    score = _chance(_sum(found, said) + tone.lean(said.text) + _length(found, said) - _EVEN)
    return _told(found, said, score, is_sure=score >= _SURE and _is_grounded(found, said))


def _is_grounded(found: Sequence[Match], said: Said) -> bool:
    """On enough grounds, with nothing against it: "why is it slow today?" is answered and interrupts nobody."""
    if any(sign.weight < 0 and sign not in IN_PASSING for sign, _ in found) or _asks_briefly(said):
        return False
    dealings = sum(sign.weight for sign, _ in found if sign in ABOUT_US)
    return _grounds(found) >= (_GROUNDS if dealings >= _DEALINGS else _GROUNDS_ELSE)


def _grounds(found: Sequence[Match]) -> int:
    """Those in words of their own: "no answer" both fails and is waited for, and is one."""
    counted: dict[Ground, re.Match[str]] = {}
    for sign, match in found:
        if sign.ground and not any(_overlap(match, other) for other in counted.values()):
            counted.setdefault(sign.ground, match)
    return len(counted)


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _sum(found: Sequence[Match], said: Said) -> float:
    """Moods count half where nothing tells that they are about us."""
    is_moody = any(sign.is_mood for sign, _ in found)
    return _calm(found) if is_moody and not _is_about_us(found, said) else sum(sign.weight for sign, _ in found)


def _calm(found: Sequence[Match]) -> float:
    return sum(sign.weight / 2 if sign.is_mood else sign.weight for sign, _ in found)


def _is_about_us(found: Sequence[Match], said: Said) -> bool:
    return any(sign in ABOUT_US for sign, _ in found) or any(sign.pattern.search(said.plain) for sign in ABOUT_US)


def _matches(signs: Sequence[Sign], said: Said) -> list[Match]:
    plain = said.plain
    return [(sign, match) for sign in signs if (match := sign.pattern.search(plain))]


def _chance(lean: float) -> float:
    return 1 / (1 + math.exp(-lean))


def _told(found: Sequence[Match], said: Said, score: float, *, is_sure: bool) -> Weighed:
    sign, match = max(found, key=lambda pair: (pair[0] not in ABOUT_US, pair[0].weight))
    return Weighed(score, *said.span(match.start(), match.end()), sign.because, is_sure)


def _length(found: Sequence[Match], said: Said) -> float:
    if any(sign.weight >= _TELLING for sign, _ in found):
        return 0.0
    return next((weight for most, weight in _SHORT if _words(said) <= most), 0.0)


def _asks_briefly(said: Said) -> bool:
    return said.plain.endswith(" ? ") and _words(said) <= _BRIEF


def _words(said: Said) -> int:
    return sum(word[0].isalnum() for word in said.plain.split())
