"""ROUTES: everything a person can make the bot do, who may, and which file does it. One module of rows per subject."""

from collections.abc import Sequence

from content.pages.help import CommandLine
from handlers.commands.help import showing
from handlers.routes import clocks, complaints, everyday, listening, notices, promises, replies, requests, terms, themes
from handlers.routing import Kind, MenuEntry, Route, command
from handlers.work import STAFF, Usage

__all__ = ["ROUTES", "SHORTCUTS", "Kind", "MenuEntry", "Route", "usages"]

# In the order of the menu. The platforms' manifests say the same.
SHORTCUTS: tuple[MenuEntry, ...] = (
    MenuEntry("share", "Share this", "Put what this message links to into the library, as a draft worth sharing"),
    MenuEntry("log", "Log this", "Put this message on record as a contact with its account"),
    MenuEntry("ask", "Ask for this", "Note this message as something its account has asked for"),
)


def usages() -> Sequence[CommandLine]:
    """Every command as help and the platforms' manifests list it."""
    return [
        CommandLine(route.name, route.usage.shape, route.usage.summary, route.usage.examples)
        for route in ROUTES
        if route.usage is not None
    ]


ROUTES: tuple[Route, ...] = (
    *everyday.ROWS,
    *requests.ROWS,
    *replies.ROWS,
    *complaints.ROWS,
    *promises.ROWS,
    *themes.ROWS,
    *notices.ROWS,
    *terms.ROWS,
    *listening.ROWS,
    *clocks.ROWS,
    command("help", showing(usages), Usage("help [COMMAND]", "This list, or one command in full", ("help share",))),
    Route("action", "help.open", showing(usages), STAFF),
)
