"""What killing the dispatcher does to messages, beside ways that get it wrong: `python -m benchmarks.crash`."""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from rich.box import SIMPLE
from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.crash.duel import Duel, run_against_a_sleepwalker, run_duel
from tests.crash.trial import Outcome, Trial, run_trial

ABOUT = "Kills the dispatcher at every step of sending and counts, on the platform's side, what came twice or never."
Rows = Iterator[tuple[str, bool, Callable[[], Outcome]]]


def rows(trial: Trial, folder: Path) -> Rows:
    """What is measured, whether it must be clean, and how it is run. Each has a database of its own."""

    def fresh(number: int) -> Trial:
        return replace(trial, url=f"sqlite:///{folder / f'{number}.db'}")

    yield "Concierge", True, lambda: run_trial(fresh(1))
    yield "… accepted after time-out", True, lambda: run_trial(fresh(2).with_slow_accepts())
    yield "… two workers, paused", True, lambda: run_duel(Duel(fresh(3), stops=max(trial.kills // 4, 1)))
    yield "control: resends blindly", False, lambda: run_trial(replace(fresh(4), strategy="at-least-once"))
    yield "control: never resends", False, lambda: run_trial(replace(fresh(5), strategy="at-most-once"))
    yield "control: looks at once", False, lambda: run_trial(fresh(6).with_slow_accepts(timedelta(), share=5))
    yield "control: ignores its lease", False, lambda: run_against_a_sleepwalker(fresh(7))


def add_row(table: Table, name: str, must_be_clean: bool, outcome: Outcome) -> None:
    is_clean = (outcome.duplicates, outcome.lost, outcome.out_of_order) == (0, 0, 0)
    table.add_row(
        name,
        f"{sum(outcome.killed.values())}",
        f"{sum(number for fault, number in outcome.faults.items() if fault not in ('none', 'looks')):,}",
        f"{outcome.faults.get('looks', 0):,}",
        f"[bold]{outcome.duplicates:,}[/]",
        f"[bold]{outcome.lost:,}[/]",
        f"{outcome.out_of_order:,}",
        f"{outcome.states.get('unknown', 0):,}",
        f"{outcome.seconds:,.0f}",
        "[green]yes[/]" if is_clean == must_be_clean else "[red]NO[/]",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=ABOUT)
    parser.add_argument("--sends", type=int, default=1000, help="messages in each row")
    parser.add_argument(
        "--kills", type=int, default=28, help="deaths in each row, or pauses where there are two workers"
    )
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    trial = Trial("", sends=given.sends, kills=given.kills, seed=given.seed)
    table = Table(title=f"{given.sends:,} messages each, seed {given.seed}, SQLite", box=SIMPLE)
    table.add_column(no_wrap=True)
    for column in ("kills", "mishaps", "looks", "twice", "lost", "disorder", "unknown", "s", "as due"):
        table.add_column(column, justify="right", no_wrap=True)
    with tempfile.TemporaryDirectory() as folder:
        planned = list(rows(trial, Path(folder)))
        for name, must_be_clean, run in track(planned, "Killing", transient=True, console=Console(stderr=True)):
            add_row(table, name, must_be_clean, run())
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
