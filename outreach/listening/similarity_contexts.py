"""What words are kept company by: two that stand among the same others may mean the same, though no letter agrees."""

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from outreach.listening.similarity_terms import Floats, Gathered, Numbers

# One bit of a word's digest each. 128 and 256 found no more (.909 each, banking77), one SVD of the whole less (.904),
# and that would have to be made anew for every message.
_DIRECTIONS = 64
# Whole numbers, so that taking a text away leaves exactly what was there before it came.
_UNIT = 5040


class Contexts:
    """Each word's company, as a sum of directions that are fixed for each other word (random indexing)."""

    def __init__(self) -> None:
        self._sums = np.zeros((1024, _DIRECTIONS), dtype=np.int64)
        self._all = np.zeros(_DIRECTIONS, dtype=np.int64)
        self._texts = 0

    def add(self, numbers: Numbers, words: Iterable[str]) -> None:
        self._change(numbers, words, 1)

    def remove(self, numbers: Numbers, words: Iterable[str]) -> None:
        self._change(numbers, words, -1)

    def _change(self, numbers: Numbers, words: Iterable[str], sign: int) -> None:
        """A long text is no more company than a short one."""
        if not len(numbers):
            return
        while numbers.max() >= len(self._sums):
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)])
        company = sum(_direction(word) for word in words) * (sign * (_UNIT // len(numbers)))
        self._sums[numbers] += company
        self._all += company
        self._texts += sign

    def of(self, gathered: Gathered, rows: int, texts_with: Numbers) -> Floats:
        """One vector of length 1 (or 0) per row: how the company of its words differs from everybody's."""
        present = texts_with[gathered.numbers]
        usual = present[:, None] * (self._all / max(1, self._texts))
        # A word met once or twice has no company to speak of: 2 is what keeps it small.
        unusual = (self._sums[gathered.numbers] - usual) / np.sqrt(present + 2)[:, None]
        unusual *= gathered.weights[:, None]
        vectors = np.zeros((rows, _DIRECTIONS))
        filled, starts = np.unique(gathered.rows, return_index=True)
        if len(filled):
            vectors[filled] = np.add.reduceat(unusual, starts, axis=0)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(lengths > 0, lengths, 1.0)
        return vectors


def _direction(word: str) -> NDArray[np.int64]:
    digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=_DIRECTIONS // 8).digest()
    return np.unpackbits(np.frombuffer(digest, np.uint8)).astype(np.int64) * 2 - 1
