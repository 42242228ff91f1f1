"""Records and their lines: quotes, line ends, encodings, delimiters and everything that is no CSV."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.book.csv_records import (
    MAX_CELL,
    BrokenRecord,
    Record,
    Records,
    UnreadableFile,
    find_encoding,
    open_text,
)

Write = Callable[[bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_bytes(content: bytes) -> Path:
        path = tmp_path / "book.csv"
        path.write_bytes(content)
        return path

    return write_bytes


def read(path: Path) -> list[Record | BrokenRecord]:
    with open_text(path, find_encoding(path)) as (_, text):
        return list(Records(text, recognised=len))


def cells(path: Path) -> list[list[str]]:
    return [record.cells for record in read(path) if isinstance(record, Record)]


def lines(path: Path) -> list[int]:
    return [record.line for record in read(path)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        (b"a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        (b"a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        (b"a,b\n1,2", [["a", "b"], ["1", "2"]]),
        (b'a,b\n"1,5",2\n', [["a", "b"], ["1,5", "2"]]),
        (b'a,b\n"say ""hi""",2\n', [["a", "b"], ['say "hi"', "2"]]),
        (b'a,b\n"",""\n"",1\n', [["a", "b"], ["", "1"]]),
        (b'a,b\n"two\nlines",2\n', [["a", "b"], ["two\nlines", "2"]]),
        (b'a,b\n"two\r\nlines",2\r\n', [["a", "b"], ["two\r\nlines", "2"]]),
        (b'a,b\n"\r=1",2\n', [["a", "b"], ["\r=1", "2"]]),
        (b'a,b\n"",2\n', [["a", "b"], ["", "2"]]),
        (b'a,b\n"a""",2\n', [["a", "b"], ['a"', "2"]]),
        (b'a,b\n5" nail,2\n', [["a", "b"], ['5" nail', "2"]]),
        (b'a,b\n{"x": 1},2\n', [["a", "b"], ['{"x": 1}', "2"]]),
        (b"a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
        (b"a\tb\n1,5\t2;3\n", [["a", "b"], ["1,5", "2;3"]]),
        (b"sep=;\na;b\n1;2\n", [["a", "b"], ["1", "2"]]),
        (b"\n\n\na,b\n\n1,2\n,\n\n", [["a", "b"], ["1", "2"]]),
        ("a,b\nä,\u2028x\x85y\x0bz\n".encode(), [["a", "b"], ["ä", "\u2028x\x85y\x0bz"]]),
    ],
)
def test_torture_is_read_as_it_was_meant(write: Write, content: bytes, expected: list[list[str]]) -> None:
    assert cells(write(content)) == expected


def test_a_record_has_the_number_of_the_line_it_starts_on(write: Write) -> None:
    path = write(b'a,b\n"one\ntwo\n\nthree",1\n\nx,y\r\n"p\r\nq",z\r\nlast,1\n')
    assert lines(path) == [1, 2, 7, 8, 10]


def test_lines_count_from_the_top_of_the_file_even_behind_blank_and_sep_lines(write: Write) -> None:
    assert lines(write(b"\n\nsep=;\na;b\n1;2\n")) == [4, 5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding_is_recognised(write: Write, encoding: str) -> None:
    path = write("name,city\nMüller & Söhne,Köln – Nippes\nŒuvre,“Zoë”\n".encode(encoding))
    assert cells(path)[1:] == [["Müller & Söhne", "Köln – Nippes"], ["Œuvre", "“Zoë”"]]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_read_when_it_carries_its_mark(write: Write, encoding: str) -> None:
    path = write(("\ufeff" + "a,b\nÄ,ß\n").encode(encoding))
    assert cells(path) == [["a", "b"], ["Ä", "ß"]]


def test_windows_1252_is_read_with_a_note_that_names_the_first_such_line(write: Write) -> None:
    encoding = find_encoding(write("name\nAcme\nMüller\n".encode("cp1252")))
    assert encoding.note is not None
    assert encoding.note.startswith("Line 3 is not UTF-8")
    assert find_encoding(write("name\nMüller\n".encode())).note is None


def test_a_file_glued_from_two_encodings_keeps_both_readable(write: Write) -> None:
    path = write("name\nMüller\n".encode() + "Zoë\n".encode("cp1252"))
    assert cells(path) == [["name"], ["Müller"], ["Zoë"]]


def test_a_byte_that_nothing_can_read_costs_only_its_row(write: Write) -> None:
    records = read(write(b"name\nAcme\nbad \x81 byte\nGlobex\n"))
    assert [r.line for r in records] == [1, 2, 3, 4]
    assert isinstance(records[2], BrokenRecord)
    assert "cannot be read" in records[2].reason


def test_a_nul_byte_costs_only_its_row(write: Write) -> None:
    records = read(write(b"name\nAc\0me\nGlobex\n"))
    assert isinstance(records[1], BrokenRecord)
    assert "NUL" in records[1].reason
    assert records[2] == Record(3, ["Globex"])


def test_a_cell_may_have_ten_thousand_characters_and_not_one_more(write: Write) -> None:
    records = read(write(b"name\n" + b"x" * MAX_CELL + b"\n" + b"x" * (MAX_CELL + 1) + b"\nlast\n"))
    assert [type(r) for r in records] == [Record, Record, BrokenRecord, Record]
    assert records[2] == BrokenRecord(3, "a cell is longer than 10,000 characters; shorten it")


@pytest.mark.parametrize(
    "broken",
    [
        b'1,"never closed\n',
        b'1,"closed" too early\n',
        b'1,"3" screw"\n',
        b'"1",""x"\n',
    ],
)
def test_a_stray_quote_costs_only_its_own_row(write: Write, broken: bytes) -> None:
    good = b"".join(b'%d,"row ""%d"""\n' % (n, n) for n in range(500))
    records = read(write(b"id,name\n0,first\n" + broken + good))
    assert [r.line for r in records if isinstance(r, BrokenRecord)] == [3]
    assert [r.cells for r in records[-500:] if isinstance(r, Record)][-1] == ["499", 'row "499"']
    assert len(records) == 503


def test_a_quote_that_swallows_a_huge_file_costs_only_its_own_row(write: Write) -> None:
    path = write(b'id,name\n1,"open\n' + b"2,an ordinary row without any quotation mark\n" * 60_000)
    records = read(path)
    assert [r.line for r in records if isinstance(r, BrokenRecord)] == [2]
    assert len(records) == 60_002


def test_a_quote_open_at_the_end_of_the_file_is_reported(write: Write) -> None:
    assert read(write(b'id,name\n1,"open'))[-1] == BrokenRecord(
        2, "a quotation mark opens here and is not closed; double it or remove it"
    )


def test_a_line_without_end_is_skipped_and_the_next_one_read(write: Write) -> None:
    records = read(write(b"id,name\n" + b"x" * 3_000_000 + b"\n2,Globex\n"))
    assert [type(r) for r in records] == [Record, BrokenRecord, Record]
    assert records[2] == Record(3, ["2", "Globex"])


def test_a_file_made_of_nothing_but_traps_ends(write: Write) -> None:
    """Every line opens a quote for the next one; reading again is rationed, so this stays linear."""
    records = read(write(b"a,b\n" + b'a","b\n' * 20_000 + b'"x\n' * 20_000))
    assert len(records) > 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n,,\n", "is empty"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0rest", "Excel workbook"),
        (b"%PDF-1.7", "not a CSV file"),
        ("name\nAcme\n".encode("utf-16-le"), "UTF-16 without its mark"),
    ],
)
def test_what_is_no_csv_is_refused_with_the_cure(write: Write, content: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        find_encoding(write(content))


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffd"), max_size=30)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=8),
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_whatever_is_written_as_csv_is_read_back_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str]],
    delimiter: str,
    end: str,
    encoding: str,
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(("id", "name", "notes"))
    writer.writerows(rows)
    path = tmp_path_factory.mktemp("csv") / "any.csv"
    path.write_bytes(out.getvalue().encode(encoding))

    assert cells(path)[1:] == [list(row) for row in rows if any(map(str.strip, row))]


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=400) | st.text('a",;\n\r\t\0é', max_size=400).map(str.encode))
def test_no_bytes_at_all_make_it_fail(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("csv") / "any.csv"
    path.write_bytes(content)
    try:
        records = read(path)
    except UnreadableFile:
        return
    numbers = [record.line for record in records]
    assert numbers == sorted(set(numbers))
