"""A platform under test, from behind the port: what it shows whom, and how it is made to stumble."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal, Protocol

from outreach.events import Actor, Place
from outreach.ports import Messenger
from tests import fakes

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
Stumble = Literal["rate_limited", "not_reached", "unclear_before", "unclear_after"]


@dataclass(frozen=True)
class Seen:
    """A message as everybody in the channel would see it; `words` are all that is to read there."""

    ref: str
    delivery_id: str | None
    words: str
    author: str
    pictures: tuple[bytes, ...]
    is_deleted: bool
    thread: str | None = None


class Platform(Protocol):
    """Priya and Marco are colleagues; where a platform has members, only Priya is in the channel `place`. `longest` is
    how many letters a message may have."""

    place: Place
    longest: int

    @property
    def messenger(self) -> Messenger: ...

    async def public(self) -> list[Seen]:
        """Everything that ever stood in the channel for all to see."""
        ...

    async def seen_by(self, person: str) -> list[str]:
        """The words of every message that stands before them, in the channel and in our direct conversation."""
        ...

    async def page_of(self, person: str) -> list[str]:
        """What stands on their own page, or was answered in its stead."""
        ...

    async def opened_for(self, person: str) -> list[str]:
        """The titles of the forms they were shown."""
        ...

    def page(self, person: str) -> Place: ...

    def direct(self, person: str) -> Place: ...

    def actor(self, person: str) -> Actor:
        """As an event that does not say enough names them."""
        ...

    async def grant(self, person: str) -> str:
        """The right to open a form, as their act brings it."""
        ...

    async def lose_channel(self) -> None: ...

    def stumble(self, how: Stumble) -> None:
        """At the next call."""
        ...


class FakePlatform:
    place = Place("fake", "T1", "ext-acme")
    longest = fakes.LONGEST

    def __init__(self) -> None:
        self.messenger = fakes.FakeMessenger()
        for name in ("priya", "marco"):
            known = Actor("fake", "T1", name, name, is_home=True, email=f"{name}@home.example")
            self.messenger.people[name] = known

    async def public(self) -> list[Seen]:
        return [_seen(copy) for copy in self.messenger.public if copy.place.external_id == self.place.external_id]

    async def seen_by(self, person: str) -> list[str]:
        places = (self.place.external_id, self.direct(person).external_id)
        return [
            copy.message.fallback
            for copy in self.messenger.copies
            if copy.visible_to in (None, person) and copy.place.external_id in places
        ]

    async def page_of(self, person: str) -> list[str]:
        return [page.fallback for to, page in self.messenger.homes.items() if to == person]

    async def opened_for(self, person: str) -> list[str]:
        return [opened.form.title for opened in self.messenger.opened if opened.to == person]

    def page(self, person: str) -> Place:
        return self.direct(person)

    def direct(self, person: str) -> Place:
        return replace(self.place, external_id=f"direct-{person}", kind="direct")

    def actor(self, person: str) -> Actor:
        return Actor("fake", "T1", person, "", is_vague=True)

    async def grant(self, person: str) -> str:
        return f"opens-{person}"

    async def lose_channel(self) -> None:
        self.messenger.gone.add(self.place.external_id)

    def stumble(self, how: Stumble) -> None:
        mishaps: dict[Stumble, Exception | fakes.After] = {
            "rate_limited": fakes.RATE_LIMITED,
            "not_reached": fakes.NOT_REACHED,
            "unclear_before": fakes.UNCLEAR,
            "unclear_after": fakes.after(fakes.UNCLEAR),
        }
        self.messenger.mishaps.append(mishaps[how])


def _seen(copy: fakes.Copy) -> Seen:
    return Seen(
        copy.ref,
        copy.delivery_id,
        copy.message.fallback,
        copy.author.name if copy.author else "Concierge",
        tuple(copy.attachments.values()),
        copy.is_deleted,
        copy.place.thread,
    )
