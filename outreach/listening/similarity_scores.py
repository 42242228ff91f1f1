"""How alike two texts are, from what all kept ones have taught about their terms."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from outreach.listening.similarity_contexts import Contexts
from outreach.listening.similarity_terms import Bag, Floats, Gathered, Lexicon, gather, rarity, rarity_of
from outreach.listening.similarity_words import Terms

# Shares of the score. Runs of letters see through slips and endings, words say what it is about, company finds other
# words for the same thing. P@1 stays within .002 for words at .5 to 1.2 and company at .15 to .5 (banking77).
_RUNS, _WORDS, _COMPANY = 1.0, 0.8, 0.3
# Company has its full share of the score once several times as many texts are there to learn it from.
_LESSONS = 500
# Of 100, so that "recieve" finds "receive" and "card" does not find "cart".
_SLIP = 76.0


class Kept(NamedTuple):
    """The terms of one kept text; `telling` are the words that are not plain."""

    words: Bag
    telling: Bag
    runs: Bag

    def numbers(self) -> Sequence[int]:
        found: list[int] = np.frombuffer(self.words.numbers, np.int32).tolist()
        return found


class Agreed(NamedTuple):
    """Words of the new text that the kept one has too, the weightiest first, plain ones only where there are no
    others; and how much of what the new text is about they cover, 0 to 1."""

    words: tuple[str, ...]
    covers: float


class Scale:
    """The terms of all kept texts, and scores by them."""

    def __init__(self) -> None:
        self.words = Lexicon()
        self._runs = Lexicon()
        self._contexts = Contexts()
        self._texts = 0
        # By first letter, where slips are rarest: a slip is looked for among a twentieth of the words.
        self._spellings: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def enter(self, text: Terms) -> Kept:
        words = self.words.enter(text.words)
        for root in text.words:
            self._spellings[root[0]][root] = root
        telling = self._telling(text)
        self._contexts.add(np.frombuffer(telling.numbers, np.int32), text.telling)
        self._texts += 1
        return Kept(words, telling, self._runs.enter(text.runs))

    def leave(self, kept: Kept) -> None:
        telling = np.frombuffer(kept.telling.numbers, np.int32)
        self._contexts.remove(telling, [self.words.term(number) for number in telling.tolist()])
        for root in self.words.leave(kept.words):
            del self._spellings[root[0]][root]
        self._runs.leave(kept.runs)
        self._texts -= 1

    def scores(self, new: Terms, kept: Sequence[Kept]) -> Floats:
        """0 to 1 for each, rounded so that equals are equal on every machine."""
        total = _RUNS * self._cosines(self._runs, new.runs, [one.runs for one in kept])
        total += _WORDS * self._cosines(self.words, new.words, [one.words for one in kept])
        most = _RUNS + _WORDS
        company = self._company(new, kept)
        if company is not None:
            share = _COMPANY * self._texts / (self._texts + _LESSONS)
            total += share * company
            most += share
        bounded: Floats = (total / most).clip(0.0, 1.0)
        return bounded.round(6)

    def looked_up(self, new: Terms) -> Iterator[tuple[int, float]]:
        """Numbers and weights of its words and, for a word that no text holds, of those it may be a slip of."""
        for root, weight in new.words.items():
            number = self.words.number(root)
            for known, sureness in [(number, 1.0)] if number is not None else self._slips(root):
                yield known, weight * sureness * rarity_of(int(self.words.texts_with[known]), self._texts)

    def agreed(self, new: Terms, kept: Kept) -> Agreed:
        """A word agrees in the same form or but for a slip."""
        theirs = {self.words.term(number): number for number in kept.numbers()}
        weighed: list[tuple[float, str]] = []
        plain: list[str] = []
        for root in new.words:
            if root not in theirs and _closest(root, theirs) is None:
                continue
            if root in new.telling:
                weighed.append((self._weight(new, root), new.said[root]))
            else:
                plain.append(new.said[root])
        whole = sum(self._weight(new, root) for root in new.telling)
        covers = sum(weight for weight, _ in weighed) / whole if whole else 0.0
        telling = tuple(word for _, word in sorted(weighed, key=lambda one: (-round(one[0], 6), one[1])))
        return Agreed(telling or tuple(plain), round(covers, 6))

    def _slips(self, root: str) -> Sequence[tuple[int, float]]:
        alike = process.extract(root, self._spellings[root[0]], scorer=fuzz.ratio, score_cutoff=_SLIP, limit=None)
        best = sorted(alike, key=lambda one: (-one[1], one[0]))[:3]
        return [(number, ratio / 100) for known, ratio, _ in best if (number := self.words.number(known)) is not None]

    def _telling(self, text: Terms) -> Bag:
        numbers = [number for root in text.telling if (number := self.words.number(root)) is not None]
        return Bag(np.array(numbers, np.int32).tobytes(), np.ones(len(numbers), np.float32).tobytes())

    def _rarity(self, lexicon: Lexicon, numbers: NDArray[np.integer]) -> Floats:
        return rarity(lexicon.texts_with[numbers], self._texts)

    def _weight(self, new: Terms, root: str) -> float:
        number = self.words.number(root)
        return new.words[root] * rarity_of(int(self.words.texts_with[number]) if number is not None else 0, self._texts)

    def _cosines(self, lexicon: Lexicon, new: Mapping[str, float], bags: Sequence[Bag]) -> Floats:
        wanted = np.zeros(lexicon.size)
        unknown = 0.0
        never = rarity_of(0, self._texts)
        for term, weight in new.items():
            if (number := lexicon.number(term)) is None:
                unknown += (weight * never) ** 2
            else:
                wanted[number] = weight
        known = np.flatnonzero(wanted)
        wanted[known] *= self._rarity(lexicon, known)
        rows, numbers, weights = gather(bags)
        weighed = weights * self._rarity(lexicon, numbers)
        dots = np.bincount(rows, weighed * wanted[numbers], len(bags))
        lengths = np.sqrt(np.bincount(rows, weighed * weighed, len(bags)) * (np.sum(wanted[known] ** 2) + unknown))
        return np.divide(dots, lengths, out=np.zeros(len(bags)), where=lengths > 0)

    def _company(self, new: Terms, kept: Sequence[Kept]) -> Floats | None:
        """None when the new text has no word whose company is known."""
        found = gather([self._telling(new), *(one.telling for one in kept)])
        weighed = Gathered(found.rows, found.numbers, found.weights * self._rarity(self.words, found.numbers))
        vectors = self._contexts.of(weighed, len(kept) + 1, self.words.texts_with)
        # No `@`: it wakes a thread on each core, and waited ten times as long for them while another process was busy.
        return np.sum(vectors[1:] * vectors[0], axis=1) if vectors[0].any() else None


def _closest(root: str, others: Mapping[str, int]) -> str | None:
    found = process.extractOne(root, list(others), scorer=fuzz.ratio, score_cutoff=_SLIP)
    return None if found is None else found[0]
