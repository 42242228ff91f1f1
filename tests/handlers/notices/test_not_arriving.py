"""Bad news that does not arrive: whoever answers for it is told, and it stands on its page."""

from datetime import timedelta

import pytest

from outreach.models.book import Account
from outreach.models.ledger import TouchState
from outreach.store import deliveries
from tests.handlers.notices.test_following_up import arrived, updates
from tests.handlers.notices.test_telling import globex, sent_to, tells
from tests.handlers.world import Town, words


async def fails(town: Town, account: Account, because: str = "channel_gone") -> None:
    """The lane gave it up."""
    touch = (await sent_to(town, account))[-1]
    for row in await deliveries.of_touch(town.session, touch.id or 0):
        row.state, row.problem_code = "failed", because
    touch.state, touch.ended_because = TouchState.MISSED, because
    await town.session.flush()


async def test_its_owner_hears_once_of_whom_it_did_not_reach_and_why(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    other, _ = await globex(town, csm)
    await tells(town, csm)
    await arrived(town, acme)
    await fails(town, other)
    await town.waits(hours=4)
    (said,) = await town.told(csm)
    assert "did not reach Globex (their channel is gone). Tell them yourself" in said
    assert "NOT SENT to 1" in words(await town.types(csm, "notice"))


async def test_what_arrived_everywhere_is_not_spoken_of(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await tells(town, csm)
    await arrived(town, acme)
    await town.waits(hours=4)
    assert await town.told(csm) == []


async def test_what_waits_for_a_morning_is_looked_after_then(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    far, _ = await globex(town, csm, timezone="America/New_York", country="US")
    await tells(town, csm, at="22:00")
    await arrived(town, acme)
    await town.waits(hours=5)
    assert await town.told(csm) == []
    await fails(town, far, "paused")
    await town.waits(hours=1)
    assert "did not reach Globex (outreach is paused)" in (await town.told(csm))[0]


async def test_what_nobody_can_know_is_said_once_its_time_is_over(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await tells(town, csm, on="2026-11-26")
    (touch,) = await sent_to(town, acme)
    (row,) = await deliveries.of_touch(town.session, touch.id or 0)
    row.state, row.asked_at = "unknown", town.now
    await town.session.flush()
    await town.waits(hours=30)
    (said,) = await town.told(csm)
    assert "nobody knows whether it reached Acme" in said


async def test_a_word_that_another_overtook_is_not_missed(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    far, _ = await globex(town, csm, timezone="America/New_York", country="US")
    await tells(town, csm)
    await arrived(town, acme)
    town.later(minutes=5)
    await town.presses(csm, await updates(town, csm), "Send to 2")
    await arrived(town, acme)
    await arrived(town, far)
    await town.waits(hours=6)
    assert await town.told(csm) == []


async def test_it_never_comes_after_the_moment_that_it_promises(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await tells(town, csm, at="15:00")
    (touch,) = await sent_to(town, acme)
    assert touch.deadline_at == town.now + timedelta(hours=4, minutes=30)


async def test_a_promise_of_tomorrow_reads_right_whenever_it_arrives(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await tells(town, csm, on="2026-11-25", at="10:00")
    (touch,) = await sent_to(town, acme)
    assert "comes Wednesday 25 Nov, 10:00 Berlin time" in await town.said(touch)


@pytest.mark.parametrize("has_left", [False, True])
async def test_where_nobody_stands_in_for_its_owner_their_manager_hears(town: Town, has_left: bool) -> None:
    marco = await town.manager()
    csm, *_ = await town.acme()
    csm.manager_id = marco.id
    await tells(town, csm)
    if has_left:
        csm.left_on = town.now.date()
    else:
        await town.types(csm, "away until Friday")
    await town.waits(hours=6)
    assert [line for line in await town.told(csm) if "promised by" in line] == []
    lines = [line for line in await town.told(marco) if "promised by" in line]
    assert ["is late" in line for line in lines] == [False, True]


async def test_after_an_outage_what_is_late_is_not_announced_as_soon(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await tells(town, csm)
    await arrived(town, acme)
    await town.waits(hours=1)
    town.later(hours=5)
    await town.sees_to_errands()
    (said,) = await town.told(csm)
    assert "is late" in said
