"""`import`: the book of customers from CSV files, and signals of other systems from CSV or JSON lines."""

from pathlib import Path
from typing import Annotated, Literal, get_args

import typer

from bot import seating
from bot.cli import console
from bot.cli.running import DONE, FAILED, DemoOption, JsonOption, with_core
from bot.core import Core
from outreach.book import demo as sample
from outreach.book.columns import Kind
from outreach.book.imports import Defaults, ImportReport, import_file
from scheduler.signal_imports import import_signals

_BAD_ROWS_SHOWN, _CHANGES_SHOWN = 50, 20

What = Literal["teammates", "accounts", "contacts", "channels", "facts", "signals"]
_BOOK: tuple[Kind, ...] = get_args(Kind)
FileArgument = Annotated[
    Path,
    typer.Argument(
        exists=True,
        dir_okay=False,
        readable=True,
        help="A CSV file; HubSpot's and Salesforce's do. Signals may be JSON lines as well.",
    ),
]
KindArgument = Annotated[What, typer.Argument(help="What the rows are. Teammates first, then accounts.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")]


def import_(
    kind: KindArgument,
    file: FileArgument,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    demo: DemoOption = False,
) -> None:
    """Import teammates, accounts, contacts, channels or facts from a CSV file, or signals of other systems.

    Rows are recognised by their external id, so importing again changes only what has changed. Bad rows are told
    with line and reason, and good ones are kept.
    """

    async def run(core: Core) -> int:
        with console.progress(f"Reading {file.name}", file.stat().st_size) as report_bytes:
            report = await _read(core, kind, file, dry_run, report_bytes)
        if not dry_run:
            await _settle(core, kind, report.rows)
        if as_json:
            console.say_json(report.as_json())
        else:
            _tell(report)
        return FAILED if report.bad else DONE

    with_core(run, demo=demo)


async def _read(core: Core, kind: What, file: Path, dry_run: bool, progress: console.Report) -> ImportReport:
    now = core.clock.now()
    known = next((one for one in _BOOK if one == kind), None)
    if known is None:
        return await import_signals(core.database, core.planning, file, now=now, dry_run=dry_run, progress=progress)
    return await import_file(
        core.database, file, known, now=now, defaults=_defaults(core), dry_run=dry_run, progress=progress
    )


def _defaults(core: Core) -> Defaults:
    """In the demo everybody is on the playground, whatever their file says."""
    tenant = core.settings.teams_tenant_id
    return Defaults(
        core.settings.home_timezone,
        platforms=sample.MOVED if core.is_demo else {},
        workspaces={"teams": tenant} if tenant else {},
    )


async def _settle(core: Core, kind: What, rows: int) -> None:
    if kind == "accounts":
        with console.progress("Planning turns", rows) as report:
            await seating.seat(core, report)
    if core.is_demo:
        async with core.database.writing() as session:
            await sample.let_in(session, core.clock.now())


def _tell(report: ImportReport) -> None:
    console.say(str(report))
    for note in report.notes:
        console.say(note)
    for warning in report.warnings:
        console.say(warning)
    for change in report.changes[:_CHANGES_SHOWN]:
        shown = ", ".join(
            f"{name}: {old or 'nothing'} → {new or 'nothing'}" for name, (old, new) in change.fields.items()
        )
        console.say(f"  line {change.line}, {change.name}: {shown}")
    _tell_more(len(report.changes) - _CHANGES_SHOWN, "changes")
    for bad in report.bad[:_BAD_ROWS_SHOWN]:
        console.warn(f"  {bad}")
    _tell_more(len(report.bad) - _BAD_ROWS_SHOWN, "bad rows")


def _tell_more(more: int, what: str) -> None:
    if more > 0:
        console.say(f"  and {more} more {what} (--json lists all)")
