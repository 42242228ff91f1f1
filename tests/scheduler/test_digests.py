"""When mornings and digests are written: once per reader and local date, late rather than never, and never at night."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from outreach.database import Database
from outreach.messages import Image
from outreach.models.book import Away, Channel, Hold, Teammate
from outreach.models.ledger import Digest, Touch, TouchState
from outreach.models.post import Delivery, Priority
from outreach.store import channels, pictures, texts
from scheduler import digests, planner
from scheduler.digests import Digesting
from scheduler.gate import SendingGate
from scheduler.lanes.drain import LedgerOutcomes, PostRoom, Rules, drain_all
from tests.fakes import FakeClock, FakeMessenger
from tests.reading import transcript
from tests.world import MONDAY, World, planning

DIGESTING = Digesting(rhythms=planning().rhythms)
TUESDAY = date(2026, 11, 24)


def at(iso: str) -> datetime:
    return datetime.fromisoformat(iso).astimezone(UTC)


async def open_complaints(world: World, manager: Teammate, count: int = 40) -> None:
    """One more each hour of two days, so that whenever the digest comes there is something to say."""
    csm = await world.csm("Priya Nair", manager_id=manager.id, digest_at=time(23, 59))
    account = await world.account("Globex", csm)
    for hour in range(count):
        placed_at = MONDAY + timedelta(hours=hour)
        world.session.add(
            Hold(account_id=account.id or 0, code="open_complaint", placed_by="Priya", placed_at=placed_at)
        )
    await world.session.flush()


async def a_manager(database: Database, **changes: Any) -> Teammate:
    async with database.writing() as session:
        world = World(session)
        manager = await world.manager(**changes)
        await open_complaints(world, manager)
    return manager


async def written(database: Database) -> Sequence[Digest]:
    async with database.reading() as session:
        return (await session.exec(select(Digest).order_by(col(Digest.local_on), col(Digest.reader_id)))).all()


async def sent(database: Database, reader: Teammate) -> list[str]:
    """What was queued for that reader, in words."""
    async with database.reading() as session:
        query = select(Delivery).join(Channel, col(Channel.id) == col(Delivery.channel_id))
        rows = (await session.exec(query.where(col(Channel.teammate_id) == reader.id).order_by(col(Delivery.id)))).all()
        return [transcript(await texts.message_of(session, row.text_id)) for row in rows]


async def tick(database: Database, *moments: str, digesting: Digesting = DIGESTING) -> list[int]:
    return [await digests.write_due(database, digesting, at(moment)) for moment in moments]


async def test_a_manager_reads_at_half_past_eight_and_not_before(database: Database) -> None:
    manager = await a_manager(database)
    assert await tick(database, "2026-11-24 08:29+01:00", "2026-11-24 08:30+01:00") == [0, 1]
    (row,) = await written(database)
    assert (row.reader_id, row.local_on, row.edition, row.is_late) == (manager.id, TUESDAY, "daily", False)
    assert (await sent(database, manager))[0].startswith("Tuesday 24 Nov: ")


async def test_it_goes_to_their_direct_channel_ahead_of_outreach(database: Database) -> None:
    manager = await a_manager(database)
    await tick(database, "2026-11-24 08:30+01:00")
    async with database.reading() as session:
        (delivery,) = (await session.exec(select(Delivery))).all()
        direct = await channels.direct_to(session, manager.id or 0)
        assert direct is not None
        assert (delivery.channel_id, delivery.priority) == (direct.id, Priority.ALERT)
        assert (delivery.key, delivery.digest_id) == (
            f"digest:{manager.id}:2026-11-24",
            (await written(database))[0].id,
        )


async def test_the_same_tick_again_writes_nothing_twice(database: Database) -> None:
    manager = await a_manager(database)
    moments = [f"2026-11-24 {clock}+01:00" for clock in ("08:30", "08:30", "08:31", "12:00", "17:00")]
    assert await tick(database, *moments) == [1, 0, 0, 0, 0]
    assert len(await sent(database, manager)) == 1


async def test_two_at_once_write_one(database: Database) -> None:
    manager = await a_manager(database)
    now = at("2026-11-24 08:30+01:00")
    assert sorted(await asyncio.gather(*(digests.write_due(database, DIGESTING, now) for _ in range(2)))) == [0, 1]
    assert len(await sent(database, manager)) == 1


async def test_the_database_itself_refuses_a_second_one(database: Database) -> None:
    manager = await a_manager(database)
    await tick(database, "2026-11-24 08:30+01:00")
    with pytest.raises(IntegrityError):
        async with database.writing() as session:
            session.add(Digest(reader_id=manager.id or 0, local_on=TUESDAY, edition="daily", made_at=MONDAY))


async def test_case_34_after_an_outage_it_still_comes_marked_late(database: Database) -> None:
    manager = await a_manager(database)
    assert await tick(database, "2026-11-24 08:20+01:00", "2026-11-24 13:10+01:00", "2026-11-24 13:11+01:00") == [
        0,
        1,
        0,
    ]
    (row,) = await written(database)
    assert row.is_late
    assert (await sent(database, manager))[0].startswith("Tuesday 24 Nov (late: due 08:30): ")


async def test_after_their_working_day_it_does_not_come_any_more(database: Database) -> None:
    await a_manager(database)
    assert await tick(database, "2026-11-24 17:31+01:00", "2026-11-25 08:30+01:00") == [0, 1]
    assert [row.local_on for row in await written(database)] == [date(2026, 11, 25)]


async def test_a_reader_whose_time_lies_outside_their_hours_gets_it_all_the_same(database: Database) -> None:
    await a_manager(database, digest_at=time(19))
    assert await tick(database, "2026-11-24 19:00+01:00") == [1]


async def test_cases_35_to_37_clock_steps_change_nothing(database: Database) -> None:
    await a_manager(database)
    forward = ["2026-11-24 08:29:50+01:00", "2026-11-24 09:29:50+01:00"]
    back = ["2026-11-24 08:29:58+01:00", "2026-11-24 08:30:00+01:00", "2026-11-23 23:30+01:00"]
    assert await tick(database, *forward, *back) == [0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("zone", "clock", "moments", "dates"),
    [
        # Santiago skips midnight: 00:30 happens at 01:30 on the 6th of September 2026.
        (
            "America/Santiago",
            time(0, 30),
            ["2026-09-06T04:29Z", "2026-09-06T04:30Z", "2026-09-06T05:00Z"],
            ["2026-09-06"],
        ),
        # New York has 01:30 twice on the 1st of November 2026: the first one counts.
        ("America/New_York", time(1, 30), ["2026-11-01T05:30Z", "2026-11-01T06:30Z"], ["2026-11-01"]),
        # Havana goes back over midnight: the 31st's evening time stays the 31st's.
        ("America/Havana", time(0, 30), ["2026-11-01T04:30Z", "2026-11-01T05:30Z"], ["2026-11-01"]),
    ],
)
async def test_days_on_which_clocks_change_have_one_digest(
    database: Database, zone: str, clock: time, moments: list[str], dates: list[str]
) -> None:
    async with database.writing() as session:
        world = World(session, now=at(moments[0]) - timedelta(days=1))
        manager = await world.manager(timezone=zone, country=None, digest_at=clock, work_days=list(range(7)))
        await world.account("Solvanta")
        session.add(manager)
    await tick(database, *moments)
    assert [row.local_on.isoformat() for row in await written(database)] == dates


async def test_half_past_eight_stays_half_past_eight_when_the_clocks_change(database: Database) -> None:
    await a_manager(database, work_days=list(range(7)))
    before = ["2026-10-24T06:29Z", "2026-10-24T06:30Z"]
    after = ["2026-10-25T06:30Z", "2026-10-25T07:29Z", "2026-10-25T07:30Z"]
    await tick(database, *before, *after)
    made = [(row.local_on.isoformat(), row.made_at.isoformat()) for row in await written(database)]
    managers = sorted(set(made))
    assert ("2026-10-24", "2026-10-24T06:30:00+00:00") in managers
    assert ("2026-10-25", "2026-10-25T07:30:00+00:00") in managers


@pytest.mark.parametrize(
    ("moment", "why"),
    [("2026-11-28 09:00+01:00", "a Saturday"), ("2026-12-25 09:00+01:00", "Christmas Day, a Friday")],
)
async def test_nothing_comes_on_days_off(database: Database, moment: str, why: str) -> None:
    await a_manager(database)
    assert await tick(database, moment) == [0], why
    assert await written(database) == []


async def test_nothing_comes_while_they_are_away(database: Database) -> None:
    manager = await a_manager(database)
    async with database.writing() as session:
        session.add(Away(teammate_id=manager.id or 0, from_on=TUESDAY, until_on=TUESDAY))
    assert await tick(database, "2026-11-24 09:00+01:00", "2026-11-25 08:30+01:00") == [0, 1]


async def test_with_nothing_to_say_nothing_is_sent_and_the_date_is_settled(database: Database) -> None:
    async with database.writing() as session:
        manager = await World(session).manager()
    assert await tick(database, "2026-11-24 08:30+01:00") == [0]
    (row,) = await written(database)
    assert (row.edition, row.text_id) == ("empty", None)
    assert await sent(database, manager) == []


async def test_what_happens_later_that_day_waits_for_the_next_morning(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        manager = await world.manager()
    await tick(database, "2026-11-24 08:30+01:00")
    async with database.writing() as session:
        account = await World(session).account("Globex")
        session.add(
            Hold(
                account_id=account.id or 0, code="open_complaint", placed_by="X", placed_at=at("2026-11-24 10:00+01:00")
            )
        )
    assert await tick(database, "2026-11-24 11:00+01:00", "2026-11-25 08:30+01:00") == [0, 1]
    assert "Globex" in (await sent(database, manager))[0]


async def test_without_a_direct_channel_it_waits_for_one_and_says_so_once(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    manager = await a_manager(database)
    async with database.writing() as session:
        direct = await channels.direct_to(session, manager.id or 0)
        assert direct is not None
        direct.gone_at = MONDAY
        session.add(direct)
    with caplog.at_level(logging.INFO, "scheduler.digests"):
        assert await tick(database, "2026-11-24 08:30+01:00", "2026-11-24 09:00+01:00") == [0, 0]
    assert [record.getMessage().split()[0] for record in caplog.records] == ["digest.unreachable"]
    async with database.writing() as session:
        direct.gone_at = None
        await session.merge(direct)
    assert await tick(database, "2026-11-24 10:00+01:00") == [1]


async def test_one_readers_trouble_stops_nobody_elses(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        troubled, manager = await world.manager("Anna Krantz"), await world.manager()
        odd = await world.csm("Kim Ode", manager_id=troubled.id, digest_at=time(23, 59))
        await world.account("Odd", odd, segment="no such segment")
        await open_complaints(world, manager)
    with pytest.raises(KeyError, match="no such segment"):
        await tick(database, "2026-11-24 08:30+01:00")
    assert [row.reader_id for row in await written(database)] == [manager.id]


async def test_on_monday_the_weekly_edition_replaces_the_daily(database: Database) -> None:
    manager = await a_manager(database)
    assert await tick(database, "2026-11-23 08:30+01:00", "2026-11-24 08:30+01:00") == [1, 1]
    assert [row.edition for row in await written(database)] == ["weekly", "daily"]
    assert "Last week, 16 to 22 Nov" in (await sent(database, manager))[0]


async def test_a_week_with_contacts_travels_with_its_picture(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        manager = await world.manager()
        account = await world.account("Globex", await world.csm(manager_id=manager.id, digest_at=time(23, 59)))
        made: dict[str, Any] = {"direction": "out", "origin": "person", "purpose": "talk", "state": TouchState.MADE}
        happened_at = MONDAY - timedelta(days=3)
        session.add(Touch(key="call", account_id=account.id or 0, happened_at=happened_at, **made))
    await tick(database, "2026-11-23 08:30+01:00")
    async with database.reading() as session:
        (row,) = await written(database)
        message = await texts.message_of(session, row.text_id)
        assert message is not None
        (image,) = (part for part in message.parts if isinstance(part, Image))
        assert image.alt.endswith("Contacts made: 0, 0, 0, 0, 0, 0, 0, 1. Accounts held back: 0, 0, 0, 0, 0, 0, 0, 0.")
        found = await pictures.of_message(session, message)
    name = image.source.removeprefix("attachment:")
    assert found[name].startswith(b"\x89PNG")
    messenger = FakeMessenger("playground")
    rules = Rules(SendingGate(planning()), LedgerOutcomes(), FakeClock(at("2026-11-23 08:30+01:00")))
    await drain_all(PostRoom(database, {"playground": messenger}, rules))
    assert [(copy.message, dict(copy.attachments)) for copy in messenger.public] == [(message, dict(found))]


async def test_after_a_monday_off_the_week_is_told_on_the_first_day_back(database: Database) -> None:
    manager = await a_manager(database)
    async with database.writing() as session:
        session.add(Away(teammate_id=manager.id or 0, from_on=date(2026, 11, 23), until_on=date(2026, 11, 23)))
    await tick(database, "2026-11-23 08:30+01:00", "2026-11-24 08:30+01:00", "2026-11-25 08:30+01:00")
    assert [row.edition for row in await written(database)] == ["weekly", "daily"]


async def test_a_csm_reads_in_the_morning_what_waits_for_a_yes(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, *_ = await world.acme()
        await planner.seat_everybody(session, planning(), MONDAY)
        await planner.plan(session, planning(), MONDAY)
    assert await tick(database, "2026-11-23 07:59+01:00", "2026-11-23 08:00+01:00") == [0, 1]
    assert [row.edition for row in await written(database)] == ["morning"]
    (read,) = await sent(database, csm)
    assert read.startswith("Good morning, Priya\n1 proposal; nothing goes without you\n")
    assert (
        "Acme · Dana Whitfield · Tue 09:30 Berlin · Close checklist. Why: “month-end close still takes six days”"
        in read
    )


async def test_a_proposal_that_nobody_decided_is_there_again_the_next_morning(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, *_ = await world.acme()
        await planner.seat_everybody(session, planning(), MONDAY)
        await planner.plan(session, planning(), MONDAY)
    assert await tick(database, "2026-11-23 08:00+01:00", "2026-11-24 08:00+01:00") == [1, 1]
    assert all("Acme · Dana Whitfield" in read for read in await sent(database, csm))


async def test_whoever_chose_a_time_gets_it_then(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, *_ = await world.acme()
        csm.digest_at = time(7, 15)
        session.add(csm)
        await planner.seat_everybody(session, planning(), MONDAY)
        await planner.plan(session, planning(), MONDAY)
    assert await tick(database, "2026-11-23 07:14+01:00", "2026-11-23 07:15+01:00") == [0, 1]


async def test_the_words_of_a_digest_go_when_their_time_is_over(database: Database) -> None:
    await a_manager(database)
    await tick(database, "2026-11-24 08:30+01:00")
    async with database.writing() as session:
        await texts.expire(session, TUESDAY + timedelta(days=30))
    assert [row.text_id for row in await written(database)] == [None]
