"""A file of signals: good rows are kept, bad ones told by their line, twice is once."""

import json
from pathlib import Path

import pytest
from sqlmodel import select

from outreach.book.csv_records import UnreadableFile
from outreach.book.importing.report import ImportReport
from outreach.database import Database
from outreach.models.book import Hold
from outreach.models.post import Delivery
from outreach.models.signals import Signal
from scheduler.signal_imports import import_signals
from tests.world import MONDAY, World, planning

PLANNING = planning()
CSV = (
    "source;id;account;kind;title;until\n"
    "crm;1;Acme;renewal dispute;They want out;2027-01-31\n"
    "crm;2;Acmee;incident;Down;\n"
    "crm;3;Acme;invoice_overdu;Late;\n"
    "crm;4;Acme;ticket;Old;2020-01-01\n"
)


@pytest.fixture
async def book(database: Database) -> Database:
    async with database.writing() as session:
        world = World(session)
        await world.account("Acme", await world.csm())
    return database


async def take(book: Database, tmp_path: Path, words: str, *, dry_run: bool = False) -> ImportReport:
    path = tmp_path / "signals.csv"
    path.write_text(words, encoding="utf-8")
    return await import_signals(book, PLANNING, path, now=MONDAY, dry_run=dry_run)


async def test_good_rows_are_kept_and_bad_ones_told_with_line_and_cure(book: Database, tmp_path: Path) -> None:
    report = await take(book, tmp_path, CSV)
    assert str(report) == "signals.csv: 2 signals created, 0 changed, 0 left alone, 2 left out."
    assert [str(bad) for bad in report.bad] == [
        "line 3: No account is called “Acmee”. Did you mean Acme?",
        "line 4: “invoice_overdu” is no kind of signal. Did you mean invoice_overdue?",
    ]
    async with book.reading() as session:
        holds = (await session.exec(select(Hold))).all()
        assert [hold.because for hold in holds] == ["renewal dispute: They want out"]
        assert (await session.exec(select(Delivery))).all() == [], "nobody is interrupted for a file"


async def test_the_same_file_again_changes_nothing(book: Database, tmp_path: Path) -> None:
    await take(book, tmp_path, CSV)
    report = await take(book, tmp_path, CSV)
    assert (report.created, report.changed, report.unchanged) == (0, 0, 2)


async def test_a_rehearsal_writes_nothing(book: Database, tmp_path: Path) -> None:
    report = await take(book, tmp_path, CSV, dry_run=True)
    assert "2 signals would be created" in str(report)
    async with book.reading() as session:
        assert (await session.exec(select(Signal))).all() == []


async def test_json_lines_may_be_webhooks_or_bare(book: Database, tmp_path: Path) -> None:
    data = {"source": "crm", "id": 1, "account": "Acme", "kind": "incident", "title": "Down"}
    closed = {"type": "signal.closed", "timestamp": "2026-11-23T04:00:00Z", "data": {"source": "crm", "id": 1}}
    lines = [json.dumps(data), "", "{broken", "[]", json.dumps(closed)]
    report = await take(book, tmp_path, "\n".join(lines))
    assert (report.created, report.changed) == (1, 1)
    assert [bad.line for bad in report.bad] == [3, 4]


async def test_a_file_without_its_columns_is_refused_before_anything_is_written(book: Database, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no column source"):
        await take(book, tmp_path, "name,value\na,b\n")
    with pytest.raises(UnreadableFile, match="is empty"):
        await take(book, tmp_path, "")
