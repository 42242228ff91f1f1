"""Everything together, on the demo's database: what a person does comes back as what people see."""

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.app import App, connect, make_playground, opened
from bot.core import open_core
from bot.playground.chat import Kept
from bot.playground.directory import Person, Room, handle_of
from bot.playground.host import Playground
from bot.settings import Settings
from outreach.database import Database
from outreach.events import Action, ChannelMessage, Command, Place
from outreach.messages import Button, Buttons
from scheduler.jobs import JOBS

_numbers = count(1)


@dataclass
class Stage:
    """The running app, and who is on it."""

    app: App
    playground: Playground
    people: dict[str, Person]
    rooms: dict[str, Room]

    async def types(self, name: str, text: str, where: Place | None = None) -> Kept:
        """Returns the newest message that only they can see."""
        person = self.people[name]
        place = where or _direct(person)
        event = Command(f"typed-{next(_numbers)}", self.now, person.as_actor(), place, text)
        await self.playground.receive(event)
        return (await self.seen_by(person, place))[-1]

    async def says(self, name: str, text: str, where: Place) -> None:
        ref = str(9_000 + next(_numbers))
        person = self.people[name]
        await self.playground.receive(ChannelMessage(f"said-{ref}", self.now, person.as_actor(), where, text, ref))

    async def presses(self, name: str, kept: Kept, action: str) -> Kept:
        person = self.people[name]
        button = next(
            control
            for part in kept.message.parts
            if isinstance(part, Buttons)
            for control in part.buttons
            if isinstance(control, Button) and control.action == action
        )
        place = _direct(person)
        event = Action(
            f"pressed-{next(_numbers)}", self.now, person.as_actor(), place, action, button.values, ref=kept.ref
        )
        await self.playground.receive(event)
        return (await self.seen_by(person, place))[-1]

    async def seen_by(self, person: Person, place: Place) -> list[Kept]:
        assert self.app.chat is not None
        return await self.app.chat.latest(handle_of(place.workspace, place.external_id), person.handle)

    async def seen_in(self, room: str, by: str) -> list[str]:
        return [kept.text for kept in await self.seen_by(self.people[by], self.rooms[room].as_place())]

    @property
    def now(self) -> datetime:
        return self.playground.clock.now()


async def run_every_job(app: App) -> None:
    for each in JOBS:
        await each.run(app.upkeep, app.core.clock.now())


def _direct(person: Person) -> Place:
    return Place("playground", person.workspace, person.direct, person.name, kind="direct")


@pytest.fixture
async def stage(furnished: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    database = Database(f"sqlite:///{shutil.copy(furnished, tmp_path / 'demo.db')}")
    core = await open_core(Settings(), database)
    try:
        async with opened(core) as app:
            await run_every_job(app)
            playground = make_playground(app)
            people = {person.name: person for person in await playground.people()}
            yield Stage(app, playground, people, {room.name: room for room in await playground.channels()})
    finally:
        await core.close()


async def test_a_command_is_answered_in_the_playground(stage: Stage) -> None:
    day = await stage.types("Priya Nair", "")
    assert "Priya" in day.text
    assert "Acme" in day.text
    assert day.visible_to == stage.people["Priya Nair"].handle


async def test_a_proposal_is_sent_once_at_its_time_and_the_answer_is_on_record(stage: Stage) -> None:
    day = await stage.types("Priya Nair", "")
    approved = await stage.presses("Priya Nair", day, "touch.send")
    assert "Approved" in approved.text
    assert await stage.seen_in("ext-acme", "Dana Whitfield") == []
    (due,) = [line.due_at for line in await stage.playground.ledger("Acme") if line.state == "approved" and line.due_at]
    await stage.playground.clock.jump(due + timedelta(minutes=1))
    received = await stage.seen_in("ext-acme", "Dana Whitfield")
    assert len([text for text in received if text.startswith("Hi Dana")]) == 1
    await stage.says("Dana Whitfield", "Thank you, Thursday works.", stage.rooms["ext-acme"].as_place())
    why = await stage.types("Priya Nair", "why acme")
    assert "their message" in why.text
    assert any(line.state == "made" for line in await stage.playground.ledger("Acme"))


async def test_a_customer_is_told_nothing_of_others(stage: Stage) -> None:
    place = stage.rooms["ext-acme"].as_place()
    dana = stage.people["Dana Whitfield"]
    event = Command("typed-by-dana", stage.now, dana.as_actor(), place, "account Globex")
    await stage.playground.receive(event)
    assert await stage.seen_by(dana, place) == []


async def test_what_comes_next_is_known(stage: Stage) -> None:
    coming = await stage.playground.next_at()
    assert coming is not None
    assert coming > stage.now


async def test_the_ledger_of_one_account_names_no_other(stage: Stage) -> None:
    everybody = await stage.playground.ledger(None)
    acme = await stage.playground.ledger("Acme")
    assert len(everybody) > len(acme) > 0
    assert not [line for line in acme if "Globex" in line.title + line.why + line.who]


async def test_commands_are_offered_as_they_are_typed(stage: Stage) -> None:
    offered = dict(stage.playground.commands)
    assert "" in offered
    assert "why NAME" in offered


async def test_without_credentials_no_platform_is_on(stage: Stage) -> None:
    async with AsyncExitStack() as stack:
        assert list(await connect(stage.app.core, stack)) == []


async def test_every_periodic_job_runs(stage: Stage) -> None:
    await run_every_job(stage.app)
    assert await stage.app.health.obstacles() == []
