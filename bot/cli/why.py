"""`why`: what one account heard from us, what comes, and what was held back by which rule."""

from typing import Annotated

import typer

from bot.cli import console
from bot.cli.running import DONE, DemoOption, JsonOption, with_core
from bot.core import Core
from handlers.explaining import explain, explain_as_json
from outreach.book import names

AccountArgument = Annotated[str, typer.Argument(help="Its name, or enough of it.")]


def why(account: AccountArgument, as_json: JsonOption = False, demo: DemoOption = False) -> None:
    """Explain one account: what was sent, what is next and when, what was held back and by which rule."""

    async def run(core: Core) -> int:
        now = core.clock.now()
        async with core.database.reading() as session:
            found = await names.account(session, account)
            if as_json:
                console.say_json(await explain_as_json(session, found, now, core.house))
            else:
                console.say((await explain(session, found, now, core.house)).fallback)
        return DONE

    with_core(run, demo=demo)
