"""`feeds`: RSS and Atom feeds, whose entries become drafts."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import console
from bot.cli.running import DONE, FAILED, DemoOption, JsonOption, examples, with_core
from bot.core import Core
from content import feed_polling
from content.feed_polling import Polled

feeds = typer.Typer(no_args_is_help=True, help="RSS and Atom feeds: their entries become drafts, never more.")

SourceArgument = Annotated[str, typer.Argument(metavar="URL|FILE", help="An address, or a file of this machine.")]
TopicOption = Annotated[list[str] | None, typer.Option("--topic", help="A topic of its drafts; may be repeated.")]
DueOption = Annotated[bool, typer.Option("--due", help="Only those whose hour has come, as the scheduler does.")]


@feeds.command(epilog=examples("feeds add https://example.com/blog/feed.xml --topic onboarding", "feeds add blog.xml"))
def add(
    source: SourceArgument, topic: TopicOption = None, as_json: JsonOption = False, demo: DemoOption = False
) -> None:
    """Read a feed and keep it: what it holds becomes drafts, within the limits, and nobody is notified."""

    where = Path(source) if Path(source).is_file() else source

    async def run(core: Core) -> int:
        with console.progress(f"Reading {source}"):
            polled = await feed_polling.add_feed(core.database, where, core.clock.now(), topics=topic or ())
        return _tell([polled], as_json=as_json)

    with_core(run, demo=demo)


@feeds.command(epilog=examples("feeds poll", "feeds poll --json"))
def poll(due: DueOption = False, as_json: JsonOption = False, demo: DemoOption = False) -> None:
    """Ask every feed for what is new."""

    async def run(core: Core) -> int:
        done: list[Polled] = []
        with console.progress("Asking feeds") as report:

            def told(polled: Polled) -> None:
                done.append(polled)
                report(len(done))

            polled = await feed_polling.poll_due(core.database, core.clock.now(), everything=not due, told=told)
        return _tell(polled, as_json=as_json)

    with_core(run, demo=demo)


def _tell(polled: Sequence[Polled], *, as_json: bool) -> int:
    if as_json:
        console.say_json([asdict(each) for each in polled])
    elif not polled:
        console.say("No feed to ask. Add one: python -m bot feeds add URL")
    else:
        for each in polled:
            _tell_one(each)
    return FAILED if any(each.problem for each in polled) else DONE


def _tell_one(polled: Polled) -> None:
    if polled.problem:
        console.complain(f"{polled.feed}: {polled.problem}")
        return
    told = f"{polled.drafted} new drafts, {polled.updated} updated, {polled.noted} changed since they were approved"
    console.say(f"{polled.feed}: {told}.")
    for reason, count in polled.left_out.items():
        console.say(f"  left out: {count} {reason}")
