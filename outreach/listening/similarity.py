"""Texts that say the same: an index in memory that answers which kept ones are nearest to a new one, and why."""

from collections.abc import Hashable, Iterable, Set
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from outreach.listening.similarity_scores import Kept, Scale
from outreach.listening.similarity_terms import Postings
from outreach.listening.similarity_words import Terms, terms

K = TypeVar("K", bound=Hashable)

# Measured on banking77 with 20 of its 39 intents kept, in 20 to 2,488 messages, and asked about all 39, so that half
# of the questions have no right answer, only very similar wrong ones. In brackets: when there is a right one.
SAME_QUESTION = 0.7  # the nearest is right in .86 to .89 (.92 to .97)
SAME_THEME = 0.6  # .69 to .79 (.86 to .96)
RELATED = 0.5  # .55 to .66 (.80 to .95): worth a look in a list
# For texts of unequal length, such as a question and the title of an item: .81 with 100 and 600 kept (same measure).
_COVERED, _WORDS_NEEDED = 0.7, 2

# Compared in full, out of all that share a word; 60 and 300 find the same nearest, with 5,000 kept and with 100,000.
_CANDIDATES = 120
# Rare words are looked up first; the frequent ones no further once so many places have been read. With 100,000 kept
# the nearest is then the same as without a limit for 200 of 200 texts, at 60,000 places for 195.
_PLACES = 150_000
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Match(Generic[K]):
    """`score`: how alike the texts are, 1 for the same words; `covers`: how much of what the new text is about the kept
    one has too, 1 when it holds every telling word, however long it is. Both 0 to 1.
    `shared`: the words both have that weigh most, as the new text spells them."""

    key: K
    score: float
    covers: float
    shared: tuple[str, ...]


def answers(match: Match[K]) -> bool:
    """Whether a kept text may be offered without a person's look: it says the same, or speaks of all but a little of
    what the question is about, in two words or more."""
    by_words = match.covers >= _COVERED and len(match.shared) >= _WORDS_NEEDED
    return match.score >= SAME_QUESTION or by_words


class Index(Generic[K]):
    """Adding and removing touch that text's own terms only; what remains answers as if it had been built anew."""

    def __init__(self) -> None:
        self._scale = Scale()
        self._postings = Postings()
        self._slot_of: dict[K, int] = {}
        self._keys: list[K] = []
        self._kept: list[Kept] = []
        self._free: list[int] = []
        self._order = np.zeros(1024, dtype=np.int64)
        self._lengths = np.ones(1024, dtype=np.float32)
        self._added = 0

    @classmethod
    def of(cls, docs: Iterable[tuple[K, str]]) -> "Index[K]":
        index = cls()
        for key, text in docs:
            index.add(key, text)
        return index

    def __len__(self) -> int:
        return len(self._slot_of)

    def __contains__(self, key: object) -> bool:
        return key in self._slot_of

    def add(self, key: K, text: str) -> None:
        """A key that is there already gets the new text, and counts as added now."""
        if key in self._slot_of:
            self.remove(key)
        kept = self._scale.enter(terms(text))
        self._postings.add(kept.words, self._slot(key, kept))

    def remove(self, key: K) -> None:
        """KeyError when it is not there."""
        slot = self._slot_of.pop(key)
        self._postings.remove(self._kept[slot].words, slot)
        self._scale.leave(self._kept[slot])
        self._free.append(slot)

    def nearest(self, text: str, limit: int = 5, exclude: Set[K] = frozenset()) -> tuple[Match[K], ...]:
        """Best first, equals in the order in which they were added; only texts that have a word in common with it."""
        new = terms(text)
        slots = self._candidates(new, exclude, max(limit, _CANDIDATES))
        kept = [self._kept[slot] for slot in slots.tolist()]
        scores = self._scale.scores(new, kept)
        best = np.lexsort((self._order[slots], -scores))[:limit].tolist()
        return tuple(
            self._match(new, self._keys[slots[row]], kept[row], float(scores[row])) for row in best if scores[row] > 0
        )

    def _match(self, new: Terms, key: K, kept: Kept, score: float) -> Match[K]:
        agreed = self._scale.agreed(new, kept)
        return Match(key, score, agreed.covers, agreed.words[:_SHOWN])

    def _slot(self, key: K, kept: Kept) -> int:
        slot = self._free.pop() if self._free else len(self._kept)
        if slot == len(self._kept):
            self._kept.append(kept)
            self._keys.append(key)
        if slot == len(self._order):
            self._order = np.concatenate([self._order, np.zeros_like(self._order)])
            self._lengths = np.concatenate([self._lengths, np.ones_like(self._lengths)])
        self._kept[slot], self._keys[slot], self._slot_of[key] = kept, key, slot
        self._order[slot] = self._added
        self._lengths[slot] = max(1.0, len(kept.words.numbers) / 4) ** 0.5
        self._added += 1
        return slot

    def _candidates(self, new: Terms, exclude: Set[K], limit: int) -> NDArray[np.intp]:
        """Slots of the texts that share most words with it, whatever their order there."""
        points = self._points(new)
        points[[self._slot_of[key] for key in exclude if key in self._slot_of]] = 0
        found = np.flatnonzero(points > 0)
        if len(found) <= limit:
            return found
        # Of those at the edge, the first that came are taken: slots are given again, so theirs is no order.
        edge = np.partition(points[found], -limit)[-limit]
        above, level = found[points[found] > edge], found[points[found] == edge]
        return np.concatenate([above, level[np.argsort(self._order[level])[: limit - len(above)]]])

    def _points(self, new: Terms) -> NDArray[np.float32]:
        points = np.zeros(len(self._kept), np.float32)
        held = self._scale.words.texts_with
        places = 0
        for number, weight in sorted(self._scale.looked_up(new), key=lambda pair: int(held[pair[0]])):
            places += int(held[number])
            if places > _PLACES and points.any():
                break
            points[self._postings.of(number)] += weight
        points /= self._lengths[: len(points)]
        return points
