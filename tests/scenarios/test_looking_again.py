"""A page in somebody's chat with us on Teams, come across again: drawn as things are now, and nobody did anything."""

from collections.abc import AsyncIterator

import pytest
from sqlmodel import select

from bot.teams.presses import CARRIED
from outreach.database import Database
from outreach.models.post import Received
from scheduler import planner
from tests.fakes import FakeClock
from tests.platforms.teams.posts import Post
from tests.platforms.teams.pressing import Answer
from tests.platforms.teams.tenant import Conversation, User
from tests.scenarios.fronts import book
from tests.scenarios.fronts.ledger import changes, snapshot
from tests.scenarios.fronts.stage import Stage, on_stage
from tests.scenarios.fronts.teams_front import TeamsFront


class Reading:
    """Somebody at their Teams, and the newest message in their chat with us."""

    def __init__(self, stage: Stage, front: TeamsFront) -> None:
        self.stage, self.front, self.teams = stage, front, front.teams

    def user(self, name: str) -> User:
        return next(user for user in self.teams.tenant.users if user.name == name)

    def room(self, name: str) -> Conversation:
        return next(room for room in self.teams.tenant.conversations.values() if room.name == name)

    async def asks(self, words: str, who: str = book.PRIYA) -> Post:
        await self.front.types(who, words)
        return self.teams.seen_by(self.user(who))[-1]

    async def looks(self, post: Post, who: str = book.PRIYA) -> Answer:
        answer = await self.teams.looks(self.user(who), post)
        assert answer is not None
        return answer

    async def received(self) -> int:
        async with self.stage.database.reading() as session:
            return len((await session.exec(select(Received))).all())


@pytest.fixture
async def reading(database: Database) -> AsyncIterator[Reading]:
    async with database.writing() as session:
        await book.found(session)
        await planner.plan(session, book.PLANNING, book.DAWN)
    clock = FakeClock(book.DAWN)
    clock.advance(hours=1, seconds=20)
    async with TeamsFront.open(database, clock) as front, on_stage([front], database, clock) as stage:
        yield Reading(stage, front)


@pytest.mark.parametrize(("page", "news"), [("", "on the way"), ("account Acme", "approved"), ("why Acme", "approved")])
async def test_a_page_shows_what_has_changed_since(reading: Reading, page: str, news: str) -> None:
    post = await reading.asks(page)
    day = post if page == "" else await reading.asks("")
    assert news not in post.words
    await reading.teams.presses(reading.user(book.PRIYA), day, "Send", 1)
    await reading.front.rest()
    before, rows, posts = await snapshot(reading.stage.database), await reading.received(), len(reading.teams.from_bot)
    answer = await reading.looks(post)
    assert news in answer.reads
    assert (answer.words, answer.error) == (None, None)
    # What is drawn anew is drawn anew the next time as well, before the same reader.
    assert answer.card is not None
    assert answer.card["refresh"]["userIds"] == [reading.user(book.PRIYA).id]
    assert changes(before, await snapshot(reading.stage.database)) == {}
    assert (await reading.received(), len(reading.teams.from_bot)) == (rows, posts)


async def test_looking_leads_through_no_row(reading: Reading) -> None:
    post = await reading.asks("")
    before = len(reading.stage.reached)
    for _ in range(3):
        await reading.looks(post)
    assert len(reading.stage.reached) == before


async def test_only_its_reader_s_page_is_drawn_anew(reading: Reading) -> None:
    post = await reading.asks("")
    assert await reading.teams.looks(reading.user(book.LEO), post) is None


async def test_a_page_asked_for_in_a_channel_comes_to_the_chat_and_is_drawn_anew(reading: Reading) -> None:
    user = reading.user(book.PRIYA)
    await reading.teams.says(user, reading.room("ext-acme"), "why Acme", mention=True)
    await reading.front.rest()
    post = reading.teams.seen_by(user)[-1]
    assert "Why: Acme" in (await reading.looks(post)).reads


@pytest.mark.parametrize("action", ["touch.send", "help.open", "no.such"])
async def test_nothing_is_done_by_looking(reading: Reading, action: str) -> None:
    """Whatever a card says: only pages are drawn anew, and where there is none, the card stays."""
    post = await reading.asks("")
    (card,) = post.cards
    card["refresh"]["action"]["data"][CARRIED] |= {"action": action, "values": {"touch": "1"}}
    before = await snapshot(reading.stage.database)
    answer = await reading.looks(post)
    assert (answer.card, answer.words, answer.error) == (None, None, "There is nothing newer to show.")
    assert changes(before, await snapshot(reading.stage.database)) == {}


async def test_a_customer_who_asks_for_a_page_is_shown_nothing(reading: Reading) -> None:
    post = await reading.asks("account Acme")
    dana = reading.user(book.DANA)
    stolen = reading.teams.board.add(reading.room("ext-acme"), None, post.activity)
    stolen.cards[0]["refresh"]["userIds"] = [dana.id]
    answer = await reading.looks(stolen, book.DANA)
    assert (answer.card, answer.error) == (None, "There is nothing newer to show.")
