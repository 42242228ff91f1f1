"""How a post of unknown fate is found in a channel's history."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.slack import looking
from outreach.errors import DeliveryProblem, NotReached, RateLimited, Refused
from outreach.events import Place
from outreach.messages import say
from outreach.ports import Author, Outgoing, Posted
from scheduler.clockwork import read_real_time
from tests.bot.slack.ways_out import ACME, Out, Stopwatch
from tests.platforms.slack import faults
from tests.platforms.slack.faults import Fault
from tests.platforms.slack.limits import Limits
from tests.platforms.slack.records import Post
from tests.platforms.slack.town import NOW
from tests.platforms.slack.workspace import HOME

SINCE = NOW - timedelta(seconds=5)
HELLO = Outgoing("d1", ACME, say("Hello"))


async def look(out: Out, place: Place = ACME) -> Posted | None:
    return await out.messenger.find("d1", place, SINCE)


async def chatter(out: Out, lines: int) -> None:
    for number in range(lines):
        await out.slack.says("Dana Ortiz", "ext-acme", f"line {number}")


async def test_it_is_found_behind_much_that_was_said_since(out: Out) -> None:
    posted = await out.messenger.post(replace(HELLO, author=Author("Priya Shah")))
    await chatter(out, 40)
    assert await look(out) == posted
    asked = out.asked("conversations.history")
    assert [int(page["limit"]) for page in asked] == [15, 15, 15]
    assert {str(page["include_all_metadata"]) for page in asked} == {"1"}
    assert {float(page["oldest"]) for page in asked} == {SINCE.timestamp() - 300}


async def test_it_is_not_there_only_when_everything_was_read(out: Out) -> None:
    await chatter(out, 40)
    assert await look(out) is None
    assert len(out.slack.called("conversations.history")) == 3


async def test_a_page_that_cannot_be_read_is_no_absence(out: Out) -> None:
    await chatter(out, 40)
    out.slack.faults.plan("conversations.history", None, None, faults.ERROR_BEFORE)
    with pytest.raises(NotReached):
        await look(out)


async def test_it_is_found_by_a_clock_that_is_minutes_ahead_of_slacks(out: Out) -> None:
    posted = await out.messenger.post(HELLO)
    assert await out.messenger.find("d1", ACME, NOW + timedelta(minutes=4)) == posted
    assert await out.messenger.find("d1", ACME, NOW + timedelta(minutes=6)) is None


async def test_a_clock_that_is_further_ahead_finds_no_absence(out: Out) -> None:
    """What is there is found all the same."""
    client = await out.workspaces.client(HOME)

    async def seen(minutes: int) -> Posted | None:
        ahead = timedelta(minutes=minutes)
        return await looking.find(client, out.ours, "d1", ACME, SINCE, lambda: read_real_time() + ahead)

    assert await seen(4) is None
    assert await seen(-60) is None
    with pytest.raises(Refused, match="clock is 6 minutes ahead of Slack's") as refused:
        await seen(6)
    assert refused.value.code == "history_too_long"
    posted = await out.messenger.post(HELLO)
    assert await seen(6) == posted


async def test_a_marker_under_somebody_elses_message_is_not_ours(out: Out) -> None:
    await out.messenger.post(HELLO)
    (ours,) = out.slack.copies
    ours.is_deleted = True
    for bot in ("B0OTHER", None):
        ts = out.slack.workspace.next_ts()
        out.slack.workspace.keep(
            Post(ACME.external_id, ts, "Hello", "U0OTHER", metadata=ours.metadata, bot_id=bot, team="T0ACME")
        )
    shown = await out.slack.says("Dana Ortiz", "ext-acme", "hi")
    assert shown.metadata is None
    assert await look(out) is None


async def test_it_is_found_in_its_thread_and_nowhere_else(out: Out) -> None:
    led = await out.slack.says("Dana Ortiz", "ext-acme", "A question")
    thread = replace(ACME, thread=led.ts)
    posted = await out.messenger.post(replace(HELLO, place=thread))
    await out.slack.says("Dana Ortiz", "ext-acme", "Thanks", led)
    assert await look(out, thread) == posted
    assert await look(out) is None
    assert [int(page["limit"]) for page in out.asked("conversations.replies")] == [15]


async def test_where_history_is_restricted_one_page_is_enough_for_most(out: Out) -> None:
    out.slack.limits.restrict_history()
    posted = await out.messenger.post(HELLO)
    await chatter(out, 10)
    assert await look(out) == posted


async def test_where_history_is_restricted_a_second_look_waits_and_a_second_page_never_comes(out: Out) -> None:
    watch = Stopwatch()
    out.slack.limits = Limits(monotonic=watch)
    out.slack.limits.restrict_history()
    await out.messenger.post(HELLO)
    await chatter(out, 20)
    with pytest.raises(Refused, match="look in the channel, then say whether it arrived"):
        await look(out)
    watch.seconds += 20
    with pytest.raises(RateLimited) as limited:
        await look(out)
    # The lane goes on sending: only looks have to wait.
    assert (limited.value.retry_after, limited.value.whole_lane) == (timedelta(seconds=40), False)


async def test_a_limit_that_comes_later_is_only_waited_for(out: Out) -> None:
    await chatter(out, 40)
    out.slack.faults.plan("conversations.history", None, None, Fault("429", retry_after=7))
    with pytest.raises(RateLimited) as limited:
        await look(out)
    assert limited.value.retry_after == timedelta(seconds=7)


async def test_nobody_reads_for_ever(out: Out) -> None:
    await chatter(out, 301)
    with pytest.raises(Refused) as refused:
        await look(out)
    assert refused.value.code == "history_too_long"
    assert len(out.slack.called("conversations.history")) == 20


@pytest.mark.parametrize(
    ("fault", "problem"),
    [(faults.ERROR_BEFORE, NotReached), (faults.INTERNAL_AFTER, NotReached), (faults.LIMITED, RateLimited)],
)
async def test_a_look_that_fails_says_so(out: Out, fault: Fault, problem: type[DeliveryProblem]) -> None:
    await out.messenger.post(HELLO)
    out.slack.faults.plan("conversations.history", fault)
    with pytest.raises(problem):
        await look(out)
