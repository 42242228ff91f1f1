"""What an alert of a complaint says, and what its presses do once something has been pressed."""

from dataclasses import replace

import pytest

from outreach.errors import Stale
from tests.handlers.complaints.stories import UPSET, confirmed, quiet
from tests.handlers.listening.hints import Hints
from tests.handlers.world import Town, labels, words


async def test_who_is_upset_and_leaves_makes_one_alert_that_says_both(town: Town) -> None:
    story = await quiet(town)
    hints = Hints({"third time": ("contempt", True), "other vendors": ("churn", True)})
    town.house = replace(town.house, detector=hints)
    before = len(await town.told(story.csm))
    await town.says(story.dana, story.channel, f"{UPSET} We look at other vendors.")
    (told,) = (await town.told(story.csm))[before:]
    assert told.startswith("Contempt, and they may be leaving: Acme")
    assert "They may be leaving. Why we think so" in told


async def test_an_alert_says_that_another_one_holds_longer(town: Town) -> None:
    story = await quiet(town)
    await town.types(story.csm, "complaint Acme Dana rang about the invoice")
    await town.says(story.dana, story.channel, UPSET)
    told = (await story.told())[-1]
    assert "another complaint of theirs is open. This one ends by itself Wed 25 Nov 10:30 Berlin unless" in told


async def test_the_other_press_of_an_alert_does_what_it_says_or_says_why_not(town: Town) -> None:
    story = await confirmed(town)
    with pytest.raises(Stale, match="It is a complaint already, confirmed by Priya Nair"):
        await story.presses("complaint.confirm")
    await story.presses("complaint.dismiss")
    with pytest.raises(Stale, match="no complaint already"):
        await story.presses("complaint.dismiss")
    assert await town.held(story.account) == []
    again = await story.presses("complaint.confirm")
    complaint = await story.complaint()
    assert (complaint.closed_at, complaint.confirmed_by_id) == (None, story.csm.id)
    assert await town.held(story.account) == ["open_complaint"]
    assert "Undo" in labels(again)


async def test_whoever_was_told_hears_that_it_is_taken_back(town: Town) -> None:
    story = await quiet(town)
    leo = await town.csm("Leo Hartmann")
    noted = await town.types(leo, "complaint Acme Dana rang about the invoice")
    assert len(await story.told()) == 1
    await town.presses(leo, noted, "Undo")
    assert (await town.told(story.csm))[-1].startswith("Acme: Leo Hartmann takes back that it is a complaint.")


async def test_their_name_alone_opens_what_is_open(town: Town) -> None:
    story = await confirmed(town)
    shown = await town.types(story.csm, "complaint Acme")
    assert words(shown).startswith("Contempt: Acme")
    assert "First answer: none yet" in words(shown)
    assert "Close" in labels(shown)
