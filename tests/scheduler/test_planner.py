"""What is due becomes a proposal with a reason, or a reason why there is none."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from outreach.database import Database
from outreach.errors import Stale, WrongChannel
from outreach.ledger import proposals
from outreach.models.book import Account, Hold, Teammate
from outreach.models.ledger import Decision, Touch, TouchState
from outreach.store import accounts, channels, decisions, deliveries, facts, holds, teammates, texts, touches, turns
from scheduler import planner
from scheduler.planner import Planned
from tests.world import MONDAY, World, planning

PLANNING = planning()


async def tell(world: World, now: datetime = MONDAY) -> Planned:
    await planner.seat_everybody(world.session, PLANNING, world.now)
    done = await planner.plan(world.session, PLANNING, now)
    assert await turns.without_future(world.session) == [], "every active turn keeps a future"
    return done


async def decision_on(world: World, account: Account, rhythm: str) -> Decision:
    found = await decisions.of_account(world.session, account.id or 0)
    return next(one for one in found if one.rhythm == rhythm and one.closed_at is None)


async def test_a_fact_of_theirs_becomes_a_share_in_their_own_words(database: Database) -> None:
    async with database.writing() as session:
        csm, account, dana, channel = await World(session).acme()
        done = await tell(World(session))

        (touch,) = done.proposed
        assert (touch.account_id, touch.channel_id, touch.contact_id) == (account.id, channel.id, dana.id)
        assert (touch.state, touch.purpose, touch.author_id) == (TouchState.PROPOSED, "share", csm.id)
        assert touch.why == "“month-end close still takes six days” (Dana's words, 3 Nov)"
        message = await texts.message_of(session, touch.text_id)
        assert message is not None
        assert "Hi Dana, on 3 Nov you said month-end close still takes six days." in message.fallback
        assert message.digest == touch.message_hash
        assert [fact.text for _, fact in await facts.under(session, touch.id or 0)] == [
            "month-end close still takes six days"
        ]


async def test_it_goes_out_in_their_morning_on_a_tuesday_to_thursday(database: Database) -> None:
    async with database.writing() as session:
        await World(session).acme()
        (touch,) = (await tell(World(session))).proposed
        assert touch.due_at is not None
        local = touch.due_at.astimezone(ZoneInfo("Europe/Berlin"))
        assert (local.strftime("%a %H:%M"), touch.wall_at) == ("Tue 09:30", "2026-11-24T09:30:00")


async def test_nothing_is_proposed_without_a_fact_that_carries_it(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm = await world.csm()
        account = await world.account("Acme", csm, topics=["month-end close"])
        await world.channel(account)
        await world.item()
        done = await tell(world)

        assert done.proposed == []
        decision = await decision_on(world, account, "share")
        assert decision.code == "nothing_worth_sharing"
        assert "without a reason that rests on something we know" in decision.facts["detail"]


async def test_the_same_tick_again_proposes_nothing_twice(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        await world.acme()
        assert len((await tell(world)).proposed) == 1
        assert (await tell(world, MONDAY + timedelta(hours=1))).proposed == []


async def test_an_account_without_a_channel_gets_an_email_draft(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm = await world.csm()
        account = await world.account("Acme", csm)
        dana = await world.contact(account)
        await world.fact(account, "month-end close still takes six days", dana, topics=["month-end close"])
        await world.item()
        (touch,) = (await tell(world)).proposed
        assert (touch.medium, touch.channel_id) == ("email", None)


@pytest.mark.parametrize(
    ("code", "until"), [("opted_out", None), ("open_complaint", None), ("paused", MONDAY + timedelta(days=9))]
)
async def test_a_hold_is_a_stated_reason_and_lasts_as_long_as_it_says(
    database: Database, code: str, until: datetime | None
) -> None:
    async with database.writing() as session:
        world = World(session)
        _, account, _, _ = await world.acme()
        assert account.id is not None
        await holds.place(
            session, Hold(account_id=account.id, code=code, placed_by="Priya", placed_at=MONDAY, until=until)
        )
        done = await tell(world)
        assert done.proposed == []
        decision = await decision_on(world, account, "share")
        assert (decision.code, decision.until) == (code, until)


async def test_a_lifted_hold_is_noticed_at_once(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        _, account, _, _ = await world.acme()
        assert account.id is not None
        hold = await holds.place(
            session, Hold(account_id=account.id, code="opted_out", placed_by="Dana", placed_at=MONDAY)
        )
        await tell(world)
        await holds.lift(session, [hold], by="Dana", now=MONDAY)
        await turns.rearm(session, account.id, MONDAY + timedelta(minutes=1))
        assert len((await tell(world, MONDAY + timedelta(minutes=1))).proposed) == 1
        open_ones = [one for one in await decisions.of_account(session, account.id) if one.closed_at is None]
        assert [one.rhythm for one in open_ones] == []


async def test_the_same_reason_again_is_counted_not_repeated(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm = await world.csm()
        account = await world.account("Acme", csm)
        for day in range(3):
            await tell(world, MONDAY + timedelta(days=day, hours=2))
        told = [one for one in await decisions.of_account(session, account.id or 0) if one.rhythm == "share"]
        assert [(one.code, one.count) for one in told] == [("nothing_worth_sharing", 3)]


async def test_silence_is_prompted_even_when_the_day_itself_was_missed(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm = await world.csm()
        account = await world.account("Umbra", csm, created_at=MONDAY - timedelta(days=200))
        tom = await world.contact(account, "Tom Reyes")
        await world.fact(account, "to finish the migration by 12 December", tom, kind="goal", said_on=date(2026, 9, 1))
        (touch,) = (await tell(world)).proposed
        assert (touch.purpose, touch.episode) == ("check-in", "silence-2026-09-01")
        message = await texts.message_of(session, touch.text_id)
        assert message is not None
        assert "you set out to finish the migration by 12 December" in message.fallback


async def test_a_silence_is_prompted_once_until_they_speak_again(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm = await world.csm()
        account = await world.account("Umbra", csm, created_at=MONDAY - timedelta(days=200))
        tom = await world.contact(account, "Tom Reyes")
        await world.fact(account, "to finish the migration", tom, kind="goal", said_on=date(2026, 9, 1))
        (touch,) = (await tell(world)).proposed
        await proposals.end(session, touch, TouchState.REJECTED, "not the right moment", MONDAY)
        assert (await tell(world, MONDAY + timedelta(hours=1))).proposed == []
        assert (await decision_on(world, account, "silence")).code == "declined"


async def test_not_now_moves_the_turn_and_asks_again_with_a_new_key(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        await world.acme()
        (first,) = (await tell(world)).proposed
        later = MONDAY + timedelta(days=1)
        await proposals.not_now(session, first, until=later, because="busy week", now=MONDAY)
        assert (await tell(world, MONDAY + timedelta(hours=1))).proposed == []
        (second,) = (await tell(world, later)).proposed
        assert first.key != second.key
        assert first.state == TouchState.CANCELLED


async def test_what_was_put_away_when_they_said_stop_is_proposed_anew_once_they_take_it_back(
    database: Database,
) -> None:
    async with database.writing() as session:
        world = World(session)
        await world.acme()
        (first,) = (await tell(world)).proposed
        await proposals.end(session, first, TouchState.CANCELLED, "they asked us to stop", MONDAY)
        (second,) = (await tell(world, MONDAY + timedelta(hours=1))).proposed
        assert (first.state, second.state) == (TouchState.CANCELLED, TouchState.PROPOSED)


async def test_an_imported_stage_is_no_news_and_a_changed_one_is(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm = await world.csm()
        account = await world.account("Acme", csm, stage="onboarding")
        await world.contact(account)
        await world.channel(account)
        assert (await tell(world)).proposed == []
        tuesday = MONDAY + timedelta(days=1)
        await accounts.change(session, account, {"stage": "adoption"}, on=tuesday.date(), now=tuesday, source="import")
        await world.fact(account, "adoption", kind="stage", said_on=tuesday.date(), source="import")
        await turns.rearm(session, account.id or 0, tuesday)
        (touch,) = (await tell(world, tuesday)).proposed
        assert (touch.rhythm, touch.why) == ("stage", "they moved from onboarding to adoption")


async def test_a_csm_is_asked_about_five_a_day_the_largest_first(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm = await world.csm()
        await world.item()
        for number in range(7):
            account = await world.account(f"Account {number}", csm, arr=1000 * number)
            dana = await world.contact(account)
            await world.channel(account, f"ext-{number}")
            await world.fact(account, "month-end close takes long", dana, topics=["month-end close"])
        done = await tell(world)
        whose = await accounts.by_ids(session, (touch.account_id for touch in done.proposed))
        assert {account.name for account in whose.values()} == {f"Account {number}" for number in range(2, 7)}
        times = sorted(touch.due_at for touch in done.proposed if touch.due_at)
        assert all(b - a >= timedelta(minutes=20) for a, b in pairwise(times))


async def test_an_away_csm_without_cover_holds_and_with_cover_hands_over(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, account, _, _ = await world.acme()
        assert csm.id is not None
        await teammates.go_away(session, csm.id, date(2026, 11, 20), date(2026, 11, 27))
        assert (await tell(world)).proposed == []
        assert (await decision_on(world, account, "share")).code == "csm_away_without_cover"
        cover: Teammate = await world.csm("Leo Hartmann")
        csm.cover_id = cover.id
        await turns.rearm(session, account.id or 0, MONDAY + timedelta(hours=1))
        (touch,) = (await tell(world, MONDAY + timedelta(hours=1))).proposed
        assert touch.author_id == cover.id


async def test_words_that_cannot_be_said_cost_nobody_else_their_plan(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, _, _, _ = await world.acme()
        odd = await world.account("Odd", csm, arr=900_000)
        await world.channel(odd, "ext-odd")
        await world.fact(odd, "x" * 21_000, await world.contact(odd), topics=["month-end close"])
        (touch,) = (await tell(world)).proposed
        assert touch.account_id != odd.id
        assert (await decision_on(world, odd, "share")).code == "unsayable"


async def test_a_churned_account_leaves_every_rhythm(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        _, account, _, _ = await world.acme()
        await tell(world)
        account.stage = "churned"
        await tell(world, MONDAY + timedelta(hours=1))
        assert not any(turn.is_active for turn in await turns.of_account(session, account.id or 0))


async def test_a_channel_of_another_account_is_refused_where_the_touch_is_written(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, account, _, _ = await world.acme()
        other = await world.account("Globex", csm)
        theirs = await world.channel(other, "ext-globex")
        (touch,) = (await tell(world)).proposed
        draft = proposals.Draft(
            key="by-hand:1",
            account=account,
            purpose="share",
            origin="csm",
            message=await texts.message_of(session, touch.text_id),  # type: ignore[arg-type]
            why="",
            author=csm,
            when=proposals.When(MONDAY, MONDAY.replace(tzinfo=None), "UTC"),
            deadline_at=MONDAY,
            keep_until=None,
            channel=theirs,
        )
        with pytest.raises(WrongChannel, match="not Acme's channel"):
            await proposals.propose(session, draft, MONDAY)


async def test_a_changed_fact_is_found_before_anything_is_sent(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        _, account, _, _ = await world.acme()
        (touch,) = (await tell(world)).proposed
        await proposals.approve(session, touch, by="Priya", now=MONDAY)
        assert await facts.shaken(session, [touch.id or 0]) == set()
        (fact,) = await facts.of_account(session, account.id or 0)
        await facts.reword(session, fact, "month-end close takes three days now")
        await session.flush()
        assert await facts.shaken(session, [touch.id or 0]) == {touch.id}


async def test_approval_queues_one_delivery_for_the_agreed_moment(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        await world.acme()
        (touch,) = (await tell(world)).proposed
        await proposals.approve(session, touch, by="Priya", now=MONDAY)
        (delivery,) = await deliveries.of_touch(session, touch.id or 0)
        assert (delivery.state, delivery.ready_at, delivery.author_name) == ("queued", touch.due_at, "Priya Nair")
        with pytest.raises(Stale):
            await proposals.approve(session, touch, by="Priya", now=MONDAY)


async def test_the_ledger_counts_what_it_is_asked(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, account, _, _ = await world.acme()
        (touch,) = (await tell(world)).proposed
        listed: list[Touch] = list(await touches.proposed_to(session, csm.id or 0))
        assert [one.id for one in listed] == [touch.id]
        assert (await channels.of_account(session, account.id or 0))[0].name == "ext-acme"


async def test_a_cover_is_asked_and_gets_no_veto_window(database: Database) -> None:
    under_veto = replace(PLANNING.rhythms["share"], review="veto")
    earned = replace(PLANNING, rhythms={"share": under_veto}, veto_after=0)
    async with database.writing() as session:
        world = World(session)
        csm, _, _, _ = await world.acme()
        csm.cover_id = (await world.csm("Leo Hartmann")).id
        await teammates.go_away(session, csm.id or 0, date(2026, 11, 20), date(2026, 11, 27))
        await planner.seat_everybody(session, earned, MONDAY)
        (touch,) = (await planner.plan(session, earned, MONDAY)).proposed
        assert (touch.state, touch.send_after) == (TouchState.PROPOSED, None)
