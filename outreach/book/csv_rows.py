"""CSV in, row by row, every bad one with its line and reason; and the guard for cells of CSV out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, Literal, TextIO, TypeVar, cast, overload

from outreach.book import columns, csv_records
from outreach.book.columns import Kind, Layout
from outreach.book.csv_records import BrokenRecord, Encoding, Record, Records, UnreadableFile
from outreach.book.rows import READERS, AccountRow, BadRowCell, Cells, ChannelRow, ContactRow, FactRow, Row, TeammateRow

_RowT_co = TypeVar("_RowT_co", bound=Row, covariant=True)
Progress = Callable[[int], None]

_ROWS_PER_REPORT = 1_000
_OPENS_FORMULA = re.compile(r"[\t\r\n\0]|[\s\"\ufeff]*[=+\-@;|＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out. `line` is the physical line of the file on which it starts, from 1."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


class Rows(Generic[_RowT_co]):
    """The rows of one file, read as they are asked for.

    `notes` are guesses the person should know of, `ignored` the headings nobody reads. Of the row last handed
    out, `line` is where it stands and `given` which of its fields were filled in, rather than left to a default.
    """

    def __init__(self, path: Path, kind: Kind, progress: Progress | None) -> None:
        self._path, self._kind, self._progress = path, kind, progress
        self._encoding = csv_records.find_encoding(path)
        self._layout = self._read_heading()
        self._rows = self._read()
        self.line = 0
        self._cells: Cells | None = None
        self.ignored = self._layout.ignored
        self.notes = _notes(kind, self._encoding, self._layout)

    def __iter__(self) -> Iterator[_RowT_co | BadRow]:
        return self

    @property
    def given(self) -> frozenset[str]:
        return self._cells.given() if self._cells else frozenset()

    def __next__(self) -> _RowT_co | BadRow:
        return next(self._rows)

    def _read_heading(self) -> Layout:
        with csv_records.open_text(self._path, self._encoding) as (_, text):
            heading = next(iter(self._records(text)), None)
        if not isinstance(heading, Record):
            reason = heading.reason if heading else "there is none"
            raise UnreadableFile(f"The heading line of {self._path.name} cannot be read: {reason}.")
        if len(heading.cells) > csv_records.MAX_COLUMNS:
            raise UnreadableFile(
                f"{self._path.name} has {len(heading.cells):,} columns, more than {csv_records.MAX_COLUMNS:,}; "
                "export only the ones you need."
            )
        return columns.arrange(self._kind, heading.cells)

    def _records(self, text: TextIO) -> Records:
        return Records(text, partial(columns.recognised, self._kind))

    def _read(self) -> Iterator[_RowT_co | BadRow]:
        with csv_records.open_text(self._path, self._encoding) as (raw, text):
            records = iter(self._records(text))
            next(records)  # the heading
            for number, record in enumerate(records):
                if self._progress and number % _ROWS_PER_REPORT == 0:
                    self._progress(raw.tell())
                self.line = record.line
                yield self._typed(record)
            if self._progress:
                self._progress(raw.tell())

    def _typed(self, record: Record | BrokenRecord) -> _RowT_co | BadRow:
        if isinstance(record, BrokenRecord):
            return BadRow(record.line, record.reason)
        if len(record.cells) != self._layout.width:
            return BadRow(record.line, _odd_width(len(record.cells), self._layout.width))
        self._cells = Cells(self._layout, record.cells)
        try:
            return cast(_RowT_co, READERS[self._kind](self._cells))
        except BadRowCell as bad:
            return BadRow(record.line, str(bad))


def _odd_width(found: int, wanted: int) -> str:
    cells = f"{found} cell{'s' if found != 1 else ''}"
    cure = "a separator inside a cell needs quotation marks" if found > wanted else "perhaps a line break tore it"
    return f"the row has {cells} where the heading has {wanted}; {cure}"


def _notes(kind: Kind, encoding: Encoding, layout: Layout) -> tuple[str, ...]:
    notes = [encoding.note] if encoding.note else []
    if kind == "accounts" and columns.plain(layout.headings.get("arr", "")) == "annualrevenue":
        notes.append(
            f"ARR was read from “{layout.headings['arr']}”, which in many CRMs is the customer's own turnover. "
            "If that is so here, add a column ARR and import again."
        )
    if kind == "accounts" and "segment" not in layout.index:
        notes.append("There is no column segment (top, mid, tail), so every account counts as tail.")
    return tuple(notes)


@overload
def read_rows(path: Path, kind: Literal["teammates"], *, progress: Progress | None = None) -> Rows[TeammateRow]: ...
@overload
def read_rows(path: Path, kind: Literal["accounts"], *, progress: Progress | None = None) -> Rows[AccountRow]: ...
@overload
def read_rows(path: Path, kind: Literal["contacts"], *, progress: Progress | None = None) -> Rows[ContactRow]: ...
@overload
def read_rows(path: Path, kind: Literal["channels"], *, progress: Progress | None = None) -> Rows[ChannelRow]: ...
@overload
def read_rows(path: Path, kind: Literal["facts"], *, progress: Progress | None = None) -> Rows[FactRow]: ...
@overload
def read_rows(path: Path, kind: Kind, *, progress: Progress | None = None) -> Rows[Row]: ...


def read_rows(path: Path, kind: Kind, *, progress: Progress | None = None) -> Rows[Row]:
    """Opens a file of any size; `progress` is told how many of its bytes have been read so far.

    Raises UnreadableFile (no CSV, or not to be opened) and WrongColumns, both before the first row.
    """
    try:
        return Rows(path, kind, progress)
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be opened ({error.strerror}); check the path and its rights.") from None


def guard_cell(value: str, *, is_number: bool = False) -> str:
    """A cell for an export: a spreadsheet shows what it would otherwise calculate or run, with `'` before it.

    `is_number` is for columns that we count ourselves: there `-42` stays a number (OWASP, CSV injection).
    """
    if is_number and _NUMBER.fullmatch(value):
        return value
    return f"'{value}" if _OPENS_FORMULA.match(value) else value
