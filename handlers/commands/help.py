"""`help [COMMAND]`: what can be typed, or one command in full."""

from collections.abc import Awaitable, Callable, Sequence

from content.pages.help import CommandLine, command_page, help_page
from content.plain_text import shorten
from handlers.arguments import arguments, first_word
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.errors import NotFound

_NAMED = 40  # characters of what was typed are repeated


def showing(commands: Callable[[], Sequence[CommandLine]]) -> Callable[[Work], Awaitable[Reply]]:
    """The handler over a table that is read when somebody asks, since it stands in that table itself."""

    async def help_with(work: Work) -> Reply:
        name = first_word(arguments(work))[0].casefold()
        if not name:
            return shown(help_page(commands(), work.house.command))
        found = next((one for one in commands() if one.name == name), None)
        if found is None:
            raise NotFound(f"I know no command “{shorten(name, _NAMED)}”. {work.house.command} help lists them all.")
        return shown(command_page(found, work.house.command))

    return help_with
