"""What mornings and digests are made of: each exception from the rows that make it one."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from content.pages.findings import Findings
from content.pages.morning import Morning
from outreach.database import Database, Session
from outreach.messages import Footer as SmallPrint
from outreach.messages import Message, paragraph, plain, text
from outreach.models.book import Account, Away, Hold, Teammate
from outreach.models.ledger import Digest, Mark, Touch, TouchState, Turn
from outreach.models.listening import ResponseClock
from outreach.models.post import Delivery, DeliveryState, Lane
from outreach.store import clocks, decisions, texts
from scheduler import digests
from scheduler.digests import Digesting, gathering, mornings, staff_of
from tests.reading import transcript
from tests.world import World, planning

# A Tuesday, 08:00 in Berlin.
NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=200)
DIGESTING = Digesting(rhythms=planning().rhythms)


@dataclass
class Team:
    """Marco leads Priya, who looks after Globex; everybody spoke with everybody yesterday unless told otherwise."""

    world: World
    manager: Teammate
    csm: Teammate
    account: Account

    @property
    def session(self) -> Session:
        return self.world.session

    async def findings(self, reader: Teammate | None = None) -> Findings:
        staff = await staff_of(self.session, NOW)
        return await gathering.find(self.session, reader or self.manager, staff, DIGESTING)

    async def morning(self, digesting: Digesting = DIGESTING) -> Morning:
        return await mornings.gather(self.session, self.csm, await staff_of(self.session, NOW), digesting)

    async def touch(self, account: Account | None = None, words: str | None = None, **changes: Any) -> Touch:
        self.world.count += 1
        values: dict[str, Any] = {
            "key": f"t-{self.world.count}",
            "account_id": (account or self.account).id,
            "direction": "out",
            "origin": "rhythm",
            "purpose": "check-in",
            "state": TouchState.PROPOSED,
            "author_id": self.csm.id,
            "due_at": NOW + timedelta(days=1),
            "deadline_at": NOW + timedelta(days=7),
            "zone": "Europe/Berlin",
        }
        if words:
            values["text_id"] = await texts.keep(self.session, words, None)
        row = Touch(**{**values, **changes})
        self.session.add(row)
        await self.session.flush()
        return row

    async def heard(self, ago: timedelta, words: str = "is SSO live?", **changes: Any) -> Touch:
        values: dict[str, Any] = {"direction": "in", "origin": "customer", "purpose": "talk", "state": TouchState.MADE}
        said = await self.touch(words=words, **{**values, "happened_at": NOW - ago, **changes})
        assert said.id is not None
        channel = await self.world.channel(self.account, f"ext-{said.id}")
        clock = ResponseClock(
            account_id=said.account_id,
            channel_id=channel.id or 0,
            touch_id=said.id,
            last_touch_id=said.id,
            since_at=NOW - ago,
        )
        await clocks.add(self.session, clock)
        return said

    async def spoke(self, ago: timedelta, **changes: Any) -> Touch:
        values: dict[str, Any] = {
            "origin": "person",
            "purpose": "talk",
            "state": TouchState.MADE,
            "happened_at": NOW - ago,
        }
        said = await self.touch(**{**values, **changes})
        await clocks.stop_of_account(self.session, said.account_id, said, NOW - ago)
        return said

    async def delivery(self, touch: Touch, state: str, **changes: Any) -> Delivery:
        channel = await self.world.channel(name=f"c{self.world.count}")
        self.world.count += 1
        lane = Lane(platform="x", workspace=f"w{self.world.count}")
        self.session.add(lane)
        await self.session.flush()
        values: dict[str, Any] = {
            "marker": f"m{lane.id}",
            "key": f"k{lane.id}",
            "lane_id": lane.id,
            "channel_id": channel.id,
        }
        row = Delivery(
            **{**values, "touch_id": touch.id, "state": state, "ready_at": NOW, "created_at": NOW, **changes}
        )
        self.session.add(row)
        await self.session.flush()
        return row


async def team(session: Session, **changes: Any) -> Team:
    world = World(session, now=LONG_AGO)
    manager = await world.manager()
    csm = await world.csm(manager_id=manager.id)
    account = await world.account("Globex", csm, **{"arr": Decimal(410_000), **changes})
    return Team(world, manager, csm, account)


async def test_an_account_left_alone_without_a_plan_is_an_exception(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        assert [one.name for one in (await told.findings()).quiet.unplanned] == ["Globex"]


@pytest.mark.parametrize(("segment", "days"), [("top", 14), ("mid", 30), ("tail", 60)])
async def test_the_promise_depends_on_the_segment_and_ends_on_its_day(
    database: Database, segment: str, days: int
) -> None:
    async with database.writing() as session:
        told = await team(session, segment=segment)
        await told.spoke(timedelta(days=days - 1))
        assert (await told.findings()).quiet.customers == ()
    async with database.writing() as session:
        row = (await session.exec(select(Touch))).one()
        row.happened_at = NOW - timedelta(days=days)
        session.add(row)
    async with database.reading() as session:
        quiet = (await replace(told, world=replace(told.world, session=session)).findings()).quiet
        assert ([one.name for one in quiet.customers], quiet.yesterday) == (["Globex"], 0)


async def test_our_own_messages_break_no_silence(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        await told.touch(state=TouchState.MADE, happened_at=NOW - timedelta(days=2))
        assert len((await told.findings()).quiet.customers) == 1


async def test_a_live_touch_or_a_turn_that_comes_up_is_a_plan(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        turn = Turn(account_id=told.account.id or 0, rhythm="silence", next_due_at=NOW + timedelta(days=9))
        session.add(turn)
        await session.flush()
        assert len((await told.findings()).quiet.unplanned) == 1
        turn.next_due_at = NOW + timedelta(hours=20)
        session.add(turn)
        await session.flush()
        assert (await told.findings()).quiet.unplanned == ()
        turn.next_due_at = None
        session.add(turn)
        await told.touch()
        assert (await told.findings()).quiet.unplanned == ()


async def test_a_renewal_ahead_with_nobody_in_contact_needs_the_manager(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session, renewal_on=date(2027, 1, 21))
        await told.spoke(timedelta(days=34))
        (cooling,) = (await told.findings()).cooling
        assert (cooling.renews_in, cooling.silent_for, cooling.customer.csm) == (58, 34, "Priya")


@pytest.mark.parametrize("days", [-1, 61])
async def test_a_renewal_that_is_over_or_far_is_no_news(database: Database, days: int) -> None:
    async with database.writing() as session:
        told = await team(session, renewal_on=date(2026, 11, 24) + timedelta(days=days))
        assert (await told.findings()).cooling == ()


async def test_where_something_is_planned_a_renewal_is_the_managers_only_when_near(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session, renewal_on=date(2027, 1, 21))
        await told.touch()
        assert (await told.findings()).cooling == ()
        assert len((await told.morning()).cooling) == 1
        told.account.renewal_on = date(2026, 12, 20)
        session.add(told.account)
        await session.flush()
        assert len((await told.findings()).cooling) == 1


async def test_a_customer_waits_until_somebody_answers(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        await told.heard(timedelta(days=1, hours=1))
        assert [one.quote for one in (await told.findings()).waiting] == ["is SSO live?"]
        await told.spoke(timedelta(hours=1))
        assert (await told.findings()).waiting == ()
        assert (await told.morning()).waiting == ()


async def test_waiting_counts_in_working_time_of_whoever_owes_the_answer(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        # Monday 16:30: an hour was left of Priya's day, and four are promised.
        await told.heard(timedelta(hours=15, minutes=30))
        assert (await told.findings()).waiting == ()
        assert len((await told.morning()).waiting) == 1


async def test_after_a_week_the_silence_itself_is_the_matter(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        await told.heard(timedelta(days=7, minutes=1))
        assert (await told.morning()).waiting == ()


async def test_words_that_are_not_kept_are_waited_for_without_a_quote(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        await told.heard(timedelta(days=2), words="")
        assert [one.quote for one in (await told.findings()).waiting] == [""]


async def test_somebody_away_without_cover_needs_the_manager_once_something_waits(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        session.add(Away(teammate_id=told.csm.id or 0, from_on=date(2026, 11, 23), until_on=date(2026, 11, 27)))
        assert (await told.findings()).unattended == ()
        await told.touch()
        (away,) = (await told.findings()).unattended
        assert (away.csm, away.until_on, away.proposals, away.customers) == ("Priya", date(2026, 11, 27), 1, 0)


async def test_a_cover_counts_while_they_are_there_and_reads_what_waits(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        leo = await told.world.csm("Leo Hartmann", manager_id=told.manager.id)
        told.csm.cover_id = leo.id
        session.add_all((told.csm, Away(teammate_id=told.csm.id or 0, from_on=NOW.date(), until_on=NOW.date())))
        await told.touch()
        assert (await told.findings()).unattended == ()
        assert [one.account for one in (await replace(told, csm=leo).morning()).proposals] == ["Globex"]
        session.add(Away(teammate_id=leo.id or 0, from_on=NOW.date(), until_on=NOW.date()))
        await session.flush()
        assert len((await told.findings()).unattended) == 1


async def test_what_ran_out_since_the_last_digest_is_late(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        await told.touch(state=TouchState.EXPIRED, deadline_at=NOW - timedelta(hours=30))
        await told.touch(state=TouchState.EXPIRED, deadline_at=NOW - timedelta(hours=3))
        await told.touch(state=TouchState.MISSED, deadline_at=NOW - timedelta(hours=2))
        assert [one.was_approved for one in (await told.findings()).lapsed] == [False, True]
        made_at = NOW - timedelta(hours=48)
        session.add(Digest(reader_id=told.manager.id or 0, local_on=made_at.date(), edition="daily", made_at=made_at))
        await session.flush()
        assert len((await told.findings()).lapsed) == 3


async def test_what_failed_is_told_once_and_as_a_failure(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        touch = await told.touch(state=TouchState.MISSED, deadline_at=NOW - timedelta(hours=1))
        problem = {"problem_code": "channel_gone", "problem": "#ext-globex is gone."}
        await told.delivery(touch, DeliveryState.FAILED, ready_at=NOW - timedelta(hours=3), **problem)
        found = await told.findings()
        assert [(one.is_unclear, one.cure) for one in found.trouble] == [(False, "#ext-globex is gone.")]
        assert found.lapsed == ()


async def test_what_a_rule_stopped_is_no_failure(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        touch = await told.touch(state=TouchState.MISSED)
        await told.delivery(touch, DeliveryState.FAILED, problem_code="opted_out", problem="They asked us to stop.")
        assert (await told.findings()).trouble == ()


async def test_a_doubt_stays_until_a_person_settles_it(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        touch = await told.touch(state=TouchState.APPROVED)
        delivery = await told.delivery(touch, DeliveryState.UNKNOWN, ready_at=NOW - timedelta(days=5))
        assert (await told.findings()).trouble == (), "the platform is still being asked"
        delivery.asked_at = NOW - timedelta(days=5)
        session.add(delivery)
        await session.flush()
        assert [one.is_unclear for one in (await told.findings()).trouble] == [True]
        assert [one.delivery_id for one in (await told.morning()).trouble] == [delivery.id]


async def test_a_complaint_placed_since_the_last_digest_is_news(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        values: dict[str, Any] = {"account_id": told.account.id, "code": "open_complaint", "placed_by": "Priya"}
        session.add(Hold(placed_at=NOW - timedelta(hours=3), because="third time we've asked", **values))
        session.add(Hold(placed_at=NOW - timedelta(days=3), **values))
        session.add(Hold(placed_at=NOW - timedelta(hours=2), ended_at=NOW - timedelta(hours=1), **values))
        await session.flush()
        (upset,) = (await told.findings()).upset
        assert upset.words == "a complaint is open (third time we've asked)"


async def test_a_kind_word_names_who_said_it(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        dana = await told.world.contact(told.account)
        touch = await told.heard(timedelta(days=3), words="fastest close we've had", contact_id=dana.id)
        marked_at = NOW - timedelta(hours=2)
        session.add(Mark(touch_id=touch.id or 0, kind="kind_word", marked_by_id=told.csm.id or 0, marked_at=marked_at))
        await session.flush()
        (word,) = (await told.findings()).kind_words
        assert (word.who, word.quote, word.customer.csm) == ("Dana", "fastest close we've had", "Priya")


async def test_a_manager_hears_of_their_own_people_at_any_depth_only(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        lead = await told.world.csm("Anna Lead", manager_id=told.manager.id)
        told.csm.manager_id = lead.id
        other = await told.world.manager("Helen Brooks")
        stranger = await told.world.csm("Maya Jensen", manager_id=other.id)
        await told.world.account("Umbra", stranger)
        await told.world.account("Churned", told.csm, stage="churned")
        assert [one.name for one in (await told.findings()).quiet.customers] == ["Globex"]
        assert [one.name for one in (await told.findings(other)).quiet.customers] == ["Umbra"]


async def test_accounts_of_somebody_who_left_are_nobodys_and_reach_the_top(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        told.csm.left_on = date(2026, 11, 1)
        session.add(told.csm)
        await told.world.account("Solvanta")
        await told.world.csm("Leo Hartmann", manager_id=told.manager.id)
        await session.flush()
        assert [one.name for one in (await told.findings()).unowned] == ["Globex", "Solvanta"]


async def test_two_of_one_first_name_are_told_apart(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        await told.world.csm("Priya Shah", manager_id=told.manager.id)
        assert (await told.findings()).quiet.customers[0].csm == "Priya Nair"


async def test_a_veto_window_and_an_email_draft_stand_apart_from_proposals(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        message = Message((paragraph("Hi Dana. How is that going?"), SmallPrint(text("Prefer fewer of these?"))))
        await told.touch(words=message.to_json())
        await told.touch(words=message.to_json(), medium="email")
        await told.touch(words=message.to_json(), state=TouchState.APPROVED, send_after=NOW + timedelta(hours=9))
        await told.touch(words=message.to_json(), state=TouchState.APPROVED, send_after=NOW - timedelta(hours=9))
        morning = await told.morning()
        assert [len(kind) for kind in (morning.proposals, morning.drafts, morning.vetoes)] == [1, 1, 1]
        assert morning.drafts[0].draft == "Hi Dana. How is that going?"
        assert morning.proposals[0].what == "“How is that going?”"


async def test_the_words_of_a_proposal_may_be_gone(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        await told.touch()
        assert [one.what for one in (await told.morning()).proposals] == ["check-in"]


async def test_what_was_held_back_is_counted_per_account_and_named_where_it_tells(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        acme = await told.world.account("Acme", told.csm)
        umbra = await told.world.account("Umbra", told.csm)
        for account, rhythm, code in (
            (told.account, "share", "open_complaint"),
            (told.account, "silence", "nothing_worth_sharing"),
            (acme, "share", "frequency_cap"),
            (umbra, "share", "nothing_worth_sharing"),
        ):
            turn = Turn(account_id=account.id or 0, rhythm=rhythm)
            session.add(turn)
            await session.flush()
            await decisions.record(session, turn, code, {}, None, NOW)
        held = (await told.morning()).held
        assert (held.accounts, held.named, held.nothing) == (2, (("Globex", "a complaint is open"),), 1)


@pytest.mark.parametrize(
    ("csm", "manager", "is_told"),
    [
        ({}, {}, True),
        ({"digest_at": time(8, 1)}, {}, False),
        ({"timezone": "Europe/London"}, {}, False),
        ({}, {"timezone": "Europe/London"}, True),
        ({}, {"timezone": "America/Chicago"}, False),
        ({}, {"work_days": [0]}, False),
    ],
)
async def test_the_preview_stands_in_the_morning_only_half_an_hour_ahead(
    database: Database, csm: dict[str, Any], manager: dict[str, Any], is_told: bool
) -> None:
    async with database.writing() as session:
        told = await team(session)
        for person, changes in ((told.csm, csm), (told.manager, manager)):
            for name, value in changes.items():
                setattr(person, name, value)
            session.add(person)
        await session.flush()
        preview = (await told.morning()).preview
        assert (preview is not None) is is_told
        if preview is not None:
            assert plain(preview.said[0]) == "○ Nobody spoke with: 1, 1 without a plan: Globex"


async def test_whoever_asks_sees_the_preview_anywhere(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        told.manager.timezone = "America/Chicago"
        session.add(told.manager)
        await session.flush()
        staff = await staff_of(session, NOW)
        preview = await digests.preview(session, told.csm, staff, DIGESTING, anywhere=True)
        assert preview is not None
        assert (preview.manager, preview.at) == ("Marco", time(15, 30))


async def test_the_week_runs_from_monday_to_sunday_in_the_readers_zone(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        for moment in ("2026-11-15 23:59", "2026-11-16 00:00", "2026-11-22 23:59", "2026-11-23 00:00"):
            happened_at = datetime.fromisoformat(f"{moment}+01:00").astimezone(UTC)
            await told.touch(purpose="share", state=TouchState.MADE, happened_at=happened_at)
            await told.spoke(NOW - happened_at)
            await told.heard(NOW - happened_at)
        read = transcript(await digests.show_csms(session, told.manager, DIGESTING, NOW))
        assert "Priya: 2 shares, 2 by hand, heard 2 times" in read
        assert "4 contacts: 2 shares" in transcript(await digests.show_counts(session, told.manager, DIGESTING, NOW))


async def test_a_rule_counts_an_account_once(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        turn = Turn(account_id=told.account.id or 0, rhythm="share")
        session.add(turn)
        await session.flush()
        for days in (5, 4, 3):
            turn.episode = f"e{days}"
            await decisions.record(session, turn, "open_complaint", {}, None, NOW - timedelta(days=days))
        read = transcript(await digests.show_counts(session, told.manager, DIGESTING, NOW))
        assert "• 1: a complaint is open" in read


async def test_the_quiet_are_one_press_away(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        read = transcript(await digests.show_quiet(session, told.manager, DIGESTING, NOW))
        assert "• Globex (Priya): no plan yet" in read


async def test_asked_for_it_is_told_as_it_stands_now_and_nothing_is_written(database: Database) -> None:
    async with database.writing() as session:
        told = await team(session)
        assert "Globex" in transcript(await digests.compose(session, told.manager, DIGESTING, NOW))
        assert (await session.exec(select(Digest))).all() == []
        await told.spoke(timedelta(hours=1))
        assert await digests.compose(session, told.manager, DIGESTING, NOW) is None
