"""Whoever lets us in is greeted, as far as we know who they are."""

from outreach.events import Place
from outreach.store import channels
from tests.handlers.world import Town, labels, words


async def test_a_teammate_is_greeted_with_three_steps_and_what_is_done_of_them(town: Town) -> None:
    csm, *_ = await town.acme()
    greeted = await town.lets_in(csm, is_home=True)
    said = words(greeted)
    assert said.startswith("Here I am, Priya. Three steps, and I am of use:")
    for step in ("Link a channel.", "Import the book.", "See tomorrow's proposals."):
        assert step in said
    assert "/cs help" in said
    assert "(1 channel linked so far)" in said
    assert "(1 customer in it so far)" in said
    assert labels(greeted) == ["My day", "All commands"]


async def test_the_steps_lead_to_their_day(town: Town) -> None:
    csm = await town.csm()
    greeted = await town.lets_in(csm, is_home=True)
    assert words(await town.presses(csm, greeted, "My day")).startswith("Your day")


async def test_their_conversation_with_us_is_remembered(town: Town) -> None:
    csm = await town.csm()
    direct = await channels.direct_to(town.session, csm.id or 0)
    assert direct is not None
    await town.session.delete(direct)
    await town.lets_in(csm, is_home=True)
    found = await channels.direct_to(town.session, csm.id or 0)
    assert found is not None
    assert found.teammate_id == csm.id


async def test_a_colleague_who_is_no_teammate_is_told_how_to_become_one_and_nothing_else(town: Town) -> None:
    await town.acme()
    greeted = await town.lets_in("Nobody Yet", is_home=True)
    assert "python -m bot import teammates FILE" in words(greeted)
    assert "Acme" not in words(greeted)
    assert labels(greeted) == []


async def test_a_stranger_is_told_nothing(town: Town) -> None:
    assert await town.lets_in("Eve", is_home=False) is None


async def test_a_colleague_nobody_knows_is_told_nothing_where_others_read(town: Town) -> None:
    shared = Place("playground", "home", "C1", "ext-acme")
    assert await town.lets_in("Nobody Yet", is_home=True, place=shared) is None
