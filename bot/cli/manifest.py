"""`manifest`: what Slack and Teams are given to create the app from."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import console
from bot.cli.running import DONE, BadUsage, examples, finish, start
from bot.slack.manifest import manifest as slack_manifest
from bot.teams.manifest import manifest as teams_manifest
from bot.teams.manifest import package
from handlers.routes import usages

manifest = typer.Typer(no_args_is_help=True, help="What Slack and Teams create the app from.")

SocketOption = Annotated[
    bool, typer.Option("--socket-mode", help="Events come over Socket Mode; so it is anyway with SLACK_APP_TOKEN.")
]
SlashOption = Annotated[
    bool, typer.Option("--slash", help="Commands behind a slash as well (manifest 1.29; not in every tenant yet).")
]
OutOption = Annotated[Path | None, typer.Option("--out", dir_okay=False, help="Write to this file instead.")]
ZipOption = Annotated[Path, typer.Option("--out", dir_okay=False, help="The zip to write.")]


@manifest.command(epilog=examples("manifest slack", "manifest slack --socket-mode --out slack.json"))
def slack(socket_mode: SocketOption = False, out: OutOption = None) -> None:
    """Print the manifest for Slack's “Create an app from a manifest”."""

    async def run() -> int:
        settings = start()
        over_sockets = socket_mode or settings.slack_app_token is not None
        described = slack_manifest(settings, usages(), over_sockets=over_sockets)
        if out is None:
            console.say_json(described)
        else:
            _write(out, f"{json.dumps(described, ensure_ascii=False, indent=2)}\n".encode())
        console.note("Paste it at https://api.slack.com/apps under “Create New App”, “From a manifest”.")
        return DONE

    finish(run)


@manifest.command(epilog=examples("manifest teams", "manifest teams --out concierge.zip --slash"))
def teams(slash: SlashOption = False, out: ZipOption = Path("concierge-teams.zip")) -> None:
    """Write the app package for Teams: a zip with manifest and icons."""

    async def run() -> int:
        _write(out, package(teams_manifest(start(), usages(), with_slash=slash)))
        console.note("Load it in Teams: Apps, “Manage your apps”, “Upload an app”, “Upload a custom app”.")
        console.note(
            "Where that is missing, a Teams administrator has to allow custom apps, or upload it for everybody."
        )
        return DONE

    finish(run)


def _write(path: Path, held: bytes) -> None:
    try:
        path.write_bytes(held)
    except OSError as problem:
        raise BadUsage(f"{path} cannot be written ({problem.strerror}): choose another place with --out.") from None
    console.note(f"Written: {path}")
