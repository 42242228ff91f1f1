"""The menu under what we send unasked, and the same in words."""

from datetime import timedelta

import pytest

from handlers.work import Reply
from outreach.messages import Message
from outreach.models.ledger import TouchState
from outreach.store import clocks, texts
from tests.handlers.terms.sharing import SAY, menus, shared
from tests.handlers.world import Town, words


async def _body(town: Town, text_id: int | None) -> Message:
    body = await texts.message_of(town.session, text_id)
    assert body is not None
    return body


async def test_it_stands_under_every_share_and_is_part_of_what_was_approved(town: Town) -> None:
    sent = await shared(town)
    body = await _body(town, sent.touch.text_id)
    assert [one.label for one in menus(Reply(body))] == [SAY]
    assert sent.touch.approved_hash == body.digest


async def test_it_survives_an_edit(town: Town) -> None:
    csm, *_ = await town.acme()
    planned, *_ = await town.plans()
    form = await town.press(csm, "touch.edit", {"touch": str(planned.id)})
    await town.submits(csm, form, words="Hi Dana, have a look")
    assert len(menus(Reply(await _body(town, planned.text_id)))) == 1


async def test_a_colleague_who_tests_or_previews_it_sees_no_menu(town: Town) -> None:
    csm, *_ = await town.acme()
    preview = await town.types(csm, "share Acme")
    assert menus(preview) == []
    await town.presses(csm, preview, "Test to me")
    assert "Prefer fewer of these" in (await town.told(csm))[-1]


async def test_who_found_it_useful_is_on_the_accounts_page_and_is_not_answered(town: Town) -> None:
    sent = await shared(town)
    before = len(await town.ledger(sent.account))
    assert await town.taps(sent.dana, sent.touch, SAY, "useful") is None
    await town.taps(sent.dana, sent.touch, SAY, "useful")
    assert await sent.received() == [("Dana Whitfield", "useful")]
    assert len(await town.ledger(sent.account)) == before
    assert "Dana found “Close checklist” useful (24 Nov)" in words(await town.types(sent.csm, "prefer Acme"))


async def test_who_says_not_for_us_takes_useful_back_and_its_kind_rests(town: Town) -> None:
    sent = await shared(town)
    await town.taps(sent.dana, sent.touch, SAY, "useful")
    await town.taps(sent.dana, sent.touch, SAY, "not_for_us")
    assert await sent.received() == [("Dana Whitfield", "not_for_us")]
    await town.item("audit-guide", topic="audit trail")
    await town.fact(sent.account, "the audit trail matters to them", sent.dana, topics=["audit trail"], kind="goal")
    town.later(days=40)
    told = words(await town.types(sent.csm, "share Acme"))
    assert "of a kind that is not for them" in told
    town.later(days=60)
    assert "Audit guide" in words(await town.types(sent.csm, "share Acme"))


async def test_what_was_recalled_or_is_no_outreach_cannot_be_judged(town: Town) -> None:
    sent = await shared(town)
    sent.touch.state = TouchState.RECALLED
    await town.taps(sent.dana, sent.touch, SAY, "useful")
    assert await sent.received() == []


async def test_a_stranger_another_customers_person_and_one_of_ours_judge_nothing(town: Town) -> None:
    sent = await shared(town)
    gil = await town.contact(await town.account("Globex"), "Gil Ott")
    for who in ("Somebody New", gil):
        assert await town.taps(who, sent.touch, SAY, "not_for_us") is None
    told = await town.taps(sent.csm, sent.touch, SAY, "not_for_us")
    assert "a press of yours changes nothing" in words(told)
    assert await sent.received() == []
    await town.taps(gil, sent.touch, SAY, "less")
    assert await town.held(sent.account) == []


async def test_where_two_customers_sit_it_does_nothing(town: Town) -> None:
    sent = await shared(town)
    sent.channel.is_mixed = True
    await town.taps(sent.dana, sent.touch, SAY, "useful")
    assert await sent.received() == []


async def test_a_choice_that_is_none_changes_nothing(town: Town) -> None:
    sent = await shared(town)
    before = len(await town.ledger(sent.account))
    await town.taps(sent.dana, sent.touch, SAY, "everything")
    assert (await sent.received(), len(await town.ledger(sent.account))) == ([], before)


async def test_less_often_is_the_word_under_that_message(town: Town) -> None:
    sent = await shared(town)
    await town.taps(sent.dana, sent.touch, SAY, "less")
    assert await town.held(sent.account) == ["asked_for_less"]
    *_, wish, reply = await town.ledger(sent.account)
    assert (wish.origin, wish.answers_id, reply.thread) == ("wish", sent.touch.id, sent.touch.external_ref)
    assert await sent.received() == [("Dana Whitfield", "less")]


async def test_a_stranger_may_ask_for_less_as_in_words(town: Town) -> None:
    sent = await shared(town)
    await town.taps("Somebody New", sent.touch, SAY, "less")
    assert await town.held(sent.account) == ["asked_for_less"]


async def test_who_wants_a_person_is_told_who_is_there_and_their_csm_hears_of_it_at_once(town: Town) -> None:
    sent = await shared(town)
    await town.taps(sent.dana, sent.touch, SAY, "person")
    assert "Yes: Priya is here now and has been told" in (await sent.bot_said())[-1]
    assert any("Dana asks in #ext-acme" in one for one in await town.told(sent.csm))
    assert await clocks.running_in(town.session, sent.channel.id or 0) is not None


@pytest.mark.parametrize("said", ["Can a human call us?", "talk to a person", "Kann ich mit jemandem sprechen?"])
async def test_a_person_in_words(town: Town, said: str) -> None:
    sent = await shared(town)
    await town.says(sent.dana, sent.channel, said, thread=sent.touch.external_ref)
    assert any("Dana asks in #ext-acme" in one for one in await town.told(sent.csm))
    assert len(await sent.bot_said()) == 1


@pytest.mark.parametrize(
    ("said", "kind"),
    [("Very helpful, thank you", "useful"), ("danke, hilfreich", "useful"), ("not for us", "not_for_us")],
)
async def test_words_under_it_count_and_are_not_answered(town: Town, said: str, kind: str) -> None:
    sent = await shared(town)
    await town.says(sent.dana, sent.channel, said, thread=sent.touch.external_ref)
    assert await sent.received() == [("Dana Whitfield", kind)]
    assert await sent.bot_said() == []
    assert await clocks.running_in(town.session, sent.channel.id or 0) is None


async def test_words_said_to_us_are_about_the_last_message_there(town: Town) -> None:
    sent = await shared(town)
    town.later(days=2)
    await town.says(sent.dana, sent.channel, "@concierge that was useful", mentions_us=True)
    assert await sent.received() == [("Dana Whitfield", "useful")]


async def test_words_between_people_are_about_nothing_of_ours(town: Town) -> None:
    sent = await shared(town)
    await town.says(sent.dana, sent.channel, "Tom, your table was useful")
    town.later(days=8)
    await town.says(sent.dana, sent.channel, "@concierge useful", mentions_us=True)
    assert await sent.received() == []


async def test_whoever_asks_as_well_still_waits(town: Town) -> None:
    sent = await shared(town)
    said = "That was useful, thanks. The export still fails since Monday though, and the auditors are here"
    await town.says(sent.dana, sent.channel, said, thread=sent.touch.external_ref)
    assert await sent.received() == [("Dana Whitfield", "useful")]
    assert await clocks.running_in(town.session, sent.channel.id or 0) is not None


async def test_an_edit_changes_the_verdict_and_a_repeated_event_nothing(town: Town) -> None:
    sent = await shared(town)
    event = await town.says(sent.dana, sent.channel, "useful", thread=sent.touch.external_ref)
    await town.changes(event, "not useful")
    await town.changes(event, "not useful")
    assert [kind for _, kind in await sent.received()] == ["not_for_us"]
    await town.changes(event, "see you tomorrow")
    assert await sent.received() == []


class TestReactions:
    async def test_a_customers_reaction_is_tied_to_the_message_and_goes_with_it(self, town: Town) -> None:
        sent = await shared(town)
        for emoji in ("👍", "👍", "❤️"):
            await town.reacts(sent.dana, sent.channel, sent.touch.external_ref or "", emoji)
        assert [kind for _, kind in await sent.received()] == ["reaction👍", "reaction❤"]
        await town.reacts(sent.dana, sent.channel, sent.touch.external_ref or "", "👍", added=False)
        assert [kind for _, kind in await sent.received()] == ["reaction❤"]

    async def test_one_of_ours_another_customers_person_and_other_messages_do_not_count(self, town: Town) -> None:
        sent = await shared(town)
        gil = await town.contact(await town.account("Globex"), "Gil Ott")
        event = await town.says(sent.dana, sent.channel, "Hello")
        await town.reacts(sent.csm, sent.channel, sent.touch.external_ref or "", "👍")
        await town.reacts(gil, sent.channel, sent.touch.external_ref or "", "👍")
        await town.reacts(sent.dana, sent.channel, event.ref, "👍")
        assert await sent.received() == []


async def test_the_items_page_says_what_became_of_it(town: Town) -> None:
    sent = await shared(town)
    tom = await town.contact(sent.account, "Tom Berg")
    await town.taps(sent.dana, sent.touch, SAY, "useful")
    await town.taps(tom, sent.touch, SAY, "not_for_us")
    await town.reacts(tom, sent.channel, sent.touch.external_ref or "", "👎")
    await town.says(sent.dana, sent.channel, "We will try it on Friday", thread=sent.touch.external_ref)
    told = words(await town.types(sent.csm, "library close checklist"))
    assert "Received: 1 found it useful · 1 said not for us · 1 reacted · 1 answered" in told


async def test_who_answers_a_check_in_with_a_verdict_has_answered_it(town: Town) -> None:
    sent = await shared(town)
    town.later(days=1)
    await town.says(sent.dana, sent.channel, "not relevant", thread=sent.touch.external_ref)
    assert (await town.ledger(sent.account))[-1].answers_id == sent.touch.id
    assert timedelta(0) < town.now - (sent.touch.happened_at or town.now)
