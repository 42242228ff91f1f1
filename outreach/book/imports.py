"""The one way into the book from files: read, write in batches, report; a dry run is the same, taken back."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import cast

from outreach.book.columns import Kind
from outreach.book.csv_rows import BadRow, Progress, Rows, read_rows
from outreach.book.importing.accounts import AccountsWriter
from outreach.book.importing.channels import ChannelsWriter
from outreach.book.importing.contacts import ContactsWriter
from outreach.book.importing.facts import FactsWriter
from outreach.book.importing.report import Change, ImportReport
from outreach.book.importing.teammates import TeammatesWriter
from outreach.book.importing.trip import Defaults, Line, Outcome, Trip, Writer, Written
from outreach.book.rows import Row
from outreach.database import Database, Session
from outreach.store import lookups, turns

__all__ = ["KINDS", "Change", "Defaults", "ImportReport", "import_file"]

log = logging.getLogger(__name__)

# Each leans on those before it.
KINDS: tuple[Kind, ...] = ("teammates", "accounts", "contacts", "channels", "facts")
_WRITERS: Mapping[Kind, Callable[[Trip], object]] = {
    "teammates": TeammatesWriter,
    "accounts": AccountsWriter,
    "contacts": ContactsWriter,
    "channels": ChannelsWriter,
    "facts": FactsWriter,
}
# Other processes poll for SQLite's lock: with no gap between batches one waited 6 s for it, so 0.4 s.
_GAP = 0.04


class _Rehearsed(Exception):
    """Takes a dry run's batch back."""


async def import_file(  # noqa: PLR0913 - the door: what, where from, when and how
    database: Database,
    path: Path,
    kind: Kind,
    *,
    now: datetime,
    defaults: Defaults,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Takes in every good row of a file, and says what became of each; `progress` is told the bytes read so far.

    Raises UnreadableFile and WrongColumns before anything is written. A batch is one transaction, so that others
    can write meanwhile; what an interrupted import took in, the next one finds unchanged.
    """
    rows = read_rows(path, kind, progress=progress)
    writer = cast(Writer[Row], _WRITERS[kind](Trip(now, path.name, defaults)))
    report = ImportReport(kind, path.name, dry_run, notes=_notes(rows))
    async with database.reading() as session:
        await writer.prepare(session)
    for number, batch in enumerate(_batches(rows, writer, report)):
        await asyncio.sleep(_GAP if number else 0)
        for outcome in await _write(database, writer, batch, now, dry_run):
            report.take(outcome)
    report.bad.sort(key=lambda bad: bad.line)
    log.info(
        "book.imported kind=%s dry_run=%s created=%d changed=%d unchanged=%d bad=%d",
        *(kind, dry_run, report.created, report.changed, report.unchanged, len(report.bad)),
    )
    return report


def _notes(rows: Rows[Row]) -> list[str]:
    ignored = [f"Not read: the columns {', '.join(rows.ignored)}."] if rows.ignored else []
    return [*rows.notes, *ignored]


def _batches(rows: Rows[Row], writer: Writer[Row], report: ImportReport) -> Iterator[list[Line[Row]]]:
    """Good rows, some at a time. A second row about the same thing is refused: otherwise the two would overwrite
    each other at every import."""
    # Hashes, since a file of 100 MB has hundreds of thousands of keys.
    seen: dict[int, int] = {}
    batch: list[Line[Row]] = []
    for row in rows:
        if isinstance(row, BadRow):
            report.take(row)
            continue
        keys = list(writer.key_of(row))
        twin = next((key for key in keys if hash(key) in seen), None)
        if twin is not None:
            report.take(BadRow(rows.line, _twice(twin, seen[hash(twin)])))
            continue
        seen.update((hash(key), rows.line) for key in keys)
        batch.append(Line(rows.line, row, rows.given))
        if len(batch) == writer.rows_per_batch:
            yield batch
            batch = []
    if batch:
        yield batch


def _twice(key: str, line: int) -> str:
    what = "the same fact" if "\n" in key else key
    return f"{what} stands on line {line} already; keep one of the two rows"


async def _write(
    database: Database, writer: Writer[Row], batch: list[Line[Row]], now: datetime, dry_run: bool
) -> list[Outcome]:
    outcomes: list[Outcome] = []
    with suppress(_Rehearsed):
        async with database.writing() as session:
            outcomes = await writer.write(session, batch)
            await _rearm(session, outcomes, now)
            await session.flush()
            if dry_run:
                raise _Rehearsed
    return outcomes


async def _rearm(session: Session, outcomes: list[Outcome], now: datetime) -> None:
    """Something that policies read has changed: the turns of these accounts are asked again."""
    touched = {one for outcome in outcomes if isinstance(outcome, Written) for one in outcome.account_ids}
    for account_id in await lookups.accounts_with_turns(session, touched) if touched else ():
        await turns.rearm(session, account_id, now)
