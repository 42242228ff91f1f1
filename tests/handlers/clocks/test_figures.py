"""How fast customers are answered, as a manager reads it."""

from datetime import UTC, datetime

from tests.handlers.world import Town, words


async def test_first_answers_of_the_week_are_told_per_csm_in_working_time(town: Town) -> None:
    csm, _, dana, channel = await town.acme()
    marco = await town.manager()
    csm.manager_id = marco.id
    # Answered after half an hour, after six hours of work over a night, and never.
    town.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    await town.says(dana, channel, "Is the export fixed?")
    town.later(minutes=30)
    await town.says(csm, channel, "It is.")
    town.now = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
    await town.says(dana, channel, "And the import?")
    town.now = datetime(2026, 11, 25, 11, 30, tzinfo=UTC)
    await town.says(csm, channel, "That too.")
    town.now = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    await town.says(dana, channel, "And the audit trail?")
    town.now = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    told = words(await town.press(marco, "digest.see_csms", {}))
    assert "Priya: 2 by hand, heard 3 times, first answers after 3 h 15 (median), 1 of 2 as promised" in told


async def test_an_absence_that_is_over_still_counts_in_what_was_worked(town: Town) -> None:
    csm, _, dana, channel = await town.acme()
    marco = await town.manager()
    leo = await town.csm("Leo Hartmann", manager_id=marco.id)
    csm.manager_id, csm.cover_id = marco.id, leo.id
    leo.timezone, leo.country = "America/New_York", "US"
    town.now = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    await town.types(csm, "away until Tuesday")
    await town.says(dana, channel, "Is the export fixed?")
    # Leo begins at nine in New York.
    town.now = datetime(2026, 11, 24, 14, 20, tzinfo=UTC)
    await town.says(leo, channel, "It is.")
    town.now = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    told = words(await town.press(marco, "digest.see_csms", {}))
    assert "first answers after 20 min (median), 1 of 1 as promised" in told
