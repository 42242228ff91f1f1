"""`digest`: morning lists and managers' digests."""

from typing import Annotated

import typer

from bot.cli import console
from bot.cli.running import DONE, AtOption, BadUsage, DemoOption, at_moment, with_core
from bot.core import Core
from outreach.book import names
from outreach.database import Session
from outreach.models.book import Teammate
from outreach.store import teammates
from scheduler.digests import compose, write_due

ForOption = Annotated[str | None, typer.Option("--for", metavar="NAME", help="One reader; with --print only.")]
PrintOption = Annotated[bool, typer.Option("--print", help="Print how it reads now; write and send nothing.")]


def digest(
    reader: ForOption = None, at: AtOption = None, to_print: PrintOption = False, demo: DemoOption = False
) -> None:
    """Write the morning lists and digests that are due, once per reader and local date; or print them.

    What is written leaves with the next delivery.
    """

    async def run(core: Core) -> int:
        core = at_moment(core, at, dry_run=to_print)
        if to_print:
            async with core.database.reading() as session:
                for each in await _readers(session, reader):
                    await _print(session, core, each)
            return DONE
        if reader is not None:
            raise BadUsage("--for chooses whose digest is shown: add --print.")
        written = await write_due(core.database, core.digesting, core.clock.now())
        console.say(f"{written} written.")
        return DONE

    with_core(run, demo=demo)


async def _readers(session: Session, name: str | None) -> list[Teammate]:
    if name is not None:
        return [await names.teammate(session, name)]
    return list(await teammates.all_teammates(session))


async def _print(session: Session, core: Core, reader: Teammate) -> None:
    message = await compose(session, reader, core.digesting, core.clock.now())
    console.say(f"# {reader.name}")
    console.say(message.fallback if message else "Nothing to say.")
    console.say()
