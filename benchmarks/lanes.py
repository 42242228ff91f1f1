"""How fast messages leave one process when the platform costs nothing: `python -m benchmarks.lanes`."""

import argparse
import asyncio
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from rich.console import Console
from rich.table import Table
from sqlalchemy import event, insert

from outreach.database import Database, Session
from outreach.events import Place
from outreach.messages import Footer, Message, Run, paragraph, text
from outreach.models.book import Account, Channel, ChannelLink
from outreach.models.ledger import StoredText, Touch, TouchState
from outreach.models.post import Delivery, DeliveryState, Lane, Priority
from outreach.ports import Outgoing, Posted
from outreach.schema import migrate
from outreach.store.rows import core, run_for_each
from scheduler.lanes.drain import LedgerOutcomes, Pace, PostRoom, Rules, Verdict, drain_all

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
PLATFORM = "instant"
CHANNELS = 20
WORDS = Message(
    (
        paragraph(
            "Hi Dana, on 3 Nov you said month-end close still takes six days. ", Run("Here", link="https://example.com")
        ),
        paragraph("What's in it for you: it flags mismatches before close."),
        Footer(text("Prefer fewer of these? Just say so.")),
    )
)


@dataclass(frozen=True)
class Load:
    lanes: int
    messages: int
    in_flight: int = 10


LOADS = (Load(20, 500), Load(100, 100), Load(20, 500, in_flight=20), Load(1, 5000, in_flight=20))


class Instant:
    """Answers at once."""

    platform = PLATFORM
    can_find = True
    posts = 0

    async def post(self, outgoing: Outgoing) -> Posted:
        self.posts += 1
        await asyncio.sleep(0)
        return Posted(outgoing.delivery_id)

    async def update(self, outgoing: Outgoing, ref: str) -> None:
        raise NotImplementedError

    async def delete(self, place: Place, ref: str) -> None:
        raise NotImplementedError

    async def find(self, delivery_id: str, place: Place, since: datetime) -> Posted | None:
        raise NotImplementedError


class Morning:
    def now(self) -> datetime:
        return NOW


async def let_all_go(_session: Session, deliveries: Sequence[Delivery], _now: datetime) -> Mapping[int, Verdict]:
    return {delivery.id or 0: Verdict(go=True) for delivery in deliveries}


async def fill(database: Database, load: Load) -> None:
    """Approved touches of one account, each due now, spread evenly over the channels of each lane."""
    account = Account(id=1, external_id="1", name="Acme", timezone="UTC", created_at=NOW)
    places = [(lane, lane * CHANNELS + number) for lane in range(1, load.lanes + 1) for number in range(CHANNELS)]
    numbered = [(number, *places[number % len(places)]) for number in range(1, load.lanes * load.messages + 1)]
    async with database.writing() as session:
        session.add(account)
        await session.flush()
        lanes = [
            {"id": lane, "platform": PLATFORM, "workspace": f"T{lane}", "fence": 0} for lane in range(1, load.lanes + 1)
        ]
        await run_for_each(session, insert(core(Lane)), lanes)
        session.add_all(_channel(lane, channel) for lane, channel in places)
        await session.flush()
        links = [{"channel_id": channel, "account_id": 1, "linked_at": NOW, "linked_by": ""} for _, channel in places]
        await run_for_each(session, insert(core(ChannelLink)), links)
        texts = [{"id": number, "body": WORDS.to_json(), "expires_on": date(2027, 1, 1)} for number, *_ in numbered]
        await run_for_each(session, insert(core(StoredText)), texts)
        session.add_all(_touch(number, channel) for number, _, channel in numbered)
        await session.flush()
        session.add_all(_delivery(number, lane, channel) for number, lane, channel in numbered)


def _channel(lane: int, channel: int) -> Channel:
    name = str(channel)
    return Channel(id=channel, platform=PLATFORM, workspace=f"T{lane}", external_id=name, name=name, account_id=1)


def _touch(number: int, channel: int) -> Touch:
    return Touch(
        id=number,
        key=str(number),
        account_id=1,
        channel_id=channel,
        direction="out",
        origin="rhythm",
        purpose="share",
        state=TouchState.APPROVED,
        text_id=number,
        approved_hash=WORDS.digest,
    )


def _delivery(number: int, lane: int, channel: int) -> Delivery:
    return Delivery(
        marker=f"m{number}",
        key=f"k{number}",
        lane_id=lane,
        channel_id=channel,
        touch_id=number,
        state=DeliveryState.QUEUED,
        priority=Priority.OUTREACH,
        ready_at=NOW,
        text_id=number,
        created_at=NOW,
    )


async def measure(url: str, load: Load) -> tuple[float, float, int]:
    """Seconds by the wall, seconds of processor time, commits."""
    database = Database(url)
    await migrate(database)
    await fill(database, load)
    messenger, commits = Instant(), 0

    def count(_connection: object) -> None:
        nonlocal commits
        commits += 1

    event.listen(database.engine.sync_engine, "commit", count)
    pace = Pace(lane_per_second=None, channel_interval=timedelta(), in_flight=load.in_flight)
    rules = Rules(let_all_go, LedgerOutcomes(), Morning())
    began, began_cpu = perf_counter(), process_time()
    await drain_all(PostRoom(database, {PLATFORM: messenger}, rules, paces={PLATFORM: pace}))
    taken = perf_counter() - began, process_time() - began_cpu
    await database.close()
    assert messenger.posts == load.lanes * load.messages
    return *taken, commits


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    table = Table("lanes × messages", "in flight each", "messages a second", "CPU ms each", "messages a commit")
    for column in table.columns:
        column.justify = "right"
    for load in LOADS:
        with tempfile.TemporaryDirectory() as folder:
            seconds, busy, commits = asyncio.run(measure(f"sqlite:///{Path(folder) / 'lanes.db'}", load))
        sent = load.lanes * load.messages
        table.add_row(
            f"{load.lanes} × {load.messages:,}",
            f"{load.in_flight}",
            f"{sent / seconds:,.0f}",
            f"{busy / sent * 1000:.2f}",
            f"{sent / commits:,.0f}",
        )
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
