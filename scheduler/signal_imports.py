"""Takes in a file of signals: row by row, the good ones kept, the bad ones told with their line."""

from datetime import datetime
from itertools import islice
from pathlib import Path

from outreach.book.csv_rows import BadRow
from outreach.book.importing.report import ImportReport
from outreach.book.signal_files import Progress, reports
from outreach.database import Database, Session
from outreach.desk.signals import Reported
from outreach.errors import ConciergeError
from scheduler import signalling
from scheduler.planning import Planning

_AT_ONCE = 200
_Line = tuple[int, Reported | BadRow]


class _Rehearsed(Exception):
    """Takes a dry run's batch back."""


async def import_signals(  # noqa: PLR0913 - the door: what, where from, when and how
    database: Database,
    planning: Planning,
    path: Path,
    *,
    now: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Nobody is interrupted for a file: what it opens stands in the pages. Raises UnreadableFile."""
    report = ImportReport("signals", path.name, dry_run)
    lines = reports(path, now, progress)
    while batch := list(islice(lines, _AT_ONCE)):
        await _write(database, planning, batch, now, report)
    report.bad.sort(key=lambda bad: bad.line)
    return report


async def _write(
    database: Database, planning: Planning, batch: list[_Line], now: datetime, report: ImportReport
) -> None:
    try:
        async with database.writing() as session:
            for line, news in batch:
                await _take(session, planning, line, news, now, report)
            if report.dry_run:
                raise _Rehearsed
    except _Rehearsed:
        return


async def _take(  # noqa: PLR0913 - one line, and where it is counted
    session: Session, planning: Planning, line: int, news: Reported | BadRow, now: datetime, report: ImportReport
) -> None:
    if isinstance(news, BadRow):
        report.bad.append(news)
        return
    try:
        async with session.begin_nested():
            taken = await signalling.take(session, planning, news, now, quietly=True)
    except ConciergeError as problem:
        report.bad.append(BadRow(line, str(problem)))
        return
    if taken.is_new:
        report.created += 1
    elif taken.verdict in ("unchanged", "older"):
        report.unchanged += 1
    else:
        report.changed += 1
