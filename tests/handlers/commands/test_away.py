"""`away` and `back`: who stands in, or what waits."""

from datetime import date

import pytest

from outreach.errors import BadInput
from outreach.store import decisions, teammates
from tests.handlers.world import Town, words


async def test_without_a_cover_nothing_goes_out_in_their_name(town: Town) -> None:
    csm, account, *_ = await town.acme()
    told = await town.types(csm, "away until Friday")
    assert "You are away up to and including Fri 27 Nov. Nobody covers for you" in words(told)
    assert await town.plans() == []
    standing = {one.code for one in await decisions.of_account(town.session, account.id or 0)}
    assert standing == {"csm_away_without_cover"}


async def test_a_cover_is_named_and_asked(town: Town) -> None:
    csm, *_ = await town.acme()
    cover = await town.csm("Leo Hartmann")
    csm.cover_id = cover.id
    assert "Leo Hartmann covers for you, and is asked in your place." in words(
        await town.types(csm, "away for 2 weeks")
    )
    (touch,) = await town.plans()
    assert touch.author_id == cover.id
    assert "Close checklist" in words(await town.types(cover, ""))


async def test_a_cover_who_is_away_too_covers_nothing(town: Town) -> None:
    csm, *_ = await town.acme()
    cover = await town.csm("Leo Hartmann")
    csm.cover_id = cover.id
    await town.types(cover, "away until Friday")
    assert "is away too" in words(await town.types(csm, "away until Friday"))


async def test_back_ends_it_and_the_planner_asks_again(town: Town) -> None:
    csm, *_ = await town.acme()
    await town.types(csm, "away until Friday")
    await town.plans()
    await town.types(csm, "back")
    assert await teammates.away_on(town.session, csm.id or 0, date(2026, 11, 25)) is None
    assert len(await town.plans()) == 1
    with pytest.raises(BadInput, match="You were not away"):
        await town.types(csm, "back")


async def test_undo_takes_it_back(town: Town) -> None:
    csm, *_ = await town.acme()
    await town.types(csm, "away until Friday")
    assert words(await town.types(csm, "undo")) == "Taken back: you are not away."
    assert await teammates.away_on(town.session, csm.id or 0, date(2026, 11, 25)) is None


async def test_away_needs_an_end(town: Town) -> None:
    csm = await town.csm()
    with pytest.raises(BadInput, match="Until when"):
        await town.types(csm, "away")
