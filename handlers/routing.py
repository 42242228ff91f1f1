"""What a row of ROUTES is: something a person can make the bot do, who may, and which function does it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from handlers.work import NOBODY, STAFF, Audience, Outcome, Usage, Work
from outreach.messages import Message

Kind = Literal["command", "action", "shortcut", "form", "event"]


@dataclass(frozen=True)
class Route:
    """One row. `audience` is nobody unless the row says otherwise; of several rows of a kind and name, the first that
    admits the person counts. `usage` belongs to commands. `look` draws the page that an action opens for whoever only
    looks at it again: it reads, and writes nothing."""

    kind: Kind
    name: str
    handler: Callable[[Work], Awaitable[Outcome]]
    audience: Audience = NOBODY
    usage: Usage | None = None
    look: Callable[[Work], Awaitable[Message]] | None = None


@dataclass(frozen=True)
class MenuEntry:
    """How a row of kind "shortcut" reads in the menu of every message; `name` is the row's."""

    name: str
    label: str
    summary: str


def command(name: str, handler: Callable[[Work], Awaitable[Outcome]], usage: Usage) -> Route:
    """What staff type."""
    return Route("command", name, handler, STAFF, usage)
