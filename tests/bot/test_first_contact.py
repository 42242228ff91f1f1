"""From the first word in a customer's channel to the first that is read, through the inbox and the lanes."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.inbox import Inbox
from bot.router import Router
from handlers.routes import ROUTES
from handlers.work import House
from outreach.database import Database
from outreach.events import ChannelChanged, Installed
from outreach.models.ledger import StoredText
from outreach.models.post import Received
from outreach.store import accounts, channels, touches
from scheduler.gate import SendingGate
from scheduler.lanes.drain import LedgerOutcomes, PostRoom, Rules, drain_all
from tests.bot.people import DIRECT, NOW, PRIYA, SHARED, STRANGER, command, key, message
from tests.fakes import FakeClock, FakeMessenger


class Office:
    """What runs: an inbox, the lanes and one platform."""

    def __init__(self, book: Database, house: House) -> None:
        self.book, self.clock = book, FakeClock(NOW)
        self.platform = FakeMessenger("playground")
        messengers = {"playground": self.platform}
        self.inbox = Inbox(book, Router(ROUTES, house), messengers, self.clock, house.keep_inbound, self.clock.now)
        rules = Rules(SendingGate(house.planning), LedgerOutcomes(), self.clock)
        self.room = PostRoom(book, messengers, rules)

    async def drain(self) -> list[str]:
        """What stands in channels afterwards."""
        await drain_all(self.room)
        return [copy.message.fallback for copy in self.platform.public]

    async def origins(self) -> list[str]:
        async with self.book.reading() as session:
            return [touch.origin for touch in reversed(await touches.of_account(session, 1))]

    async def kept(self, words: str) -> bool:
        """Whether these words stand anywhere in the database, payloads of what was handled included."""
        async with self.book.reading() as session:
            assert all(row.state == "handled" for row in (await session.exec(select(Received))).all())
            found = await session.exec(select(StoredText).where(col(StoredText.body).contains(words)))
            return found.first() is not None


@pytest.fixture
async def office(book: Database, house: House) -> Office:
    """Acme's channel is linked by an import; nobody has said anything there."""
    async with book.writing() as session:
        acme = (await accounts.all_accounts(session))[0]
        channel = await channels.ensure(session, SHARED)
        await channels.link(session, channel, acme.id or 0, by="import", now=NOW)
    return Office(book, house)


async def test_nothing_is_read_or_kept_before_they_can_read_who_we_are(office: Office) -> None:
    await office.inbox.receive(message("our password is 1234"))
    assert not await office.kept("1234")
    assert await office.origins() == ["reply"]
    (said,) = await office.drain()
    assert said.startswith("Hi all, I am Concierge.")
    office.clock.advance(minutes=5)
    await office.inbox.receive(message("is the export fixed?"))
    assert await office.kept("is the export fixed?")
    assert await office.drain() == [said]


async def test_at_night_the_channel_stays_unread_until_the_morning(office: Office) -> None:
    office.clock.advance(hours=12)
    joined = ChannelChanged(key(), NOW, PRIYA, SHARED, "joined")
    await office.inbox.receive(joined)
    await office.inbox.receive(message("good night"))
    assert await office.drain() == []
    office.clock.advance(hours=11)
    assert len(await office.drain()) == 1
    assert await office.origins() == ["reply"]


async def test_a_link_by_a_colleague_introduces_us_and_an_outage_does_not_make_it_night(office: Office) -> None:
    await office.inbox.receive(command("link Acme", at=SHARED))
    await office.inbox.receive(ChannelChanged(key(), NOW, PRIYA, SHARED, "joined"))
    office.clock.advance(hours=12)
    assert await office.drain() == []
    office.clock.set(NOW + timedelta(days=1, hours=1))
    assert len(await office.drain()) == 1


async def test_who_lets_us_in_is_greeted_privately(office: Office) -> None:
    await office.inbox.receive(Installed(key(), NOW, PRIYA, DIRECT))
    await office.inbox.receive(Installed(key(), NOW, STRANGER, DIRECT))
    (greeting,) = office.platform.whispers
    assert greeting.visible_to == PRIYA.external_id
    assert "Three steps" in greeting.message.fallback
