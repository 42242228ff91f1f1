"""Answers that are kept: for their own account, until a person says that no name remains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.desk.generalising import Names, names_in
from outreach.errors import BadInput, Stale
from outreach.models.listening import KnownAnswer
from outreach.store import answers, texts
from tests.handlers.replying.desk import Desk
from tests.handlers.world import form, labels, words

ASKED = "Where do I find the audit trail for the auditors?"
AGAIN = "Where can our auditors find the audit trail?"
KEPT = "Open Reports, choose the audit trail and press Export. It holds 24 months."
ANSWER = f"Hi Dana, you wrote:\n\n> Where is it?\n\n{KEPT}"


async def keeps(desk: Desk) -> KnownAnswer:
    sent = await desk.answers(ASKED, ANSWER)
    asked = await desk.town.press(desk.csm, "answer.keep", {"touch": str(sent.id)})
    await desk.town.submits(desk.csm, asked)
    (known,) = await answers.live(desk.town.session)
    return known.row


async def globex(desk: Desk) -> Desk:
    account = await desk.town.account("Globex", desk.csm)
    gwen = await desk.town.contact(account, "Gwen Okafor")
    return Desk(desk.town, desk.csm, account, gwen, await desk.town.channel(account, "ext-globex"))


async def generalise(desk: Desk, row: KnownAnswer, **changes: str) -> None:
    asked = await desk.town.press(desk.csm, "answer.generalise", {"answer": str(row.id)})
    await desk.town.submits(desk.csm, asked, **changes)


async def test_keeping_begins_with_what_was_asked_and_said(desk: Desk) -> None:
    sent = await desk.answers(ASKED, ANSWER)
    asked = form(await desk.town.press(desk.csm, "answer.keep", {"touch": str(sent.id)}))
    assert [one.value for one in asked.inputs] == [ASKED, KEPT]


async def test_what_a_colleague_wrote_by_hand_in_the_thread_is_kept_as_well(desk: Desk) -> None:
    question = await desk.hears(ASKED)
    await desk.town.says(desk.csm, desk.channel, "Hi Dana, it is under *Reports*.", question.external_ref)
    (answer,) = [one for one in await desk.town.ledger(desk.account) if one.origin == "person"]
    asked = await desk.town.press(desk.csm, "answer.keep", {"touch": str(answer.id)})
    assert [one.value for one in form(asked).inputs] == [ASKED, "It is under \\*Reports\\*."]
    told = await desk.town.submits(desk.csm, asked)
    assert "serves Acme alone" in words(told)
    assert labels(told) == ["Undo", "Generalise", "All answers"]


async def test_an_answer_is_kept_once_and_without_gaps(desk: Desk) -> None:
    sent = await desk.answers(ASKED, ANSWER)
    asked = await desk.town.press(desk.csm, "answer.keep", {"touch": str(sent.id)})
    for changes, why in (({"words": ""}, "no answer"), ({"words": "‹soon›"}, "fill in"), ({"question": " "}, "asked")):
        with pytest.raises(BadInput, match=why):
            await desk.town.submits(desk.csm, asked, **changes)
    await desk.town.submits(desk.csm, asked)
    with pytest.raises(Stale, match="kept already"):
        await desk.town.submits(desk.csm, asked)


async def test_without_kept_words_a_colleague_writes_them(desk: Desk) -> None:
    sent = await desk.answers(ASKED, ANSWER)
    question = await answers.question_of(desk.town.session, sent)
    assert question is not None
    for touch in (sent, question):
        await texts.forget(desk.town.session, touch.text_id)
        await desk.town.session.refresh(touch)
    asked = await desk.town.press(desk.csm, "answer.keep", {"touch": str(sent.id)})
    assert [one.value for one in form(asked).inputs] == ["", ""]


async def test_the_same_question_again_begins_with_the_approved_answer(desk: Desk) -> None:
    await keeps(desk)
    shown = await desk.opens(await desk.hears(AGAIN))
    assert KEPT in await desk.town.said(await desk.draft())
    assert "Approved by Priya on 24 Nov, not used yet." in words(shown)
    assert "✓ consistent: it says what Priya approved on 24 Nov" in words(shown)
    assert labels(shown)[0] == "Send"


async def test_an_answer_that_is_sent_again_counts_and_need_not_be_kept(desk: Desk) -> None:
    row = await keeps(desk)
    told = await desk.town.presses(desk.csm, await desk.opens(await desk.hears(AGAIN)), "Send")
    assert labels(told) == ["Undo"]
    assert row.uses == 1
    assert "used 1 time" in words(await desk.town.types(desk.csm, "answers"))


async def test_what_differs_is_shown_and_can_be_taken_over(desk: Desk) -> None:
    await keeps(desk)
    shown = await desk.edits(await desk.opens(await desk.hears(AGAIN)), "The audit trail: please use the archive.")
    assert "✗ consistent: it differs from what Priya approved on 24 Nov" in words(shown)
    assert f"> {KEPT}" in words(shown)
    assert "✓ consistent" in words(await desk.town.presses(desk.csm, shown, "Use this answer"))
    assert KEPT in await desk.town.said(await desk.draft())


async def test_an_acknowledgement_is_compared_with_nothing(desk: Desk) -> None:
    await keeps(desk)
    assert "Answered before" not in words(await desk.opens(await desk.hears(AGAIN), "acknowledgement"))


async def test_the_nudge_says_that_it_was_answered_before(desk: Desk) -> None:
    await keeps(desk)
    await desk.hears(AGAIN)
    await desk.town.waits(hours=4)
    told = "\n".join(await desk.town.told(desk.csm))
    assert "Answered before: Approved by Priya on 24 Nov, not used yet. The draft begins with it." in told


async def test_another_question_gets_no_answer_of_ours(desk: Desk) -> None:
    await keeps(desk)
    assert "Answered before" not in words(await desk.opens(await desk.hears("When does our contract renew?")))


async def test_it_serves_its_own_account_alone_until_somebody_generalises_it(desk: Desk) -> None:
    row, other = await keeps(desk), await globex(desk)
    assert "Answered before" not in words(await other.opens(await other.hears(AGAIN), "answer"))
    await generalise(desk, row)
    shown = await other.opens(await other.hears(f"{AGAIN} Thanks"))
    assert "Approved by Priya" in words(shown)
    assert KEPT in await other.town.said(await other.draft())


async def test_a_name_that_remains_keeps_it_at_home(desk: Desk) -> None:
    row = await keeps(desk)
    asked = await desk.town.press(desk.csm, "answer.generalise", {"answer": str(row.id)})
    for left in ("Dana knows it.", "Acme has it.", "As Globex: done."):
        await globex(desk) if "Globex" in left else None
        with pytest.raises(BadInput, match="still names") as refused:
            await desk.town.submits(desk.csm, asked, words=f"{KEPT} {left}")
        assert refused.value.field == "words"
    assert row.generalised_at is None


async def test_the_form_says_what_to_take_out_and_what_to_look_at(desk: Desk) -> None:
    row = await keeps(desk)
    await answers.reword(desk.town.session, row, "Where does Dana find it?", KEPT)
    said = form(await desk.town.press(desk.csm, "answer.generalise", {"answer": str(row.id)})).intro[0].text
    assert said.startswith("Take out: Dana. Look at: 24. ")


async def test_an_edit_cannot_bring_a_name_into_what_serves_everybody(desk: Desk) -> None:
    row = await keeps(desk)
    await generalise(desk, row)
    asked = await desk.town.press(desk.csm, "answer.edit", {"answer": str(row.id)})
    with pytest.raises(BadInput, match="still names Dana"):
        await desk.town.submits(desk.csm, asked, words="Dana has it.")
    await desk.town.submits(desk.csm, asked, words="It is under Reports.")
    (known,) = await answers.live(desk.town.session)
    assert known.words == "It is under Reports."


async def test_a_retired_answer_is_offered_to_nobody_and_undo_brings_it_back(desk: Desk) -> None:
    await keeps(desk)
    told = await desk.town.presses(desk.csm, await desk.town.types(desk.csm, "answers"), "Retire")
    assert "None is kept yet" in words(await desk.town.types(desk.csm, "answers"))
    assert "Answered before" not in words(await desk.opens(await desk.hears(AGAIN)))
    await desk.town.presses(desk.csm, told, "Undo")
    assert ASKED in words(await desk.town.types(desk.csm, "answers"))


async def test_undo_takes_a_kept_or_generalised_answer_back(desk: Desk) -> None:
    row = await keeps(desk)
    await generalise(desk, row)
    assert "serves Acme alone again" in words(await desk.town.types(desk.csm, "undo"))
    assert row.generalised_at is None
    assert "no longer kept" in words(await desk.town.types(desk.csm, "undo"))
    assert await answers.live(desk.town.session) == []


async def test_answers_are_looked_up_by_their_words(desk: Desk) -> None:
    await keeps(desk)
    found = words(await desk.town.types(desk.csm, "answers exporting auditors"))
    assert f"{ASKED} Approved by Priya on 24 Nov, not used yet · for Acme alone." in found
    assert "None speaks of that" in words(await desk.town.types(desk.csm, "answers invoices"))


async def test_what_was_just_answered_is_offered_quietly_where_answers_are(desk: Desk) -> None:
    before = await desk.town.told(desk.csm)
    sent = await desk.answers(ASKED, ANSWER)
    shown = await desk.town.types(desk.csm, "answers")
    assert f"You answered “{ASKED}”" in words(shown)
    assert await desk.town.told(desk.csm) == before
    await desk.town.submits(desk.csm, await desk.town.presses(desk.csm, shown, "Keep this answer"))
    assert await answers.worth_keeping(desk.town.session, [desk.csm.id or 0], sent.happened_at or desk.town.now) == []


async def test_a_button_with_another_accounts_answer_changes_nothing(desk: Desk) -> None:
    row, other = await keeps(desk), await globex(desk)
    await other.opens(await other.hears(AGAIN))
    draft = await other.draft()
    with pytest.raises(Stale, match="no longer there for them"):
        await desk.town.press(desk.csm, "reply.use", {"draft": str(draft.id), "answer": str(row.id)})
    assert KEPT not in await other.town.said(draft)


MARKER = "Quillon-Acme-9"


@pytest.mark.parametrize("is_general", [True, False])
async def test_no_page_for_another_account_ever_shows_what_was_said_to_this_one(desk: Desk, is_general: bool) -> None:
    row, other = await keeps(desk), await globex(desk)
    if is_general:
        await generalise(desk, row)
    # Whatever a colleague types into it later stays at home unless somebody says again that no name remains.
    await answers.reword(desk.town.session, row, f"{ASKED} {MARKER}", f"{KEPT} {MARKER}")
    row.generalised_at = None
    shown = await other.opens(await other.hears(f"{AGAIN} {MARKER} is what we use"))
    page = words(shown).replace(f"{AGAIN} {MARKER} is what we use", "")
    assert "Answered before" not in page
    assert "press Export" not in page


@pytest.mark.parametrize(
    "naughty",
    ["<!channel>", "[x](http://evil.example)", "*_~`", "^ small", "# big", "1. one", "\u202eabc", "́", "🙏" * 50],
)
async def test_odd_words_are_kept_and_said_back(desk: Desk, naughty: str) -> None:
    sent = await desk.answers(ASKED, f"The audit trail: you can export it. {naughty}")
    asked = await desk.town.press(desk.csm, "answer.keep", {"touch": str(sent.id)})
    await desk.town.submits(desk.csm, asked, question=f"{ASKED} {naughty}"[:300])
    assert "you can export it" in words(await desk.opens(await desk.hears(f"{AGAIN} {naughty}")))
    assert await desk.town.types(desk.csm, f"answers {naughty}")


@given(st.text(), st.sampled_from(["question", "answer"]))
def test_nothing_that_holds_a_marker_can_be_generalised(around: str, place: str) -> None:
    said = f"{around} {MARKER} {around}"
    assert names_in(said, Names(own=MARKER)), place
