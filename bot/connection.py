"""What a platform's folder gives the app that puts it in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from starlette.routing import BaseRoute

from outreach.events import Action, Event
from outreach.messages import Message
from outreach.ports import Messenger
from scheduler.lanes.pacing import Pace


@dataclass(frozen=True)
class Refusal:
    """Why a form was not taken, and beside which of its inputs that is said; without one, where the platform says it
    of the whole form."""

    words: str
    field: str = ""


class Receiver(Protocol):
    """Where events go. Each is committed before anything else is done about it, and acts once."""

    async def take(self, event: Event) -> None:
        """Returns once it is committed, so that the platform may be thanked; it is handled soon after."""
        ...

    async def receive(self, event: Event) -> None:
        """Returns once it is handled and answered."""
        ...

    async def submit(self, event: Event) -> Refusal | None:
        """Returns once it is handled: why it was refused, for the form to say, which then stays open."""
        ...

    async def look(self, event: Action) -> Message | None:
        """What the page behind this action shows its reader now; None where there is none for them.

        Nothing is kept or written: the platform asks by itself, and the person did nothing.
        """
        ...


class Connection(Protocol):
    """One platform that is on, with its way out and its ways in."""

    @property
    def messenger(self) -> Messenger: ...

    @property
    def pace(self) -> Pace: ...

    async def workspaces(self) -> Collection[str]:
        """Our installations: where colleagues may be looked for. Raises a DeliveryProblem when it cannot be asked."""
        ...

    def routes(self, receiver: Receiver) -> Sequence[BaseRoute]:
        """Its ways in over HTTP."""
        ...

    async def run(self, receiver: Receiver) -> None:
        """Whatever else must go on while we run, until cancelled; it may have nothing to do."""
        ...

    async def close(self) -> None: ...
