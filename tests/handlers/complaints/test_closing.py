"""A complaint is closed: what it was, closing words for them, and shares that wait for a person."""

from datetime import timedelta

import pytest

from outreach.errors import BadInput, Stale
from outreach.models.ledger import TouchState
from outreach.store import complaints, errands, texts, touches
from outreach.store.oversight import Team
from tests.handlers.complaints.stories import ANSWERS, UPSET, closed, confirmed, quiet, upset
from tests.handlers.world import Town, form, labels, words


async def test_closing_asks_what_it_was_and_what_prevents_it(town: Town) -> None:
    story = await confirmed(town)
    asked = form(await story.presses("complaint.close"))
    names = ["outcome", "root_cause", "department", "made_right", "prevents", "minutes", "ask"]
    assert [one.name for one in asked.inputs] == names
    assert "Once, in your name: #ext-acme." in [one.hint for one in asked.inputs]
    await story.closes(minutes="45")
    complaint = await story.complaint()
    said = (complaint.root_cause, complaint.department, complaint.made_right, complaint.prevents, complaint.minutes)
    assert said == (*ANSWERS.values(), 45)
    assert (complaint.closed_because, complaint.closed_by_id) == ("made right", story.csm.id)


@pytest.mark.parametrize("missing", ["root_cause", "department", "made_right", "prevents"])
async def test_half_a_closing_is_none(town: Town, missing: str) -> None:
    story = await confirmed(town)
    with pytest.raises(BadInput, match=r"^Nothing was closed: it does not say (what|which)") as refused:
        await story.closes(**{missing: "  "})
    assert refused.value.field == missing
    assert (await story.complaint()).closed_at is None


@pytest.mark.parametrize("minutes", ["an hour", "-5", "1.5", "²", "999999"])
async def test_minutes_are_a_number(town: Town, minutes: str) -> None:
    story = await confirmed(town)
    with pytest.raises(BadInput) as refused:
        await story.closes(minutes=minutes)
    assert refused.value.field == "minutes"


async def test_some_want_nothing_but_to_be_heard(town: Town) -> None:
    story = await confirmed(town)
    shown = await story.closes(outcome="heard", root_cause="", department="", made_right="", prevents="")
    complaint = await story.complaint()
    assert (complaint.closed_because, complaint.is_heard_only) == ("heard, nothing to fix", True)
    assert "I have heard it, and it is on record with us." in words(shown)
    assert await errands.open_of(town.session, complaints.ASK, complaint.id or 0) == []


async def test_the_closing_words_wait_for_the_csm(town: Town) -> None:
    story = await confirmed(town)
    shown = await story.closes()
    assert "Hi Dana, I am sorry for the trouble that you told us about on 24 Nov." in words(shown)
    assert "The export runs again. So that it stays that way: We watch the queue now." in words(shown)
    assert {"Resume shares", "Not yet (ask me in a week)", "Undo", "Send"} <= set(labels(shown))
    draft = (await town.ledger(story.account))[-1]
    assert (draft.origin, draft.state, draft.author_id) == ("desk", TouchState.PROPOSED, story.csm.id)
    assert story.event is not None
    assert (draft.thread, draft.answers_id) == (story.event.ref, (await story.complaint()).touch_id)


async def test_without_a_channel_the_csm_tells_them(town: Town) -> None:
    story = await confirmed(town)
    await town.befalls(story.channel, "archived")
    shown = await story.closes()
    assert "tell them yourself that it is closed" in words(shown)
    assert [one.origin for one in await town.ledger(story.account)] == ["customer"]


async def test_an_unconfirmed_one_may_be_closed_at_once(town: Town) -> None:
    story = await upset(town)
    await story.closes()
    assert (await story.complaint()).confirmed_by_id == story.csm.id


async def test_closed_twice_it_is_closed_once(town: Town) -> None:
    story = await confirmed(town)
    asked = await story.presses("complaint.close")
    await town.submits(story.csm, asked, **ANSWERS)
    with pytest.raises(Stale, match="that complaint is closed, shares still wait: made right"):
        await town.submits(story.csm, asked, **ANSWERS)


async def test_its_words_are_let_go_once_it_is_closed(town: Town) -> None:
    story = await confirmed(town)
    await story.closes()
    await texts.expire(town.session, (town.now + timedelta(days=31)).date())
    assert UPSET not in words(await story.presses("complaint.open"))
    assert "Root cause: The queue was full" in words(await story.presses("complaint.open"))


class TestShares:
    async def test_go_on_only_when_a_person_says_so(self, town: Town) -> None:
        story = await confirmed(town)
        await story.closes(ask="no")
        await town.waits(days=6)
        assert await town.held(story.account) == ["open_complaint"]
        assert "waits for Priya to resume shares" in words(await town.types(story.csm, "why Acme"))
        told = await story.presses("complaint.resume")
        assert words(told).startswith("Resumed. Acme may be written to again")
        assert await town.held(story.account) == []

    async def test_can_be_stopped_again(self, town: Town) -> None:
        story = await confirmed(town)
        await story.closes()
        await town.presses(story.csm, await story.presses("complaint.resume"), "Undo")
        assert await town.held(story.account) == ["open_complaint"]
        assert len(await complaints.to_decide(town.session, [story.csm.id or 0])) == 1

    async def test_not_yet_asks_again_in_a_week(self, town: Town) -> None:
        story = await confirmed(town)
        await story.closes(ask="no")
        ours = [story.csm.id or 0]
        assert len(await complaints.to_decide(town.session, ours)) == 1
        await story.presses("complaint.not_yet")
        await story.presses("complaint.not_yet")
        assert await complaints.to_decide(town.session, ours) == []
        await town.waits(days=7)
        asked = [one for one in await town.told(story.csm) if "shall shares go on" in one]
        assert len(asked) == 1
        assert len(await complaints.to_decide(town.session, ours)) == 1
        assert await town.held(story.account) == ["open_complaint"]

    async def test_decided_in_between_nobody_is_asked(self, town: Town) -> None:
        story = await confirmed(town)
        await story.closes(ask="no")
        await story.presses("complaint.not_yet")
        await story.presses("complaint.resume")
        await town.waits(days=8)
        assert [one for one in await town.told(story.csm) if "shall shares go on" in one] == []

    async def test_are_decided_once(self, town: Town) -> None:
        story = await confirmed(town)
        await story.closes()
        await story.presses("complaint.resume")
        with pytest.raises(Stale):
            await story.presses("complaint.resume")
        with pytest.raises(Stale):
            await story.presses("complaint.not_yet")

    async def test_wait_on_while_another_complaint_is_open(self, town: Town) -> None:
        story = await confirmed(town)
        await story.closes()
        await town.types(story.csm, "complaint Acme and the invoice is wrong")
        first = (await story.complaints())[0]
        await town.press(story.csm, "complaint.resume", {"complaint": str(first.id)})
        assert await town.held(story.account) == ["open_complaint"]


class TestUndo:
    async def test_opens_it_again_and_puts_the_closing_words_away(self, town: Town) -> None:
        story = await confirmed(town)
        await town.presses(story.csm, await story.closes(), "Undo")
        complaint = await story.complaint()
        assert complaint.closed_at is None
        assert await texts.body_of(town.session, complaint.text_id) == UPSET
        assert (await town.ledger(story.account))[-1].state == TouchState.CANCELLED
        await town.waits(days=5)
        assert [one.origin for one in await town.ledger(story.account)] == ["customer", "desk"]

    async def test_keeps_what_was_written_for_the_next_closing(self, town: Town) -> None:
        story = await confirmed(town)
        await town.presses(story.csm, await story.closes(), "Undo")
        asked = form(await story.presses("complaint.close"))
        assert {one.name: one.value for one in asked.inputs}["root_cause"] == "The queue was full"

    async def test_is_too_late_once_they_have_been_told(self, town: Town) -> None:
        story = await confirmed(town)
        shown = await story.closes()
        await town.presses(story.csm, shown, "Send")
        with pytest.raises(Stale, match="They have been told that it is closed"):
            await town.presses(story.csm, shown, "Undo")


async def test_those_without_an_owner_of_the_cause_are_known(town: Town) -> None:
    story = await confirmed(town)
    team = Team(frozenset({story.csm.id or 0}))
    assert len(await complaints.without_cause(town.session, team)) == 1
    since = town.now - timedelta(days=1)
    assert len(await complaints.opened_between(town.session, team, since, town.now + timedelta(days=1))) == 1
    await story.closes()
    assert await complaints.without_cause(town.session, team) == []


async def test_the_page_says_how_soon_somebody_answered(town: Town) -> None:
    story = await confirmed(town)
    town.later(minutes=22)
    assert story.event is not None
    await town.says(story.csm, story.channel, "I am on it.", thread=story.event.ref)
    assert "First answer: after 22 min, by Priya" in words(await story.presses("complaint.open"))
    assert await touches.last_by_people(town.session, story.account.id or 0)


async def test_the_page_says_what_was_given(town: Town) -> None:
    story = await confirmed(town)
    asked = await story.presses("goodwill.give")
    await town.submits(story.csm, asked, amount="$200", what="a month of the archive")
    assert "Goodwill: $200: a month of the archive" in words(await story.presses("complaint.open"))


async def test_where_nobody_looks_after_them_whoever_closed_it_is_asked_to_let_shares_go_on(town: Town) -> None:
    story = await closed(town)
    story.account.csm_id = None
    await town.session.flush()
    assert "Resume shares" in labels(await story.presses("complaint.open"))
    assert len(await complaints.to_decide(town.session, [story.csm.id or 0])) == 1
    assert "Acme" in words(await town.types(story.csm, "complaint"))


async def test_the_marks_know_that_closing_words_answer_a_complaint(town: Town) -> None:
    story = await quiet(town)
    await town.types(story.csm, "complaint Acme Dana rang about the invoice")
    shown = words(await story.closes())
    assert "no trouble seen" not in shown
    assert "their trouble comes first" in shown
