"""At the moment of sending every rule is asked once more, through the real lane."""

from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.database import Database, Session
from outreach.ledger import proposals
from outreach.messages import say
from outreach.models.book import Hold
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.store import accounts, channels, deliveries, facts, holds, teammates, texts, touches, turns
from scheduler import planner
from scheduler.gate import SendingGate
from scheduler.lanes.drain import LedgerOutcomes, PostRoom, Rules, drain_all
from tests.fakes import FakeClock, FakeMessenger
from tests.world import MONDAY, World, planning

PLANNING = planning()
TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)  # 09:30 in Berlin, when it is due


class Office:
    """A database, a clock and a platform, with the lanes between them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = FakeClock(MONDAY)
        self.platform = FakeMessenger("playground")
        rules = Rules(SendingGate(PLANNING), LedgerOutcomes(), self.clock)
        self.room = PostRoom(database, {"playground": self.platform}, rules)

    async def approved(self, session: Session, override: str | None = None) -> Touch:
        """Acme's share, planned and approved on Monday morning."""
        world = World(session)
        await planner.seat_everybody(session, PLANNING, MONDAY)
        (touch,) = (await planner.plan(session, PLANNING, MONDAY)).proposed
        assert world.count == 0
        return await proposals.approve(session, touch, by="Priya", now=MONDAY, override=override)

    async def drain_at(self, at: datetime) -> list[str]:
        """What stands in the customer's channel afterwards."""
        self.clock.set(at)
        await drain_all(self.room)
        return [copy.message.fallback for copy in self.platform.public]

    async def touch(self) -> Touch:
        async with self.database.reading() as session:
            (touch,) = await touches.of_account(session, 1)
            return touch


@pytest.fixture
async def office(database: Database) -> Office:
    async with database.writing() as session:
        await World(session).acme()
    return Office(database)


async def test_an_approved_share_arrives_once_and_at_its_hour(office: Office) -> None:
    async with office.database.writing() as session:
        await office.approved(session)
    assert await office.drain_at(TUESDAY - timedelta(minutes=1)) == []
    (arrived,) = await office.drain_at(TUESDAY)
    assert arrived.startswith("Hi Dana, on 3 Nov you said month-end close still takes six days.")
    assert await office.drain_at(TUESDAY + timedelta(hours=1)) == [arrived]
    touch = await office.touch()
    assert (touch.state, touch.happened_at) == (TouchState.MADE, TUESDAY)


async def test_a_sent_share_gives_its_turn_back(office: Office) -> None:
    async with office.database.writing() as session:
        await office.approved(session)
    await office.drain_at(TUESDAY)
    async with office.database.writing() as session:
        assert await turns.without_future(session) == []
        assert (await planner.plan(session, PLANNING, TUESDAY)).proposed == []
        turn = next(turn for turn in await turns.of_account(session, 1) if turn.rhythm == "share")
        assert turn.next_due_at is not None
        assert turn.next_due_at.date() >= date(2026, 12, 6)


async def test_please_stop_after_approval_stops_it_for_good(office: Office) -> None:
    async with office.database.writing() as session:
        await office.approved(session, override="I know them")
        await holds.place(
            session, Hold(account_id=1, code="opted_out", placed_by="Dana", placed_at=MONDAY, because=None)
        )
    assert await office.drain_at(TUESDAY) == []
    touch = await office.touch()
    assert (touch.state, touch.ended_because) == (TouchState.MISSED, "opted_out")


async def test_a_complaint_after_approval_moves_it_and_a_reason_on_record_lifts_it(office: Office) -> None:
    async with office.database.writing() as session:
        touch = await office.approved(session)
        await holds.place(session, Hold(account_id=1, code="open_complaint", placed_by="Priya", placed_at=MONDAY))
    assert await office.drain_at(TUESDAY) == []
    moved = await office.touch()
    assert moved.due_at is not None
    assert moved.due_at > TUESDAY
    async with office.database.writing() as session:
        row = await touches.by_id(session, touch.id or 0)
        assert row is not None
        row.override, row.lifted = "Dana asked for exactly this", ["open_complaint"]
    assert len(await office.drain_at(moved.due_at)) == 1


async def test_a_reason_about_the_hour_says_nothing_about_a_complaint(office: Office) -> None:
    async with office.database.writing() as session:
        touch = await office.approved(session, override="evenings suit them")
        touch.lifted = ["quiet_hours"]
        await holds.place(session, Hold(account_id=1, code="open_complaint", placed_by="Priya", placed_at=MONDAY))
    assert await office.drain_at(TUESDAY) == []


async def test_a_wish_to_be_left_alone_outlives_its_channel(office: Office) -> None:
    async with office.database.writing() as session:
        await office.approved(session)
        old = (await channels.of_account(session, 1))[0]
        await holds.place(
            session,
            Hold(account_id=1, channel_id=old.id, code="opted_out", placed_by="Dana", placed_at=MONDAY),
        )
        old.gone_at = MONDAY
        (touch,) = await touches.of_account(session, 1)
        await proposals.end(session, touch, TouchState.CANCELLED, "its channel is gone", MONDAY)
        world = World(session, count=300)
        await world.channel(await accounts.by_id(session, 1), "ext-acme-new")
        await turns.rearm(session, 1, MONDAY)
        assert (await planner.plan(session, PLANNING, MONDAY)).proposed == []


async def test_an_evening_outage_never_becomes_a_message_at_night(office: Office) -> None:
    async with office.database.writing() as session:
        await office.approved(session)
    assert await office.drain_at(datetime(2026, 11, 24, 20, 0, tzinfo=UTC)) == []
    moved = await office.touch()
    assert moved.due_at == datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
    assert len(await office.drain_at(moved.due_at)) == 1


async def test_what_could_not_go_by_its_deadline_is_missed_not_sent_late(office: Office) -> None:
    async with office.database.writing() as session:
        await office.approved(session)
    assert await office.drain_at(MONDAY + timedelta(days=9, hours=5)) == []
    assert (await office.touch()).state == TouchState.MISSED


async def test_a_changed_fact_sends_it_back_to_review(office: Office) -> None:
    async with office.database.writing() as session:
        await office.approved(session)
        (fact,) = await facts.of_account(session, 1)
        await facts.reword(session, fact, "month-end close takes three days now")
    assert await office.drain_at(TUESDAY) == []
    touch = await office.touch()
    assert (touch.state, touch.approved_hash) == (TouchState.PROPOSED, None)


@pytest.mark.parametrize("is_gone", [False, True])
async def test_what_is_approved_once_more_as_the_facts_are_now_may_go(office: Office, is_gone: bool) -> None:
    async with office.database.writing() as session:
        await office.approved(session)
        (fact,) = await facts.of_account(session, 1)
        await (facts.remove(session, fact, MONDAY) if is_gone else facts.reword(session, fact, "it takes three days"))
    assert await office.drain_at(TUESDAY) == []
    async with office.database.writing() as session:
        (touch,) = await touches.of_account(session, 1)
        await proposals.approve(session, touch, by="Priya", now=TUESDAY)
    assert len(await office.drain_at(TUESDAY + timedelta(minutes=1))) == 1


async def test_words_changed_behind_the_approval_never_leave(office: Office) -> None:
    async with office.database.writing() as session:
        touch = await office.approved(session)
        message = await texts.message_of(session, touch.text_id)
        assert message is not None
        touch.text_id = await texts.keep(session, '[{"part": "divider"}]', None)
        (delivery,) = await deliveries.of_touch(session, touch.id or 0)
        delivery.text_id = touch.text_id
    assert await office.drain_at(TUESDAY) == []
    assert (await office.touch()).ended_because == "changed_after_approval"


async def test_a_channel_that_was_moved_meanwhile_gets_nothing(office: Office) -> None:
    async with office.database.writing() as session:
        await office.approved(session)
        other = await World(session, count=100).account("Globex")
        channel = (await channels.of_account(session, 1))[0]
        await channels.link(session, channel, other.id or 0, by="Priya", now=MONDAY)
    assert await office.drain_at(TUESDAY) == []
    assert (await office.touch()).ended_because == "wrong_channel"


async def test_a_channel_that_is_not_shared_with_them_any_more_gets_nothing(office: Office) -> None:
    async with office.database.writing() as session:
        await office.approved(session)
        channel = (await channels.of_account(session, 1))[0]
        channel.kind = channels.TEAM
        session.add(channel)
    assert await office.drain_at(TUESDAY) == []
    assert (await office.touch()).state == TouchState.MISSED


async def test_one_account_gets_one_message_at_a_time(office: Office) -> None:
    async with office.database.writing() as session:
        first = await office.approved(session)
        world = World(session, count=200)
        account = await touches.by_id(session, first.id or 0)
        assert account is not None
        await world.fact(
            await accounts.by_id(session, 1), "to close in four days", kind="goal", said_on=date(2026, 11, 2)
        )
        draft = proposals.Draft(
            key="by-hand:test:1",
            account=await accounts.by_id(session, 1),
            purpose="check-in",
            origin="csm",
            message=(await texts.message_of(session, first.text_id)) or pytest.fail("no text"),
            why="by hand",
            author=None,
            when=proposals.When(TUESDAY, TUESDAY.replace(tzinfo=None), "UTC"),
            deadline_at=TUESDAY + timedelta(days=2),
            keep_until=None,
            channel=(await channels.of_account(session, 1))[0],
        )
        second = await proposals.propose(session, draft, MONDAY)
        await proposals.approve(session, second, by="Priya", now=MONDAY)
    assert len(await office.drain_at(TUESDAY)) == 1


async def test_silence_is_no_consent_while_the_csm_is_away(office: Office) -> None:
    async with office.database.writing() as session:
        await planner.seat_everybody(session, PLANNING, MONDAY)
        (touch,) = (await planner.plan(session, PLANNING, MONDAY)).proposed
        await proposals.open_veto(session, touch, send_after=MONDAY + timedelta(hours=24), now=MONDAY)
        csm = await teammates.by_id(session, touch.author_id or 0)
        csm.cover_id = (await World(session, count=300).csm("Leo Hartmann")).id
        await teammates.go_away(session, csm.id or 0, MONDAY.date(), TUESDAY.date())
    assert await office.drain_at(TUESDAY) == []
    touch = await office.touch()
    assert (touch.state, touch.send_after) == (TouchState.PROPOSED, None)
    assert touch.ended_because == "their CSM is away, so silence is no consent"


async def bad_news(office: Office, at: datetime, *lifted: str, lasts: timedelta = timedelta(days=1)) -> None:
    """Approved for that very moment."""
    async with office.database.writing() as session:
        draft = proposals.Draft(
            key="notice:1:1",
            account=await accounts.by_id(session, 1),
            purpose=Purpose.NOTICE,
            origin="notice",
            message=say("Exports fail since this morning"),
            why="Bad news",
            author=None,
            when=proposals.When(at, at.replace(tzinfo=None), "Europe/Berlin"),
            deadline_at=at + lasts,
            keep_until=None,
            channel=(await channels.of_account(session, 1))[0],
        )
        touch = await proposals.propose(session, draft, at)
        override = "bad news does not wait" if lifted else None
        await proposals.approve(session, touch, by="Priya", now=at, override=override, lifted=lifted)


@pytest.mark.parametrize(
    ("at", "moved_to"),
    [
        ("2026-11-23T16:50+00:00", "2026-11-24T08:00+00:00"),  # Monday evening in Berlin → Tuesday 09:00
        ("2026-11-26T16:50+00:00", "2026-11-27T08:00+00:00"),  # → Friday, on which nothing cheerful goes
        ("2026-12-28T16:50+00:00", "2026-12-29T08:00+00:00"),  # in our quiet season
    ],
)
async def test_bad_news_that_was_held_up_goes_as_soon_as_they_are_at_work(
    office: Office, at: str, moved_to: str
) -> None:
    sent_at = datetime.fromisoformat(at)
    await bad_news(office, sent_at)
    assert await office.drain_at(sent_at + timedelta(minutes=20)) == []
    touch = await office.touch()
    assert (touch.state, touch.due_at) == (TouchState.APPROVED, datetime.fromisoformat(moved_to))
    assert await office.drain_at(datetime.fromisoformat(moved_to)) == ["Exports fail since this morning"]


async def test_bad_news_that_would_come_too_late_is_over_at_once(office: Office) -> None:
    friday = datetime(2026, 11, 27, 16, 50, tzinfo=UTC)
    await bad_news(office, friday)
    assert await office.drain_at(friday + timedelta(minutes=20)) == []
    touch = await office.touch()
    assert (touch.state, touch.ended_because) == (TouchState.MISSED, "quiet_hours")


async def test_bad_news_that_somebody_sent_in_spite_of_the_hour_waits_for_none(office: Office) -> None:
    saturday = datetime(2026, 11, 28, 20, 0, tzinfo=UTC)
    await bad_news(office, saturday, "quiet_hours", "weekend")
    assert await office.drain_at(saturday + timedelta(minutes=20)) == ["Exports fail since this morning"]
