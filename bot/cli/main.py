"""All verbs, in one place."""

import typer

from bot.cli.content import content
from bot.cli.deliver import deliver
from bot.cli.demo import demo
from bot.cli.digest import digest
from bot.cli.doctor import doctor
from bot.cli.feeds import feeds
from bot.cli.imports import import_
from bot.cli.manifest import manifest
from bot.cli.migrate import migrate
from bot.cli.plan import plan
from bot.cli.running import EXIT_CODES, examples
from bot.cli.serve import serve
from bot.cli.simulate import simulate
from bot.cli.why import why

app = typer.Typer(
    name="python -m bot",
    help="Concierge: reaches out to customers before they have to ask.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command(epilog=examples("demo", "demo --fresh"))(demo)
app.command(epilog=examples("serve"))(serve)
app.command(epilog=examples("migrate"))(migrate)
app.command("import", epilog=examples("import accounts companies.csv --dry-run", "import contacts people.csv"))(import_)
app.add_typer(feeds, name="feeds")
app.add_typer(content, name="content")
app.command(epilog=examples("plan --dry-run", "plan --at 2026-11-25T09:00 --dry-run --json"))(plan)
app.command(epilog=examples("deliver", "deliver --demo --at 2026-11-25T10:00"))(deliver)
app.command(epilog=examples("digest --for Marco --print", "digest"))(digest)
app.command(epilog=examples("why acme", "why acme --json"))(why)
app.command(epilog=examples("simulate --days 30", 'simulate --days 90 --customers "answer 0.3" --csv rows.csv'))(
    simulate
)
app.add_typer(manifest, name="manifest")
app.command(epilog=examples("doctor", "doctor --json"))(doctor)


def main() -> None:
    app()
