"""What the playground needs from the app that shows it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.playground.chat import Chat
from bot.playground.directory import Person, Room
from outreach.events import Event


@dataclass(frozen=True)
class LedgerLine:
    """One line of what happened and why. `who` is whom it concerns or who did it; `due_at` when it goes out, or is
    looked at again, told in `zone`."""

    at: datetime
    state: str
    title: str
    why: str
    who: str
    kind: Literal["touch", "decision", "delivery"]
    due_at: datetime | None = None
    zone: str | None = None


class MovableClock(Protocol):
    """Business time that can be moved forward, never back."""

    def now(self) -> datetime: ...

    async def jump(self, to: datetime) -> None:
        """Returns once everything due until then is done; `now` advances meanwhile."""
        ...


@dataclass(frozen=True)
class Playground:
    """`receive` returns when the event is handled; `ledger` takes an account's name, or None for everybody;
    `next_at` is the next moment at which anything is due; `commands` are (usage, summary), usage without the
    command word; `shortcuts` are (name, label) in the menu of a message; `zone` is the home time zone."""

    chat: Chat
    receive: Callable[[Event], Awaitable[None]]
    people: Callable[[], Awaitable[Sequence[Person]]]
    channels: Callable[[], Awaitable[Sequence[Room]]]
    ledger: Callable[[str | None], Awaitable[Sequence[LedgerLine]]]
    clock: MovableClock
    next_at: Callable[[], Awaitable[datetime | None]]
    zone: str
    shortcuts: Sequence[tuple[str, str]] = ()
    command: str = "/cs"
    commands: Sequence[tuple[str, str]] = ()
    product: str = "Concierge"
    mode: str = "Playground"
