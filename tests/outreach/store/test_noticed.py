"""Findings on record: whose they are, who has judged them, and how many."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from outreach.database import Database
from outreach.models.book import Account
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.models.listening import Judged, Noticed
from outreach.store import noticed, texts, touches
from outreach.store.oversight import Team
from tests.world import World

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def a_touch(world: World, account: Account, words: str = "it does not work") -> Touch:
    touch = Touch(
        key=f"k{world._number()}",
        account_id=account.id or 0,
        direction="in",
        origin="customer",
        purpose=Purpose.TALK,
        state=TouchState.MADE,
        text_id=await texts.keep(world.session, words, NOW.date() + timedelta(days=30)),
        happened_at=NOW,
    )
    return await touches.add(world.session, touch)


async def a_finding(world: World, touch: Touch, kind: str = "complaint", at: datetime = NOW) -> Noticed:
    row = Noticed(
        touch_id=touch.id or 0,
        account_id=touch.account_id,
        kind=kind,
        begins=3,
        ends=16,
        score=0.6,
        because="says something does not work",
        noticed_at=at,
    )
    return await noticed.put(world.session, row)


async def test_a_team_sees_what_is_open_at_its_own_accounts_the_weightiest_first_with_the_words(
    database: Database,
) -> None:
    async with database.writing() as session:
        world = World(session)
        priya, leo = await world.csm(), await world.csm("Leo Hartmann")
        acme, globex = await world.account("Acme", priya), await world.account("Globex", leo)
        old, new = await a_touch(world, acme, "old"), await a_touch(world, acme, "new")
        for touch, kind, at in (
            (old, "complaint", NOW - HOUR),
            (new, "request", NOW),
            (new, "complaint", NOW),
            (new, "thanks", NOW),
            (await a_touch(world, globex), "complaint", NOW),
        ):
            await a_finding(world, touch, kind, at)
        team = Team(frozenset({priya.id or 0}))
        assert [(one.words, one.noticed.kind, one.account.name) for one in await noticed.open_in(session, team, 9)] == [
            ("new", "complaint", "Acme"),
            ("old", "complaint", "Acme"),
            ("new", "request", "Acme"),
        ]
        assert len(await noticed.open_in(session, team, 1)) == 1
        assert await noticed.count_open(session, team) == 3
        await texts.forget(session, new.text_id)
        assert (await noticed.open_in(session, team, 1))[0].words is None


async def test_one_message_is_noticed_once_of_each_kind(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        touch = await a_touch(world, await world.account())
        await a_finding(world, touch)
        with pytest.raises(IntegrityError):
            await a_finding(world, touch)
        await session.rollback()


async def test_only_what_nobody_has_judged_ends_by_itself(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        priya = await world.csm()
        touch = await a_touch(world, await world.account("Acme", priya))
        right = await a_finding(world, touch, "complaint")
        await a_finding(world, touch, "request")
        await a_finding(world, touch, "fact")
        await noticed.judge(session, right, Judged.RIGHT, by_id=priya.id or 0, now=NOW)
        assert await noticed.end_open(session, touch.id or 0, Judged.TAKEN_BACK, ["request"]) == 1
        assert await noticed.end_open(session, touch.id or 0, Judged.LAPSED) == 1
        found = await noticed.of_touch(session, touch.id or 0)
        assert {kind: one.judged for kind, one in found.items()} == {
            "complaint": "right",
            "request": "taken back",
            "fact": "lapsed",
        }


async def test_who_acts_on_a_finding_says_that_it_was_right_and_a_judgement_can_be_taken_back(
    database: Database,
) -> None:
    async with database.writing() as session:
        world = World(session)
        priya = await world.csm()
        touch = await a_touch(world, await world.account("Acme", priya))
        request, wrong = await a_finding(world, touch, "request"), await a_finding(world, touch, "buying")
        await noticed.judge(session, wrong, Judged.WRONG, by_id=priya.id or 0, now=NOW)
        given = {"by_id": priya.id or 0, "now": NOW}
        assert await noticed.accept(session, touch.id or 0, ("request", "buying"), **given) == 1  # type: ignore[arg-type]
        assert (request.judged, request.judged_by_id, wrong.judged) == ("right", priya.id, "wrong")
        await noticed.judge(session, request, Judged.OPEN, by_id=priya.id or 0, now=NOW)
        assert (request.judged, request.judged_by_id, request.judged_at) == ("open", None, None)


async def test_counts_are_by_kind_and_judgement_within_a_span_that_ends_before_its_end(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        priya = await world.csm()
        account = await world.account("Acme", priya)
        for at, judged in (
            (NOW - HOUR, Judged.RIGHT),
            (NOW, Judged.RIGHT),
            (NOW, Judged.RIGHT),
            (NOW, Judged.OPEN),
            (NOW, Judged.TAKEN_BACK),
            (NOW + HOUR, Judged.WRONG),
        ):
            row = await a_finding(world, await a_touch(world, account), at=at)
            row.judged = judged
            await noticed.put(session, row)
        await a_finding(world, await a_touch(world, account), "question")
        counts = await noticed.judged_within(session, Team(frozenset({priya.id or 0})), NOW, NOW + HOUR)
        assert counts == {("complaint", "right"): 2, ("complaint", "open"): 1}
