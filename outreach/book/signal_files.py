"""A file of signals, as CSV with a heading line or as JSON lines: each line a report, each bad one with its reason."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path

from outreach.book import csv_records
from outreach.book.csv_records import BrokenRecord, Record, Records, UnreadableFile
from outreach.book.csv_rows import BadRow
from outreach.desk.signals import FIELDS, Reported, moment, read
from outreach.errors import BadInput

Progress = Callable[[int], None]
# What stands beside a webhook's data.
_AROUND = ("type", "timestamp")
_NEEDED = ("source", "id")
_MOST_CHARACTERS = 64 * 1024
_ROWS_PER_REPORT = 500


def reports(path: Path, now: datetime, progress: Progress | None = None) -> Iterator[tuple[int, Reported | BadRow]]:
    """(line, report). A line without `type` says that the signal is open; without `timestamp` that it is so now.

    Raises UnreadableFile before the first for what is neither CSV nor JSON lines, or lacks the columns.
    """
    encoding = csv_records.find_encoding(path)
    with csv_records.open_text(path, encoding) as (raw, text):
        is_json = _first_sign(path, encoding) == "{"
        lines = _json_lines(text) if is_json else _csv_lines(path, Records(text, _recognised))
        for count, (line, given) in enumerate(lines):
            if progress is not None and not count % _ROWS_PER_REPORT:
                progress(raw.tell())
            yield line, given if isinstance(given, BadRow) else _read(line, given, now)


def _first_sign(path: Path, encoding: csv_records.Encoding) -> str:
    with csv_records.open_text(path, encoding) as (_, text):
        return text.read(1_000).lstrip()[:1]


def _json_lines(text: Iterator[str]) -> Iterator[tuple[int, Mapping[str, object] | BadRow]]:
    for line, words in enumerate(text, 1):
        if not words.strip():
            continue
        if len(words) > _MOST_CHARACTERS:
            yield line, BadRow(line, "the line is far too long for one signal")
            continue
        try:
            given = json.loads(words)
        except (ValueError, RecursionError):
            given = None
        yield line, _flat(given) if isinstance(given, dict) else BadRow(line, 'no JSON object; write {"source": …}')


def _flat(given: Mapping[str, object]) -> Mapping[str, object]:
    """A webhook's body as it was sent, or its data by itself."""
    data = given.get("data")
    return {**data, **{key: given.get(key) for key in _AROUND}} if isinstance(data, dict) else given


def _csv_lines(path: Path, records: Records) -> Iterator[tuple[int, Mapping[str, object] | BadRow]]:
    rows = iter(records)
    names = _headings(path, next(rows, None))
    for row in rows:
        if isinstance(row, BrokenRecord):
            yield row.line, BadRow(row.line, row.reason)
        else:
            yield row.line, dict(zip(names, row.cells, strict=False))


def _headings(path: Path, heading: Record | BrokenRecord | None) -> list[str]:
    names = (
        [_name(cell) for cell in islice(heading.cells, csv_records.MAX_COLUMNS)] if isinstance(heading, Record) else []
    )
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise UnreadableFile(
            f"{path.name} has no column {' and no column '.join(missing)}. "
            f"Its first line must name the columns: {','.join((*FIELDS, *_AROUND))}."
        )
    return names


def _name(cell: str) -> str:
    return "_".join(cell.strip().casefold().split())


def _recognised(cells: list[str]) -> int:
    return sum(_name(cell) in (*FIELDS, *_AROUND) for cell in cells)


def _read(line: int, given: Mapping[str, object], now: datetime) -> Reported | BadRow:
    happened = str(given.get("type") or "opened").strip().removeprefix("signal.")
    try:
        return read(happened, given, moment(given.get("timestamp"), "timestamp") or now)
    except BadInput as problem:
        return BadRow(line, str(problem))
