"""How well complaints are noticed, beside VADER and a keyword list: `python -m benchmarks.detection FILE`.

FILE is CSV in UTF-8 with the columns id, text, complaint (1 or 0) and domain, whichever domains those are. Those whose
name begins with "random" are talk that was not picked for being about a supplier. Concierge reads all of it as it reads
a customer's channel: as said to us. That costs it false alarms in random talk, which no such channel has.
"""

import argparse
import csv
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from pathlib import Path
from time import process_time
from typing import Final

from rich.console import Console
from rich.table import Table
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from outreach.listening import noticer, weighing

COLUMNS = ("id", "text", "complaint", "domain")
IN_ALL: Final = "in all"
# Of a hundred messages in a channel that sees complaints now and then.
BASE_RATE = 0.03
ALERTS = ("complaint", "contempt")
# What somebody would list who was asked for twenty-odd words of complaints.
KEYWORDS = re.compile(
    r"\b(?:not working|does ?n[o']t work|can'?t|broken|problems?|issues?|errors?|terrible|horrible|awful|worst|bad"
    r"|poor|refund|disappoint\w*|frustrat\w*|angry|unacceptable|complain\w*|complaint|fail\w*|slow|wrong|cancel\w*"
    r"|useless|rude|still waiting|never)\b",
    re.IGNORECASE,
)
_HEADS = ("domain", "complaints", "", "precision", "recall", "F1", "AUC", "false alarms", "texts/s")
# A tiny file may take less than the clock can tell.
_INSTANT = 1e-6
# One-sided, of the normal distribution.
_CONFIDENCE = 1.645
# VADER's own threshold, turned around: its authors call a compound of -0.05 and below negative.
_NEGATIVE = 0.05


class Unreadable(Exception):
    """The file cannot be measured on; the text says why."""


@dataclass(frozen=True)
class Row:
    text: str
    is_complaint: bool
    domain: str


@dataclass(frozen=True)
class Contender:
    """`score` grows with the likelihood of a complaint; from `likely` on it says that it is one."""

    name: str
    score: Callable[[str], float]
    likely: float


@dataclass(frozen=True)
class Marks:
    """Shares of 0 to 1; None where there is nothing to divide by."""

    precision: float | None
    recall: float | None
    f1: float | None
    auc: float | None
    false_alarms: float | None


def _concierge(text: str) -> float:
    return noticer.complaint(text).score


def contenders() -> tuple[Contender, ...]:
    vader = SentimentIntensityAnalyzer()
    return (
        Contender("concierge", _concierge, weighing.LIKELY),
        Contender("VADER", lambda text: -float(vader.polarity_scores(text)["compound"]), _NEGATIVE),
        Contender("keywords", lambda text: len(set(KEYWORDS.findall(text.lower()))), 1),
    )


def read_rows(path: Path) -> Sequence[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(_rows(csv.DictReader(file)))
    except OSError as problem:
        raise Unreadable(f"{path} cannot be read: {problem.strerror or problem}.") from None
    except UnicodeDecodeError:
        raise Unreadable(f"{path} is not UTF-8: save it as such.") from None
    except csv.Error as problem:
        raise Unreadable(f"{path} is not CSV: {problem}.") from None
    if not rows:
        raise Unreadable(f"{path} has no rows below the columns.")
    return rows


def _rows(reader: "csv.DictReader[str]") -> Iterator[Row]:
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise Unreadable(f"Missing column: {', '.join(missing)}. Needed are {', '.join(COLUMNS)}.")
    for cells in reader:
        if cells["complaint"] not in ("0", "1"):
            raise Unreadable(f"Line {reader.line_num}: complaint is “{cells['complaint']}”; write 1 or 0.")
        yield Row(cells["text"] or "", cells["complaint"] == "1", cells["domain"] or "(none)")


def marks(scores: Sequence[float], truths: Sequence[bool], likely: float) -> Marks:
    said = [score >= likely for score in scores]
    right = sum(one and true for one, true in zip(said, truths, strict=True))
    wrong, positives = sum(said) - right, sum(truths)
    precision, recall = _share(right, right + wrong), _share(right, positives)
    has_both = 0 < positives < len(truths)
    return Marks(
        precision=precision if has_both else None,
        recall=recall,
        f1=_share(2 * right, sum(said) + positives) if has_both else None,
        auc=area(scores, truths) if has_both else None,
        false_alarms=_share(wrong, len(truths) - positives),
    )


def area(scores: Sequence[float], truths: Sequence[bool]) -> float:
    """Under the ROC curve: how often a complaint scores above another message, ties counted half."""
    ranked = sorted(zip(scores, truths, strict=True))
    below, total = 0.0, 0.0
    for _, tied in groupby(ranked, key=lambda pair: pair[0]):
        group = [is_complaint for _, is_complaint in tied]
        positives = sum(group)
        negatives = len(group) - positives
        total += positives * (below + negatives / 2)
        below += negatives
    return total / (sum(truths) * below)


def at_most(wrong: int, count: int) -> float:
    """The share that `wrong` of `count` stays below with 95 % confidence (Wilson's bound, one-sided): none of 300 seen
    still leaves almost one in a hundred."""
    share, spread = wrong / count, _CONFIDENCE**2 / count
    middle = share + spread / 2
    return (middle + sqrt(spread * (share * (1 - share) + spread / 4))) / (1 + spread)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def alert_precision(recall: float, false_alarms: float) -> float | None:
    """Where three messages in a hundred are complaints; None where nothing alerts."""
    right, wrong = BASE_RATE * recall, (1 - BASE_RATE) * false_alarms
    return right / (right + wrong) if right + wrong else None


def measure(rows: Sequence[Row]) -> tuple[Table, bool]:
    """The table, and whether concierge is ahead of both in F1 and AUC wherever there are complaints and others."""
    table = Table(*_HEADS, title=f"Complaints in {len(rows):,} messages")
    for column in table.columns[3:]:
        column.justify = "right"
    named = contenders()
    timed = {each.name: _timed(each.score, rows) for each in named}
    is_ahead = True
    domains = sorted({row.domain for row in rows})
    for domain in [*domains, IN_ALL]:
        places = [at for at, row in enumerate(rows) if domain in (row.domain, IN_ALL)]
        truths = [rows[at].is_complaint for at in places]
        found = {each.name: marks([timed[each.name][0][at] for at in places], truths, each.likely) for each in named}
        is_ahead = is_ahead and _leads(found)
        for number, (name, each) in enumerate(found.items()):
            rate = f"{len(rows) / timed[name][1]:,.0f}" if domain == IN_ALL else ""
            first = (domain, f"{sum(truths)} of {len(truths)}") if number == 0 else ("", "")
            table.add_row(*first, name, *_cells(each), rate, end_section=number == len(found) - 1)
    return table, is_ahead


def _timed(score: Callable[[str], float], rows: Sequence[Row]) -> tuple[Sequence[float], float]:
    score("warm")
    started = process_time()
    scores = [score(row.text) for row in rows]
    return scores, max(process_time() - started, _INSTANT)


def _leads(found: dict[str, Marks]) -> bool:
    ours, *others = found.values()
    if ours.f1 is None or ours.auc is None:
        return all((ours.false_alarms or 0) <= (other.false_alarms or 0) for other in others)
    return all(ours.f1 > (other.f1 or 0) and ours.auc > (other.auc or 0) for other in others)


def _cells(found: Marks) -> tuple[str, ...]:
    shares = (found.precision, found.recall, found.f1, found.auc, found.false_alarms)
    return tuple("" if share is None else f"{share:.3f}".replace("0.", ".", 1) for share in shares)


def alerts(rows: Sequence[Row]) -> Iterator[str]:
    """What would interrupt a person: how often it is right where few are complaints, beside each kind of other talk."""
    detector = noticer.Noticer()
    started = process_time()
    said = [any(each.is_sure and each.kind in ALERTS for each in detector.notice(row.text)) for row in rows]
    seconds = max(process_time() - started, _INSTANT)
    recall = _rate(said, [row.is_complaint for row in rows])
    where = ", ".join(
        f"{domain} {_rate(said, [row.is_complaint and row.domain == domain for row in rows]):.0%}"
        for domain in sorted({row.domain for row in rows if row.is_complaint})
    )
    yield f"Alerts find {recall:.1%} of the complaints ({where})."
    yield f"At a base rate of {BASE_RATE:.0%}, of 100 alerts are right:"
    for name, counts in (
        ("messages to suppliers", [not row.is_complaint and not _is_random(row) for row in rows]),
        ("random talk", [not row.is_complaint and _is_random(row) for row in rows]),
        ("all that is no complaint", [not row.is_complaint for row in rows]),
    ):
        if any(counts):
            yield _beside(
                name, recall, sum(one and counted for one, counted in zip(said, counts, strict=True)), sum(counts)
            )
    yield f"All kinds of findings: {len(rows) / seconds:,.0f} texts a second of one core."


def _beside(name: str, recall: float, wrong: int, count: int) -> str:
    precision = alert_precision(recall, wrong / count)
    if precision is None:
        return f"  none is given, beside {name} ({count:,})"
    least = alert_precision(recall, at_most(wrong, count)) or 0.0
    return (
        f"  {precision * 100:.0f}, beside {name}"
        f" ({wrong} false in {count:,}; so few were seen that it may be as little as {least * 100:.0f})"
    )


def _rate(said: Sequence[bool], counts: Sequence[bool]) -> float:
    chosen = [one for one, counted in zip(said, counts, strict=True) if counted]
    return sum(chosen) / len(chosen) if chosen else 0.0


def _is_random(row: Row) -> bool:
    return row.domain.startswith("random")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="FILE", type=Path)
    console = Console(width=110, highlight=False)
    path: Path = parser.parse_args(arguments).file
    try:
        rows = read_rows(path)
    except Unreadable as problem:
        console.print(str(problem), markup=False)
        return 2
    table, is_ahead = measure(rows)
    console.print(table)
    console.print(f"Ahead of both in every domain: {'yes' if is_ahead else 'no'}.")
    for line in alerts(rows):
        console.print(line, markup=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
