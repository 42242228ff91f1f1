"""Who acts, and what they do: events as the playground would bring them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count

from outreach.database import Session
from outreach.events import Action, Actor, ChannelMessage, Command, Event, FormSubmitted, Place
from outreach.models.book import Contact, Teammate
from outreach.store import identities

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOME, AWAY = "home", "customers"
SHARED = Place("playground", "slack", "C1", "ext-acme")
DIRECT = Place("playground", HOME, "dm:T1", "Priya", kind="direct")

PRIYA = Actor("playground", HOME, "T1", "Priya", is_home=True)
MARCO = Actor("playground", HOME, "T2", "Marco", is_home=True)
NADIA = Actor("playground", HOME, "T3", "Nadia", is_home=True)
DANA = Actor("playground", AWAY, "C1", "Dana")
STRANGER = Actor("playground", AWAY, "C99", "Somebody")

_numbers = count(1)


def key() -> str:
    return f"event-{next(_numbers)}"


def command(text: str, by: Actor = PRIYA, at: Place = DIRECT) -> Command:
    return Command(key(), NOW, by, at, text, opens="opens-1")


def press(action: str, by: Actor = PRIYA, at: Place = DIRECT, **values: str) -> Action:
    return Action(key(), NOW, by, at, action, values, ref="5", opens="opens-1")


def submit(action: str, by: Actor = PRIYA, at: Place = DIRECT, values: Mapping[str, str] | None = None) -> Event:
    return FormSubmitted(key(), NOW, by, at, action, values or {})


def message(text: str, by: Actor = DANA, at: Place = SHARED, *, mentions_us: bool = False) -> ChannelMessage:
    return ChannelMessage(key(), NOW, by, at, text, ref="7", mentions_us=mentions_us)


async def let_in(session: Session, actor: Actor, person: Teammate | Contact) -> None:
    user = await identities.ensure(session, actor.platform, actor.workspace, actor.external_id, actor.name)
    if isinstance(person, Teammate):
        await identities.bind_teammate(session, user, person.id or 0)
    else:
        await identities.bind_contact(session, user, person.id or 0)
