"""The few things Concierge needs from the outside, as the inside sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from outreach.events import Actor, Place
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


class Sender(Protocol):
    """One platform's way out for deliveries: every write returns, or raises a `DeliveryProblem` saying what is known.

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


@dataclass(frozen=True)
class Asker:
    """One member of staff who waits for an answer: `to` is their external id. `answer_to` and `ref` are what their
    event carried: the platform's short-lived way to answer, and the message whose button they pressed."""

    place: Place
    to: str
    answer_to: str | None = None
    ref: str | None = None


@dataclass(frozen=True)
class Reached:
    """A colleague as the platform knows them, and our direct conversation with them."""

    actor: Actor
    place: Place


class Messenger(Sender, Protocol):
    """All of one platform: what is sent, and how people there are answered and known. The same errors throughout."""

    async def answer(self, asker: Asker, message: Message, *, instead: bool = False) -> None:
        """Answers privately, where they are or else between us. Best effort.

        `instead`: in place of the message whose button they pressed; asked only where nobody else reads that.
        """
        ...

    async def open_form(self, opens: str, to: str, place: Place, form: Form) -> None:
        """Shows a form to the person who just acted; `opens` is what their event carried."""
        ...

    async def show_home(self, place: Place, to: str, message: Message) -> None:
        """Puts this on the page that is theirs alone; where there is no such page, it is an answer."""
        ...

    async def identify(self, actor: Actor, place: Place) -> Actor:
        """The same person with everything the platform knows of them, who is home and who is not included.

        Raises a DeliveryProblem when it could not be asked; somebody it does not show us is not home.
        """
        ...

    async def reach(self, workspace: str, email: str) -> Reached | None:
        """Our direct conversation with the colleague who has this address, opened if need be; None when the platform
        does not know them or does not let us write first."""
        ...
