"""What becomes of a complaint when its message is edited or deleted."""

from outreach.store import texts
from tests.handlers.complaints.stories import UPSET, closed, confirmed, upset
from tests.handlers.world import Town, words


async def test_deleted_before_anybody_confirmed_it_is_over(town: Town) -> None:
    story = await upset(town)
    assert story.event is not None
    await town.changes(story.event, None)
    complaint = await story.complaint()
    assert (complaint.closed_because, complaint.text_id) == ("they took it back", None)
    assert await town.held(story.account) == []
    assert len(await story.told()) == 1


async def test_deleted_after_that_only_the_words_go(town: Town) -> None:
    story = await confirmed(town)
    assert story.event is not None
    await town.changes(story.event, None)
    complaint = await story.complaint()
    assert (complaint.closed_at, complaint.text_id) == (None, None)
    assert await town.held(story.account) == ["open_complaint"]


async def test_edited_away_it_is_over_and_comes_back_with_the_words(town: Town) -> None:
    story = await upset(town)
    assert story.event is not None
    await town.changes(story.event, "All is well")
    assert await town.held(story.account) == []
    await town.changes(story.event, UPSET)
    assert await town.held(story.account) == ["open_complaint"]
    assert f"> {UPSET}" in (await story.told())[-1]


async def test_edited_but_still_angry_it_says_the_new_words(town: Town) -> None:
    story = await upset(town)
    assert story.event is not None
    await town.changes(story.event, "The third time! Now we lose money.")
    complaint = await story.complaint()
    assert await texts.body_of(town.session, complaint.text_id) == "The third time! Now we lose money."
    assert len(await story.told()) == 1


async def test_what_had_joined_it_takes_its_place(town: Town) -> None:
    story = await upset(town)
    assert story.event is not None
    await town.says(story.dana, story.channel, "For the third time: it fails")
    await town.changes(story.event, None)
    complaint = await story.complaint()
    assert complaint.closed_at is None
    assert await texts.body_of(town.session, complaint.text_id) == "For the third time: it fails"


async def test_closing_words_that_wait_quote_no_deleted_message(town: Town) -> None:
    story = await closed(town)
    (draft,) = [one for one in await town.ledger(story.account) if one.origin == "desk"]
    assert UPSET in await town.said(draft)
    assert story.event is not None
    await town.changes(story.event, None)
    assert UPSET not in await town.said(draft)
    assert (draft.state, draft.approved_hash) == ("proposed", None)


async def test_a_finding_judged_wrong_after_the_closing_lifts_nothing(town: Town) -> None:
    story = await closed(town)
    complaint = await story.complaint()
    shown = await town.press(story.csm, "finding.wrong", {"noticed": str(complaint.noticed_id)})
    assert "held back goes on" not in words(shown)
    assert await town.held(story.account) == ["open_complaint"]
