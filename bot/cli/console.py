"""Where verbs write: results to stdout, everything about the run to stderr."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

# Through a pipe a row is one line, for whoever searches it.
_WIDE = 240

# Made when used: tests and pipes exchange the streams.
Report = Callable[[float], None]


def out() -> Console:
    return Console(soft_wrap=True, highlight=False)


def err() -> Console:
    return Console(stderr=True, soft_wrap=True, highlight=False)


def say(line: str = "") -> None:
    """Literal text: what stands in square brackets is no markup."""
    out().print(escape(line))


def note(line: str) -> None:
    err().print(escape(line), style="dim")


def complain(line: str) -> None:
    err().print(escape(line), style="bold red")


def warn(line: str) -> None:
    err().print(escape(line), style="yellow")


def say_json(value: object) -> None:
    """Dates and whatever else JSON does not know are written as text."""
    out().print(json.dumps(value, ensure_ascii=False, indent=2, default=str), markup=False)


def show_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDE
    console.print(table)


@contextmanager
def progress(label: str, total: float | None = None) -> Iterator[Report]:
    """A bar on a terminal's stderr, gone when done; nothing at all in pipes. It is told how far things are."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, completed=done)
