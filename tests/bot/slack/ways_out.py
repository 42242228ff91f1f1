"""What stands around Slack's way out when it is tested: a town, with no more scopes than the manifest asks for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot import wire
from bot.slack.acts import command_of, press_of
from bot.slack.calls import Workspaces
from bot.slack.files import Pictures
from bot.slack.insiders import Insiders
from bot.slack.installed import Installed
from bot.slack.manifest import scopes
from bot.slack.messenger import SlackMessenger
from bot.slack.people import People
from outreach.database import Database
from outreach.events import Action, Command, Event, Place, PlaceKind
from outreach.ports import Asker
from tests.bot.slack.ways_in import settings_for
from tests.fakes import FakeClock
from tests.platforms.slack.outbox import Delivery
from tests.platforms.slack.reading import words_of
from tests.platforms.slack.records import Json
from tests.platforms.slack.server import Slack, running
from tests.platforms.slack.town import NOW, build_town
from tests.platforms.slack.workspace import HOME

PRIYA, LEONIE, GUS, DANA = "U0PRIYASHAH", "U0LEONIEBRANDT", "U0GUSGUEST", "U0DANAORTIZ"
ACME = Place("slack", HOME, "C0EXTACME", "ext-acme")
TEAM = Place("slack", HOME, "C0CSTEAM", "cs-team", "team")


class Stopwatch:
    """Real time that stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


class Out:
    """Everything that goes out, over one session."""

    def __init__(self, slack: Slack, workspaces: Workspaces, ours: Installed) -> None:
        self.slack = slack
        self.workspaces = workspaces
        self.ours = ours
        self.watch = Stopwatch()
        self.people = People(workspaces, self.watch)
        pictures, insiders = Pictures(self.watch), Insiders(workspaces, self.watch)
        self.messenger = SlackMessenger(workspaces, self.people, pictures, insiders)

    def asked(self, method: str) -> list[Json]:
        """The arguments of every call of that method, in order."""
        return [dict(call.args) for call in self.slack.called(method)]

    def said_in(self, channel: str) -> list[str]:
        return [words_of(post) for post in self.slack.copies_in(channel) if not post.is_deleted]

    def seen_by(self, person: str, channel: str) -> list[str]:
        return [words_of(post) for post in self.slack.seen_by(person, channel)]

    def direct(self, person: str, kind: PlaceKind = "direct") -> Place:
        return Place("slack", HOME, self.slack.workspace.direct(person).id, kind=kind)

    def pressed(self, delivery: Delivery) -> Asker:
        event = press_of(delivery.payload, self.ours, NOW)
        assert event is not None
        return asker_of(event)

    def typed(self, delivery: Delivery) -> Asker:
        return asker_of(command_of(delivery.payload, self.ours, NOW))


def asker_of(event: Event) -> Asker:
    """As replies make one of what somebody did."""
    assert isinstance(event, Action | Command)
    ref = event.ref if isinstance(event, Action) else None
    return Asker(event.place, event.actor.external_id, event.answer_to, ref)


@asynccontextmanager
async def going_out(folder: Path, *, enterprise: str | None = None) -> AsyncIterator[Out]:
    town = build_town(FakeClock(NOW), enterprise=enterprise)
    town.home.scopes = set(scopes())
    database = Database(f"sqlite:///{folder / 'unused.db'}")
    async with running(town) as slack, wire.session() as session:
        workspaces = Workspaces(settings_for(slack), database, None, session)
        yield Out(slack, workspaces, await workspaces.only())
    await database.close()
