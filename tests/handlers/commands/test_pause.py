"""`pause` and `resume`: a stated reason, until a stated day."""

from datetime import UTC, datetime

import pytest

from outreach.errors import BadInput
from outreach.models.ledger import TouchState
from outreach.store import decisions, holds
from tests.handlers.world import Town, words


async def test_a_pause_lasts_through_the_day_named_and_keeps_its_reason(town: Town) -> None:
    csm, account, *_ = await town.acme()
    told = await town.types(csm, "pause Acme until Friday because they are merging")
    (hold,) = await holds.live(town.session, account.id or 0, town.now)
    assert (hold.code, hold.because, hold.placed_by) == ("paused", "they are merging", "Priya Nair")
    assert hold.until == datetime(2026, 11, 27, 23, tzinfo=UTC)
    assert "up to and including Fri 27 Nov" in words(told)


async def test_what_was_planned_is_put_away_and_the_reason_is_there_to_ask_for(town: Town) -> None:
    csm, account, *_ = await town.acme()
    town.later(hours=-4)
    (planned,) = await town.plans()
    town.later(hours=4)
    told = await town.types(csm, "pause Acme because they are merging")
    assert planned.state == TouchState.CANCELLED
    assert "1 planned message to them was put away." in words(told)
    assert await town.plans() == []
    assert {one.code for one in await decisions.of_account(town.session, account.id or 0)} == {"paused"}
    assert "outreach is paused (they are merging)" in words(await town.types(csm, "why Acme"))


async def test_a_second_pause_replaces_the_first(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await town.types(csm, "pause Acme until Friday")
    await town.types(csm, "pause Acme until 3 Dec")
    assert await town.held(account) == ["paused"]


async def test_resume_lets_the_planner_ask_again(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await town.types(csm, "pause Acme")
    assert await town.plans() == []
    told = await town.types(csm, "resume Acme")
    assert "Acme may be written to again." in words(told)
    assert len(await town.plans()) == 1
    assert await town.held(account) == []


async def test_a_csm_cannot_end_what_the_customer_asked_for(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, "stop")
    with pytest.raises(BadInput, match="Only they can end that"):
        await town.types(csm, "resume Acme")
    assert await town.held(account) == ["opted_out"]


async def test_undo_ends_the_pause_and_undoing_resume_restores_it(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await town.presses(csm, await town.types(csm, "pause Acme"), "Undo")
    assert await town.held(account) == []
    await town.types(csm, "pause Acme")
    await town.types(csm, "resume Acme")
    assert "Acme is paused again" in words(await town.types(csm, "undo"))
    assert await town.held(account) == ["paused"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("pause", "Which account? For example: /cs pause Acme until Friday because they are merging"),
        ("pause Acme until 3 Nov", "Tue 3 Nov is in the past. Give a day from today on."),
        ("pause Acme for ever", "“ever” is no date. Write it like Friday, 3 Dec, 2026-12-03 or 2 weeks."),
        ("resume Acme", "Acme is not paused."),
        ("resume Acme now", "“now” behind Acme is not understood. For example: /cs resume Acme"),
    ],
)
async def test_bad_input_changes_nothing(town: Town, typed: str, sentence: str) -> None:
    csm, account, *_ = await town.acme()
    with pytest.raises(BadInput) as refused:
        await town.types(csm, typed)
    assert str(refused.value) == sentence
    assert await town.held(account) == []
