"""A customer's long days at the desk, on every platform: the sequences, and the bad moments in the middle of them."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import event

from outreach.database import Database
from outreach.events import Change
from outreach.models.desk import Complaint, Request
from outreach.models.listening import ResponseClock
from outreach.models.trust import Deed
from tests.fakes import FakeClock
from tests.platforms.slack.stage import NotOffered
from tests.scenarios.desk_day import ASKS, CLOSING, DONE, ROOM, UPSET, Day
from tests.scenarios.fronts import book
from tests.scenarios.fronts.book import DANA, LEO, PRIYA, SAM
from tests.scenarios.fronts.platforms import FRONTS
from tests.scenarios.fronts.stage import on_stage
from tests.scenarios.town import hurry

PLATFORMS = ["playground", pytest.param("slack", marks=pytest.mark.long), pytest.param("teams", marks=pytest.mark.long)]
STAFF_WORDS = ("requests", "complaint", "noticed", "answers", "goodwill", "notice", "why Globex", "account Globex", "")


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """Mostly SQLite: what differs between databases stands in the store, whose own tests run on both."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
async def day(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[Day]:
    """Half past six in the morning in Berlin: nobody is at work."""
    if database.is_sqlite:
        event.listen(database.engine.sync_engine, "connect", hurry)
    async with database.writing() as session:
        await book.found(session)
    clock = FakeClock(book.DAWN + timedelta(seconds=20))
    platform = getattr(request, "param", "playground")
    async with FRONTS[platform](database, clock) as front, on_stage([front], database, clock) as stage:
        yield Day(stage)


@pytest.mark.long
@pytest.mark.parametrize(
    ("day", "database_kind"),
    [
        ("playground", "sqlite"),
        ("slack", "sqlite"),
        ("teams", "sqlite"),
        pytest.param("slack", "postgres", marks=pytest.mark.postgres),
    ],
    indirect=True,
)
async def test_a_customers_days_from_a_question_at_night_to_stop(day: Day) -> None:
    await _ask_at_night(day)
    await _complain_and_be_acknowledged(day)
    await _be_asked_two_days_later_and_say_no(day)
    await _ask_for_something_and_have_it(day)
    await _say_less_and_stop(day)


async def _ask_at_night(day: Day) -> None:
    await day.says(DANA, ASKS)
    await day.reads(DANA, "Nobody is at work here right now. Priya is back today at 09:00 your time (Berlin)")
    await day.says(DANA, "It is for our auditors. Where is it?")
    assert len(await day.customers_read()) == 1, "told once in a conversation"
    await day.comes_to(hours=2.5)
    await day.reads(PRIYA, "WAITING", "Acme", "audit")
    await day.says(PRIYA, "Good morning Dana, it is under Reports.")
    (clock,) = await day.rows(ResponseClock)
    assert clock.stopped_because == "answered"


async def _complain_and_be_acknowledged(day: Day) -> None:
    await day.says(DANA, UPSET)
    await day.reads(PRIYA, "Acme", UPSET, "[It is a complaint]")
    await day.presses(PRIYA, "It is a complaint")
    assert "a complaint is open" in (await day.page(PRIYA, "why Acme")).words
    await day.types(PRIYA, "complaint")
    await day.presses(PRIYA, "Open", "Draft an acknowledgement")
    before = len(await day.customers_read())
    await day.presses(PRIYA, "Send")
    after = await day.front.public(ROOM)
    assert len(after) == before + 1
    assert (after[-1].author, "I am sorry" in str(after[-1].seen)) == (PRIYA, True)
    await day.types(PRIYA, "complaint")
    await day.presses(PRIYA, "Open", "Close")
    await day.fills(PRIYA, **CLOSING)
    await day.presses(PRIYA, "Send")
    await day.reads(DANA, "The export runs again")


async def _be_asked_two_days_later_and_say_no(day: Day) -> None:
    await day.stage.passes(hours=40)
    await day.reads_nothing(DANA, "Is it right now?")
    await day.stage.passes(hours=10)
    await day.reads(DANA, "Is it right now?", "[Yes]", "[No]")
    await day.stage.passes(days=1)
    await day.reads_nothing(DANA, "Is it right now?")
    await day.front.news(PRIYA)
    await day.presses(DANA, "No")
    await day.reads(PRIYA, "It is not right yet: Acme")
    (complaint,) = await day.rows(Complaint)
    assert (complaint.reopened, complaint.closed_at) == (1, None)
    await day.types(PRIYA, "complaint")
    await day.presses(PRIYA, "Open", "Close")
    await day.fills(PRIYA, outcome="heard", ask="no")


async def _ask_for_something_and_have_it(day: Day) -> None:
    await day.offers_options()
    await day.reads(DANA, "These are the ways I see", "[1 Audit trail export]", "[None of these]")
    await day.front.news(SAM)
    await day.presses(SAM, "1 Audit trail export")
    (asked,) = await day.rows(Request)
    assert asked.state == "offered", "nobody knows who Sam is"
    # What he was told stands below the options by now, where it can be read there.
    await day.says(DANA, "option 1 please", thread=None)
    await day.reads(DANA, "“Audit trail export” it is (included in your plan")
    await day.types(PRIYA, "requests Acme")
    await day.presses(PRIYA, "Open", "Take in hand", "Done")
    await day.fills(PRIYA, **DONE)
    await day.presses(PRIYA, "Send")
    await day.presses(DANA, "Yes")
    (asked,) = await day.rows(Request)
    assert (asked.state, asked.settled_at is not None) == ("honoured", True)


async def _say_less_and_stop(day: Day) -> None:
    await day.says(DANA, "stop", mention=True)
    await day.reads(DANA, "I will not write here again unasked.")
    before = await day.customers_read()
    await day.stage.passes(days=30)
    assert await day.customers_read() == before
    await day.types(PRIYA, "checkin Acme")
    await day.reads(PRIYA, "they asked us to stop")


LOSSES: list[Change] = ["archived", "left", "unshared", "deleted"]


@pytest.mark.parametrize("day", PLATFORMS, indirect=True)
@pytest.mark.parametrize("loss", [LOSSES[0], *(pytest.param(one, marks=pytest.mark.long) for one in LOSSES[1:])])
async def test_a_channel_that_goes_away_in_the_middle_takes_nothing_with_it(day: Day, loss: Change) -> None:
    """A clock runs, options wait to be chosen, closing words wait to be sent, and a question is to be asked."""
    await _have_everything_under_way(day)
    before = await day.arrived()
    await day.front.news(PRIYA)
    company = "Acme" if loss == "unshared" else ""
    await day.front.befalls(ROOM, loss, company=company)
    await day.stage.sends()
    await day.reads(PRIYA, f"#{ROOM}", "nothing goes to" if loss != "unshared" else "no longer shared with Acme")
    await _try_to_go_on(day)
    await day.stage.passes(days=3)
    assert await day.arrived() == before
    await day.reads(PRIYA, "they were to be asked today whether their complaint is put right", "nothing was sent")
    (clock,) = await day.rows(ResponseClock)
    (asked,) = await day.rows(Request)
    (complaint,) = await day.rows(Complaint)
    assert (clock.stopped_because, asked.state, complaint.asked_at) == ("channel gone", "offered", None)
    assert "an export of the audit trail" in (await day.page(PRIYA, "requests Acme")).words
    assert "a complaint is open" in (await day.page(PRIYA, "why Acme")).words


async def _have_everything_under_way(day: Day) -> None:
    await day.comes_to(hours=3.5)
    await day.offers_options()
    await day.confirms_complaint()
    await day.presses(PRIYA, "Close")
    await day.fills(PRIYA, **CLOSING)
    await day.says(DANA, ASKS)
    # Priya looked at her draft before anybody told her that the channel is gone.
    await day.front.news(PRIYA)


async def _try_to_go_on(day: Day) -> None:
    """From what she still has before her eyes, and from her pages."""
    drafts = [touch for touch in await day.proposed() if touch.origin == "desk"]
    assert drafts, "her closing words wait for her"
    await day.types(PRIYA, "complaint")
    await day.presses(PRIYA, "Open")
    if await day.sees_button(PRIYA, "Draft an acknowledgement"):
        await day.presses(PRIYA, "Draft an acknowledgement")
    if await day.sees_button(PRIYA, "Send"):
        await day.presses(PRIYA, "Send")


@pytest.mark.long
@pytest.mark.parametrize("day", PLATFORMS, indirect=True)
async def test_a_renamed_channel_stays_theirs_with_all_that_is_under_way(day: Day) -> None:
    await _have_everything_under_way(day)
    await day.says(PRIYA, "It is under Reports, Dana.")
    await day.front.befalls(ROOM, "renamed", name="acme-and-us")
    await day.stage.sends()
    await day.reads(PRIYA, "#acme-and-us", f"was #{ROOM} until now, and stays Acme's channel.")
    await day.says(DANA, "option 2 please")
    await day.reads(DANA, "“Close workshop” it is")
    await day.stage.passes(hours=49)
    await day.reads(DANA, "Is it right now?")


@pytest.mark.long
async def test_our_question_whether_it_is_right_does_not_pass_for_the_answer_they_wait_for(day: Day) -> None:
    await _have_everything_under_way(day)
    await day.stage.passes(days=3)
    await day.reads_nothing(DANA, "Is it right now?")
    await day.reads(PRIYA, "they were to be asked today", f"they wait for an answer in #{ROOM}")
    (clock,) = await day.rows(ResponseClock)
    assert clock.stopped_at is None
    assert "WAITING" in (await day.page(PRIYA, "")).words


@pytest.mark.parametrize("day", PLATFORMS, indirect=True)
async def test_customers_who_try_what_is_for_colleagues_learn_and_change_nothing(day: Day) -> None:
    await day.comes_to(hours=3.5)
    await day.says(DANA, UPSET)
    before, texts = await day.rows(Deed), len(await day.customers_read())
    await day.front.news(DANA)
    for words in STAFF_WORDS:
        # Slack offers them to nobody of another company.
        with suppress(NotOffered):
            await day.types(DANA, words, ROOM)
    await day.says(DANA, "/cs requests all")
    await day.reads_nothing(DANA, "Globex", "410k", "[Close]", "[It is a complaint]", "not confirmed yet")
    assert await day.rows(Deed) == before
    assert not any("Globex" in words for words in (await day.customers_read())[texts:])


@pytest.mark.parametrize("day", PLATFORMS, indirect=True)
async def test_words_that_are_edited_and_taken_back_are_gone_everywhere(day: Day) -> None:
    await day.comes_to(hours=3.5)
    said = await day.says(DANA, "Hello Priya, the pelican export hangs.")
    await day.edits(DANA, said, f"{UPSET} Pelican!")
    await day.reads(PRIYA, "[It is a complaint]")
    await day.deletes(DANA, said)
    for words in ("", "complaint", "noticed", "why Acme", "account Acme", "digest"):
        assert "elican" not in (await day.page(PRIYA, words)).words, words
    await day.stage.passes(days=2)
    (complaint,) = await day.rows(Complaint)
    assert complaint.closed_at is not None
    await day.reads_nothing(LEO, "elican")
