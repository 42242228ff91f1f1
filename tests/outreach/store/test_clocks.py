"""Response clocks as rows: who waits, what ended it, and what is not theirs."""

from datetime import UTC, datetime, timedelta
from typing import Any

from outreach.database import Database, Session
from outreach.listening.clocks import Step
from outreach.models.book import Account, Channel
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.models.listening import ResponseClock
from outreach.models.post import Delivery, DeliveryState, Priority
from outreach.store import clocks, errands, touches
from tests.world import World

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


async def word(session: Session, channel: Channel, minutes: int, **changes: Any) -> Touch:
    values: dict[str, Any] = {
        "key": f"{channel.id}-{minutes}-{changes.get('origin', '')}",
        "account_id": channel.account_id,
        "channel_id": channel.id,
        "direction": "in",
        "origin": "customer",
        "purpose": Purpose.TALK,
        "state": TouchState.MADE,
        "happened_at": NOW + timedelta(minutes=minutes),
    }
    return await touches.add(session, Touch(**{**values, **changes}))


async def wait(session: Session, channel: Channel, minutes: int = 0) -> ResponseClock:
    touch = await word(session, channel, minutes)
    assert touch.id is not None
    clock = ResponseClock(
        account_id=touch.account_id,
        channel_id=channel.id or 0,
        touch_id=touch.id,
        last_touch_id=touch.id,
        since_at=touch.happened_at or NOW,
    )
    return await clocks.add(session, clock)


def delivery(touch: Touch, state: DeliveryState) -> Delivery:
    return Delivery(
        key=f"post-{touch.id}",
        lane_id=1,
        channel_id=touch.channel_id or 0,
        touch_id=touch.id,
        op="post",
        marker=f"m-{touch.id}",
        state=state,
        priority=Priority.ANSWER,
        ready_at=NOW,
        created_at=NOW,
    )


async def two(session: Session) -> tuple[Account, Channel, Account, Channel]:
    world = World(session)
    csm = await world.csm()
    acme, globex = await world.account("Acme", csm), await world.account("Globex", csm)
    return acme, await world.channel(acme), globex, await world.channel(globex, "ext-globex")


def test_every_step_is_an_errand_of_a_clock() -> None:
    assert tuple(Step) == clocks.KINDS


async def test_whoever_waits_longest_comes_first_and_only_where_they_can_be_answered(database: Database) -> None:
    async with database.writing() as session:
        acme, here, globex, there = await two(session)
        later, sooner = await wait(session, here, 5), await wait(session, there, 1)
        both = [acme.id or 0, globex.id or 0]
        assert [one.id for one in await clocks.running(session, both)] == [sooner.id, later.id]
        assert [one.id for one in await clocks.running(session, [acme.id or 0])] == [later.id]
        there.not_to_be_read = True
        here.gone_at = NOW
        await session.flush()
        assert await clocks.running(session, both) == []


async def test_a_stop_is_kept_once_and_ends_what_was_arranged(database: Database) -> None:
    async with database.writing() as session:
        _, here, *_ = await two(session)
        clock = await wait(session, here)
        for kind in clocks.KINDS:
            await errands.arrange(session, kind, clock.id or 0, NOW + timedelta(hours=3))
        await clocks.stop(session, clock, "answered", NOW)
        await clocks.stop(session, clock, "not needed", NOW + timedelta(hours=1))
        assert (clock.stopped_at, clock.stopped_because) == (NOW, "answered")
        assert [await errands.open_of(session, kind, clock.id or 0) for kind in clocks.KINDS] == [[], [], []]
        assert await clocks.running_in(session, here.id or 0) is None


async def test_an_answer_that_was_sent_through_us_ends_the_wait_in_its_own_channel(database: Database) -> None:
    async with database.writing() as session:
        _, here, _, there = await two(session)
        answered, waiting = await wait(session, here), await wait(session, there)
        desk = await word(session, here, 9, direction="out", origin="desk", state=TouchState.MADE)
        bot = await word(session, there, 9, direction="out", origin="reply", state=TouchState.MADE)
        sent = [delivery(one, DeliveryState.SENT) for one in (desk, bot)]
        await clocks.stop_where_written(session, sent, NOW)
        await clocks.stop_where_written(session, [], NOW)
        assert (answered.stopped_because, answered.answer_id) == ("answered", desk.id)
        assert waiting.stopped_at is None
        assert [one.id for one in await clocks.stopped_by(session, desk.id or 0)] == [answered.id]


async def test_only_a_person_of_ours_whose_words_still_stand_has_answered(database: Database) -> None:
    async with database.writing() as session:
        _, here, *_ = await two(session)
        await word(session, here, 1, direction="out", origin="reply")
        await word(session, here, 2, direction="out", origin="person", ended_because="deleted")
        await word(session, here, 3, direction="out", origin="desk", state=TouchState.PROPOSED)
        assert not await clocks.answered_since(session, here.id or 0, NOW)
        await word(session, here, 4, direction="out", origin="person")
        assert await clocks.answered_since(session, here.id or 0, NOW)
        assert not await clocks.answered_since(session, here.id or 0, NOW + timedelta(minutes=5))


async def test_a_burst_is_what_still_stands_between_its_first_and_its_last_word(database: Database) -> None:
    async with database.writing() as session:
        _, here, _, there = await two(session)
        clock = await wait(session, here, 1)
        await word(session, here, 0)
        await word(session, here, 2, ended_because="deleted")
        await word(session, there, 3)
        last = await word(session, here, 4)
        await word(session, here, 5)
        clock.last_touch_id = last.id or 0
        assert [touch.id for touch in await clocks.burst(session, clock)] == [clock.touch_id, last.id]


async def test_what_was_answered_in_a_span_is_told_per_csm(database: Database) -> None:
    async with database.writing() as session:
        acme, here, _, there = await two(session)
        answered, given_up = await wait(session, here), await wait(session, there)
        await clocks.stop(session, answered, "answered", NOW + timedelta(hours=2))
        await clocks.stop(session, given_up, "not needed", NOW + timedelta(hours=2))
        csm_ids, end = [acme.csm_id or 0], NOW + timedelta(days=1)
        found = await clocks.answered_between(session, csm_ids, NOW, end)
        assert [(clock.id, account.name) for clock, account in found] == [(answered.id, "Acme")]
        assert await clocks.answered_between(session, csm_ids, end, end + timedelta(days=1)) == []
        assert await clocks.answered_between(session, [], NOW, end) == []


async def test_when_hours_were_last_told_is_asked_per_channel(database: Database) -> None:
    async with database.writing() as session:
        _, here, _, there = await two(session)
        clock = await wait(session, here)
        assert await clocks.told_hours_at(session, here.id or 0) is None
        clock.hours_told_at = NOW
        await session.flush()
        assert await clocks.told_hours_at(session, here.id or 0) == NOW
        assert await clocks.told_hours_at(session, there.id or 0) is None
