"""What a person did, in words no platform owns: the only thing handlers ever see."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

PlaceKind = Literal["shared", "team", "direct"]


@dataclass(frozen=True)
class Actor:
    """Who acted, as the platform names them. `is_home` is true only when the platform vouches that they belong
    to our own workspace or tenant; unknown is false."""

    platform: str
    workspace: str
    external_id: str
    name: str
    is_home: bool = False


@dataclass(frozen=True)
class Place:
    """Where it happened. `thread` is the platform's reference of the message that leads the thread."""

    platform: str
    workspace: str
    external_id: str
    name: str = ""
    kind: PlaceKind = "shared"
    thread: str | None = None


@dataclass(frozen=True)
class Event:
    """`key` is unique per thing done: the same key twice acts once. `at` is when the platform says it happened."""

    key: str
    at: datetime
    actor: Actor
    place: Place


@dataclass(frozen=True)
class Command(Event):
    """`text` is everything behind the command word. `opens` is the platform's short-lived right to open a form."""

    text: str = ""
    opens: str | None = None


@dataclass(frozen=True)
class ChannelMessage(Event):
    """`ref` is the platform's reference of this message; `mentions_us` when the bot was addressed."""

    text: str = ""
    ref: str = ""
    mentions_us: bool = False


@dataclass(frozen=True)
class MessageChanged(Event):
    """`text` is None when the message was deleted."""

    ref: str = ""
    text: str | None = None


@dataclass(frozen=True)
class Action(Event):
    """A button or a choice. `ref` is the message it stands in."""

    action: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    ref: str | None = None
    opens: str | None = None


@dataclass(frozen=True)
class FormSubmitted(Event):
    """`values` holds the form's own values and the person's answers together; answers win."""

    action: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reaction(Event):
    ref: str = ""
    emoji: str = ""
    added: bool = True


@dataclass(frozen=True)
class ChannelChanged(Event):
    """The channel's own life: joined, left, renamed, archived, shared, unshared; `name` is its name now."""

    change: str = ""
    name: str = ""


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
    return kind(**given)
