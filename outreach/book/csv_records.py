"""A CSV file of unknown origin, as records with the line each starts on."""

import codecs
import csv
import io
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from outreach.errors import BadInput

MAX_COLUMNS = 1_000  # a HubSpot export of "all properties" has several hundred
MAX_CELL = 10_000
_MAX_RECORD = 1_000_000  # characters; beyond it, a quote was opened and never closed
_MAX_REWINDS = 50  # each costs at most one _MAX_RECORD of reading again
_CHUNK = 1 << 20
_DELIMITERS = ",;\t"
_LINE_ENDS = ("\n", "\r")
_BYTE_BY_BYTE = "concierge.windows1252"


class UnreadableFile(BadInput):
    """Not a CSV file that can be read; the text says how to save it as one."""


@dataclass(frozen=True, slots=True)
class Record:
    """Cells as they stand in the file. `line` is the physical line on which the record starts, from 1."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A stretch of the file that is no record; reading goes on behind it."""

    line: int
    reason: str


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Reads only the bytes that are not UTF-8 as Windows-1252, so that files glued from two exports survive."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_BYTE_BY_BYTE, _as_windows_1252)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes become text; `note` is for the person when that took a guess."""

    name: str
    errors: str = "replace"
    note: str | None = None


def find_encoding(path: Path) -> Encoding:
    """Reads the file once from end to end: one stray byte in the last megabyte decides as well.

    Raises UnreadableFile for what is no text at all: a workbook, a PDF, a UTF-16 file without its mark.
    """
    with path.open("rb") as file:
        start = file.read(4096)
        _refuse_other_formats(path, start)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return Encoding("utf-16")
        file.seek(0)
        line = _first_line_beyond_utf8(file)
    if line is None:
        return Encoding("utf-8-sig")
    note = (
        f"Line {line} is not UTF-8, so such characters were read as Windows-1252. "
        "If names look wrong, save the file as “CSV UTF-8” and import it again."
    )
    return Encoding("utf-8-sig", _BYTE_BY_BYTE, note)


def _refuse_other_formats(path: Path, start: bytes) -> None:
    save_as = "open it in your spreadsheet and save it as “CSV UTF-8”."
    if not start.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n,;"):
        raise UnreadableFile(f"{path.name} is empty; export it again with its heading line.")
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableFile(f"{path.name} is an Excel workbook, not CSV: {save_as}")
    if start.startswith((b"%PDF", b"\x1f\x8b", b"\x89PNG")):
        raise UnreadableFile(f"{path.name} is not a CSV file: export the list as CSV.")
    if start.count(0) > len(start) // 4 and not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableFile(f"{path.name} is binary, or UTF-16 without its mark: {save_as}")


def _first_line_beyond_utf8(file: io.BufferedReader) -> int | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    while chunk := file.read(_CHUNK):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return line + error.object.count(b"\n", 0, error.start)
        line += chunk.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None


def find_delimiter(header: str, recognised: Callable[[list[str]], int]) -> str:
    """Of comma, semicolon and tab the one that yields the most headings we know, then the most cells."""

    def score(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([header], delimiter=delimiter), [])
        return recognised(cells), len(cells)

    return max(_DELIMITERS, key=score)


class _Lines:
    """Physical lines with their numbers, which can be handed out once more after a record went wrong."""

    def __init__(self, text: TextIO, number: int, read_ahead: list[str]) -> None:
        self.number = number
        self._text = text
        self._again = deque(read_ahead)
        self._record: list[str] = []
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(_MAX_RECORD)
        if not line:
            raise StopIteration
        self.number += 1
        self._record.append(line)
        self._size += len(line)
        if self._size >= _MAX_RECORD:
            self._skip_rest_of(line)
            raise csv.Error("no end in sight")
        return line

    def _skip_rest_of(self, line: str) -> None:
        if not line.endswith(_LINE_ENDS):
            self._record[-1] = line + "\n"
        while line and not line.endswith(_LINE_ENDS):
            line = self._text.readline(_MAX_RECORD)

    def begin_record(self) -> int:
        """The number of the line that comes next."""
        self._record.clear()
        self._size = 0
        return self.number + 1

    def rewind(self) -> bool:
        """Hands out again all lines of the record but its first. False when it had only that one."""
        rest = self._record[1:]
        self._again.extendleft(reversed(rest))
        self.number -= len(rest)
        return bool(rest)

    def spoiled(self) -> str | None:
        for line in self._record:
            if "\0" in line:
                return "the row contains a NUL byte; delete that character and import the row again"
            if "\ufffd" in line:
                return "the row contains a character that cannot be read; save the file as “CSV UTF-8”"
        return None

    def may_hold_long_cell(self) -> bool:
        return self._size > MAX_CELL


class Records:
    """The records of one open text, the heading line among them. `delimiter` is known from the start."""

    def __init__(self, text: TextIO, recognised: Callable[[list[str]], int]) -> None:
        skipped, first = 0, text.readline(_MAX_RECORD)
        while first and not first.strip():
            skipped, first = skipped + 1, text.readline(_MAX_RECORD)
        if first.lower().startswith("sep="):  # Excel's own first line
            self.delimiter = first[4:5] if first[4:5] in _DELIMITERS else ","
            self._lines = _Lines(text, skipped + 1, [])
        else:
            self.delimiter = find_delimiter(first, recognised)
            self._lines = _Lines(text, skipped, [first])
        self._reader = csv.reader(self._lines, delimiter=self.delimiter, strict=True)
        self._rewinds = 0

    def __iter__(self) -> Iterator[Record | BrokenRecord]:
        lines, reader = self._lines, self._reader
        while True:
            line = lines.begin_record()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield self._broken(line, error)
                continue
            if reason := lines.spoiled():
                yield BrokenRecord(line, reason)
            elif lines.may_hold_long_cell() and max(map(len, cells), default=0) > MAX_CELL:
                yield BrokenRecord(line, f"a cell is longer than {MAX_CELL:,} characters; shorten it")
            elif any(map(str.strip, cells)):
                yield Record(line, cells)

    def _broken(self, line: int, error: csv.Error) -> BrokenRecord:
        """A stray quote swallows the rows behind it: those are read again, so that only its own is lost."""
        if self._rewinds < _MAX_REWINDS and self._lines.rewind():
            self._rewinds += 1
            return BrokenRecord(line, "a quotation mark opens here and is not closed; double it or remove it")
        if "expected after" in str(error):
            return BrokenRecord(line, "a quotation mark stands inside a quoted cell; double it or remove it")
        if "unexpected end" in str(error):
            return BrokenRecord(line, "a quotation mark opens here and is not closed; double it or remove it")
        return BrokenRecord(line, "the row is far too long; perhaps a quotation mark is missing")


@contextmanager
def open_text(path: Path, encoding: Encoding) -> Iterator[tuple[io.BufferedReader, io.TextIOWrapper]]:
    """The file as bytes, for its position, and as text, whose line ends may be part of a quoted cell."""
    with (
        path.open("rb") as raw,
        io.TextIOWrapper(raw, encoding.name, encoding.errors, newline="") as text,
    ):
        yield raw, text
