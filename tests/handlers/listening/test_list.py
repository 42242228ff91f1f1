"""The afternoon's list: one message a day with what nobody is sure about, to whoever is there to look at it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlmodel import col, select

from outreach.models.book import Away, Teammate
from outreach.models.errands import Errand
from outreach.models.listening import Noticed
from tests.handlers.listening.hints import listening, lists
from tests.handlers.world import Town

TODAY_AT_HALF_PAST_THREE = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


async def outcomes(town: Town) -> list[str | None]:
    """Of every list, by its date."""
    rows = (await town.session.exec(select(Errand).where(col(Errand.kind) == "findings.list"))).all()
    return [row.outcome for row in sorted(rows, key=lambda row: row.key)]


async def is_away(town: Town, who: Teammate, first: date, last: date) -> None:
    town.session.add(Away(teammate_id=who.id or 0, from_on=first, until_on=last))
    await town.session.flush()


async def test_it_comes_at_half_past_three_with_their_words_and_why_we_think_so(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "The export does not work for us")
    await town.waits(until=TODAY_AT_HALF_PAST_THREE.replace(minute=29))
    assert await lists(town, csm) == []
    await town.waits(minutes=1)
    (told,) = await lists(town, csm)
    assert told.startswith("Noticed: 1 thing to look at\n\nAcme · Dana · Tue 24 Nov 10:30 Berlin · a complaint")
    assert "> The export does not work for us\n\nWhy we think so: Dana says “does not work”" in told


async def test_whoever_was_interrupted_enough_today_reads_it_all_the_same(town: Town) -> None:
    town = listening(town)
    desk = replace(town.house.desk, interruptions=0)
    town.house = replace(town.house, planning=replace(town.house.planning, desk=desk))
    csm, _, dana, channel = await town.acme()
    await town.says(dana, channel, "The export does not work for us")
    await town.waits(until=TODAY_AT_HALF_PAST_THREE)
    assert len(await lists(town, csm)) == 1


async def test_it_is_one_message_for_all_accounts_of_a_csm_and_holds_ten(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    other = await town.account("Globex", csm)
    gwen, there = await town.contact(other, "Gwen Stone"), await town.channel(other, "ext-globex")
    for number in range(6):
        await town.says(dana, channel, f"{number} does not work")
        await town.says(gwen, there, f"{number}, could you look?")
    await town.waits(hours=10)
    (told,) = await lists(town, csm)
    assert told.startswith("Noticed: 12 things to look at")
    assert told.count("Why we think so") == 10
    assert told.endswith("and 2 more; they come up once these are marked")


async def test_when_there_is_nothing_to_say_no_message_comes(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "thank you! when will it be there?")
    event = await town.says(dana, channel, "it does not work")
    await town.changes(event, None)
    await town.waits(days=3)
    assert await lists(town, csm) == []
    assert await outcomes(town) == ["not needed"]


async def test_what_comes_too_late_for_today_waits_for_the_next_working_day(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    town.now = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
    await town.says(dana, channel, "it does not work")
    await town.waits(until=datetime(2026, 11, 30, 14, 29, tzinfo=UTC))
    assert await lists(town, csm) == []
    await town.waits(minutes=1)
    assert len(await lists(town, csm)) == 1


async def test_another_finding_of_the_same_day_makes_no_second_list(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    for hour in range(3):
        await town.says(dana, channel, f"{hour} does not work")
        await town.waits(hours=1)
    await town.waits(until=TODAY_AT_HALF_PAST_THREE)
    assert len(await lists(town, csm)) == 1
    assert await outcomes(town) == ["told"]


async def test_the_cover_reads_it_while_the_csm_is_away(town: Town) -> None:
    leo = await town.csm("Leo Brandt")
    csm, _, dana, channel = await listening(town).acme()
    csm.cover_id = leo.id
    await is_away(town, csm, date(2026, 11, 24), date(2026, 11, 27))
    await town.says(dana, channel, "it does not work")
    await town.waits(until=TODAY_AT_HALF_PAST_THREE)
    assert await lists(town, csm) == []
    (told,) = await lists(town, leo)
    assert told.startswith("Noticed: 1 thing to look at, for Priya Nair")


async def test_who_goes_away_before_it_comes_is_not_told(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "it does not work")
    await is_away(town, csm, date(2026, 11, 24), date(2026, 11, 25))
    await town.waits(until=datetime(2026, 11, 26, 14, 29, tzinfo=UTC))
    assert await lists(town, csm) == []
    await town.waits(minutes=1)
    assert len(await lists(town, csm)) == 1
    assert await outcomes(town) == ["put off", "told"]


async def test_whoever_leaves_hands_it_on_to_the_manager(town: Town) -> None:
    manager = await town.manager()
    csm, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "it does not work")
    csm.left_on = date(2026, 11, 24)
    await town.waits(days=2)
    assert len(await lists(town, manager)) == 1


async def test_where_nobody_at_all_is_there_nothing_breaks(town: Town) -> None:
    account = await listening(town).account("Acme")
    dana, channel = await town.contact(account), await town.channel(account)
    await town.says(dana, channel, "it does not work")
    await town.waits(days=10)
    assert await outcomes(town) == []


async def test_after_an_outage_it_comes_in_working_hours_and_not_at_night(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "it does not work")
    town.now = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
    await town.sees_to_errands()
    assert await lists(town, csm) == []
    await town.waits(until=datetime(2026, 11, 25, 8, 0, tzinfo=UTC))
    assert len(await lists(town, csm)) == 1


@pytest.mark.parametrize(("days", "judged"), [(6, "open"), (8, "lapsed")])
async def test_what_nobody_looks_at_for_a_week_lapses(town: Town, days: int, judged: str) -> None:
    _, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "it does not work")
    await town.waits(days=days)
    (row,) = (await town.session.exec(select(Noticed))).all()
    assert row.judged == judged


async def test_each_reader_has_it_by_their_own_clock(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    csm.timezone = "America/New_York"
    csm.country = "US"
    await town.says(dana, channel, "it does not work")
    await town.waits(until=datetime(2026, 11, 24, 20, 29, tzinfo=UTC))
    assert await lists(town, csm) == []
    await town.waits(minutes=1)
    assert len(await lists(town, csm)) == 1
