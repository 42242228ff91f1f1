"""How long one account's choice takes on libraries and facts of several sizes: `python -m benchmarks.curation`."""

import random
import statistics
from collections.abc import Sequence
from datetime import date, timedelta
from time import perf_counter

from rich.console import Console
from rich.table import Table

from content.curation import Candidate, Known, Nothing, Reason, Shared, Subject, curate

TODAY = date(2026, 11, 24)
SIZES = ((37, 5), (37, 50), (1_000, 5), (1_000, 50), (5_000, 50))
ROUNDS = 7
_WORDS = [f"{head}{tail}" for head in ("clos", "invoic", "report", "ledger", "pay", "audit") for tail in "abcdefghij"]
_TOPICS = [f"{first} {second}" for first in _WORDS[:8] for second in _WORDS[8:13]]


def library(count: int, chance: random.Random) -> Sequence[Candidate]:
    """Items with two reasons and a body of 80 words, as the shipped ones have."""
    return [
        Candidate(
            id=number,
            slug=f"item-{number}",
            kind=("product", "industry")[number % 2],
            title=_said(chance, 6),
            state="approved",
            language="en",
            context=_said(chance, 20),
            body=_said(chance, 80),
            reasons=tuple(Reason("topic", topic, _said(chance, 12), _said(chance, 8)) for topic in _two(chance)),
        )
        for number in range(count)
    ]


def facts(count: int, chance: random.Random) -> Sequence[Known]:
    """Every second one names its topic, the others only say what they say."""
    return [
        Known(
            id=number,
            version=1,
            kind=("note", "goal", "request")[number % 3],
            text=_said(chance, 9),
            said_on=TODAY - timedelta(days=chance.randrange(150)),
            source="message",
            topics=frozenset(_two(chance) if number % 2 else ()),
        )
        for number in range(count)
    ]


def _said(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))


def _two(chance: random.Random) -> Sequence[str]:
    return chance.sample(_TOPICS, 2)


def measure(items: Sequence[Candidate], known: Sequence[Known]) -> tuple[float, int]:
    """Median seconds of one call once it is warm, and how many items were picked or offered besides."""
    subject, history = Subject("mid", "adoption", "en"), [Shared(0, "personal", None, TODAY - timedelta(days=40))]
    taken = []
    for _ in range(ROUNDS + 1):
        started = perf_counter()
        chosen = curate(subject, items, known, history, TODAY)
        taken.append(perf_counter() - started)
    return statistics.median(taken[1:]), 0 if isinstance(chosen, Nothing) else 1 + len(chosen.others)


def main() -> None:
    table = Table("items", "facts", "ms a call", "calls a second", "picks", title="curate(), median of 7, one core")
    for column in table.columns:
        column.justify = "right"
    for item_count, fact_count in SIZES:
        chance = random.Random(7)
        seconds, picks = measure(library(item_count, chance), facts(fact_count, chance))
        table.add_row(f"{item_count:,}", f"{fact_count}", f"{seconds * 1000:,.1f}", f"{1 / seconds:,.0f}", f"{picks}")
    Console().print(table)


if __name__ == "__main__":
    main()
