"""How often we were right, in the manager's week."""

from datetime import timedelta

from tests.handlers.listening.hints import listening
from tests.handlers.world import Town, words


async def test_the_week_counts_what_was_noticed_and_what_people_made_of_it(town: Town) -> None:
    manager = await town.manager()
    csm, _, dana, channel = await listening(town).acme()
    csm.manager_id = manager.id
    for number in range(3):
        await town.says(dana, channel, f"{number}: could you look? thank you, when will you?")
        page = await town.types(csm, "noticed")
        await town.presses(csm, page, "Right" if number == 0 else "Wrong") if number < 2 else None
    event = await town.says(dana, channel, "it does not work")
    await town.changes(event, None)
    await town.says(dana, channel, "our goal is speed")
    town.now += timedelta(days=7)
    told = words(await town.press(manager, "digest.see_counts", {}))
    assert "Noticed: 4, right 1, wrong 1, nobody looked 2" in told
    assert "• 3: they ask for something, right 1, wrong 1, nobody looked 1\n• 1: something to know about them" in told


async def test_a_week_in_which_nothing_was_noticed_does_not_speak_of_it(town: Town) -> None:
    manager = await town.manager()
    _, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "thank you")
    town.now += timedelta(days=7)
    assert "Noticed" not in words(await town.press(manager, "digest.see_counts", {}))


async def test_one_manager_reads_of_their_own_team_alone(town: Town) -> None:
    manager, other = await town.manager(), await town.manager("Olga Berg")
    csm, _, dana, channel = await listening(town).acme()
    csm.manager_id = manager.id
    leo = await town.csm("Leo Brandt", manager_id=other.id)
    assert leo.id
    await town.says(dana, channel, "could you look?")
    town.now += timedelta(days=7)
    assert "Noticed: 1" in words(await town.press(manager, "digest.see_counts", {}))
    assert "Noticed" not in words(await town.press(other, "digest.see_counts", {}))
