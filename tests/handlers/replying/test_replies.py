"""Drafts of answers: they begin with a customer's message, and go in the name of whoever sends them."""

from datetime import timedelta

import pytest

from handlers.actions import reply_show
from handlers.work import Reply, Work
from outreach.errors import BadInput, NotAllowed, Stale
from outreach.events import Action, Actor, Place
from outreach.messages import Button, Message, buttons, say
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.models.listening import Judged
from outreach.models.post import Priority
from outreach.store import deliveries, drafts, noticed, texts, touches
from outreach.trust.identity import Who
from scheduler import answering
from scheduler.answering import Saying
from tests.handlers.replying.desk import Desk
from tests.handlers.world import form, labels, words

_NOBODY, _NOWHERE = Actor("playground", "home", "T1", "Priya Nair"), Place("playground", "home", "dm:T1")
ASKED = "Where do I find the audit trail?"
ANSWER = "Hi Dana, the audit trail is under Reports: open it and choose Export."


async def test_an_acknowledgement_restates_says_who_has_it_and_by_when(desk: Desk) -> None:
    shown = await desk.opens(await desk.hears(ASKED), "acknowledgement")
    assert await desk.town.said(await desk.draft()) == (
        "Hi Dana, thank you, this has reached me.\n\n"
        "> Where do I find the audit trail?\n\n"
        "I am looking after it myself, and you will hear from me today by 14:30 Berlin time.\n\n"
        "Concierge for Priya"
    )
    assert labels(shown) == ["Send", "Edit", "Put away"]


async def test_the_page_shows_their_words_and_the_five_marks(desk: Desk) -> None:
    said = words(await desk.opens(await desk.hears(ASKED), "acknowledgement"))
    assert said.startswith(
        "Acme · draft for #ext-acme, in their thread, in your name\n\nDana · Tue 24 Nov 10:30 Berlin:"
    )
    for mark in ("✓ accurate: it comes back", "○ consistent:", "○ empathetic:", "✓ precise:", "✓ friendly:"):
        assert mark in said


async def test_an_answer_is_a_gap_to_fill_that_nobody_can_send(desk: Desk) -> None:
    shown = await desk.opens(await desk.hears(ASKED))
    assert "✗ accurate: fill in ‹the answer" in words(shown)
    assert labels(shown) == ["Edit", "Put away"]
    draft = await desk.draft()
    with pytest.raises(NotAllowed, match="fill in ‹the answer"):
        await desk.town.press(desk.csm, "reply.send", {"draft": str(draft.id)})
    with pytest.raises(NotAllowed, match="fill in ‹the answer"):
        await desk.town.submits(
            desk.csm, await desk.town.press(desk.csm, "reply.override", {"draft": str(draft.id)}), reason="in a hurry"
        )
    assert draft.state == TouchState.PROPOSED


async def test_what_is_sent_are_the_words_that_were_saved_in_their_thread(desk: Desk) -> None:
    inbound = await desk.hears(ASKED)
    shown = await desk.edits(await desk.opens(inbound), ANSWER)
    told = await desk.town.presses(desk.csm, shown, "Send")
    draft = await desk.draft()
    assert (draft.state, draft.answers_id, draft.thread) == (TouchState.APPROVED, inbound.id, inbound.external_ref)
    assert await desk.town.said(draft) == f"{ANSWER}\n\nConcierge for Priya"
    (row,) = await deliveries.of_touch(desk.town.session, draft.id or 0)
    assert (row.priority, row.author_name, row.thread) == (Priority.ANSWER, "Priya Nair", inbound.external_ref)
    assert words(told).startswith("Sent to #ext-acme, in their thread.")
    assert labels(told) == ["Undo", "Keep this answer"]


async def test_a_second_press_says_that_it_is_on_its_way(desk: Desk) -> None:
    shown = await desk.edits(await desk.opens(await desk.hears(ASKED)), ANSWER)
    await desk.town.presses(desk.csm, shown, "Send")
    with pytest.raises(Stale, match="already approved by Priya"):
        await desk.town.presses(desk.csm, shown, "Send")
    assert len(await deliveries.of_touch(desk.town.session, (await desk.draft()).id or 0)) == 1


async def test_only_the_words_that_were_seen_are_sent(desk: Desk) -> None:
    before = await desk.edits(await desk.opens(await desk.hears(ASKED)), ANSWER)
    await desk.edits(before, "The audit trail: you can export it now.")
    with pytest.raises(Stale, match="its words have changed"):
        await desk.town.presses(desk.csm, before, "Send")


async def test_undo_puts_it_back_on_the_desk(desk: Desk) -> None:
    shown = await desk.edits(await desk.opens(await desk.hears(ASKED)), ANSWER)
    await desk.town.presses(desk.csm, await desk.town.presses(desk.csm, shown, "Send"), "Undo")
    draft = await desk.draft()
    assert draft.state == TouchState.PROPOSED
    assert [one.id for one in await drafts.drafts_of(desk.town.session, desk.csm.id or 0)] == [draft.id]


async def test_undo_within_two_minutes_takes_the_message_away(desk: Desk) -> None:
    shown = await desk.edits(await desk.opens(await desk.hears(ASKED)), ANSWER)
    sent = await desk.town.presses(desk.csm, shown, "Send")
    draft = await desk.town.arrives(await desk.draft())
    assert "is being deleted" in words(await desk.town.presses(desk.csm, sent, "Undo"))
    assert [row.op for row in await deliveries.of_touch(desk.town.session, draft.id or 0)] == ["post", "delete"]


async def test_a_colleague_who_sends_it_speaks_in_their_own_name(desk: Desk) -> None:
    leo = await desk.town.csm("Leo Hartmann")
    inbound = await desk.hears(ASKED)
    await desk.edits(await desk.opens(inbound), ANSWER)
    shown = await desk.opens(inbound, who=leo)
    assert "written for Priya; if you send it, it goes in your name" in words(shown)
    await desk.town.presses(leo, shown, "Send")
    draft = await desk.draft()
    (row,) = await deliveries.of_touch(desk.town.session, draft.id or 0)
    assert (draft.author_id, row.author_name) == (leo.id, "Leo Hartmann")


async def test_opening_it_again_takes_up_the_draft_that_waits(desk: Desk) -> None:
    inbound = await desk.hears(ASKED)
    await desk.edits(await desk.opens(inbound), ANSWER)
    assert ANSWER in words(await desk.opens(inbound))
    assert len(await drafts.answering(desk.town.session, inbound.id or 0)) == 1
    assert ANSWER in words(await desk.opens(inbound, "acknowledgement"))
    assert len(await drafts.answering(desk.town.session, inbound.id or 0)) == 1


async def test_what_was_put_away_can_be_begun_anew(desk: Desk) -> None:
    inbound = await desk.hears(ASKED)
    told = await desk.town.presses(desk.csm, await desk.opens(inbound), "Put away")
    assert words(told) == "Put away. Nothing was said to Acme."
    shown = await desk.opens(inbound)
    assert labels(shown) == ["Edit", "Put away"]
    states = [one.state for one in await drafts.answering(desk.town.session, inbound.id or 0)]
    assert states == [TouchState.CANCELLED, TouchState.PROPOSED]


async def test_what_a_rule_found_is_answered_for_by_a_reason_on_record(desk: Desk) -> None:
    shown = await desk.edits(await desk.opens(await desk.hears(ASKED)), "As I said, the audit trail is under Reports.")
    assert "✗ friendly: “As I said” reads like blame" in words(shown)
    assert labels(shown) == ["Edit", "Send anyway …", "Put away"]
    with pytest.raises(NotAllowed, match="reads like blame"):
        await desk.town.press(desk.csm, "reply.send", {"draft": str((await desk.draft()).id)})
    asked = await desk.town.presses(desk.csm, shown, "Send anyway …")
    with pytest.raises(BadInput, match="why it is right"):
        await desk.town.submits(desk.csm, asked, reason="")
    told = await desk.town.submits(desk.csm, asked, reason="She asked me to repeat it")
    draft = await desk.draft()
    assert (draft.state, draft.override) == (TouchState.APPROVED, "She asked me to repeat it")
    assert "Your reason is on record." in words(told)


async def test_an_upset_customer_reads_that_we_see_it_first(desk: Desk) -> None:
    inbound = await desk.hears("The export failed three times, and nobody called back.")
    found = (await noticed.of_touch(desk.town.session, inbound.id or 0)).values()
    shown = await desk.opens(inbound, "acknowledgement")
    assert "Hi Dana, I am sorry for the trouble this is causing you." in words(shown)
    assert "✓ empathetic: their trouble comes first" in words(shown)
    cold = await desk.edits(shown, "Hi Dana, the export is repaired by Thursday.")
    assert "✗ empathetic" in words(cold)
    for one in found:
        one.judged = Judged.WRONG
    assert "○ empathetic" in words(await desk.opens(inbound, "acknowledgement"))


async def test_without_kept_words_the_draft_and_the_page_do_without(desk: Desk) -> None:
    inbound = await desk.hears(ASKED)
    await texts.forget(desk.town.session, inbound.text_id)
    await desk.town.session.refresh(inbound)
    shown = await desk.opens(inbound, "acknowledgement")
    assert "Their words are no longer kept." in words(shown)
    assert "audit" not in words(shown)
    assert "○ accurate" in words(shown)


async def test_their_language_is_spoken(desk: Desk) -> None:
    desk.dana.language = "de"
    await desk.opens(await desk.hears("Wo finde ich das Prüfprotokoll?"), "acknowledgement")
    assert (await desk.town.said(await desk.draft())).startswith("Hallo Dana, danke, das ist bei mir angekommen.")


async def test_another_customers_name_in_it_is_noticed(desk: Desk) -> None:
    await desk.town.account("Globex", desk.csm)
    shown = await desk.edits(await desk.opens(await desk.hears(ASKED)), "The audit trail: as Globex, open Reports.")
    assert words(shown).startswith("Look again: it names Globex, which is another customer.")


async def test_a_mixed_or_lost_channel_gets_nothing(desk: Desk) -> None:
    inbound = await desk.hears(ASKED)
    shown = await desk.edits(await desk.opens(inbound), ANSWER)
    desk.channel.is_mixed = True
    with pytest.raises(NotAllowed, match="two customers"):
        await desk.opens(inbound, "acknowledgement")
    with pytest.raises(NotAllowed, match="two customers sit"):
        await desk.town.presses(desk.csm, shown, "Send")
    desk.channel.is_mixed, desk.channel.gone_at, desk.channel.gone_because = False, desk.town.now, "archived"
    with pytest.raises(Stale, match="#ext-acme is archived"):
        await desk.opens(inbound, "acknowledgement")


async def test_only_their_messages_in_a_channel_are_answered_there(desk: Desk) -> None:
    await desk.town.types(desk.csm, "log Acme call They want the export")
    (logged,) = [one for one in await desk.town.ledger(desk.account) if one.origin == "person"]
    with pytest.raises(BadInput, match="not said in a channel of theirs"):
        await desk.opens(logged)


async def test_a_draft_that_nobody_sends_is_over_after_a_week(desk: Desk) -> None:
    await desk.opens(await desk.hears(ASKED))
    assert (await desk.draft()).deadline_at == desk.town.now + timedelta(days=7)


async def test_the_form_says_what_is_added_by_itself(desk: Desk) -> None:
    shown = await desk.edits(await desk.opens(await desk.hears(ASKED)), ANSWER)
    asked = form(await desk.town.presses(desk.csm, shown, "Edit"))
    assert asked.inputs[0].value == ANSWER
    with pytest.raises(BadInput, match="nothing left to send"):
        await desk.edits(shown, " ")


async def _draft_with_buttons(desk: Desk, purpose: Purpose = Purpose.ANSWER) -> Touch:
    """As another room writes one."""
    saying = Saying(
        key="options:1",
        account=desk.account,
        channel=desk.channel,
        message=say("Hi Dana, choose what suits you by Friday.")
        + Message((buttons(Button("A workshop", "request.choose", {"option": "1"})),)),
        why="they asked for it",
        purpose=purpose,
    )
    return await answering.draft(desk.town.session, desk.town.house.planning, saying, desk.csm, desk.town.now)


async def test_their_buttons_are_named_and_cannot_be_pressed_from_the_page(desk: Desk) -> None:
    draft = await _draft_with_buttons(desk)
    shown = await desk.town.press(desk.csm, "reply.show", {"draft": str(draft.id)})
    assert "With buttons for them: A workshop" in words(shown)
    assert labels(shown) == ["Send", "Edit", "Put away"]


async def test_an_edit_keeps_their_buttons(desk: Desk) -> None:
    draft = await _draft_with_buttons(desk)
    shown = await desk.town.press(desk.csm, "reply.show", {"draft": str(draft.id)})
    await desk.town.presses(desk.csm, await desk.edits(shown, "Dana, choose by Friday."), "Send")
    message = await texts.message_of(desk.town.session, draft.text_id)
    assert message is not None
    assert labels(Reply(message)) == ["A workshop"]


async def test_what_is_not_an_answer_waits_for_their_hours_unless_somebody_insists(desk: Desk) -> None:
    draft = await _draft_with_buttons(desk, Purpose.NOTICE)
    desk.town.later(hours=10)
    shown = await desk.town.press(desk.csm, "reply.show", {"draft": str(draft.id)})
    told = await desk.town.presses(desk.csm, shown, "Send")
    assert words(told).startswith("Approved for #ext-acme. Before it goes, it waits: it is outside their working hours")
    asked = await desk.town.presses(desk.csm, told, "Send now anyway …")
    await desk.town.submits(desk.csm, asked, reason="They wait for it")
    assert (draft.state, draft.override) == (TouchState.APPROVED, "They wait for it")


async def test_a_page_that_is_looked_at_again_says_what_became_of_it(desk: Desk) -> None:
    draft = await _draft_with_buttons(desk)
    page = await desk.town.press(desk.csm, "reply.show", {"draft": str(draft.id)})
    await desk.town.presses(desk.csm, page, "Send")
    work = Work(
        desk.town.session,
        desk.town.now,
        Who(teammate=desk.csm, audience="staff"),
        Action("event-x", desk.town.now, _NOBODY, _NOWHERE, "reply.show", {"draft": str(draft.id)}),
        desk.town.house,
    )
    assert "it is already approved by Priya Nair" in (await reply_show.look(work)).fallback


async def test_a_draft_goes_with_the_message_that_it_answers(desk: Desk) -> None:
    event = await desk.town.says(desk.dana, desk.channel, "Why is Tom so slow with our invoices?")
    asked = await touches.by_ref(desk.town.session, desk.channel.id or 0, event.ref)
    assert asked is not None
    shown = await desk.opens(asked)
    await desk.town.changes(event, None)
    draft = await desk.draft()
    assert (draft.state, draft.ended_because) == (TouchState.CANCELLED, "they deleted the message that it answers")
    with pytest.raises(Stale, match="they deleted the message"):
        await desk.town.presses(desk.csm, shown, "Put away")


async def test_one_message_has_one_draft_of_each_person(desk: Desk) -> None:
    inbound = await desk.hears("When does SSO go live?")
    first = await desk.opens(inbound, "acknowledgement")
    begun = await desk.draft()
    for kind in ("answer", "acknowledgement", "answer"):
        await desk.opens(inbound, kind)
    drafts = [one for one in await desk.town.ledger(desk.account) if one.origin == "desk"]
    assert [one.id for one in drafts] == [begun.id]
    await desk.town.presses(desk.csm, first, "Send")
    if begun.state == "approved":
        with pytest.raises(Stale, match="on its way already"):
            await desk.opens(inbound, "acknowledgement")
