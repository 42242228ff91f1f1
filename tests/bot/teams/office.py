"""An app with a handful of rows behind the doors of Teams, and a made-up Teams in front of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import httpx
from sqlmodel import select
from starlette.applications import Starlette

from bot import wire
from bot.inbox import Inbox
from bot.router import Router
from bot.teams.activity import Us
from bot.teams.answers import Answers, Shown, read_way
from bot.teams.doors import Doors
from bot.teams.formatting import render
from bot.teams.forms import form_card
from bot.teams.guard import Guard
from bot.teams.invokes import Invokes
from bot.teams.keys import SigningKeys
from bot.teams.rooms import Room, Rooms
from handlers.routes import Route
from handlers.work import ANYBODY, STAFF, House, OpenForm, Outcome, Reply, Work
from outreach.database import Database
from outreach.errors import BadInput, NotReached
from outreach.events import Actor, Event, FormSubmitted, Place
from outreach.messages import Button, Buttons, Form, Input, Message, say
from outreach.models.post import Received
from outreach.ports import Asker
from tests.bot.people import NOW
from tests.fakes import FakeClock, FakeMessenger
from tests.platforms.teams.by_hand import Town, town
from tests.platforms.teams.posts import Post
from tests.platforms.teams.server import FakeTeams, running
from tests.platforms.teams.tenant import Team
from tests.world import World

NOTE = Form("A note", "note.form", (Input("words", "Words"), Input("more", "More", optional=True)), "Save")


class Answering(FakeMessenger):
    """Answers invokes while they wait, and knows who is home."""

    def __init__(self, town: Town, answers: Answers) -> None:
        super().__init__("teams")
        self._town = town
        self._answers = answers
        self.is_out = False
        self.slow: asyncio.Event | None = None

    async def answer(self, asker: Asker, message: Message, *, instead: bool = False) -> None:
        if self.slow is not None:
            await self.slow.wait()
        if not self._answers.give(read_way(asker.answer_to).invoke, Shown(render(message, "answer").card)):
            await super().answer(asker, message)

    async def open_form(self, opens: str, to: str, place: Place, form: Form) -> None:
        way = read_way(opens)
        self._answers.keep_form("form-1", form)
        card = form_card(form, "form-1", in_dialog=way.in_dialog)
        if not self._answers.give(way.invoke, Shown(card, form.title)):
            await super().open_form(opens, to, place, form)

    async def identify(self, actor: Actor, place: Place) -> Actor:
        if self.is_out:
            raise NotReached("Teams could not be reached.")
        user = self._town.tenant.user_of(actor.external_id)
        if user is None or not user.is_listed:
            return replace(actor, is_vague=False)
        is_home = user.tenant_id == self._town.tenant.id and user.role == "user"
        return replace(actor, workspace=user.tenant_id, is_home=is_home, email=user.email, is_vague=False)


class Office:
    """An app with a handful of rows, behind the doors of Teams."""

    def __init__(self, town: Town, teams: FakeTeams, database: Database, house: House, keys: SigningKeys) -> None:
        self.town, self.teams, self.database = town, teams, database
        self.handled: list[Event] = []
        self.begun = asyncio.Event()
        self.gate: asyncio.Event | None = None
        self.is_time = False
        self.house, self.keys = house, keys
        self.start()

    def start(self, patience: float = 5.0) -> None:
        """Anew, as after a restart: nothing is remembered but the rows."""
        tenant = self.town.tenant
        self.answers = Answers()
        self.messenger = Answering(self.town, self.answers)
        rows = [
            Route("command", "note", self._handle, STAFF),
            Route("action", "note", self._handle, STAFF),
            Route("action", "note.open", self._open, STAFF),
            Route("shortcut", "log", self._open, STAFF),
            Route("form", "note.form", self._save, STAFF),
            Route("event", "ChannelMessage", self._hear, ANYBODY),
            Route("event", "ChannelChanged", self._hear, ANYBODY),
        ]
        self.real = real = FakeClock(NOW)
        self.inbox = Inbox(
            self.database, Router(rows, self.house), {"teams": self.messenger}, real, timedelta(1), real.now
        )
        guard = Guard(tenant.app_id, tenant.id, self.keys, self.teams.is_anonymous, allows_loopback=True)
        self.invokes = Invokes(self.answers, patience)
        us = Us(tenant.id, tenant.app_id)
        self.doors = Doors(guard, us, self.invokes, Rooms(self.database, self._listed, self._present), real)
        self.teams.bot = Starlette(routes=self.doors.routes(self.inbox))

    async def _handle(self, work: Work) -> Outcome:
        self.handled.append(work.event)
        self.begun.set()
        if self.gate is not None:
            await self.gate.wait()
        return Reply(say("Noted."))

    async def _open(self, work: Work) -> Outcome:
        self.handled.append(work.event)
        return OpenForm(NOTE)

    async def _save(self, work: Work) -> Outcome:
        assert isinstance(work.event, FormSubmitted)
        if work.event.values["words"] == "bad" or (work.event.values["words"] == "early" and not self.is_time):
            raise BadInput("That is no note.", field="words")
        self.handled.append(work.event)
        return None if work.event.values["words"] == "quiet" else Reply(say("Saved."))

    async def _listed(self, place: Place) -> dict[str, Room]:
        if self.messenger.is_out:
            raise NotReached("Teams could not be reached.")
        team = team_of(self.town)
        return {
            each.id: Room(team.name if each.is_general else each.name, each.privacy == "standard")
            for each in self.town.tenant.channels_of(team)
        }

    async def _present(self, place: Place) -> frozenset[str] | None:
        if self.messenger.is_out:
            raise NotReached("Teams could not be reached.")
        there = self.town.tenant.conversations[place.external_id]
        return frozenset(user.tenant_id for user in there.people) - {self.town.tenant.id}

    async def _hear(self, work: Work) -> Outcome:
        self.handled.append(work.event)
        return None

    def card(self, *buttons: tuple[str, str], press: str = "p1") -> Post:
        """A message of the bot's in Priya's chat with it."""
        controls = Buttons(tuple(Button(label, action) for label, action in buttons))
        chat = self.teams.chat_of(self.town.priya)
        return self.teams.board.add(chat, None, render(Message((controls,)), press).activity)

    async def rows(self) -> list[str]:
        async with self.database.reading() as session:
            return [row.state for row in (await session.exec(select(Received))).all()]

    async def rest(self) -> list[Event]:
        await self.inbox.rest()
        return self.handled


@asynccontextmanager
async def opened(database: Database, house: House, *, anonymous: bool = False) -> AsyncIterator[Office]:
    there = town()
    async with database.writing() as session:
        world = World(session)
        await world.csm(email=there.priya.email)
    async with running(there.tenant, anonymous=anonymous) as teams, wire.session() as session_:
        keys = SigningKeys(session_, teams.metadata_url)
        office = Office(there, teams, database, house, keys)
        try:
            yield office
        finally:
            if office.gate:
                office.gate.set()
            await office.invokes.close()
            await office.inbox.rest()
            await keys.close()


async def posted(office: Office, body: bytes, peer: str = "127.0.0.1", *, signed: bool = True, **headers: str) -> int:
    assert isinstance(office.teams.bot, Starlette)
    transport = httpx.ASGITransport(office.teams.bot, client=(peer, 5))
    token = office.teams.identity.header(office.teams.service_url) if signed else None
    given = {**({"authorization": token} if token else {}), **headers}
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return (await client.post("/api/messages", content=body, headers=given)).status_code


def team_of(there: Town) -> Team:
    team = there.shared.team
    assert team is not None
    return team
