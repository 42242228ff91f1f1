"""Who waits for a first answer: what starts a clock, what stops it, and what changes nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from outreach.errors import Stale
from outreach.models.book import Account, Channel, Teammate
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.models.listening import ResponseClock
from outreach.models.post import Delivery, DeliveryState, Priority
from outreach.store import channels, clocks, deliveries, errands
from scheduler.lanes.outcomes import LedgerOutcomes
from tests.handlers.world import Town, labels, words

QUESTION = "Is single sign-on live for us?"


async def running(town: Town, account: Account) -> list[ResponseClock]:
    return list(await clocks.running(town.session, [account.id or 0]))


async def ended(town: Town, channel: Channel) -> list[str | None]:
    found = [await clocks.by_id(town.session, number) for number in range(1, 9)]
    return [clock.stopped_because for clock in found if clock is not None and clock.channel_id == channel.id]


async def test_a_question_starts_a_clock(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    said = await town.says(dana, channel, QUESTION, thread="ref-0")
    (clock,) = await running(town, account)
    (touch,) = await town.ledger(account)
    assert (clock.touch_id, clock.last_touch_id, clock.since_at) == (touch.id, touch.id, said.at)
    assert (clock.contact_id, clock.channel_id, clock.thread) == (dana.id, channel.id, "ref-0")
    assert [
        one.due_at for kind in clocks.KINDS for one in await errands.open_of(town.session, kind, clock.id or 0)
    ] == [town.now + timedelta(hours=hours) for hours in (3, 4, 4)]


@pytest.mark.parametrize("said", ["thanks!", "👍", "ok great", "stop", "status", "Please don't read this channel"])
async def test_a_courtesy_or_a_wish_about_us_starts_none(town: Town, said: str) -> None:
    _, account, dana, channel = await town.acme()
    await town.says(dana, channel, said)
    assert await running(town, account) == []


async def test_a_burst_is_one_clock_in_whatever_threads(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    leo = await town.contact(account, "Leo Brandt")
    await town.says(dana, channel, QUESTION)
    town.later(minutes=2)
    await town.says(dana, channel, "We need it by Friday", thread="ref-9")
    town.later(minutes=2)
    await town.says(leo, channel, "Same for our Vienna office?")
    (clock,) = await running(town, account)
    first, _, last = await town.ledger(account)
    assert (clock.touch_id, clock.last_touch_id, clock.since_at) == (first.id, last.id, first.happened_at)


async def test_two_channels_are_two_clocks(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    other = await town.channel(account, "acme-finance")
    await town.says(dana, channel, QUESTION)
    await town.says(dana, other, "And is the export fixed?")
    assert len(await running(town, account)) == 2


@pytest.mark.parametrize("thread", [None, "ref-20", "elsewhere"], ids=["in the channel", "in the thread", "in another"])
async def test_an_answer_by_a_person_anywhere_there_stops_it(town: Town, thread: str | None) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, QUESTION, thread="ref-20")
    town.later(minutes=20)
    await town.says(csm, channel, "It is, since this morning.", thread=thread)
    assert await running(town, account) == []
    clock = await clocks.by_id(town.session, 1)
    _, answer = await town.ledger(account)
    assert clock is not None
    assert (clock.stopped_because, clock.answered_by_id, clock.answer_id) == ("answered", csm.id, answer.id)
    assert clock.stopped_at == town.now
    await town.waits(hours=30)
    assert await town.told(csm) == []


async def test_after_the_answer_the_next_question_starts_anew(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, QUESTION)
    town.later(minutes=5)
    await town.says(csm, channel, "Yes.")
    town.later(minutes=5)
    await town.says(dana, channel, "thanks!")
    assert await running(town, account) == []
    await town.says(dana, channel, "And the audit trail?")
    assert len(await running(town, account)) == 1


async def test_a_late_answer_leaves_what_was_asked_after_it(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, QUESTION)
    answered_at = town.later(minutes=5)
    town.later(minutes=5)
    later = await town.says(dana, channel, "And the audit trail?")
    await town.says(csm, channel, "Yes, it is.", at=answered_at)
    (clock,) = await running(town, account)
    assert clock.since_at == later.at
    assert await ended(town, channel) == ["answered", None]


async def test_a_question_that_comes_late_may_be_answered_already(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    asked_at = town.now
    town.later(minutes=5)
    await town.says(csm, channel, "Yes, it is.")
    town.later(minutes=5)
    await town.says(dana, channel, QUESTION, at=asked_at)
    assert await running(town, account) == []


async def test_a_burst_that_comes_in_the_wrong_order_waits_since_its_first_word(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    asked_at = town.now
    town.later(minutes=5)
    await town.says(dana, channel, "Anything on that?")
    await town.says(dana, channel, QUESTION, at=asked_at)
    (clock,) = await running(town, account)
    last, first = await town.ledger(account)
    assert (clock.since_at, clock.touch_id, clock.last_touch_id) == (asked_at, first.id, last.id)


async def test_the_same_event_again_changes_nothing(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, QUESTION, ref="ref-77")
    await town.says(dana, channel, QUESTION, ref="ref-77")
    assert len(await running(town, account)) == 1
    town.later(minutes=1)
    await town.says(csm, channel, "Yes.")
    await town.says(dana, channel, QUESTION, ref="ref-77")
    assert await running(town, account) == []


async def test_an_edit_starts_and_ends_a_wait(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    said = await town.says(dana, channel, "ok")
    await town.changes(said, "ok, but does it do Okta?")
    assert len(await running(town, account)) == 1
    await town.changes(said, "ok")
    assert await ended(town, channel) == ["taken back"]
    await town.says(csm, channel, "It does Okta.")
    town.later(minutes=1)
    await town.changes(said, "ok, but does it really do Okta?")
    assert await running(town, account) == []


async def test_deleting_the_only_message_ends_the_wait(town: Town) -> None:
    csm, _, dana, channel = await town.acme()
    said = await town.says(dana, channel, QUESTION)
    await town.changes(said, None)
    assert await ended(town, channel) == ["taken back"]
    await town.waits(hours=30)
    assert await town.told(csm) == []


async def test_deleting_some_of_it_waits_for_the_rest(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    said = []
    for text in (QUESTION, "Or for Vienna at least?", "We need it by Friday"):
        said.append(await town.says(dana, channel, text))
        town.later(minutes=1)
    await town.changes(said[1], None)
    await town.changes(said[0], None)
    (clock,) = await running(town, account)
    assert (clock.since_at, clock.touch_id) == (said[2].at, clock.last_touch_id)
    await town.changes(said[2], None)
    assert await running(town, account) == []


async def test_a_colleague_who_deletes_the_answer_has_not_answered(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, QUESTION)
    town.later(minutes=5)
    answer = await town.says(csm, channel, "No idea, sorry")
    await town.changes(answer, None)
    assert len(await running(town, account)) == 1
    await town.waits(hours=3)
    assert len(await town.told(csm)) == 1


async def test_a_call_put_on_record_ends_it_and_taking_that_back_does_not(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, QUESTION)
    logged = await town.types(csm, "log Acme call told her that it is live")
    assert await running(town, account) == []
    await town.presses(csm, logged, "Undo")
    assert len(await running(town, account)) == 1


async def test_an_answer_sent_through_us_stops_it_once_it_stands_there(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, QUESTION)
    touch = await _desk(town, csm, account, channel)
    for state, left in ((DeliveryState.SENDING, 1), (DeliveryState.UNKNOWN, 1), (DeliveryState.SENT, 0)):
        delivery = Delivery(
            key="post-1",
            lane_id=1,
            channel_id=channel.id or 0,
            touch_id=touch.id,
            op="post",
            marker="m-1",
            state=state,
            priority=Priority.ANSWER,
            ready_at=town.now,
            created_at=town.now,
        )
        await LedgerOutcomes().settled(town.session, [delivery], town.now)
        assert len(await running(town, account)) == left
    assert await ended(town, channel) == ["answered"]


async def _desk(town: Town, csm: Teammate, account: Account, channel: Channel) -> Touch:
    touch = Touch(
        key="desk-1",
        account_id=account.id or 0,
        channel_id=channel.id,
        direction="out",
        origin="desk",
        purpose=Purpose.ANSWER,
        state=TouchState.APPROVED,
        author_id=csm.id,
    )
    town.session.add(touch)
    await town.session.flush()
    return touch


async def test_needs_no_answer_is_pressed_and_taken_back(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, "The auditors come on Friday")
    (clock,) = await running(town, account)
    pressed = await town.press(csm, "clock.not_needed", {"clock": str(clock.id)})
    assert words(pressed) == "Noted. Acme's message needs no answer, so nobody is nudged about it."
    assert await ended(town, channel) == ["not needed"]
    with pytest.raises(Stale, match=r"nobody waits there any more \(not needed\)"):
        await town.press(csm, "clock.not_needed", {"clock": str(clock.id)})
    assert labels(pressed) == ["Undo"]
    assert "Acme waits for an answer again" in words(await town.presses(csm, pressed, "Undo"))
    await town.waits(hours=3)
    assert len(await town.told(csm)) == 1


async def test_what_was_answered_since_is_not_taken_back(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, "The auditors come on Friday")
    (clock,) = await running(town, account)
    pressed = await town.press(csm, "clock.not_needed", {"clock": str(clock.id)})
    town.later(minutes=1)
    await town.says(csm, channel, "Good to know!")
    assert "has been answered since" in words(await town.presses(csm, pressed, "Undo"))
    assert await running(town, account) == []


async def test_where_they_can_no_longer_be_answered_nobody_waits(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, QUESTION)
    await town.befalls(channel, "archived")
    assert await running(town, account) == []
    before = await town.told(csm)
    await town.waits(hours=30)
    assert await town.told(csm) == before
    assert await ended(town, channel) == ["channel gone"]


async def test_a_channel_that_is_open_again_in_time_goes_on(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    await town.says(dana, channel, QUESTION)
    await town.befalls(channel, "archived")
    await town.waits(hours=1)
    await town.befalls(channel, "unarchived")
    assert len(await running(town, account)) == 1


@pytest.mark.parametrize("kind", ["mixed", "unread", "unlinked"])
async def test_where_we_may_not_read_no_clock_runs_on(town: Town, kind: str) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, QUESTION)
    if kind == "mixed":
        await town.says(await town.contact(await town.account("Globex", csm), "Gil Ott"), channel, "Hello")
    elif kind == "unread":
        await town.says(dana, channel, "Please don't read this channel")
    else:
        await channels.unlink(town.session, channel, now=town.now)
    assert await running(town, account) == []
    await town.waits(hours=30)
    assert await ended(town, channel) == ["channel gone"]


async def test_without_kept_words_it_works_all_the_same(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    town.house = replace(town.house, keep_inbound=timedelta())
    said = await town.says(dana, channel, QUESTION)
    assert len(await running(town, account)) == 1
    await town.waits(hours=3)
    (told,) = await town.told(csm)
    assert QUESTION not in told
    assert "Their words are not kept here: read them in the channel." in told
    await town.changes(said, None)
    assert await running(town, account) == []


async def test_somebody_unknown_waits_as_well(town: Town) -> None:
    _, account, _, channel = await town.acme()
    await town.says("Somebody New", channel, QUESTION)
    (clock,) = await running(town, account)
    assert clock.contact_id is None


async def test_an_answer_drafted_from_the_nudge_ends_the_wait_until_it_is_taken_back(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, QUESTION)
    (clock,) = await running(town, account)
    draft = await town.press(csm, "reply.open", {"touch": str(clock.last_touch_id), "as": "answer"})
    saved = await town.submits(
        csm, await town.presses(csm, draft, "Edit"), words="Hi Dana, single sign-on is live for you since this morning."
    )
    sent = await town.presses(csm, saved, "Send")
    assert len(await running(town, account)) == 1
    touch = await town.arrives((await town.ledger(account))[-1])
    await LedgerOutcomes().settled(town.session, await deliveries.of_touch(town.session, touch.id or 0), town.now)
    assert await running(town, account) == []
    town.later(minutes=5)
    await town.presses(csm, sent, "Undo")
    assert len(await running(town, account)) == 1
