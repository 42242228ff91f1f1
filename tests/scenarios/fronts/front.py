"""A platform as people use it: they type, press, fill in and look, and what they see is told in plain words."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.app import App
from bot.connection import Connection
from bot.playground.chat import Chat
from outreach.database import Session
from outreach.events import Change
from tests.scenarios.fronts import book

# Where nobody but the two of them reads: their conversation with the bot.
DIRECT = "direct"
ShortcutName = Literal["share", "log", "ask"]


class NotThere(AssertionError):
    """What somebody wanted to press or read is not before their eyes."""


@dataclass(frozen=True)
class Seen:
    """What somebody reads, one line each, and what they can press, in reading order; a select with its options.

    What belongs to the platform and not to the message (who speaks, bullets, where a picture stands) is left out.
    """

    lines: tuple[str, ...]
    labels: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return "\n".join(self.lines)

    def __str__(self) -> str:
        return "\n".join([*self.lines, *(f"[{label}]" for label in self.labels)])


@dataclass(frozen=True)
class Public:
    """A message that customers read; `author` is the person in whose name it stands, or us."""

    author: str
    seen: Seen


@dataclass(frozen=True)
class Shown:
    """`handle` is the platform's own thing, which can be pressed on."""

    seen: Seen
    handle: object


def lines_of(*texts: str) -> tuple[str, ...]:
    """Line by line, without what is empty."""
    return tuple(line for text in texts for each in text.splitlines() if (line := " ".join(each.split())))


def choice_label(label: str, options: Sequence[str]) -> str:
    """Options as far as every platform shows them."""
    return f"{label} ({' / '.join(option[:60] for option in options)})"


class Front(ABC):
    """One platform. People and channels go by their names in the book.

    Every deed returns when the app has handled it and answered.
    """

    platform: str
    app: App
    # The people and channels of the book that have their place here; a mixed book has some elsewhere.
    here: frozenset[str] = frozenset((*book.COLLEAGUES, *book.CHANNELS, *book.OURS))

    def __init__(self) -> None:
        self._known: dict[str, Mapping[str, Shown]] = {}
        self._newest: dict[str, Shown] = {}

    # Putting it together

    @property
    def connection(self) -> Connection | None:
        """None for the playground, whose messenger the app makes from `chat`."""
        return None

    @property
    def chat(self) -> Chat | None:
        return None

    @abstractmethod
    async def seat(self, session: Session) -> None:
        """Gives the people and channels of the book their addresses on this platform."""

    @abstractmethod
    async def meet(self, app: App) -> None:
        """From now on what people do is told to this app."""

    # What people do

    @abstractmethod
    async def types(self, who: str, words: str, where: str = DIRECT) -> None:
        """A command, as people type it there, seen by nobody else."""

    @abstractmethod
    async def says(self, who: str, where: str, words: str, thread: object = None, *, mention: bool = False) -> object:
        """Returns the message, to be answered, edited or chosen."""

    async def presses(self, who: str, label: str, choice: str | None = None) -> None:
        """The button or select of that name in the newest that they see."""
        await self._press(who, await self._with(who, label), label, choice)

    @abstractmethod
    async def _press(self, who: str, shown: Shown, label: str, choice: str | None) -> None: ...

    @abstractmethod
    async def fills(self, who: str, **answers: str) -> None:
        """The open form, by the names of its questions; what is left out keeps what stood there."""

    @abstractmethod
    async def questions(self, who: str) -> frozenset[str]:
        """What the open form asks, by name; nothing where none is open."""

    @abstractmethod
    async def dismisses(self, who: str) -> None:
        """Closes whatever form stands open before them."""

    @abstractmethod
    async def chooses(self, who: str, name: ShortcutName, said: object) -> None:
        """A message, and what to do with it."""

    @abstractmethod
    async def reacts(self, who: str, where: str, emoji: str) -> None:
        """To the newest message of ours in that channel."""

    @abstractmethod
    async def edits(self, who: str, said: object, words: str) -> None: ...

    @abstractmethod
    async def deletes(self, who: str, said: object) -> None: ...

    @abstractmethod
    async def opens_home(self, who: str) -> None: ...

    @abstractmethod
    async def installs(self, who: str) -> None: ...

    @abstractmethod
    async def befalls(self, where: str, change: Change, *, name: str = "", company: str = "") -> None:
        """A channel's own life. `company`: with whom it is shared, or no longer."""

    # What people see

    async def news(self, who: str) -> list[Seen]:
        """What they were shown since they last looked, the newest last."""
        before = self._known.get(who, {})
        now = await self._visible(who)
        fresh = [shown for key, shown in now.items() if key not in before or before[key].seen != shown.seen]
        self._known[who] = now
        if fresh:
            self._newest[who] = fresh[-1]
        return [shown.seen for shown in fresh]

    async def sees(self, who: str) -> Seen:
        """The newest thing that they were shown."""
        await self.news(who)
        if who not in self._newest:
            raise NotThere(f"{who} was shown nothing yet")
        return self._newest[who].seen

    @abstractmethod
    async def _visible(self, who: str) -> Mapping[str, Shown]:
        """Everything of ours that stands before their eyes, oldest first; a form that is open comes last."""

    @abstractmethod
    async def public(self, where: str) -> list[Public]:
        """What customers read of us in that channel, oldest first."""

    def copies_in(self, where: str) -> int:
        """How many messages of ours ever stood in that channel, those included that are gone."""
        raise NotThere("nobody counts here yet")

    def pictures_of(self, who: str) -> list[bytes]:
        """The first bytes of each picture that was ever sent to them, as the platform has it."""
        raise NotThere("nobody asked for pictures here yet")

    async def _with(self, who: str, label: str) -> Shown:
        """The newest that they see, which has to have it: nobody here scrolls back."""
        await self.news(who)
        newest = self._newest.get(who)
        if newest is None or not any(_is_called(label, one) for one in newest.seen.labels):
            raise NotThere(f"{who} sees no “{label}”. The newest they see:\n{newest.seen if newest else 'nothing'}")
        return newest


def _is_called(label: str, control: str) -> bool:
    return control == label or control.startswith(f"{label} (")


def numbered(prefix: str) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"{prefix}-{number:08}"
