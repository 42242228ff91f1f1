"""`content check`: everything we say, read as at the start."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import console
from bot.cli.running import DONE, FAILED, JsonOption, examples, finish, start
from bot.core import CONTENT
from content import checking
from content.rendering import Renderer

content = typer.Typer(no_args_is_help=True, help="What we say: items, templates, rhythms, services and departments.")

FolderOption = Annotated[
    Path, typer.Option("--folder", exists=True, file_okay=False, help="Another content folder than the program's own.")
]


@content.command(epilog=examples("content check", "content check --json"))
def check(folder: FolderOption = CONTENT, as_json: JsonOption = False) -> None:
    """Read every item, template, rhythm, service and department, and say what is wrong with which line."""

    async def run() -> int:
        settings = start()
        found = checking.check(folder, Renderer(folder / "templates"), (settings.quiet_from, settings.quiet_until))
        if as_json:
            console.say_json({"counts": found.counts, "problems": found.problems})
        else:
            console.say(", ".join(f"{count} {what}" for what, count in found.counts.items()) + ".")
            for problem in found.problems:
                console.complain(problem)
            console.say("Everything can be used." if not found.problems else f"{len(found.problems)} to mend.")
        return FAILED if found.problems else DONE

    finish(run)
