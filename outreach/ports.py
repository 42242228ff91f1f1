"""The few things Concierge needs from the outside, as the inside sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from outreach.events import Place
from outreach.messages import Form, Message


class Clock(Protocol):
    """Business time. Leases, pacing, settling and signatures use real time instead."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...


@dataclass(frozen=True)
class Author:
    """In whose name a message stands. `picture` is an https address; how a platform shows it is its own affair."""

    name: str
    picture: str | None = None


@dataclass(frozen=True)
class Outgoing:
    """One write. `delivery_id` is opaque and travels with the message where the platform can carry it.

    `attachments` holds the bytes of images named `attachment:NAME` in the message.
    """

    delivery_id: str
    place: Place
    message: Message
    author: Author | None = None
    attachments: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Posted:
    """The platform's own reference of a message that stands there, enough to update or delete it."""

    ref: str


class Messenger(Protocol):
    """One platform's way out. Every write either returns or raises a `DeliveryProblem` that says what is known.

    RateLimited and NotReached: certainly not done. Refused: certainly not done, and pointless to repeat.
    Unclear (and any other exception): perhaps done. A write is attempted exactly once per call.
    """

    @property
    def platform(self) -> str: ...

    @property
    def can_find(self) -> bool:
        """Whether `find` is dependable, so that an unclear post may be settled without asking a person."""
        ...

    async def post(self, outgoing: Outgoing) -> Posted: ...

    async def update(self, outgoing: Outgoing, ref: str) -> None:
        """Repeating it is harmless."""
        ...

    async def delete(self, place: Place, ref: str) -> None:
        """Repeating it is harmless: deleting what is gone succeeds."""
        ...

    async def find(self, delivery_id: str, place: Place, since: datetime) -> Posted | None:
        """Looks once for a post that carries this id, made at or after `since`; raises when it could not look."""
        ...

    async def whisper(self, place: Place, to: str, message: Message) -> None:
        """Answers one member of staff (their external id), privately, where they are. Best effort."""
        ...

    async def open_form(self, opens: str, to: str, place: Place, form: Form) -> None:
        """Shows a form to the person who just acted; `opens` is what their event carried."""
        ...
