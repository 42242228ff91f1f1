"""`complaint`: what reached somebody by phone, and what is open."""

import pytest

from outreach.errors import BadInput
from outreach.store import texts
from tests.handlers.complaints.stories import quiet, upset
from tests.handlers.world import Town, labels, words


async def test_what_reached_somebody_by_phone_is_confirmed_by_their_word(town: Town) -> None:
    story = await quiet(town)
    said = await town.types(story.csm, "complaint Acme Dana rang: the export failed again")
    assert words(said).startswith("On record. Nothing cheerful reaches Acme")
    complaint = await story.complaint()
    assert await texts.body_of(town.session, complaint.text_id) == "Dana rang: the export failed again"
    assert await town.held(story.account) == ["open_complaint"]
    assert await story.told() == []


async def test_their_csm_hears_of_what_a_colleague_put_on_record(town: Town) -> None:
    leo = await town.csm("Leo Hartmann")
    story = await quiet(town)
    await town.types(leo, "complaint Acme Dana rang: the export failed again")
    assert len(await story.told()) == 1


async def test_it_can_be_taken_back(town: Town) -> None:
    story = await quiet(town)
    said = await town.types(story.csm, "complaint Acme oops")
    await town.presses(story.csm, said, "Undo")
    assert await town.held(story.account) == []


async def test_typed_in_their_channel_it_is_about_that_channel(town: Town) -> None:
    story = await quiet(town)
    await town.types(story.csm, "complaint Acme the export failed again", story.channel)
    assert (await story.complaint()).channel_id == story.channel.id


async def test_without_words_everything_open_is_listed(town: Town) -> None:
    story = await upset(town)
    listed = await town.types(story.csm, "complaint")
    assert "Acme · not confirmed yet · Dana Whitfield in #ext-acme" in words(listed)
    assert labels(listed) == ["Open"]


async def test_with_a_name_alone_it_asks_what_went_wrong(town: Town) -> None:
    story = await quiet(town)
    with pytest.raises(BadInput, match="Say what went wrong for Acme"):
        await town.types(story.csm, "complaint Acme")


async def test_nothing_open_says_how_it_is_used(town: Town) -> None:
    story = await quiet(town)
    assert "None is open." in words(await town.types(story.csm, "complaint"))
