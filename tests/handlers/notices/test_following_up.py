"""Once told, everybody hears on until it is over; a promised word is never forgotten."""

import pytest
from sqlmodel import select

from handlers.work import Outcome
from outreach.errors import Stale
from outreach.models.book import Account, Teammate
from outreach.models.ledger import Touch, TouchState
from outreach.models.notices import Notice
from tests.handlers.notices.test_telling import globex, sent_to, tells
from tests.handlers.world import Town, words


async def updates(town: Town, csm: Teammate, said: str = "The cause is found", at: str = "17:00") -> Outcome:
    asked = await town.presses(csm, await town.types(csm, "notice"), "Update")
    return await town.submits(csm, asked, words=said, on="2026-11-24", at=at)


async def arrived(town: Town, account: Account) -> Touch:
    return await town.arrives((await sent_to(town, account))[-1])


async def test_an_update_goes_to_whoever_was_told_and_newcomers_get_the_whole_story(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await tells(town, csm)
    await arrived(town, acme)
    newcomer, _ = await globex(town, csm)
    acme.segment = "top"
    shown = await updates(town, csm)
    assert "Update: to 2 accounts" in words(shown)
    await town.presses(csm, shown, "Send to 2")
    old, new = (await sent_to(town, acme))[-1], (await sent_to(town, newcomer))[-1]
    assert (await town.said(old)).startswith("Hi all, here is the update we promised. The cause is found.")
    assert "Exports to the tax office fail since 09:10." in await town.said(new)
    assert "The latest: The cause is found." in await town.said(new)
    assert await town.held(newcomer) == ["open_notice"]


async def test_whoever_slept_is_told_everything_at_once_in_the_morning(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    far, _ = await globex(town, csm, timezone="America/New_York", country="US")
    await tells(town, csm)
    await arrived(town, acme)
    town.later(hours=1)
    await town.presses(csm, await updates(town, csm), "Send to 2")
    first, second = await sent_to(town, far)
    assert (first.state, second.state) == (TouchState.CANCELLED, TouchState.APPROVED)
    assert "The latest: The cause is found." in await town.said(second)


async def test_what_was_over_before_their_morning_they_never_hear_of(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    far, _ = await globex(town, csm, timezone="America/New_York", country="US")
    await tells(town, csm)
    await arrived(town, acme)
    asked = await town.presses(csm, await town.types(csm, "notice"), "Close")
    await town.presses(csm, await town.submits(csm, asked, words="It works again"), "Send to 1")
    assert [touch.state for touch in await sent_to(town, far)] == [TouchState.CANCELLED]
    assert (await town.held(acme), await town.held(far)) == ([], [])


async def test_the_owner_is_reminded_before_the_word_is_late_and_their_manager_after(town: Town) -> None:
    marco = await town.manager()
    csm, *_ = await town.acme()
    csm.manager_id = marco.id
    await tells(town, csm)
    await town.waits(hours=4)
    assert await town.told(csm) == []
    await town.waits(minutes=20)
    (warned,) = await town.told(csm)
    assert "the next word is promised by Tue 24 Nov 15:00 Berlin." in warned
    await town.waits(days=3)
    assert [line.partition("Berlin ")[2] for line in (await town.told(csm))[1:]] == ["is late."]
    (escalated,) = await town.told(marco)
    assert "is late; Priya Nair has it." in escalated
    assert "next word LATE" in words(await town.types(csm, "notice"))


async def test_an_update_in_time_means_silence(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await tells(town, csm)
    await arrived(town, acme)
    town.later(hours=1)
    await town.presses(csm, await updates(town, csm), "Send to 1")
    await town.waits(hours=5)
    assert await town.told(csm) == []
    await town.waits(hours=2)
    assert ["17:00" in line for line in await town.told(csm)] == [True, True]


async def test_an_owner_who_is_away_is_stood_in_for(town: Town) -> None:
    csm, *_ = await town.acme()
    leo = await town.csm("Leo Hartmann")
    csm.cover_id = leo.id
    await tells(town, csm)
    await town.types(csm, "away until Friday")
    await town.waits(hours=6)
    assert [line for line in await town.told(csm) if "promised by" in line] == []
    assert len([line for line in await town.told(leo) if "promised by" in line]) == 2


async def test_nobody_is_reminded_of_what_is_over(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await tells(town, csm)
    await arrived(town, acme)
    asked = await town.presses(csm, await town.types(csm, "notice"), "Close")
    closed = await town.submits(csm, asked, words="It works again")
    done = await town.presses(csm, closed, "Send to 1")
    await town.waits(days=1)
    assert await town.told(csm) == []
    with pytest.raises(Stale):
        await town.presses(csm, closed, "Send to 1")
    assert "Closed, and told" in words(done)


async def test_the_end_can_be_taken_back(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await tells(town, csm)
    await arrived(town, acme)
    asked = await town.presses(csm, await town.types(csm, "notice"), "Close")
    done = await town.presses(csm, await town.submits(csm, asked, words="It works again"), "Send to 1")
    await arrived(town, acme)
    town.later(minutes=1)
    await town.presses(csm, done, "Undo")
    notice = (await town.session.exec(select(Notice))).one()
    assert (notice.state, notice.cause, notice.closed_at) == ("open", None, None)
    assert await town.held(acme) == ["open_notice"]
    await town.waits(hours=6)
    assert len(await town.told(csm)) == 2, "its promise counts again"


async def test_only_the_newest_word_can_be_taken_back(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    first = await tells(town, csm)
    await arrived(town, acme)
    await town.presses(csm, await updates(town, csm), "Send to 1")
    with pytest.raises(Stale, match="newer word"):
        await town.presses(csm, first, "Undo")


async def test_an_update_taken_back_is_no_longer_the_last_word(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await tells(town, csm)
    await arrived(town, acme)
    done = await town.presses(csm, await updates(town, csm), "Send to 1")
    await arrived(town, acme)
    town.later(minutes=1)
    await town.presses(csm, done, "Undo")
    notice = (await town.session.exec(select(Notice))).one()
    assert notice.next_word_at is not None
    assert notice.next_word_at.hour == 14
    assert "Not sent yet (update): The cause is found" in words(await town.types(csm, "notice"))


async def test_the_page_says_how_far_it_has_come_with_each(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await globex(town, csm, timezone="America/New_York", country="US")
    lost, _ = await globex(town, csm)
    lost.name = "Hooli"
    await tells(town, csm)
    await arrived(town, acme)
    (touch,) = await sent_to(town, lost)
    touch.state, touch.ended_because = TouchState.MISSED, "channel_gone"
    said = words(await town.presses(csm, await town.types(csm, "notice"), "See who"))
    assert "Acme · #ext-acme: sent Tue 24 Nov 10:30 Berlin" in said
    assert "Globex · #ext-globex: goes Tue 24 Nov 15:00 Berlin" in said
    assert "Hooli · #ext-globex: NOT SENT (their channel is gone): tell them yourself" in said
    assert "Bad news · Tue 24 Nov 10:30 Berlin · Priya Nair: Exports to the tax office fail since 09:10" in said


async def test_several_may_be_open_and_the_most_urgent_comes_first(town: Town) -> None:
    csm, *_ = await town.acme()
    await tells(town, csm, at="17:00", what="Slow pages")
    shown = await town.presses(csm, await town.types(csm, "notice"), "Tell bad news")
    answers = {"what": "No log-in", "by": "segment", "whom": "mid", "on": "2026-11-24", "at": "12:00"}
    await town.presses(csm, await town.submits(csm, shown, **answers), "Send to 1")
    said = words(await town.types(csm, "notice"))
    assert said.index("No log-in") < said.index("Slow pages")
