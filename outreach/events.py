"""What a person did, in words no platform owns: the only thing handlers ever see."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

Change = Literal[
    "joined",
    "left",
    "renamed",
    "archived",
    "unarchived",
    "deleted",
    "shared",
    "unshared",
    "moved",
    "invited",
    "accepted",
]
PlaceKind = Literal["shared", "team", "direct", "private"]


@dataclass(frozen=True)
class Actor:
    """Who acted, as the platform names them. `workspace` is their own, one value for everybody of our company.

    `is_home` is true only when the platform vouches that they are a full member of our company; unknown is false.
    `email` is set only when the platform vouches for it. `is_vague`: the event did not say whose person this is, so
    they are looked up before anything is believed.
    """

    platform: str
    workspace: str
    external_id: str
    name: str
    is_home: bool = False
    email: str | None = None
    is_vague: bool = False


@dataclass(frozen=True)
class Place:
    """Where it happened. `workspace` is our own installation there, and with it the lane.

    `kind`: customers may read a shared one, which is what everything is until the platform says otherwise; a team's is
    our company's alone; direct is our conversation with one person; private is seen by one person too, but cannot be
    written to later. `thread` is the platform's reference of the message that leads the thread, `reference` its own
    way to get there, which only it can read.
    """

    platform: str
    workspace: str
    external_id: str
    name: str = ""
    kind: PlaceKind = "shared"
    thread: str | None = None
    reference: str | None = None

    @property
    def is_between_us(self) -> bool:
        """Whether nobody but one person reads it."""
        return self.kind in ("direct", "private")


@dataclass(frozen=True)
class Event:
    """`key` is unique per thing done: the same key twice acts once. `at` is when the platform says it happened."""

    key: str
    at: datetime
    actor: Actor
    place: Place


@dataclass(frozen=True)
class Command(Event):
    """`text` is everything behind the command word. `opens` is the platform's short-lived right to open a form, and
    `answer_to` its short-lived way to answer this very act."""

    text: str = ""
    opens: str | None = None
    answer_to: str | None = None


@dataclass(frozen=True)
class ChannelMessage(Event):
    """`ref` is the platform's reference of this message; `mentions_us` when the bot was addressed."""

    text: str = ""
    ref: str = ""
    mentions_us: bool = False


@dataclass(frozen=True)
class MessageChanged(Event):
    """`text` is None when the message was deleted; `mentions_us` when the bot is addressed in what it says now."""

    ref: str = ""
    text: str | None = None
    mentions_us: bool = False


@dataclass(frozen=True)
class Action(Event):
    """A button or a choice. `ref` is the message it stands in; `is_private` when nobody but the presser sees that."""

    action: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    ref: str | None = None
    opens: str | None = None
    answer_to: str | None = None
    is_private: bool = False


@dataclass(frozen=True)
class Shortcut(Event):
    """Somebody chose a message and what to do with it: `name` is share, log or ask; `text` and `author` are the chosen
    message's, and `ref` its reference."""

    name: str = ""
    text: str = ""
    ref: str = ""
    author: str = ""
    opens: str | None = None
    answer_to: str | None = None


@dataclass(frozen=True)
class FormSubmitted(Event):
    """`values` holds the form's own values and the person's answers together; answers win."""

    action: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    answer_to: str | None = None


@dataclass(frozen=True)
class Reaction(Event):
    ref: str = ""
    emoji: str = ""
    added: bool = True


@dataclass(frozen=True)
class ChannelChanged(Event):
    """The channel's own life; `name` is its name now, and `becomes` its external id from now on, when it moved.

    `connected`: the foreign companies it is shared with now, by the platform's ids; None when the event does not say.
    """

    change: Change = "renamed"
    name: str = ""
    becomes: str | None = None
    connected: tuple[str, ...] | None = None


@dataclass(frozen=True)
class HomeOpened(Event):
    pass


@dataclass(frozen=True)
class Installed(Event):
    pass


KINDS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        Command,
        ChannelMessage,
        MessageChanged,
        Action,
        Shortcut,
        FormSubmitted,
        Reaction,
        ChannelChanged,
        HomeOpened,
        Installed,
    )
}


def pack(event: Event) -> dict[str, Any]:
    """A JSON-ready form that `unpack` turns back into an equal event."""
    return {**asdict(event), "kind": type(event).__name__, "at": event.at.isoformat()}


def unpack(raw: Mapping[str, Any]) -> Event:
    """Raises KeyError or TypeError for a form this version does not know."""
    given = dict(raw)
    kind = KINDS[given.pop("kind")]
    given["at"] = datetime.fromisoformat(given["at"])
    given["actor"] = Actor(**given["actor"])
    given["place"] = Place(**given["place"])
    if given.get("connected") is not None:
        given["connected"] = tuple(given["connected"])
    return kind(**given)
