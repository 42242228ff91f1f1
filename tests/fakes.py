"""Stand-ins for the outside: deterministic, in memory, held to the same contracts as the real ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from outreach.errors import NotReached, RateLimited, Refused, Unclear
from outreach.events import Actor, Place
from outreach.messages import Form, Message
from outreach.ports import Asker, Author, Outgoing, Posted, Reached

LONGEST = 40_000


class FakeClock:
    """Stands still until it is moved, and only moves forward."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self.set(now)

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("a clock shows aware times only")
        if now < self._now:
            raise ValueError(f"the clock stands at {self._now}, {now} lies behind it")
        self._now = now

    def advance(self, **span: float) -> datetime:
        """`advance(hours=1)`; returns the new time."""
        self.set(self._now + timedelta(**span))
        return self._now


@dataclass
class Copy:
    """One message as the fake platform keeps it; `visible_to` is set for whispers."""

    ref: str
    delivery_id: str | None
    place: Place
    message: Message
    author: Author | None = None
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    visible_to: str | None = None
    is_edited: bool = False
    is_deleted: bool = False


@dataclass(frozen=True)
class Opened:
    opens: str
    to: str
    place: Place
    form: Form


class FakeMessenger:
    """A platform in memory. `mishaps` are taken one per call, first come first: an error is raised instead of the
    deed, `after(error)` raises it behind the deed, None lets a call pass. `people` are those it knows."""

    def __init__(self, platform: str = "fake", *, can_find: bool = True) -> None:
        self.platform = platform
        self.can_find = can_find
        self.copies: list[Copy] = []
        self.opened: list[Opened] = []
        self.gone: set[str] = set()
        self.people: dict[str, Actor] = {}
        self.identified: list[str] = []
        self.homes: dict[str, Message] = {}
        self.mishaps: list[Exception | After | None] = []

    @property
    def public(self) -> list[Copy]:
        """Every message ever kept for all to see, deleted ones included."""
        return [copy for copy in self.copies if copy.visible_to is None]

    @property
    def whispers(self) -> list[Copy]:
        return [copy for copy in self.copies if copy.visible_to is not None]

    async def post(self, outgoing: Outgoing) -> Posted:
        with_mishap = self._next_mishap()
        self._admit(outgoing.place, outgoing.message)
        ref = str(len(self.copies) + 1)
        given = (outgoing.place, outgoing.message, outgoing.author, dict(outgoing.attachments))
        self.copies.append(Copy(ref, outgoing.delivery_id, *given))
        with_mishap.raise_late()
        return Posted(ref)

    async def update(self, outgoing: Outgoing, ref: str) -> None:
        with_mishap = self._next_mishap()
        self._admit(outgoing.place, outgoing.message)
        copy = self._standing(ref)
        if copy is None:
            raise Refused("message_gone", "That message is no longer there: send a new one instead.")
        copy.is_edited = copy.is_edited or copy.message != outgoing.message
        copy.message, copy.attachments = outgoing.message, dict(outgoing.attachments)
        with_mishap.raise_late()

    async def delete(self, place: Place, ref: str) -> None:
        with_mishap = self._next_mishap()
        self._admit(place)
        copy = self._standing(ref)
        if copy is not None:
            copy.is_deleted = True
        with_mishap.raise_late()

    async def find(self, delivery_id: str, place: Place, since: datetime) -> Posted | None:
        self._next_mishap().raise_late()
        carrying = (copy for copy in self.public if copy.delivery_id == delivery_id and not copy.is_deleted)
        found = next((copy for copy in carrying if copy.place.external_id == place.external_id), None)
        return Posted(found.ref) if found else None

    async def answer(self, asker: Asker, message: Message, *, instead: bool = False) -> None:
        if instead and asker.ref is not None:
            await self.update(Outgoing("", asker.place, message), asker.ref)
            return
        with_mishap = self._next_mishap()
        self._admit(asker.place, message)
        self.copies.append(Copy(str(len(self.copies) + 1), None, asker.place, message, visible_to=asker.to))
        with_mishap.raise_late()

    async def open_form(self, opens: str, to: str, place: Place, form: Form) -> None:
        with_mishap = self._next_mishap()
        if not opens or any(opened.opens == opens for opened in self.opened):
            raise Refused("form_expired", "The form could not be opened any more: press the button again.")
        self.opened.append(Opened(opens, to, place, form))
        with_mishap.raise_late()

    async def show_home(self, place: Place, to: str, message: Message) -> None:
        self._next_mishap().raise_late()
        self.homes[to] = message

    async def identify(self, actor: Actor, place: Place) -> Actor:
        self._next_mishap().raise_late()
        self.identified.append(actor.external_id)
        return self.people.get(actor.external_id, replace(actor, is_home=False, is_vague=False))

    async def reach(self, workspace: str, email: str) -> Reached | None:
        self._next_mishap().raise_late()
        found = next((one for one in self.people.values() if one.is_home and one.email == email), None)
        if found is None:
            return None
        return Reached(found, Place(self.platform, workspace, f"direct-{found.external_id}", found.name, "direct"))

    def _admit(self, place: Place, message: Message | None = None) -> None:
        if place.external_id in self.gone:
            raise Refused("channel_gone", "This channel is gone: link the account to another one.")
        if message is not None and len(message.fallback) > LONGEST:
            raise Refused("message_too_long", "The message is longer than 40,000 characters: shorten it.")

    def _standing(self, ref: str) -> Copy | None:
        return next((copy for copy in self.copies if copy.ref == ref and not copy.is_deleted), None)

    def _next_mishap(self) -> "After":
        mishap = self.mishaps.pop(0) if self.mishaps else None
        if isinstance(mishap, Exception):
            raise mishap
        return mishap or After(None)


@dataclass(frozen=True)
class After:
    """The platform does it, and then the answer goes wrong."""

    error: Exception | None

    def raise_late(self) -> None:
        if self.error is not None:
            raise self.error


def after(error: Exception) -> After:
    return After(error)


RATE_LIMITED = RateLimited(timedelta(seconds=3))
NOT_REACHED = NotReached("Nothing was sent.")
UNCLEAR = Unclear("It may have arrived.")
