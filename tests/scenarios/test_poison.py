"""What cannot be sent fails alone, in words, and holds up nobody: neither other channels nor its own."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from outreach.database import Database, Session
from outreach.ledger import proposals
from outreach.ledger.reasons import Code, in_words
from outreach.messages import Message, Paragraph, Run, say
from outreach.models.book import Account
from outreach.models.ledger import Touch, TouchState
from outreach.store import channels, deliveries, texts, touches
from scheduler.gate import SendingGate
from scheduler.lanes.drain import LedgerOutcomes, Pace, PostRoom, Rules, drain_all
from tests.fakes import FakeClock, FakeMessenger
from tests.world import World, planning

# A Tuesday morning in Berlin, inside everybody's hours.
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
POISON = {
    "half a character": '[{"part": "paragraph", "text": [{"text": "half \\ud83d"}]}]',
    "a NUL": say("before\0behind").to_json(),
    "a NUL in a button": '[{"part": "buttons", "buttons": [{"control": "link", "label": "a\\u0000", "link": "b"}]}]',
    "40,001 characters": say("x" * 40_001).to_json(),
    "10,000 pieces": Message((Paragraph(tuple(Run("@you ", bold=n % 2 == 0) for n in range(10_000))),)).to_json(),
    "an unknown part": '[{"part": "hologram", "text": []}]',
    "no message at all": "{}",
    "no JSON": "Dear customer",
    "too deep": "[" * 50_000,
    "no part": "[]",
}


class Post:
    """A touch per account, all approved for now, in one lane."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.platform = FakeMessenger("playground")
        self.clock = FakeClock(NOW)
        rules = Rules(SendingGate(planning()), LedgerOutcomes(), self.clock)
        pace = Pace(lane_per_second=None, channel_interval=timedelta())
        self.room = PostRoom(database, {"playground": self.platform}, rules, paces={"playground": pace})

    async def approve(self, session: Session, account: Account, words: str, body: str | None = None) -> int:
        """`body`: what is stored and approved instead, as another writer may have left it."""
        draft = proposals.Draft(
            key=f"by-hand:{words}",
            account=account,
            purpose="share",
            origin="csm",
            message=say(words),
            why="by hand",
            author=None,
            when=proposals.When(NOW, NOW.replace(tzinfo=None), "UTC"),
            deadline_at=NOW + timedelta(days=1),
            keep_until=None,
            channel=(await channels.for_outreach(session, [account.id or 0]))[account.id or 0],
        )
        touch = await proposals.propose(session, draft, NOW)
        if body is not None:
            touch.text_id = await texts.keep(session, body, None)
            touch.message_hash = hashlib.sha256(body.encode()).hexdigest()
        await proposals.approve(session, touch, by="Priya", now=NOW, override="asked for", lifted=list(Code))
        return touch.id or 0

    async def drain(self, minutes: int = 0) -> list[str]:
        """Whatever stands in any channel afterwards."""
        self.clock.advance(minutes=minutes)
        await drain_all(self.room)
        return sorted(copy.message.fallback for copy in self.platform.public)

    async def touch(self, touch_id: int) -> Touch:
        async with self.database.reading() as session:
            found = await touches.by_id(session, touch_id)
            assert found is not None
            return found


async def somebody(session: Session, name: str) -> Account:
    world = World(session, count=sum(map(ord, name)))
    account = await world.account(name)
    await world.channel(account, f"ext-{name}", external_id=f"C-{name}")
    return account


@pytest.mark.parametrize("what", POISON)
async def test_poison_fails_alone_and_says_why(database: Database, what: str) -> None:
    post = Post(database)
    async with database.writing() as session:
        acme, globex = await somebody(session, "acme"), await somebody(session, "globex")
        poisoned = await post.approve(session, acme, "poison", POISON[what])
        behind = await post.approve(session, acme, "behind it, in the same channel")
        beside = await post.approve(session, globex, "beside it")
    await post.drain()
    assert await post.drain(minutes=2) == ["behind it, in the same channel", "beside it"]
    assert [(await post.touch(one)).state for one in (behind, beside)] == [TouchState.MADE, TouchState.MADE]
    touch = await post.touch(poisoned)
    assert touch.state == TouchState.MISSED
    assert in_words(touch.ended_because or "").startswith("it")
    async with database.reading() as session:
        (delivery,) = await deliveries.of_touch(session, poisoned)
    assert (delivery.problem or "").endswith(".")


async def test_a_whole_day_of_poison_keeps_nothing_from_arriving(database: Database) -> None:
    post = Post(database)
    async with database.writing() as session:
        for what, body in POISON.items():
            await post.approve(session, await somebody(session, f"{what} of"), what, body)
            await post.approve(session, await somebody(session, f"{what} beside"), f"beside {what}")
    assert await post.drain() == sorted(f"beside {what}" for what in POISON)
