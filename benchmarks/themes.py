"""How often the nearest message means the same, and how fast it is found: `python -m benchmarks.themes FILE`."""

import argparse
import csv
import math
import random
import resource
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from outreach.listening.similarity import Index

KEPT = 100_000
QUERIES = 300
_K1, _B = 1.2, 0.75

Floats = NDArray[np.float64]


class Unreadable(Exception):
    """A file that cannot be measured; the message says what to do."""


@dataclass(frozen=True)
class Labelled:
    text: str
    category: str


@dataclass(frozen=True)
class Taken:
    """Milliseconds: as waited for, and as spent by the processor, which other processes do not lengthen."""

    waited: float
    worked: float


@dataclass(frozen=True)
class Speed:
    nearest: Sequence[Taken]
    added: Sequence[Taken]
    removed: Sequence[Taken]
    build_seconds: float
    megabytes: float


def read(path: Path) -> Sequence[Labelled]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = {"text", "category"} - set(rows.fieldnames or ())
            if missing:
                raise Unreadable(f"{path} has no column {' and '.join(sorted(missing))}; it needs text and category.")
            found = [Labelled(row["text"], row["category"]) for row in rows if row["text"] and row["category"]]
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}. Name a CSV file.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(f"{path} is no CSV file in UTF-8: {error}.") from error
    if len(found) < 2:
        raise Unreadable(f"{path} has fewer than two rows with a text and a category; nothing can be compared.")
    return found


def precision(rows: Sequence[Labelled], nearest: Callable[[int], int | None], name: str) -> float:
    """Share of the rows whose nearest other row has their category; a row without any counts as a miss."""
    hits = 0
    for number in track(range(len(rows)), f"{name:>16}", console=Console(stderr=True), transient=True):
        found = nearest(number)
        hits += found is not None and rows[found].category == rows[number].category
    return hits / len(rows)


def by_concierge(rows: Sequence[Labelled]) -> Callable[[int], int | None]:
    """Leave one out in earnest: the row is taken out of the index, asked for and put back."""
    index = Index.of((number, row.text) for number, row in enumerate(rows))

    def nearest(number: int) -> int | None:
        index.remove(number)
        found = index.nearest(rows[number].text, 1)
        index.add(number, rows[number].text)
        return found[0].key if found else None

    return nearest


class Inverted:
    """Weights by term, for the two yardsticks: the score of a row is the sum over the terms it shares."""

    def __init__(self, weights: Sequence[dict[str, float]]) -> None:
        rows: defaultdict[str, list[int]] = defaultdict(list)
        values: defaultdict[str, list[float]] = defaultdict(list)
        for number, found in enumerate(weights):
            for term, weight in found.items():
                rows[term].append(number)
                values[term].append(weight)
        self._of = {term: (np.array(rows[term]), np.array(values[term])) for term in rows}
        self._size = len(weights)

    def nearest(self, asked: dict[str, float], but: int) -> int | None:
        scores = np.zeros(self._size)
        for term, weight in asked.items():
            rows, values = self._of[term]
            scores[rows] += weight * values
        scores[but] = 0
        best = int(scores.argmax())
        return best if scores[best] > 0 else None


def by_bm25(rows: Sequence[Labelled]) -> Callable[[int], int | None]:
    """Words as they stand, lower case; k1 1.2, b .75, the textbook's."""
    counted = [Counter(_words(row.text)) for row in rows]
    held = Counter(word for words in counted for word in words)
    mean = sum(words.total() for words in counted) / len(rows)
    weights = [
        {
            word: math.log(1 + (len(rows) - held[word] + 0.5) / (held[word] + 0.5))
            * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * words.total() / mean))
            for word, count in words.items()
        }
        for words in counted
    ]  # fmt: skip
    inverted = Inverted(weights)
    return lambda number: inverted.nearest({word: float(count) for word, count in counted[number].items()}, number)


def by_letters(rows: Sequence[Labelled]) -> Callable[[int], int | None]:
    """TF-IDF of 2 to 4 letters within words, logarithmic counts, cosine: the best range on banking77 of five tried."""
    counted = [Counter(_runs(row.text)) for row in rows]
    held = Counter(run for runs in counted for run in runs)
    weights = []
    for runs in counted:
        raw = {
            run: (1 + math.log(count)) * (1 + math.log((1 + len(rows)) / (1 + held[run])))
            for run, count in runs.items()
        }
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        weights.append({run: weight / length for run, weight in raw.items()})
    inverted = Inverted(weights)
    return lambda number: inverted.nearest(weights[number], number)


def grown(rows: Sequence[Labelled], size: int, chance: random.Random) -> Iterator[str]:
    """The rows, then two half rows joined, with one word dropped and one slip of the pen in each: none is a copy."""
    yield from (row.text for row in rows[:size])
    for _ in range(max(0, size - len(rows))):
        first, second = (chance.choice(rows).text.split() for _ in range(2))
        words = first[: max(2, len(first) * 2 // 3)] + second[len(second) // 2 :]
        del words[chance.randrange(len(words))]
        if words:
            words[chance.randrange(len(words))] += chance.choice("abcdefghijklmnopqrstuvwxyz")
        yield " ".join(words)


def speed(rows: Sequence[Labelled], size: int, queries: int) -> Speed:
    chance = random.Random(7)
    texts = list(grown(rows, size, chance))
    before, started = _megabytes(), perf_counter()
    index = Index.of(enumerate(track(texts, f"keeping {size:,}", console=Console(stderr=True), transient=True)))
    built, held = perf_counter() - started, _megabytes() - before
    asked = chance.sample(range(len(texts)), min(queries, len(texts)))
    removed = [_timed(lambda key=key: index.remove(key)) for key in asked]  # type: ignore[misc]
    nearest = [_timed(lambda key=key: index.nearest(texts[key])) for key in asked]  # type: ignore[misc]
    added = [_timed(lambda key=key: index.add(key, texts[key])) for key in asked]  # type: ignore[misc]
    return Speed(nearest, added, removed, built, held)


def _timed(act: Callable[[], object]) -> Taken:
    started, worked = perf_counter(), process_time()
    act()
    return Taken((perf_counter() - started) * 1000, (process_time() - worked) * 1000)


def _megabytes() -> float:
    """The most this process ever held; on macOS it is counted in bytes, elsewhere in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def _words(text: str) -> Iterable[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text.lower()).split()


def _runs(text: str) -> Iterator[str]:
    for word in _words(text):
        edged = f" {word} "
        for length in range(2, 5):
            yield from (edged[start : start + length] for start in range(len(edged) - length + 1))


METHODS = {"concierge": by_concierge, "BM25, words": by_bm25, "TF-IDF, letters": by_letters}


def compared(rows: Sequence[Labelled]) -> Table:
    categories = len({row.category for row in rows})
    table = Table("", "P@1", title=f"Nearest of {len(rows):,} in {categories} categories, each left out in turn")
    table.columns[1].justify = "right"
    for name, method in METHODS.items():
        table.add_row(name, f"{precision(rows, method(rows), name):.4f}")
    return table


def timed(measured: Speed, size: int) -> Table:
    table = Table("", "median ms", "p95 ms", "median CPU ms", title=f"concierge with {size:,} kept messages, one core")
    for column in table.columns[1:]:
        column.justify = "right"
    for name, taken in (("nearest 5", measured.nearest), ("add", measured.added), ("remove", measured.removed)):
        waited = [one.waited for one in taken]
        table.add_row(
            name,
            f"{statistics.median(waited):.2f}",
            f"{statistics.quantiles(waited, n=20)[-1]:.2f}",
            f"{statistics.median(one.worked for one in taken):.2f}",
        )
    table.caption = (
        f"Built in {measured.build_seconds:.0f} s, {measured.megabytes:.0f} MB. Beyond the file's rows each message "
        "joins two thirds of one row and half of another, one word dropped, one misspelled."
    )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.themes", description=__doc__)
    parser.add_argument("file", type=Path, help="CSV with the columns text and category")
    parser.add_argument("--kept", type=int, default=KEPT, help=f"messages to time it with ({KEPT:,}); 0 leaves it out")
    asked = parser.parse_args()
    try:
        rows = read(asked.file)
    except Unreadable as error:
        parser.exit(2, f"{error}\n")
    console = Console()
    if asked.kept:
        console.print(timed(speed(rows, asked.kept, QUERIES), asked.kept))
    console.print(compared(rows))


if __name__ == "__main__":
    main()
