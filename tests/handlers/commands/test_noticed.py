"""`noticed`: what waits for a look, for the accounts of whoever asks."""

import pytest

from outreach.errors import BadInput
from tests.handlers.listening.hints import listening
from tests.handlers.world import Town, labels, words


async def test_it_stands_in_the_day_with_its_count_and_opens_from_there(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    assert "Noticed (0)" not in labels(await town.types(csm, ""))
    await town.says(dana, channel, "It does not work, could you look?")
    page = await town.presses(csm, await town.types(csm, ""), "Noticed (2)")
    assert words(page).startswith("Noticed: 2 things to look at")
    assert labels(page) == ["Right", "Wrong", "Right", "Wrong", "Make it a request"]


async def test_everybody_sees_what_is_theirs_to_look_at(town: Town) -> None:
    manager = await town.manager()
    csm, _, dana, channel = await listening(town).acme()
    leo = await town.csm("Leo Brandt", manager_id=manager.id)
    csm.manager_id = manager.id
    await town.says(dana, channel, "It does not work")
    assert "a complaint" in words(await town.types(csm, "noticed"))
    assert "a complaint" in words(await town.types(manager, "noticed"))
    assert words(await town.types(leo, "noticed")) == "Nothing that customers said waits for a look of yours."


async def test_it_takes_nothing_behind_it(town: Town) -> None:
    csm = await town.csm()
    with pytest.raises(BadInput, match="stands alone"):
        await town.types(csm, "noticed Acme")
