"""Slack's lanes and its history together: whatever goes wrong with an answer, each message stands there once."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlmodel import insert

from bot import wire
from bot.slack.calls import Workspaces
from bot.slack.messenger import SlackMessenger
from bot.slack.people import People
from outreach.database import Database
from outreach.events import Place
from outreach.messages import say
from outreach.models.book import Channel, Teammate
from outreach.models.ledger import StoredText
from outreach.models.post import Delivery, DeliveryState, Lane, Priority
from outreach.ports import Posted
from outreach.store.rows import core
from scheduler.lanes.drain import drain_all
from scheduler.lanes.leases import Terms
from scheduler.lanes.ticking import RealTime
from tests.bot.slack.mortal import room_of
from tests.bot.slack.ways_in import settings_for
from tests.platforms.slack import faults
from tests.platforms.slack.faults import Fault
from tests.platforms.slack.server import running
from tests.platforms.slack.workspace import HOME, Workspace

SENDS, CHANNELS = 90, 6
SHARES = {
    Fault("429", retry_after=0): 5.0,
    faults.ERROR_BEFORE: 4.0,
    faults.ERROR_AFTER: 4.0,
    faults.DROP_BEFORE: 4.0,
    faults.DROP_AFTER: 4.0,
    faults.INTERNAL_AFTER: 4.0,
    faults.RESET_AFTER: 4.0,
}
SHORT = timedelta(seconds=0.05)
TERMS = Terms(settle=SHORT, longest_wait=SHORT, reload_every=SHORT)


async def fill(database: Database, now: RealTime) -> None:
    async with database.writing() as session:
        session.add(Teammate(id=1, name="Priya", email="priya@home.example", role="csm", timezone="UTC"))
        session.add(StoredText(id=1, body=say("Hi").to_json()))
        session.add(Lane(id=1, platform="slack", workspace=HOME, fence=0))
        await session.flush()
        for number in range(CHANNELS):
            session.add(
                Channel(
                    id=number + 1,
                    platform="slack",
                    workspace=HOME,
                    external_id=f"C0{number}",
                    name="",
                    kind="direct",
                    teammate_id=1,
                )
            )
        await session.flush()
        row = {"lane_id": 1, "op": "post", "state": DeliveryState.QUEUED, "priority": Priority.OUTREACH, "text_id": 1}
        row |= {"ready_at": now.now(), "created_at": now.now(), "fence": 0, "attempts": 0}
        rows = [
            {**row, "marker": f"m{number}", "key": f"k{number}", "channel_id": number % CHANNELS + 1}
            for number in range(SENDS)
        ]
        await (await session.connection()).execute(insert(core(Delivery)), rows)


class Blind(SlackMessenger):
    """Looks, and sees nothing."""

    async def find(self, delivery_id: str, place: Place, since: datetime) -> Posted | None:
        return None


async def send_all(database: Database, kind: type[SlackMessenger]) -> Counter[str]:
    """How often each message stands on Slack in the end."""
    now = RealTime()
    await fill(database, now)
    workspace = Workspace(now)
    for number in range(CHANNELS):
        workspace.add_channel(str(number), external_id=f"C0{number}")
    async with running(workspace) as slack, wire.session() as session:
        slack.faults.cast("chat.postMessage", SHARES, seed=3)
        workspaces = Workspaces(settings_for(slack), database, None, session)
        await drain_all(room_of(database, kind(workspaces, People(workspaces)), TERMS))
        assert slack.faults.counts.total() > SENDS / 5
        return Counter(post.metadata["event_payload"]["id"] for post in slack.copies if post.metadata)


async def test_nothing_is_sent_twice_and_nothing_lost(database: Database) -> None:
    assert await send_all(database, SlackMessenger) == Counter(f"m{number}" for number in range(SENDS))


@pytest.mark.long
async def test_control_who_does_not_see_what_stands_there_sends_it_twice(database: Database) -> None:
    assert (await send_all(database, Blind)).total() > SENDS
