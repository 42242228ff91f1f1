"""The playground's own memory."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.playground.chat import Chat, Draft, dump_file
from bot.playground.directory import Person, Room, handle_of, may_enter
from bot.playground.forms import packed, unpacked
from outreach.errors import ConciergeError
from outreach.messages import Form, Input, Run, say, text
from tests.fakes import FakeClock

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PRIYA = Person("U1", "Priya", "csm", None, "T1", "dm:U1")
DANA = Person("C1", "Dana", "customer", "Acme", "T2", "dm:C1", ("acme",), "Europe/Berlin")
ACME = Room("acme", "T1", "ext-acme", "shared", "Acme")
BOT = Draft(ACME.handle, "Concierge", "bot", say("Hello"), marker="d1")


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    opened = await Chat.open(tmp_path / "chat.db", FakeClock(NOW))
    await opened.directory.furnish([ACME], [PRIYA, DANA])
    yield opened
    await opened.close()


async def test_people_and_channels_come_back_as_they_were_given(chat: Chat) -> None:
    assert await chat.directory.people() == [PRIYA, DANA], "in the order of the book: the first one is met first"
    assert await chat.directory.room(ACME.handle) == ACME
    assert await chat.directory.room(PRIYA.as_actor().workspace + ":dm%3AU1") == Room("dm:U1", "T1", "Priya", "direct")


async def test_furnishing_again_renames_and_unlists_but_never_unarchives(chat: Chat) -> None:
    await chat.directory.archive("T1", "acme")
    await chat.directory.furnish([replace(ACME, name="acme-shared")], [replace(PRIYA, name="Priya Shah")])
    assert [person.name for person in await chat.directory.people()] == ["Priya Shah"]
    assert await chat.directory.person(DANA.handle) == DANA
    assert await chat.directory.room(ACME.handle) == replace(ACME, name="acme-shared", is_archived=True)


async def test_what_is_kept_survives_in_the_file_and_can_be_counted_from_outside(chat: Chat, tmp_path: Path) -> None:
    await chat.keep(BOT)
    await chat.keep(BOT)
    await chat.keep(replace(BOT, visible_to=PRIYA.handle, marker=None))
    assert [kept.marker for kept in dump_file(tmp_path / "chat.db")] == ["d1", "d1"]
    assert dump_file(tmp_path / "chat.db") == await chat.dump()


async def test_every_write_waits_for_the_disk(chat: Chat) -> None:
    rows = await chat._connection.execute_fetchall("PRAGMA synchronous")
    assert [tuple(row) for row in rows] == [(2,)]


async def test_many_writers_at_once_lose_nothing(chat: Chat) -> None:
    await asyncio.gather(*(chat.keep(replace(BOT, marker=f"d{number}")) for number in range(40)))
    assert {kept.marker for kept in await chat.dump()} == {f"d{number}" for number in range(40)}


async def test_a_double_submit_of_a_person_is_one_message(chat: Chat) -> None:
    said = Draft(ACME.handle, "Dana", "person", say("Hi"), author=DANA.handle, event_key="k1")
    assert await chat.keep(said) == await chat.keep(replace(said, message=say("Hi again")))
    assert [kept.text for kept in await chat.dump()] == ["Hi"]


async def test_an_edit_is_marked_only_when_the_words_changed(chat: Chat) -> None:
    ref = await chat.keep(BOT)
    await chat.change(ACME.handle, ref, say("Hello"), {})
    assert (await chat.dump())[0].edited_at is None
    await chat.change(ACME.handle, ref, say("Hello!"), {})
    assert (await chat.dump())[0].edited_at == NOW


async def test_a_message_of_another_channel_is_not_touched(chat: Chat) -> None:
    ref = await chat.keep(BOT)
    assert not await chat.change("T1:other", ref, say("Changed"), {})
    await chat.remove("T1:other", ref)
    assert [(kept.text, kept.deleted_at) for kept in await chat.dump()] == [("Hello", None)]


async def test_a_reference_is_never_given_twice(chat: Chat, tmp_path: Path) -> None:
    first = await chat.keep(BOT)
    with sqlite3.connect(tmp_path / "chat.db") as connection:
        connection.execute("DELETE FROM message")
    connection.close()
    assert await chat.keep(BOT) != first


async def test_reactions_are_counted_once_a_person_and_can_be_taken_back(chat: Chat) -> None:
    ref = await chat.keep(BOT)
    for added in (True, True):
        await chat.react(ref, DANA.handle, "👍", added=added)
    assert await chat.reactions([ref]) == {ref: [("👍", DANA.handle)]}
    await chat.react(ref, DANA.handle, "👍", added=False)
    assert await chat.reactions([ref]) == {}


async def test_a_file_of_another_version_is_refused_with_a_cure(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "old.db") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ConciergeError, match="move it away"):
        await Chat.open(tmp_path / "old.db", FakeClock(NOW))


def test_a_form_is_stored_and_read_back_whole() -> None:
    options = (("me", "Priya"), ("team", "The team"))
    form = Form(
        "T",
        "a",
        (Input("n", "L", "choice", "me", options, hint="h"),),
        values={"b": "1"},
        intro=text(Run("x", bold=True)),
    )
    assert unpacked(packed(form)) == form


def test_a_handle_keeps_apart_what_a_separator_would_mix() -> None:
    assert handle_of("T:1", "C") != handle_of("T", "1:C")


def test_customers_enter_only_where_they_sit_and_nobody_enters_a_strangers_direct_channel() -> None:
    assert may_enter(DANA, ACME)
    assert not may_enter(DANA, replace(ACME, external_id="globex"))
    assert not may_enter(DANA, Room("cs-team", "T1", "cs-team", "team"))
    assert may_enter(PRIYA, replace(ACME, external_id="globex"))
    assert not may_enter(PRIYA, Room("dm:U2", "T1", "Marco", "direct"))
