"""Whole files: typed rows, bad rows with line and reason, formulas that stay text, size and speed."""

import csv
import gc
import io
import time as stopwatch
import tracemalloc
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.book.columns import Kind, WrongColumns
from outreach.book.csv_records import UnreadableFile
from outreach.book.csv_rows import BadRow, guard_cell, read_rows
from outreach.book.rows import AccountRow, ChannelRow, ContactRow, FactRow, Row, TeammateRow

Import = Callable[[Kind, str], list[Row | BadRow]]


@pytest.fixture
def book(tmp_path: Path) -> Import:
    def read(kind: Kind, content: str) -> list[Row | BadRow]:
        path = tmp_path / f"{kind}.csv"
        path.write_text(content, encoding="utf-8", newline="")
        return list(read_rows(path, kind))

    return read


def test_a_teammate_is_read(book: Import) -> None:
    rows = book(
        "teammates",
        "name,email,role,manager,time zone,hours,digest\n"
        "Priya Shah,Priya@us.com,Customer Success Manager,marco@US.com,Europe/Berlin,08:00-16:30,\n"
        "Marco Diaz,marco@us.com,manager,,America/New York,,8:15\n",
    )
    assert rows == [
        TeammateRow(
            None, "Priya Shah", "priya@us.com", "csm", "marco@us.com", "Europe/Berlin", None,
            time(8), time(16, 30), None,
        ),
        TeammateRow(
            None, "Marco Diaz", "marco@us.com", "manager", None, "America/New_York", None,
            time(9), time(17, 30), time(8, 15),
        ),
    ]  # fmt: skip


def test_a_working_day_that_ends_before_it_starts_is_refused(book: Import) -> None:
    rows = book("teammates", "name,email,tz,work_start,work_end\nA,a@us.com,UTC,17:00,09:00\n")
    assert [str(row) for row in rows] == [
        "line 2: the working day ends at 09:00, before it starts at 17:00; swap or correct them"
    ]


def test_an_account_is_read(book: Import) -> None:
    rows = book(
        "accounts",
        "Account ID,Account Name,Website,Customer Segment,Stage,ARR,Renewal Date,CSM,Time Zone,Billing Country,"
        "Billing State,Language,Topics,Relationship,Notes\n"
        '0015g00000A,"Acme, Inc.",https://www.acme.com,Enterprise,Onboarding,"$410,000",2026-11-03,Priya Shah,'
        'Europe/Berlin,Germany,DE-BY,German,SSO; Exports,4,"Two\nlines"\n',
    )
    assert rows == [
        AccountRow(
            external_id="0015g00000A",
            name="Acme, Inc.",
            domain="acme.com",
            segment="top",
            stage="onboarding",
            arr=Decimal("410000.00"),
            renewal_on=date(2026, 11, 3),
            csm_email="Priya Shah",
            timezone="Europe/Berlin",
            country="DE",
            subdivision="BY",
            language="de",
            topics=("sso", "exports"),
            relationship=4,
            notes="Two\nlines",
        )
    ]


@pytest.mark.parametrize(
    ("cell", "segment"),
    [
        ("Enterprise", "top"), ("Strategic", "top"), ("Tier 1", "top"), ("Mid-Market", "mid"), ("mid", "mid"),
        ("SMB", "tail"), ("Small Business", "tail"), ("", "tail"),
    ],
)  # fmt: skip
def test_segments_of_other_systems_become_ours(book: Import, cell: str, segment: str) -> None:
    (row,) = book("accounts", f"id,name,segment\n1,Acme,{cell}\n")
    assert isinstance(row, AccountRow)
    assert row.segment == segment


def test_a_contact_of_hubspot_is_read_with_its_primary_company(book: Import) -> None:
    rows = book(
        "contacts",
        "Record ID,First Name,Last Name,Email,Job Title,Associated Company IDs\n"
        "51,Dana,O'Neil,Dana@acme.com,VP Finance,8123;9001\n",
    )
    assert rows == [ContactRow("51", "8123", None, "Dana O'Neil", "dana@acme.com", "VP Finance", None, None)]


def test_a_contact_without_an_id_is_known_by_the_email(book: Import) -> None:
    rows = book("contacts", "name,email,company\nDana,Dana@acme.com,Acme\nTom,,Acme\nLeo,leo@x.com,\n,a@x.com,Acme\n")
    assert rows == [
        ContactRow("dana@acme.com", None, "Acme", "Dana", "dana@acme.com", None, None, None),
        BadRow(3, "neither id nor e-mail is given; every contact needs one of them"),
        BadRow(4, "no account is named; give its id or its name"),
        BadRow(5, "the name is empty; every row needs it"),
    ]


def test_a_channel_is_shared_unless_it_says_otherwise(book: Import) -> None:
    rows = book(
        "channels",
        "platform,channel_id,name,kind,account_id,workspace\n"
        "Slack,C01,ext-acme,,1,T01\nMicrosoft Teams,19:x@thread.tacv2,Acme shared,internal,,\nirc,1,x,,,\n",
    )
    assert rows == [
        ChannelRow("slack", "C01", "ext-acme", "shared", "1", "T01"),
        ChannelRow("teams", "19:x@thread.tacv2", "Acme shared", "team", None, None),
        BadRow(4, "platform 'irc' is not known here; write one of: slack, teams, playground"),
    ]


def test_a_fact_is_read(book: Import) -> None:
    rows = book(
        "facts",
        "account_id,contact_email,kind,topics,text,said_by,said_on,source,valid_until\n"
        "1,dana@acme.com,goal,close,Close in three days,Dana,2026-11-03,message,2027-01-31\n1,,,,Note,,3 Nov 2026,,\n",
    )
    assert rows == [
        FactRow(
            "1", "dana@acme.com", "goal", ("close",), "Close in three days", "Dana", date(2026, 11, 3), "message",
            date(2027, 1, 31),
        ),
        FactRow("1", None, "note", (), "Note", None, date(2026, 11, 3), "import", None),
    ]  # fmt: skip


def test_bad_rows_are_reported_with_line_and_cure_and_good_ones_kept(book: Import) -> None:
    rows = book(
        "accounts",
        "id,name,renewal_date,arr\n"
        '1,"Two\nlines",2026-11-03,\n'
        "2,Globex,31/02/2026,\n"
        "3,Initech\n"
        "4,Umbra,,,,\n"
        "5,,,\n"
        ",Hooli,,\n"
        "6,Stark,,lots\n"
        "7,Wayne,2027-01-01,5\n",
    )
    assert [str(row) for row in rows if isinstance(row, BadRow)] == [
        "line 4: renewal_date '31/02/2026' is not a date; write 2026-02-28",
        "line 5: the row has 2 cells where the heading has 4; perhaps a line break tore it",
        "line 6: the row has 6 cells where the heading has 4; a separator inside a cell needs quotation marks",
        "line 7: name is empty; every row needs it",
        "line 8: id is empty; every row needs it",
        "line 9: arr 'lots' is not an amount; write 410000.00",
    ]
    assert [row.name for row in rows if isinstance(row, AccountRow)] == ["Two\nlines", "Wayne"]


def test_a_long_bad_cell_is_shown_shortened(book: Import) -> None:
    (row,) = book("accounts", f"id,name,arr\n1,Acme,{'x' * 5000}\n")
    assert len(str(row)) < 150


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "＝1+1", '"=1', "a,=1", ";=1", "|x"],
)
def test_a_formula_is_imported_as_the_text_it_is(tmp_path: Path, formula: str) -> None:
    path = tmp_path / "book.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("id", "name", "notes"), ("1", formula, formula)])
    (row,) = read_rows(path, "accounts")
    assert isinstance(row, AccountRow)
    assert (row.name, row.notes) == (formula, formula)


def test_notes_tell_what_was_guessed_and_ignored_what_was_not_read(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_bytes("Record ID;Company name;Annual Revenue;Fax\n1;Müller;5;6\n".encode("cp1252"))
    rows = read_rows(path, "accounts")
    assert [note.split(",")[0] for note in rows.notes] == [
        "Line 2 is not UTF-8",
        "ARR was read from “Annual Revenue”",
        "There is no column segment (top",
    ]
    assert rows.ignored == ("Fax",)


def test_the_line_of_a_good_row_is_known_as_well(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text('id,name\n1,"a\nb"\n2,c\n')
    rows = read_rows(path, "accounts")
    assert [rows.line for _ in rows] == [2, 4]


def test_wrong_columns_and_unreadable_files_are_told_before_the_first_row(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("foo,bar\n1,2\n")
    with pytest.raises(WrongColumns, match="needs a column external_id"):
        read_rows(path, "accounts")
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_rows(tmp_path / "none.csv", "accounts")
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_rows(tmp_path, "accounts")
    path.write_text(",".join(f"c{n}" for n in range(1_001)))
    with pytest.raises(UnreadableFile, match="has 1,001 columns"):
        read_rows(path, "accounts")
    path.write_text('"id,name\n')
    with pytest.raises(UnreadableFile, match="heading line"):
        read_rows(path, "accounts")


def test_a_file_with_a_heading_only_has_no_rows(book: Import) -> None:
    assert book("accounts", "id,name\n") == []


def test_a_file_left_half_read_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("id,name\n1,a\n2,b\n")
    next(read_rows(path, "accounts"))
    gc.collect()  # an open file would warn here, and warnings are errors


def account_lines(at_least: int) -> str:
    head = "external_id,name,domain,segment,stage,arr,renewal_on,csm_email,timezone,country,language,topics,notes\n"
    line = (
        'A{n},Company {n},c{n}.example.com,Enterprise,onboarding,"${k},000",2026-{m:02d}-{d:02d},csm{c}@us.com,'
        'Europe/Berlin,Germany,en,sso;exports,"A note, with a comma and a ""quote"" in it, about company {n}"\n'
    )
    lines = [head]
    size = number = 0
    while size < at_least:
        lines.append(line.format(n=number, k=number % 900 + 1, m=number % 12 + 1, d=number % 28 + 1, c=number % 8))
        size += len(lines[-1])
        number += 1
    return "".join(lines)


@pytest.fixture(scope="module")
def twenty_megabytes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "accounts.csv"
    path.write_text(account_lines(20_000_000))
    return path


def test_twenty_megabytes_are_read_within_three_seconds(twenty_megabytes: Path) -> None:
    reported: list[int] = []
    began = stopwatch.process_time()
    good = sum(isinstance(row, AccountRow) for row in read_rows(twenty_megabytes, "accounts", progress=reported.append))
    took = stopwatch.process_time() - began
    assert good > 90_000
    assert took < 3
    assert reported == sorted(reported)
    assert reported[-1] == twenty_megabytes.stat().st_size
    assert len(reported) > 50


def test_reading_takes_the_same_memory_however_large_the_file(twenty_megabytes: Path) -> None:
    rows = read_rows(twenty_megabytes, "accounts")
    for _ in range(10_000):  # fills the bounded caches
        next(rows)
    tracemalloc.start()
    try:
        for _ in range(20_000):
            next(rows)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3_000_000


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"), ("\n=1", "'\n=1"), ("\0", "'\0"), ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("＝1+1", "'＝1+1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠x", "'＠x"), ("-42", "'-42"),
        ("+1 555 0100", "'+1 555 0100"), ('"=1', "'\"=1"), (";=1", "';=1"), ("|x", "'|x"), ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"), ("\tplain", "'\tplain"), ("Acme", "Acme"), ("", ""), ("42", "42"),
        ("2026-11-03", "2026-11-03"), ("a=b", "a=b"), ("  Acme", "  Acme"), ("'quoted'", "'quoted'"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(value: str, shown: str) -> None:
    assert guard_cell(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("-42", "-42"), ("-4.20", "-4.20"), ("-1+cmd", "'-1+cmd"), ("=1", "'=1"), ("--1", "'--1")]
)
def test_only_plain_numbers_of_our_own_columns_are_exempt(value: str, shown: str) -> None:
    assert guard_cell(value, is_number=True) == shown


@given(st.text(max_size=30))
def test_a_guarded_cell_never_opens_a_formula_and_is_guarded_once(value: str) -> None:
    shown = guard_cell(value)
    assert shown.endswith(value)
    assert not shown.lstrip().startswith(("=", "+", "-", "@", ";", "|", "＝", "＋", "－", "＠"))
    assert not shown.startswith(("\t", "\r", "\n", "\0"))
    assert guard_cell(shown) == shown


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffd"), max_size=40)


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.tuples(TEXT, TEXT), max_size=10), delimiter=st.sampled_from(",;\t"))
def test_every_row_of_any_text_is_either_kept_whole_or_reported(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], delimiter: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([("id", "name", "notes"), *((f"#{n}", *row) for n, row in enumerate(rows))])
    path = tmp_path_factory.mktemp("csv") / "any.csv"
    path.write_bytes(out.getvalue().encode())

    found = list(read_rows(path, "accounts"))
    assert len(found) == len(rows)
    for row, (name, _) in zip(found, rows, strict=True):
        assert isinstance(row, BadRow) == (not name.strip())
        assert isinstance(row, BadRow) or row.name == name.strip(" \u00a0")
