"""Slack under the contract, over our fake of it, with no more scopes than the manifest asks for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from bot import wire
from bot.settings import Settings
from bot.slack.answers import Opens, encode
from bot.slack.calls import Workspaces
from bot.slack.manifest import scopes
from bot.slack.messenger import SlackMessenger
from bot.slack.people import People
from outreach.database import Database
from outreach.events import Actor, Place
from tests.contracts.platform import NOW, Seen, Stumble
from tests.fakes import FakeClock
from tests.platforms.slack import faults
from tests.platforms.slack.reading import words_of
from tests.platforms.slack.records import Post
from tests.platforms.slack.server import Slack, running
from tests.platforms.slack.town import ACME
from tests.platforms.slack.workspace import HOME, Workspace

_NOWHERE = "http://127.0.0.1:1/api/"
_FAULTS = {
    "rate_limited": faults.LIMITED,
    "unclear_before": faults.DROP_BEFORE,
    "unclear_after": faults.DROP_AFTER,
}


class SlackPlatform:
    place = Place("slack", HOME, "C0EXTACME", "ext-acme", "shared")
    longest = 40_000

    def __init__(self, slack: Slack, workspaces: Workspaces) -> None:
        self.slack = slack
        self.messenger = SlackMessenger(workspaces, People(workspaces))
        self._workspaces = workspaces

    async def public(self) -> list[Seen]:
        return [self._seen(post) for post in self.slack.copies_in("ext-acme")]

    def _seen(self, post: Post) -> Seen:
        shown = [str(block["slack_file"]["id"]) for block in post.blocks if "slack_file" in block]
        return Seen(
            post.ts,
            post.metadata["event_payload"]["id"] if post.metadata else None,
            words_of(post),
            (post.username or "Concierge").removesuffix(" via Concierge"),
            tuple(self.slack.workspace.files[file].content for file in shown),
            post.is_deleted,
            post.thread_ts,
        )

    async def seen_by(self, person: str) -> list[str]:
        places = (self.slack.workspace.channel("ext-acme"), self.slack.workspace.direct(person))
        return [words_of(post) for place in places for post in self.slack.seen_by(person, place)]

    async def page_of(self, person: str) -> list[str]:
        page = self.slack.home_of(person)
        return [words_of(page)] if page else []

    async def opened_for(self, person: str) -> list[str]:
        modal = self.slack.modal_of(person)
        return [str(modal.content["title"]["text"])] if modal else []

    def page(self, person: str) -> Place:
        return Place("slack", HOME, person, kind="private")

    def direct(self, person: str) -> Place:
        return Place("slack", HOME, self.slack.workspace.direct(person).id, person, "direct")

    def actor(self, person: str) -> Actor:
        return Actor("slack", HOME, person, "", is_vague=True)

    async def grant(self, person: str) -> str:
        return encode(Opens(self.slack.workspace.new_trigger(person).id))

    async def lose_channel(self) -> None:
        await self.slack.archives("priya", "ext-acme")

    def stumble(self, how: Stumble) -> None:
        if how == "not_reached":
            self._workspaces.client_of(self.slack.workspace.home.token).base_url = _NOWHERE
        else:
            self.slack.faults.plan("*", _FAULTS[how])


@asynccontextmanager
async def open_slack_platform(folder: Path) -> AsyncIterator[SlackPlatform]:
    workspace = Workspace(FakeClock(NOW), scopes=scopes())
    workspace.add_team(ACME, "Acme Corp")
    for name in ("priya", "marco"):
        workspace.add_person(f"{name} at home", email=f"{name}@home.example", external_id=name)
    workspace.add_channel("ext-acme", ["priya"], connected=[ACME])
    database = Database(f"sqlite:///{folder / 'concierge.db'}")
    async with running(workspace) as slack, wire.session() as session:
        settings = Settings(slack_bot_token=SecretStr(workspace.home.token), slack_api_url=slack.base_url)
        workspaces = Workspaces(settings, database, None, session)
        # Who we are is asked once, and no mishap is planned for that.
        await workspaces.only()
        yield SlackPlatform(slack, workspaces)
    await database.close()
