"""What is told to a colleague at once."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from handlers.telling import tell
from handlers.work import Work
from outreach.messages import say
from outreach.store import channels
from outreach.trust.identity import Who
from outreach.worktime import zones
from tests.handlers.world import Town


async def work_of(town: Town) -> Work:
    csm, _, dana, channel = await town.acme()
    event = await town.says(dana, channel, "Hello")
    return Work(town.session, town.now, Who(teammate=csm, audience="staff"), event, town.house)


async def test_the_same_news_is_told_once(town: Town) -> None:
    work = await work_of(town)
    for _ in range(2):
        assert await tell(work, work.staff, say("News"), "news:1")
    assert await town.told(work.staff) == ["News"]


async def test_without_a_direct_conversation_nothing_is_queued(town: Town) -> None:
    work = await work_of(town)
    direct = await channels.direct_to(town.session, work.staff.id or 0)
    assert direct is not None
    direct.gone_at = town.now
    assert not await tell(work, work.staff, say("News"), "news:1")


async def test_what_was_told_already_counts_as_told_when_there_was_enough_since(town: Town) -> None:
    work = await work_of(town)
    for number in range(5):
        assert await tell(work, work.staff, say("News"), f"news:{number}")
    assert not await tell(work, work.staff, say("News"), "news:5")
    assert await tell(work, work.staff, say("News"), "news:1")
    assert len(await town.told(work.staff)) == 5


async def test_what_is_urgent_is_told_after_the_fifth_and_leaves_less_for_the_rest(town: Town) -> None:
    work = await work_of(town)
    for number in range(6):
        assert await tell(work, work.staff, say("News"), f"news:{number}", is_urgent=True)
    assert not await tell(work, work.staff, say("News"), "news:6")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Europe/Berlin", "Pacific/Honolulu"])
async def test_a_day_of_news_begins_at_the_readers_own_midnight(town: Town, zone: str) -> None:
    work = await work_of(town)
    work.staff.timezone = zone
    midnight = zones.at_local(
        zones.local_date(town.now, zones.zone(zone)) + timedelta(days=1), time(), zones.zone(zone)
    )
    before = replace(work, now=midnight - timedelta(minutes=1))
    for number in range(6):
        assert await tell(before, work.staff, say("News"), f"news:{number}") == (number < 5)
    assert await tell(replace(work, now=midnight), work.staff, say("News"), "news:5")
