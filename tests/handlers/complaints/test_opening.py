"""A complaint is noticed: what is cheerful waits, and whoever must act hears of it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from outreach.models.ledger import TouchState
from outreach.models.listening import Judged
from outreach.models.post import DeliveryState
from outreach.store import channels, complaints, deliveries, holds, noticed, texts
from scheduler.gate import SendingGate
from tests.handlers.complaints.stories import UPSET, confirmed, quiet, upset
from tests.handlers.world import PLANNING, Town, labels, words


async def test_their_csm_reads_at_once_what_was_said_and_about_whom(town: Town) -> None:
    story = await upset(town)
    (told,) = await story.told()
    assert told.startswith("Contempt: Acme")
    assert "Dana Whitfield in #ext-acme, Tue 24 Nov 10:30 Berlin" in told
    assert f"> {UPSET}" in told
    assert "Account: mid · $100k" in told
    assert "Nothing cheerful reaches them until Wed 25 Nov 10:30 Berlin" in told
    assert await town.held(story.account) == ["open_complaint"]


async def test_the_customer_is_told_nothing(town: Town) -> None:
    story = await upset(town)
    assert {touch.direction for touch in await town.ledger(story.account)} == {"in"}


async def test_the_page_offers_what_makes_sense_next(town: Town) -> None:
    story = await upset(town)
    shown = await story.presses("complaint.open")
    assert labels(shown) == [
        "Draft an acknowledgement",
        "It is a complaint",
        "No complaint",
        "Account",
        "All complaints",
    ]
    await story.presses("complaint.confirm")
    shown = await story.presses("complaint.open")
    assert labels(shown) == [
        "Draft an acknowledgement",
        "Make it a request",
        "Goodwill",
        "Close",
        "Account",
        "All complaints",
    ]
    assert "First answer: none" in words(shown)


async def test_more_anger_in_the_same_conversation_joins_it(town: Town) -> None:
    story = await upset(town)
    assert story.event is not None
    await town.says(story.dana, story.channel, "And for the third time nobody answers!")
    await town.says(story.dana, story.channel, "The third time.", thread=story.event.ref)
    assert len(await story.told()) == 1
    await story.complaint()


async def test_the_same_event_twice_is_one_complaint(town: Town) -> None:
    story = await upset(town)
    assert story.event is not None
    await town._do(story.event, story.dana)
    await town._do(replace(story.event, key="as a mention"), story.dana)
    await story.complaint()
    assert len(await story.told()) == 1


async def test_another_conversation_is_another_complaint(town: Town) -> None:
    story = await upset(town)
    town.later(days=3)
    await town.says(story.dana, story.channel, "The third time, again.")
    assert len(await story.complaints()) == 2
    assert len(await story.told()) == 2


async def test_in_the_thread_of_our_own_share_it_is_answered_there(town: Town) -> None:
    story = await quiet(town)
    (share,) = await town.plans()
    await town.press(story.csm, "touch.send_now", {"touch": str(share.id), "seen": (share.message_hash or "")[:12]})
    await town.arrives(share)
    await town.says(story.dana, story.channel, UPSET, thread=share.external_ref)
    assert (await story.complaint()).thread == share.external_ref


async def test_nobody_confirms_it_so_it_ends_after_one_working_day(town: Town) -> None:
    story = await upset(town)
    await town.waits(days=1)
    assert await town.held(story.account) == []
    complaint = await story.complaint()
    assert complaint.closed_because == "nobody confirmed it"
    found = await complaints.finding(town.session, complaint)
    assert found is not None
    assert found.judged == Judged.LAPSED
    assert "closed (nobody confirmed it)" in words(await town.types(story.csm, "complaint"))


async def test_it_does_not_end_over_a_weekend(town: Town) -> None:
    town.later(days=3, hours=7)
    story = await upset(town)
    await town.waits(days=2)
    assert await town.held(story.account) == ["open_complaint"]
    await town.waits(days=2)
    assert await town.held(story.account) == []


async def test_it_waits_for_a_csm_who_has_gone_away_since(town: Town) -> None:
    story = await upset(town)
    await town.types(story.csm, "away until Friday")
    await town.waits(days=2)
    assert await town.held(story.account) == ["open_complaint"]


async def test_confirmed_it_lasts(town: Town) -> None:
    story = await confirmed(town)
    await town.waits(days=5)
    assert await town.held(story.account) == ["open_complaint"]
    found = await complaints.finding(town.session, await story.complaint())
    assert found is not None
    assert (found.judged, found.judged_by_id) == (Judged.RIGHT, story.csm.id)


async def test_no_complaint_frees_what_it_held_and_can_be_taken_back(town: Town) -> None:
    story = await upset(town)
    said = await story.presses("complaint.dismiss")
    assert await town.held(story.account) == []
    await town.presses(story.csm, said, "Undo")
    assert await town.held(story.account) == ["open_complaint"]
    await town.waits(days=1)
    assert (await story.complaint()).closed_because == "nobody confirmed it"


async def test_confirming_can_be_taken_back(town: Town) -> None:
    story = await upset(town)
    await town.presses(story.csm, await story.presses("complaint.confirm"), "Undo")
    assert await town.held(story.account) == ["open_complaint"]
    await town.waits(days=1)
    assert await town.held(story.account) == []


async def test_what_is_unsure_interrupts_nobody_until_a_person_says_right(town: Town) -> None:
    story = await quiet(town)
    await town.says(story.dana, story.channel, "It does not work")
    assert await story.told() == []
    assert await story.complaints() == []
    (touch,) = await town.ledger(story.account)
    found = (await noticed.of_touch(town.session, touch.id or 0))["complaint"]
    await town.press(story.csm, "finding.right", {"noticed": str(found.id)})
    complaint = await story.complaint()
    assert complaint.confirmed_by_id == story.csm.id
    assert await town.held(story.account) == ["open_complaint"]


async def test_what_was_approved_is_not_sent_while_it_is_open(town: Town) -> None:
    story = await quiet(town)
    (share,) = await town.plans()
    await town.press(story.csm, "touch.send", {"touch": str(share.id), "seen": (share.message_hash or "")[:12]})
    (queued,) = await deliveries.of_touch(town.session, share.id or 0)
    await town.says(story.dana, story.channel, UPSET)
    due_at = share.due_at
    assert due_at is not None
    verdicts = await SendingGate(PLANNING)(town.session, [queued], due_at)
    verdict = verdicts[queued.id or 0]
    assert (verdict.go, share.state, queued.state) == (False, TouchState.APPROVED, DeliveryState.QUEUED)
    assert "a complaint is open" in words(await town.types(story.csm, "why Acme"))


class TestTheManager:
    async def story(self, town: Town, **about: object) -> tuple[list[str], list[str]]:
        marco = await town.manager()
        story = await quiet(town)
        story.csm.manager_id = marco.id
        for name, value in about.items():
            setattr(story.account, name, value)
        await town.says(story.dana, story.channel, UPSET)
        return await story.told(), await story.told(marco)

    async def test_does_not_hear_of_every_complaint(self, town: Town) -> None:
        assert (await self.story(town, relationship=3))[1] == []

    async def test_hears_at_once_where_the_relationship_is_cold(self, town: Town) -> None:
        _, (told,) = await self.story(town, relationship=2)
        assert "You are told because the relationship is 2 of 5." in told

    async def test_hears_where_much_is_at_stake(self, town: Town) -> None:
        for number in range(9):
            await town.account(f"Small {number}", arr=Decimal(1_000))
        _, (told,) = await self.story(town)
        assert "their ARR is in the top tenth" in told

    async def test_hears_of_the_second_in_thirty_days(self, town: Town) -> None:
        marco = await town.manager()
        story = await quiet(town)
        story.csm.manager_id = marco.id
        await town.types(story.csm, "complaint Acme Dana rang about the invoice")
        town.later(days=20)
        await town.says(story.dana, story.channel, UPSET)
        (told,) = await story.told(marco)
        assert "it is their second complaint in 30 days" in told

    async def test_one_that_was_none_does_not_count(self, town: Town) -> None:
        marco = await town.manager()
        story = await confirmed(town)
        story.csm.manager_id = marco.id
        before = len(await story.told(marco))
        await story.presses("complaint.dismiss")
        town.later(days=5)
        await town.says(story.dana, story.channel, UPSET)
        assert len(await story.complaints()) == 2
        assert len(await story.told(marco)) == before


async def test_the_cover_is_told_while_the_csm_is_away(town: Town) -> None:
    leo = await town.csm("Leo Hartmann")
    story = await quiet(town)
    story.csm.cover_id = leo.id
    await town.types(story.csm, "away until Friday")
    await town.says(story.dana, story.channel, UPSET)
    assert (len(await story.told()), len(await story.told(leo))) == (0, 1)


async def test_where_nobody_looks_after_them_those_in_charge_are_told(town: Town) -> None:
    marco = await town.manager()
    story = await quiet(town)
    story.account.csm_id = None
    await town.says(story.dana, story.channel, UPSET)
    assert len(await story.told(marco)) == 1


async def test_in_a_channel_of_two_customers_nothing_happens(town: Town) -> None:
    story = await quiet(town)
    story.channel.is_mixed = True
    await town.says(story.dana, story.channel, UPSET)
    assert await story.complaints() == []
    assert await story.told() == []
    assert await town.held(story.account) == []


async def test_where_no_words_are_kept_the_rule_speaks_for_them(town: Town) -> None:
    story = await quiet(town)
    town.house = replace(town.house, keep_inbound=timedelta(0))
    await town.says(story.dana, story.channel, UPSET)
    (told,) = await story.told()
    assert UPSET not in told
    assert "Their words are not kept." in told
    assert "Noticed because of: says “third time”" in told


async def test_in_german_it_is_the_same(town: Town) -> None:
    story = await upset(town, "Das ist jetzt das dritte Mal, dass der Export abbricht.")
    (told,) = await story.told()
    assert told.startswith("Complaint: Acme")


async def test_its_words_outlive_the_message_while_it_is_open(town: Town) -> None:
    story = await confirmed(town)
    await texts.expire(town.session, (town.now + timedelta(days=90)).date())
    assert UPSET in words(await story.presses("complaint.open"))


async def test_the_hold_says_who_and_when_and_quotes_nobody(town: Town) -> None:
    story = await upset(town)
    (hold,) = await holds.live(town.session, story.account.id or 0, town.now)
    assert hold.because == "Dana Whitfield, 24 Nov; nobody has confirmed it yet"


async def test_a_direct_conversation_has_no_thread(town: Town) -> None:
    story = await quiet(town)
    direct = await town.channel(story.account, "Dana Whitfield", kind=channels.DIRECT)
    await town.says(story.dana, direct, UPSET)
    assert (await story.complaint()).thread is None
    assert "Dana Whitfield in their direct conversation" in (await story.told())[0]
