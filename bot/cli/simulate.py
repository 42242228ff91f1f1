"""`simulate`: the coming weeks under a made-up clock."""

from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot import seating
from bot.cli import console
from bot.cli.running import DONE, BadUsage, DemoOption, JsonOption, read_moment, with_core
from bot.core import Core
from scheduler.simulation import Assumptions, SimulationReport
from scheduler.simulation import simulate as walk

_SHOWN = 60

DaysOption = Annotated[int, typer.Option("--days", min=1, max=366, help="How many days to walk through.")]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="The first day, at home midnight; by default now.")
]
CsvOption = Annotated[Path | None, typer.Option("--csv", dir_okay=False, help="Write every row to this file.")]
CsmOption = Annotated[Literal["approves", "ignores"], typer.Option("--csm", help="What CSMs do with proposals.")]
CustomersOption = Annotated[
    str,
    typer.Option("--customers", metavar='"silent"|"answer P"', help="Or answer a share P of messages, such as 0.3."),
]


def simulate(  # noqa: PLR0913 - each is an option of the verb
    days: DaysOption = 30,
    start: FromOption = None,
    csv: CsvOption = None,
    csm: CsmOption = "approves",
    customers: CustomersOption = "silent",
    as_json: JsonOption = False,
    demo: DemoOption = False,
) -> None:
    """Show what would go to whom and when over the coming days, and how often each rule held something back.

    The real planner, rules and lanes run under a made-up clock on a throw-away copy; nothing is sent or changed.
    How people act is assumed, and the assumptions are printed.
    """

    if csv is not None and not csv.parent.is_dir():
        raise BadUsage(f"There is no folder {csv.parent} to write {csv.name} into: make it first, or choose another.")

    async def run(core: Core) -> int:
        assumptions = Assumptions(csm=csm, answers=read_share(customers))
        begin = _first_moment(core, start)
        await seating.stock(core)
        with console.progress("Simulating", 1.0) as report_share:
            found = await walk(
                core.database,
                core.planning,
                core.digesting,
                begin,
                days,
                assumptions,
                lambda words, share: report_share(share if words == "walking" else 0),
            )
        if csv is not None:
            _write(found, csv)
        if as_json:
            console.say_json(asdict(found))
        else:
            _tell(found)
        return DONE

    with_core(run, demo=demo)


def read_share(customers: str) -> float:
    """`silent` to 0, `answer 0.3` to 0.3. Raises BadUsage."""
    verb, _, share = customers.strip().replace("=", " ").replace(":", " ").partition(" ")
    if verb == "silent" and not share:
        return 0.0
    try:
        answers = float(share)
    except ValueError:
        answers = -1
    if verb != "answer" or not 0 <= answers <= 1:
        raise BadUsage(f'--customers {customers} is not understood: write silent, or "answer 0.3".')
    return answers


def _first_moment(core: Core, start: str | None) -> datetime:
    now = core.clock.now()
    if start is None:
        return now
    moment = read_moment(start, core.settings.home_timezone)
    if moment < now - timedelta(days=1):
        raise BadUsage(f"{start} is over: a simulation begins today or later.")
    return max(moment, now)


def _write(found: SimulationReport, file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        found.write_csv(out)
    console.note(f"{len(found.contacts)} rows written to {file}.")


def _tell(found: SimulationReport) -> None:
    console.say(f"{found.start:%d %b %Y} to {found.end:%d %b %Y}. Assumed: {found.assumptions}.")
    console.show_table(
        ("When, there", "Zone", "Account", "For", "Where", "What", "Why"),
        [
            (row.local_time, row.zone, row.account, row.contact, row.channel, row.what, row.why)
            for row in found.contacts[:_SHOWN]
        ],
    )
    if len(found.contacts) > _SHOWN:
        console.say(f"and {len(found.contacts) - _SHOWN} more; --csv FILE writes them all.")
    console.say(
        f"{len(found.contacts)} contacts · {found.digests} mornings and digests · {found.undecided} proposals nobody "
        f"decided · {found.missed} missed · {found.waiting} still waiting at the end"
    )
    console.say("Held back, in accounts per rule:")
    for words, count in found.held:
        console.say(f"  {count} × {words}")
    console.say("Contacts per week:")
    for week in found.weeks:
        console.say(f"  week of {week.starts_on}: {week.contacts}, {sum(week.held.values())} held back")
