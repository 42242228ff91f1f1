"""Their own page: the day, below whatever is still to be set up."""

from tests.handlers.world import Town, words


async def test_the_home_page_is_their_day(town: Town) -> None:
    csm, *_ = await town.acme()
    assert words(await town.opens_home(csm)).startswith("Your day")


async def test_until_a_channel_is_linked_and_the_book_imported_it_begins_with_the_steps(town: Town) -> None:
    csm = await town.csm()
    said = words(await town.opens_home(csm))
    assert said.startswith("Here I am, Priya. Three steps")
    assert "Your day" in said
    await town.channel(await town.account(csm=csm))
    assert words(await town.opens_home(csm)).startswith("Your day")


async def test_a_colleague_who_is_no_teammate_reads_how_to_become_one(town: Town) -> None:
    await town.acme()
    said = words(await town.opens_home("Nobody Yet"))
    assert "python -m bot import teammates FILE" in said
    assert "Acme" not in said
