"""Who is told of a wait, and when: the CSM before the promise is over, the cover at it, a manager beyond it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import select

from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.ledger import StoredText
from outreach.store import clocks
from tests.handlers.world import Town

QUESTION = "Is single sign-on live for us?"


async def team(town: Town, **of_priya: Any) -> tuple[Teammate, Teammate, Teammate, Account, Contact, Channel]:
    """Marco leads Priya and Leo, who covers for her; Acme is promised an answer within four hours."""
    marco = await town.manager()
    leo = await town.csm("Leo Hartmann", manager_id=marco.id)
    priya = await town.csm("Priya Nair", **{"manager_id": marco.id, "cover_id": leo.id, **of_priya})
    account = await town.account("Acme", priya)
    return priya, leo, marco, account, await town.contact(account), await town.channel(account)


async def counts(town: Town, *people: Teammate) -> list[int]:
    return [len(await town.told(person)) for person in people]


async def test_each_step_is_told_once_in_its_order(town: Town) -> None:
    priya, leo, marco, _, dana, channel = await team(town)
    await town.says(dana, channel, QUESTION)
    await town.waits(hours=2, minutes=59)
    assert await counts(town, priya, leo, marco) == [0, 0, 0]
    await town.waits(minutes=1)
    assert await counts(town, priya, leo, marco) == [1, 0, 0]
    await town.waits(hours=1)
    assert await counts(town, priya, leo, marco) == [1, 1, 0]
    await town.waits(hours=1)
    assert await counts(town, priya, leo, marco) == [1, 1, 1]
    await town.waits(days=10)
    assert await counts(town, priya, leo, marco) == [1, 1, 1]


async def test_each_reads_what_they_need_to_act(town: Town) -> None:
    priya, leo, marco, _, dana, channel = await team(town)
    await town.says(dana, channel, QUESTION)
    await town.waits(hours=6)
    where = f"Dana in #ext-acme, Tue 24 Nov 10:30 Berlin:\n\n> {QUESTION}"
    assert await town.told(priya) == [
        f"Acme waits for a first answer. We promise one within 4 h: 1 h left.\n\n{where}",
    ]
    assert await town.told(leo) == [
        f"Acme has waited the 4 h we promise for a first answer. Priya has not answered yet, and you cover.\n\n{where}",
    ]
    assert await town.told(marco) == [
        f"Acme has waited 5 h, and we promise 4 h for a first answer. Priya and Leo have not answered yet.\n\n{where}",
    ]


async def test_several_who_wrote_are_told_apart_and_the_fullest_question_is_answered(town: Town) -> None:
    priya, _, _, account, dana, channel = await team(town)
    tom = await town.contact(account, "Tom Reed")
    await town.says(dana, channel, QUESTION)
    await town.says(tom, channel, "And the export?")
    await town.says(dana, channel, "Is anyone there?")
    await town.waits(hours=3)
    (told,) = [each for each in await town.told(priya) if "first answer" in each]
    assert f"> Dana: {QUESTION} · Tom: And the export? · Dana: Is anyone there?" in told
    first = (await town.ledger(account))[0]
    bodies = (await town.session.exec(select(StoredText.body))).all()
    assert any(f'"touch": "{first.id}"' in body for body in bodies)


async def test_an_answer_just_before_a_step_spares_it(town: Town) -> None:
    priya, leo, marco, _, dana, channel = await team(town)
    await town.says(dana, channel, QUESTION)
    await town.waits(hours=3, minutes=59)
    await town.says(priya, channel, "It is.")
    await town.waits(days=3)
    assert await counts(town, priya, leo, marco) == [1, 0, 0]


@pytest.mark.parametrize("emoji", ["🙏", "👀", "eyes", "pray::skin-tone-3", "👀️"])
async def test_a_sign_that_one_of_ours_has_seen_it_stops_the_nudge_and_not_the_promise(town: Town, emoji: str) -> None:
    priya, leo, marco, _, dana, channel = await team(town)
    said = await town.says(dana, channel, QUESTION)
    await town.reacts(priya, channel, said.ref, emoji)
    await town.waits(hours=6)
    assert await counts(town, priya, leo, marco) == [0, 1, 1]


async def test_a_sign_by_a_customer_or_another_sign_stops_nothing(town: Town) -> None:
    priya, _, _, _, dana, channel = await team(town)
    said = await town.says(dana, channel, QUESTION)
    await town.reacts(dana, channel, said.ref, "👀")
    await town.reacts(priya, channel, said.ref, "😀")
    await town.reacts(priya, channel, said.ref, "👀")
    await town.reacts(priya, channel, said.ref, "👀", added=False)
    await town.waits(hours=3)
    assert await counts(town, priya) == [1]


async def test_where_nobody_covers_the_manager_is_told_at_the_promise(town: Town) -> None:
    priya, leo, marco, _, dana, channel = await team(town, cover_id=None)
    await town.says(dana, channel, QUESTION)
    await town.waits(hours=4)
    assert await counts(town, priya, leo, marco) == [1, 0, 1]
    assert "Priya has not answered yet, and nobody covers." in (await town.told(marco))[0]


async def test_a_cover_who_is_away_is_skipped(town: Town) -> None:
    priya, leo, marco, _, dana, channel = await team(town)
    await town.types(leo, "away until Friday")
    await town.says(dana, channel, QUESTION)
    await town.waits(hours=4)
    assert await counts(town, priya, leo, marco) == [1, 0, 1]


async def test_while_the_csm_is_away_their_cover_is_nudged_and_the_manager_comes_next(town: Town) -> None:
    priya, leo, marco, _, dana, channel = await team(town)
    await town.types(priya, "away until Friday")
    await town.says(dana, channel, QUESTION)
    await town.waits(hours=4)
    assert await counts(town, priya, leo, marco) == [0, 1, 1]
    assert "Leo has not answered yet, and nobody covers." in (await town.told(marco))[0]


async def test_an_absence_entered_meanwhile_moves_the_wait_to_the_cover(town: Town) -> None:
    priya, leo, marco, _, dana, channel = await team(town)
    leo.timezone, leo.country = "America/New_York", "US"
    await town.says(dana, channel, QUESTION)
    await town.waits(hours=1)
    await town.types(priya, "away until Friday")
    await town.waits(hours=2)
    assert await counts(town, priya, leo, marco) == [0, 0, 0]
    # Leo begins at nine in New York, which is fifteen in Berlin: three hours of his day later he is nudged.
    await town.waits(until=datetime(2026, 11, 24, 17, 0, tzinfo=UTC))
    assert await counts(town, priya, leo, marco) == [0, 1, 0]


async def test_coming_back_gives_it_back(town: Town) -> None:
    priya, leo, _, _, dana, channel = await team(town)
    await town.types(priya, "away until Friday")
    await town.says(dana, channel, QUESTION)
    await town.waits(hours=1)
    await town.types(priya, "back")
    await town.waits(hours=2)
    assert await counts(town, priya, leo) == [1, 0]


async def test_with_everybody_away_a_manager_elsewhere_is_told(town: Town) -> None:
    priya, leo, marco, _, dana, channel = await team(town)
    nadia = await town.manager("Nadia Petrov")
    for person in (priya, leo, marco):
        await town.types(person, "away until Friday")
    await town.says(dana, channel, QUESTION)
    await town.waits(hours=6)
    # Nobody is at work, so Priya's hours count as though she were: she is nudged in case she looks.
    assert await counts(town, priya, leo, marco, nadia) == [1, 0, 0, 1]


async def test_an_account_without_a_csm_is_the_managers(town: Town) -> None:
    marco = await town.manager()
    account = await town.account("Acme")
    dana, channel = await town.contact(account), await town.channel(account)
    await town.says(dana, channel, QUESTION)
    await town.waits(hours=3)
    assert await counts(town, marco) == [1]
    await town.waits(hours=3)
    assert "Nobody else looks after them now." in (await town.told(marco))[1]


async def test_with_nobody_of_ours_nobody_is_told(town: Town) -> None:
    account = await town.account("Acme")
    await town.says(await town.contact(account), await town.channel(account), QUESTION)
    await town.waits(days=3)
    assert len(await clocks.running(town.session, [account.id or 0])) == 1


async def test_nights_weekends_and_holidays_do_not_count(town: Town) -> None:
    priya, *_, dana, channel = await team(town)
    # Friday 16:30; Priya works until 17:30, and Monday from nine.
    town.now = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
    await town.says(dana, channel, QUESTION)
    await town.waits(until=datetime(2026, 11, 30, 9, 59, tzinfo=UTC))
    assert await counts(town, priya) == [0]
    await town.waits(minutes=1)
    assert await counts(town, priya) == [1]


async def test_whoever_had_enough_today_hears_of_it_at_the_promise(town: Town) -> None:
    priya, leo, _, _, dana, channel = await team(town)
    desk = replace(town.house.desk, interruptions=0)
    town.house = replace(town.house, planning=replace(town.house.planning, desk=desk))
    await town.says(dana, channel, QUESTION)
    await town.waits(hours=3)
    assert await counts(town, priya) == [0]
    await town.waits(hours=1)
    assert await counts(town, priya, leo) == [1, 1]


async def test_a_wait_that_goes_on_repeats_no_nudge(town: Town) -> None:
    priya, *_, account, dana, channel = await team(town)
    await town.says(dana, channel, QUESTION)
    await town.waits(hours=3)
    (clock,) = await clocks.running(town.session, [account.id or 0])
    pressed = await town.press(priya, "clock.not_needed", {"clock": str(clock.id)})
    await town.presses(priya, pressed, "Undo")
    await town.waits(hours=1)
    assert await counts(town, priya) == [1]


async def test_a_word_said_to_us_directly_is_waited_for_too(town: Town) -> None:
    priya, *_, dana, _ = await team(town)
    direct = await town.channel(None, "Dana", kind="direct")
    await town.says(dana, direct, QUESTION)
    await town.waits(hours=3)
    assert "Dana, in a conversation with me, Tue 24 Nov 10:30 Berlin:" in (await town.told(priya))[0]


async def test_a_manager_is_told_at_once_of_all_who_wait_so_long_by_then(town: Town) -> None:
    marco = await town.manager()
    priya = await town.csm("Priya Nair", manager_id=marco.id)
    for name, minutes in (("Acme", 0), ("Globex", 5), ("Initech", 5), ("Umbra", 40)):
        town.later(minutes=minutes)
        account = await town.account(name, priya)
        await town.says(
            await town.contact(account, f"{name} Person"), await town.channel(account, f"ext-{name}"), QUESTION
        )
    await town.waits(hours=3, minutes=10)
    (told,) = await town.told(marco)
    assert told.startswith("3 messages of customers wait for a first answer.")
    for name in ("Acme", "Globex", "Initech"):
        assert told.count(f"{name} has waited") == 1
    await town.waits(hours=1)
    _, last = await town.told(marco)
    assert last.startswith("Umbra has waited the 4 h we promise")
    await town.waits(hours=8)
    assert len(await town.told(marco)) == 2
