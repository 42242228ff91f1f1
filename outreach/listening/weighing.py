"""Signs summed up: how much a stretch of a message speaks for one thing, and which of its words do most."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outreach.listening import tone
from outreach.listening.reading import Said
from outreach.listening.signs.complaint import ABOUT_US, COMPLAINT
from outreach.listening.signs.sign import Sign

# Most messages are no complaint, so two hints, or one sign that speaks for itself alone, are not enough.
_EVEN = 2.25
LIKELY = 0.5
SURE = 0.97
# Who complains tells what happened: five words or fewer rarely do, nine sometimes.
_SHORT = ((5, -1.5), (9, -0.5))

Match = tuple[Sign, re.Match[str]]


@dataclass(frozen=True)
class Weighed:
    """`score` is 0 to 1; the strongest sign stands at `start` to `end` of the message."""

    score: float
    start: int
    end: int
    because: str


NOTHING = Weighed(0.0, 0, 0, "")


def strongest(weighed: Iterable[Weighed]) -> Weighed:
    return max(weighed, key=lambda each: each.score, default=NOTHING)


def weigh(signs: Sequence[Sign], said: Said, *, even: float) -> Weighed:
    """`even`: the sum of weights at which it is as likely as not."""
    found = _matches(signs, said)
    return _told(found, said, sum(sign.weight for sign, _ in found) - even)


def complaint(said: Said) -> Weighed:
    found = _matches(COMPLAINT, said)
    is_about_us = any(sign in ABOUT_US for sign, _ in found)
    total = sum(sign.weight / 2 if sign.is_mood and not is_about_us else sign.weight for sign, _ in found)
    return _told(found, said, total + tone.lean(said.text) + _length(said) - _EVEN)


def _matches(signs: Sequence[Sign], said: Said) -> list[Match]:
    return [(sign, match) for sign in signs if (match := sign.pattern.search(said.plain))]


def _told(found: Sequence[Match], said: Said, lean: float) -> Weighed:
    if not found:
        return NOTHING
    sign, match = max(found, key=lambda pair: pair[0].weight)
    return Weighed(1 / (1 + math.exp(-lean)), *said.span(match.start(), match.end()), sign.because)


def _length(said: Said) -> float:
    count = sum(word[0].isalnum() for word in said.plain.split())
    return next((weight for most, weight in _SHORT if count <= most), 0.0)
