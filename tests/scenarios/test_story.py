"""The front-page story on Slack and on Teams, on both databases, and with customers on both at once."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from outreach.database import Database
from tests.fakes import FakeClock
from tests.scenarios.fronts import book
from tests.scenarios.fronts.book import DANA, GWEN, MARCO, PRIYA
from tests.scenarios.fronts.front import Front
from tests.scenarios.fronts.platforms import FRONTS
from tests.scenarios.fronts.slack_front import SlackFront
from tests.scenarios.fronts.stage import Stage, on_stage
from tests.scenarios.fronts.teams_front import TeamsFront
from tests.scenarios.town import hurry

BERLIN = ZoneInfo("Europe/Berlin")
# What the proposal says, which is half past nine there.
AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 7, 31, tzinfo=UTC)


@pytest.fixture
async def filled(database: Database) -> Database:
    if database.is_sqlite:
        event.listen(database.engine.sync_engine, "connect", hurry)
    async with database.writing() as session:
        await book.found(session)
    return database


@pytest.fixture(params=["slack", "teams"])
async def stage(request: pytest.FixtureRequest, filled: Database) -> AsyncIterator[Stage]:
    clock = FakeClock(book.DAWN)
    async with FRONTS[request.param](filled, clock) as front, on_stage([front], filled, clock) as stage:
        yield stage


async def reads(front: Front, who: str, *words: str) -> None:
    """Among what they were shown since they last looked."""
    news = [str(seen) for seen in await front.news(who)]
    assert any(all(each in seen for each in words) for seen in news), f"{who} was shown {news}, not {words}"


async def test_a_proposal_is_approved_sent_once_answered_explained_and_summed_up(stage: Stage) -> None:
    front = stage.front
    await _approve_the_proposal(stage, front)
    await _get_the_lists(stage, front)
    await _arrive_once(stage, front)
    await _answer_and_explain(front)
    await _send_and_take_back(stage, front)
    await _be_reminded_the_next_day(stage, front)
    await _see_the_week(stage, front)
    await _stop(stage, front)


async def _approve_the_proposal(stage: Stage, front: Front) -> None:
    await stage.happens()
    await front.types(PRIYA, "")
    await reads(
        front, PRIYA, "Acme · Dana · Tue 24 Nov 09:30 Berlin · Close checklist. Why: “month-end close still takes"
    )
    await front.presses(PRIYA, "Send")
    await reads(front, PRIYA, "Approved. It goes to Acme on Tue 24 Nov 09:30 Berlin.")
    assert await front.public("ext-acme") == []


async def _get_the_lists(stage: Stage, front: Front) -> None:
    """Priya's morning and her manager's digest, each in their direct conversation."""
    await stage.reaches(AT - timedelta(minutes=1))
    await reads(front, PRIYA, "RENEWAL in 26 days: Globex", "[Draft]")
    await reads(front, MARCO, "Globex ($410k, renews in 26 days)", "[Nudge Priya]")
    await front.presses(MARCO, "Nudge Priya")
    await stage.sends()
    await reads(front, MARCO, "Priya is asked about Globex.")
    await reads(front, PRIYA, "Marco asks you to look at Globex")
    assert await front.public("ext-acme") == []


async def _arrive_once(stage: Stage, front: Front) -> None:
    """At her local time, in Priya's name."""
    await stage.passes(minutes=2)
    assert stage.clock.now().astimezone(BERLIN).hour == AT.astimezone(BERLIN).hour
    (received,) = await front.public("ext-acme")
    assert received.author == PRIYA
    assert received.seen.lines[0].startswith("Hi Dana, on 3 Nov you said month-end close still takes six days.")
    await reads(front, DANA, "Hi Dana")
    await stage.passes(hours=1)
    assert await front.public("ext-acme") == [received]


async def _answer_and_explain(front: Front) -> None:
    await front.says(DANA, "ext-acme", "Thank you. Does Thursday at ten work?")
    await front.types(PRIYA, "why Acme")
    await reads(front, PRIYA, "Close checklist", "their message")


async def _send_and_take_back(stage: Stage, front: Front) -> None:
    """Within two minutes nothing of it is left."""
    await front.types(PRIYA, "checkin Globex")
    await front.presses(PRIYA, "Send")
    await stage.sends()
    await reads(front, GWEN, "Hi Gwen")
    await front.types(PRIYA, "undo")
    await stage.sends()
    await reads(front, PRIYA, "Taken back")
    assert await front.public("ext-globex") == []


async def _be_reminded_the_next_day(stage: Stage, front: Front) -> None:
    await stage.passes(hours=24)
    await reads(front, PRIYA, "WAITING", "Acme, “Thank you. Does Thursday at ten work?”")


async def _see_the_week(stage: Stage, front: Front) -> None:
    """With its chart."""
    await stage.reaches(MONDAY)
    await reads(front, MARCO, "Contacts made", "[See per CSM]")
    assert front.pictures_of(MARCO) == [b"\x89PNG"]


async def _stop(stage: Stage, front: Front) -> None:
    before = len(await front.public("ext-acme"))
    await front.says(DANA, "ext-acme", "stop", mention=True)
    await stage.sends()
    await reads(front, DANA, "I will not write here again unasked.")
    await stage.passes(days=2)
    assert len(await front.public("ext-acme")) == before + 1
    await front.types(PRIYA, "checkin Acme")
    await reads(front, PRIYA, "Check-in with Acme", "they asked us to stop")


async def test_a_book_with_customers_on_both_works_in_one_process(filled: Database) -> None:
    clock = FakeClock(book.DAWN)
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(SlackFront.open(filled, clock))
        teams = await stack.enter_async_context(TeamsFront.open(filled, clock))
        slack.here = frozenset({PRIYA, book.LEO, "ext-acme"})
        teams.here = frozenset({MARCO, "ext-globex"})
        stage = await stack.enter_async_context(on_stage([slack, teams], filled, clock))
        await _approve_the_proposal(stage, slack)
        await stage.reaches(AT + timedelta(minutes=1))
        await reads(slack, DANA, "Hi Dana")
        await reads(teams, MARCO, "Globex ($410k, renews in 26 days)")
        await _reach_the_other_platform(stage, slack, teams)
        assert [len(await front.public("ext-globex")) for front in (slack, teams)] == [0, 1]
        assert [len(await front.public("ext-acme")) for front in (slack, teams)] == [1, 0]


async def _reach_the_other_platform(stage: Stage, slack: SlackFront, teams: TeamsFront) -> None:
    """Priya is one person on both, known by her address; what she does on one arrives on the other."""
    await slack.types(PRIYA, "checkin Globex")
    await slack.presses(PRIYA, "Send")
    await stage.sends()
    (asked,) = await teams.public("ext-globex")
    assert asked.author == PRIYA
    await teams.says(GWEN, "ext-globex", "All is well, thank you.")
    for front in (slack, teams):
        await front.types(PRIYA, "why Globex")
        await reads(front, PRIYA, "their message")
