"""A request is done, or not: dates, a yes, a no, silence, and any word that reopens it."""

import pytest

from outreach.errors import BadInput, Stale
from outreach.store import requests
from tests.handlers.requests.stories import ASKING, asks, honours, last, offers, only, opens
from tests.handlers.world import Town, words


@pytest.mark.parametrize(("said", "is_settled"), [("Perfect, danke", True), ("yes", True), ("When do we meet?", False)])
async def test_a_yes_in_words_settles_it(town: Town, said: str, is_settled: bool) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await honours(town, csm, request)
    town.later(hours=1)
    await town.says(dana, channel, said, thread=request.thread)
    assert (request.settled_at is not None) == is_settled


async def test_a_no_reopens_it_and_an_old_yes_counts_no_more(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    first = await honours(town, csm, request)
    town.later(hours=1)
    await town.says(dana, channel, "No, October is missing", thread=request.thread)
    assert (request.state, request.reopened, request.settled_at) == ("in hand", 1, None)
    assert "is not right yet (Dana Whitfield)" in (await town.told(csm))[-1]
    second = await honours(town, csm, request)
    await town.taps(dana, first, "Yes")
    assert request.settled_at is None
    await town.taps(dana, second, "Not yet")
    assert (request.state, request.reopened) == ("in hand", 2)


async def test_five_working_days_of_silence_settle_it_and_any_word_reopens_it(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await honours(town, csm, request)
    await town.waits(days=7)
    assert request.settled_at is None
    await town.waits(days=1)
    assert request.settled_by == "silence"
    await town.says(dana, channel, "Where is September?", thread=request.thread)
    assert (request.state, request.settled_at, request.reopened) == ("in hand", None, 1)
    assert "which silence had settled" in (await town.told(csm))[-1]


async def test_talk_in_the_thread_is_no_silence(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await honours(town, csm, request)
    await town.waits(days=6)
    await town.says(dana, channel, "We will look at it together", thread=request.thread)
    await town.waits(days=5)
    assert request.settled_at is None
    await town.waits(days=4)
    assert request.settled_by == "silence"


async def test_thanks_after_silence_reopen_nothing(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await honours(town, csm, request)
    await town.waits(days=9)
    await town.says(dana, channel, "Thank you!", thread=request.thread)
    assert request.settled_by == "silence"


async def test_a_date_that_passes_is_told_once(town: Town) -> None:
    csm, account, _, _ = await town.acme()
    await opens(town, csm, due="Friday")
    request = await only(town, account)
    assert request.due_on is not None
    await town.waits(days=4)
    assert not any("were promised this" in one for one in await town.told(csm))
    await town.waits(days=10)
    told = [one for one in await town.told(csm) if "were promised this for Fri 27 Nov" in one]
    assert len(told) == 1
    assert "LATE Acme" in words(await town.types(csm, "requests"))
    assert [one.id for one, _ in await requests.late(town.session, town.now.date())] == [request.id]


async def test_without_a_date_its_owner_is_reminded_before_the_promise_is_over(town: Town) -> None:
    csm, _, dana, channel = await town.acme()
    await town.says(dana, channel, ASKING, mentions_us=True)
    await town.waits(hours=4)
    assert "wait for a date for what they asked for" in (await town.told(csm))[-1]


async def test_a_date_is_told_in_the_thread_and_nobody_is_reminded(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    asked = await town.press(csm, "request.date", {"request": str(request.id)})
    page = await town.submits(csm, asked, due="Friday")
    await town.presses(csm, page, "Send")
    told = await town.said(await last(town, account))
    assert "there is a date for “an export of the audit trail”: Priya does it by Friday 27 Nov" in told
    before = len(await town.told(csm))
    await town.waits(hours=8)
    assert len(await town.told(csm)) == before


async def test_a_day_that_is_over_is_no_date(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    asked = await town.press(csm, "request.date", {"request": str(request.id)})
    with pytest.raises(BadInput):
        await town.submits(csm, asked, due="3 Nov")


async def test_a_decline_says_why_and_what_is_possible(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    asked = await town.press(csm, "request.decline", {"request": str(request.id)})
    page = await town.submits(csm, asked, because="The law asks us to keep it", instead="You may read it with us")
    assert request.state == "acknowledged"
    await town.presses(csm, page, "Send")
    assert (request.state, request.settled_by) == ("declined", "Priya Nair")
    told = await town.said(await last(town, account))
    assert "I am sorry" in told
    assert "What we can do: You may read it with us." in told
    with pytest.raises(Stale, match="Nothing was done"):
        await town.press(csm, "request.honour", {"request": str(request.id)})


async def test_nothing_is_offered_done_or_declined_before_it_is_sent(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    asked = await town.press(csm, "request.honour", {"request": str(request.id)})
    page = await town.submits(csm, asked, done="The file is there")
    await town.presses(csm, page, "Put away")
    assert request.state == "acknowledged"


async def test_a_german_customer_is_answered_in_german(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    account.language = "de"
    await town.says(dana, channel, "@Concierge Anfrage: ein Export des Prüfprotokolls", mentions_us=True)
    await town.arrives(await last(town, account))
    request = await only(town, account)
    offered = await offers(town, csm, request)
    assert "in Ihrem Vertrag enthalten · innerhalb von 2 Arbeitstagen" in await town.said(offered)
    await town.taps(dana, offered, "Nichts davon")
    assert request.state == "acknowledged"


async def test_what_they_tell_a_colleague_after_it_was_settled_reopens_nothing(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await honours(town, csm, request)
    town.later(minutes=5)
    await town.says(dana, channel, "Perfect, thanks", thread=request.thread)
    town.later(minutes=5)
    await town.says(csm, channel, "Good! Shall we use the slot on Thursday for it?", thread=request.thread)
    town.later(minutes=5)
    await town.says(dana, channel, "Not yet", thread=request.thread)
    assert request.settled_by == "Dana Whitfield"


@pytest.mark.parametrize(
    ("label", "state", "told"), [("Yes", "honoured", "is right"), ("Not yet", "in hand", "not right")]
)
async def test_a_colleagues_verdict_is_theirs_to_confirm_and_to_take_back(
    town: Town, label: str, state: str, told: str
) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    done = await honours(town, csm, request)
    question = await town.taps(csm, done, label)
    assert "Did they tell you so?" in words(question)
    assert (request.state, request.settled_at) == ("honoured", None)
    noted = await town.presses(csm, question, "Note it for them")
    assert request.state == state
    said = await town.said(await last(town, account))
    assert "Priya noted that it is" in said
    assert told in said
    assert "waits for their own word again" in words(await town.presses(csm, noted, "Undo"))
    assert (request.state, request.settled_at, request.reopened) == ("honoured", None, 0)
    await town.taps(dana, done, "Yes")
    assert request.settled_by == "Dana Whitfield"


async def test_a_no_with_words_reaches_its_owner_and_nobody_is_asked_what_is_missing(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    done = await honours(town, csm, request)
    town.later(hours=1)
    await town.says(dana, channel, "not yet, I did not get an invitation", thread=request.thread)
    assert "They write: “not yet, I did not get an invitation”" in (await town.told(csm))[-1]
    assert "What is missing?" not in await town.said(await last(town, account))
    town.later(minutes=5)
    await town.says(dana, channel, "found it in spam, yes all good", thread=request.thread)
    assert request.settled_by == "Dana Whitfield"
    assert "is right for them" in (await town.told(csm))[-1]
    assert "Good to hear" in await town.said(await last(town, account))
    assert done.id


async def test_a_bare_no_is_asked_what_is_missing_and_a_yes_beside_it_still_counts(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    done = await honours(town, csm, request)
    await town.taps(dana, done, "Not yet")
    assert "What is missing?" in await town.said(await last(town, account))
    assert "Ask what is missing" in (await town.told(csm))[-1]
    town.later(minutes=5)
    await town.taps(dana, done, "Yes")
    assert (request.settled_by, request.reopened) == ("Dana Whitfield", 1)


@pytest.mark.parametrize("said", ["found it, but it is empty", "all good now?", "I found it is still wrong"])
async def test_an_unclear_word_after_a_no_settles_nothing(town: Town, said: str) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    done = await honours(town, csm, request)
    await town.taps(dana, done, "Not yet")
    town.later(minutes=5)
    await town.says(dana, channel, said, thread=request.thread)
    assert request.settled_at is None
