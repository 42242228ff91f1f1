"""A press says whether a finding was right; what is worth keeping is kept with another."""

import pytest
from sqlmodel import select

from outreach.errors import Stale
from outreach.models.book import Teammate
from outreach.models.listening import Noticed
from outreach.store import facts, texts
from tests.handlers.listening.hints import listening
from tests.handlers.world import Town, form, labels, words


async def the_one(town: Town) -> Noticed:
    return (await town.session.exec(select(Noticed))).one()


async def judgement(town: Town) -> tuple[str, int | None]:
    row = await the_one(town)
    return row.judged, row.judged_by_id


async def hears(town: Town, said: str = "could you look?") -> Teammate:
    csm, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, said)
    return csm


@pytest.mark.parametrize("label", ["Right", "Wrong"])
async def test_it_is_judged_by_a_press_and_leaves_the_page(town: Town, label: str) -> None:
    csm = await hears(town)
    told = await town.presses(csm, await town.types(csm, "noticed"), label)
    assert words(told).startswith(f"Marked {label.lower()}.")
    assert await judgement(town) == (label.lower(), csm.id)
    assert words(await town.types(csm, "noticed")) == "Nothing that customers said waits for a look of yours."


async def test_it_can_be_taken_back_by_the_button_and_by_undo(town: Town) -> None:
    csm = await hears(town)
    page = await town.types(csm, "noticed")
    undone = await town.presses(csm, await town.presses(csm, page, "Wrong"), "Undo")
    assert words(undone) == "Taken back: it waits for a look again."
    assert await judgement(town) == ("open", None)
    await town.presses(csm, page, "Right")
    assert words(await town.types(csm, "undo")) == "Taken back: it waits for a look again."
    assert await judgement(town) == ("open", None)


async def test_whoever_judges_last_counts(town: Town) -> None:
    csm = await hears(town)
    leo = await town.csm("Leo Brandt")
    page = await town.types(csm, "noticed")
    await town.presses(csm, page, "Right")
    await town.presses(leo, page, "Wrong")
    assert await judgement(town) == ("wrong", leo.id)


async def test_the_same_press_twice_is_said_to_be_done(town: Town) -> None:
    csm = await hears(town)
    page = await town.types(csm, "noticed")
    await town.presses(csm, page, "Right")
    with pytest.raises(Stale, match="It is marked right already"):
        await town.presses(csm, page, "Right")


async def test_words_that_were_taken_back_cannot_be_judged(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    event = await town.says(dana, channel, "it does not work")
    page = await town.types(csm, "noticed")
    await town.changes(event, None)
    with pytest.raises(Stale, match="They have taken those words back"):
        await town.presses(csm, page, "Wrong")


async def test_what_has_lapsed_can_still_be_judged(town: Town) -> None:
    csm = await hears(town)
    page = await town.types(csm, "noticed")
    await town.waits(days=8)
    await town.presses(csm, page, "Wrong")
    assert await judgement(town) == ("wrong", csm.id)


@pytest.mark.parametrize(
    ("said", "sentence", "kind"),
    [
        ("Hi! our goal is to close in four days. Bye.", "our goal is to close in four days.", "goal"),
        ("our goal is to close\nThanks for asking", "our goal is to close", "goal"),
    ],
)
async def test_what_they_tell_us_is_kept_with_one_press(town: Town, said: str, sentence: str, kind: str) -> None:
    csm = await hears(town, said)
    asked = await town.presses(csm, await town.types(csm, "noticed"), "Keep")
    assert {each.name: each.value for each in form(asked).inputs} == {"text": sentence, "kind": kind, "topics": ""}
    kept = await town.submits(csm, asked)
    row = await the_one(town)
    newest = (await facts.of_account(town.session, row.account_id))[0]
    assert words(kept).startswith("Remembered.")
    assert (newest.text, newest.kind, newest.source) == (sentence.rstrip("."), kind, "message")
    assert row.judged == "right"


async def test_where_their_words_are_gone_nothing_is_offered_to_be_kept(town: Town) -> None:
    csm = await hears(town, "our goal is to close in four days")
    before = await town.types(csm, "noticed")
    await texts.expire(town.session, town.later(days=40).date())
    assert "Keep" not in labels(await town.types(csm, "noticed"))
    with pytest.raises(Stale, match="Their words are no longer kept"):
        await town.presses(csm, before, "Keep")


async def test_what_becomes_a_request_was_noticed_rightly(town: Town) -> None:
    csm = await hears(town, "could you send us the export?")
    asked = await town.presses(csm, await town.types(csm, "noticed"), "Make it a request")
    assert await judgement(town) == ("open", None)
    await town.submits(csm, asked)
    assert await judgement(town) == ("right", csm.id)
