"""What platforms tell twice, late or in the wrong order changes nothing at the desk."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import event, select
from sqlmodel import SQLModel

from bot.inbox import Inbox
from outreach.database import Database
from outreach.events import Action, ChannelMessage, Event, MessageChanged, Reaction
from outreach.models.desk import Request
from outreach.models.ledger import Touch
from outreach.models.listening import Noticed, ResponseClock
from tests.fakes import FakeClock
from tests.scenarios.desk_day import ASKS, DONE, ROOM, Day
from tests.scenarios.fronts import book
from tests.scenarios.fronts.book import DANA, PRIYA
from tests.scenarios.fronts.playground_front import PlaygroundFront
from tests.scenarios.fronts.stage import on_stage
from tests.scenarios.town import hurry

# What is about the telling itself, and not about what was told.
_OF_THE_INBOX = ("received", "identity")
Rows = Mapping[str, Sequence[str]]


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
async def day(database: Database) -> AsyncIterator[Day]:
    """Ten in the morning in Berlin, on the playground, whose events can be handed in."""
    event.listen(database.engine.sync_engine, "connect", hurry)
    async with database.writing() as session:
        await book.found(session)
    clock = FakeClock(book.DAWN + timedelta(hours=3.5, seconds=20))
    async with PlaygroundFront.open(database, clock) as front, on_stage([front], database, clock) as stage:
        yield Day(stage)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """Every event that the app was told, in order."""
    heard: list[Event] = []
    accept = Inbox.accept

    async def noted(self: Inbox, event: Event, *, anew_if_refused: bool = False) -> int:
        heard.append(event)
        return await accept(self, event, anew_if_refused=anew_if_refused)

    monkeypatch.setattr(Inbox, "accept", noted)
    return heard


async def rows(day: Day) -> Rows:
    """Everything on record."""
    found: dict[str, Sequence[str]] = {}
    async with day.stage.database.reading() as session:
        connection = await session.connection()
        for table in SQLModel.metadata.sorted_tables:
            if table.name not in _OF_THE_INBOX:
                found[table.name] = [str(row) for row in (await connection.execute(select(table))).all()]
    return found


async def _live_through_everything(day: Day) -> None:
    """A choice, a complaint with its acknowledgement, a correction, a deletion, a reaction, and a yes."""
    await day.offers_options()
    await day.presses(DANA, "1 Audit trail export")
    await day.confirms_complaint()
    await day.presses(PRIYA, "Draft an acknowledgement", "Send")
    said = await day.says(DANA, ASKS)
    await day.edits(DANA, said, "Where do I find the settings?")
    await day.deletes(DANA, await day.says(DANA, "Could you send us the audit trail for March?"))
    await day.front.reacts(PRIYA, ROOM, "🙏")
    await day.types(PRIYA, "requests Acme")
    await day.presses(PRIYA, "Open", "Done")
    await day.fills(PRIYA, **DONE)
    await day.presses(PRIYA, "Send")
    await day.presses(DANA, "Yes")


@pytest.mark.parametrize("is_reversed", [False, pytest.param(True, marks=pytest.mark.long)])
async def test_everything_told_again_an_hour_later_changes_nothing(
    day: Day, told: list[Event], is_reversed: bool
) -> None:
    await _live_through_everything(day)
    kinds = {type(one) for one in told}
    assert {ChannelMessage, MessageChanged, Action, Reaction} <= kinds
    await day.stage.passes(hours=1)
    before = await rows(day)
    for one in reversed(list(told)) if is_reversed else list(told):
        await day.stage.app.inbox.receive(one)
    await day.stage.sends()
    after = await rows(day)
    for table in before:
        assert after[table] == before[table], table


def _message(day: Day, ref: str, words: str) -> ChannelMessage:
    front = day.front
    assert isinstance(front, PlaygroundFront)
    place = front.rooms[ROOM].as_place()
    return ChannelMessage(f"told {ref}", day.stage.clock.now(), front.people[DANA].as_actor(), place, words, ref)


def _changed(message: ChannelMessage, words: str | None, key: str) -> MessageChanged:
    return MessageChanged(key, message.at, message.actor, message.place, message.ref, words)


_UNKNOWN = pytest.mark.xfail(strict=True, reason="what is changed before it was heard of is not remembered")


@_UNKNOWN
async def test_a_message_that_comes_after_its_deletion_is_not_kept(day: Day) -> None:
    message = _message(day, "late-1", "Where do I find the pelican page?")
    await day.stage.app.inbox.receive(_changed(message, None, "gone"))
    await day.stage.app.inbox.receive(message)
    assert not [words for words in (await rows(day))["stored_text"] if "pelican" in words]
    assert not await day.rows(Noticed)
    assert not [clock for clock in await day.rows(ResponseClock) if clock.stopped_at is None]


@_UNKNOWN
async def test_a_message_that_comes_after_its_correction_stays_corrected(day: Day) -> None:
    message = _message(day, "late-2", "Where do I find the pelican page?")
    await day.stage.app.inbox.receive(_changed(message, "Thanks, found it.", "corrected"))
    await day.stage.app.inbox.receive(message)
    assert not [words for words in (await rows(day))["stored_text"] if "pelican" in words]


async def test_a_press_on_what_is_not_there_and_a_reaction_to_what_is_gone_change_nothing(day: Day) -> None:
    message = _message(day, "gone-1", ASKS)
    await day.stage.app.inbox.receive(message)
    await day.stage.app.inbox.receive(_changed(message, None, "gone"))
    before = await rows(day)
    told = (day.stage.clock.now(), message.actor, message.place)
    for number, (action, values) in enumerate(_BEFORE_THEIR_TIME):
        await day.stage.app.inbox.receive(Action(f"early {number}", *told, action, values, ref="none"))
    await day.stage.app.inbox.receive(Reaction("late reaction", *told, "gone-1", "👀", True))
    after = await rows(day)
    assert {table: after[table] for table in _OF_THE_DESK} == {table: before[table] for table in _OF_THE_DESK}


_BEFORE_THEIR_TIME: Sequence[tuple[str, Mapping[str, str]]] = (
    ("request.choose", {"request": "99", "option": "99"}),
    ("request.none", {"request": "99"}),
    ("request.right", {"request": "99"}),
    ("complaint.answer", {"complaint": "99", "closed": "2026-11-24T09:00:00+00:00", "right": "no"}),
    ("complaint.answer", {}),
    ("request.choose", {"request": "<!channel>"}),
    ("request.choose", {"request": "9" * 40}),
)
_OF_THE_DESK = ("request", "option", "complaint", "response_clock", "noticed", "touch", "hold", "promise", "delivery")


async def test_a_choice_after_it_was_settled_changes_nothing(day: Day) -> None:
    await day.offers_options()
    await day.types(PRIYA, "requests Acme")
    await day.presses(PRIYA, "Open", "Done")
    await day.fills(PRIYA, **DONE)
    await day.presses(PRIYA, "Send")
    await day.presses(DANA, "Yes")
    (before,) = await day.rows(Request)
    assert before.settled_at is not None
    message = _message(day, "none", "")
    values = {"request": str(before.id), "option": "2", "number": "2", "round": "1"}
    told = ("late choice", day.stage.clock.now(), message.actor, message.place)
    await day.stage.app.inbox.receive(Action(*told, "request.choose", values, ref="none"))
    (after,) = await day.rows(Request)
    assert (after.state, after.chosen_at, after.settled_at) == (before.state, before.chosen_at, before.settled_at)
    assert [touch.state for touch in await day.rows(Touch) if touch.origin == "desk"].count("made") == 2
