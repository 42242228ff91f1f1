"""kill -9 while Slack is written to, threads and a history that fails included: each message stands there once."""

from collections import Counter

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from outreach.database import Database
from outreach.models.post import Delivery, DeliveryState
from scheduler.lanes.ticking import RealTime
from tests.bot.slack.mortal import Deadly, Task, live_again_and_again
from tests.bot.slack.test_reconciling import CHANNELS, SENDS, SHARES, fill
from tests.platforms.slack import faults
from tests.platforms.slack.faults import Fault
from tests.platforms.slack.server import Slack, running
from tests.platforms.slack.workspace import Workspace

# The deed is done long after the client has gone, and before it is looked for.
LATE = Fault("slow", seconds=0.3)
LATE_ANSWER = Fault("slow", after=True, seconds=1.2)
POST, LOOK, LOOK_IN_THREAD = "chat.postMessage", "conversations.history", "conversations.replies"
DEATHS = [(POST, 1), (POST, 5), (LOOK, 1), (POST, 9), (LOOK_IN_THREAD, 1), (POST, 2), (LOOK, 2), (POST, 12)]


async def put_half_into_threads(database: Database, slack: Slack) -> None:
    for number in range(CHANNELS // 2):
        led = await slack.says("Dana", f"C0{number}", "A question")
        async with database.writing() as session:
            there = update(Delivery).where(col(Delivery.channel_id) == number + 1)
            await session.exec(there.values(thread=led.ts))


async def states(database: Database) -> set[str]:
    async with database.reading() as session:
        return set((await session.exec(select(Delivery.state))).all())


@pytest.mark.long
async def test_killed_anywhere_nothing_is_sent_twice_and_nothing_lost(database: Database) -> None:
    now = RealTime()
    await fill(database, now)
    workspace = Workspace(now)
    workspace.add_person("Dana")
    for number in range(CHANNELS):
        workspace.add_channel(str(number), ["Dana"], external_id=f"C0{number}")
    async with running(workspace) as slack:
        await put_half_into_threads(database, slack)
        slack.faults = deadly = Deadly(deaths=list(DEATHS))
        deadly.cast(POST, SHARES | {LATE: 3.0, LATE_ANSWER: 3.0}, seed=5)
        for look in (LOOK, LOOK_IN_THREAD):
            deadly.plan(look, faults.DROP_BEFORE, None, faults.ERROR_BEFORE, None, Fault("429", retry_after=0))
        await live_again_and_again(Task(database.url, slack.base_url, workspace.home.token), deadly)
        markers = Counter(post.metadata["event_payload"]["id"] for post in slack.copies if post.metadata)
    assert markers == Counter(f"m{number}" for number in range(SENDS))
    assert (len(deadly.killed), deadly.deaths) == (len(DEATHS), [])
    assert {LATE, LATE_ANSWER, faults.DROP_BEFORE} <= set(deadly.counts)
    assert await states(database) == {DeliveryState.SENT}
