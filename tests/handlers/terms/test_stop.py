"""`stop` is immediate, confirmed once, and ended by the customer alone, or by an admin on their word."""

import pytest

from outreach.errors import BadInput, NotAllowed
from outreach.ledger.reasons import Code
from outreach.store import holds
from tests.handlers.world import Town, words


async def test_it_is_confirmed_once_and_heard_each_time(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    await town.says(dana, channel, "stop")
    town.later(days=1)
    await town.says(dana, channel, "stop")
    assert [touch.origin for touch in await town.ledger(account)] == ["wish", "reply", "wish"]
    assert await town.held(account) == ["opted_out"]


async def test_after_they_took_it_back_it_is_confirmed_anew(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    for said in ("stop", "resume", "stop"):
        town.later(minutes=5)
        await town.says(dana, channel, said)
    assert [touch.origin for touch in await town.ledger(account)].count("reply") == 3


async def test_a_year_later_it_still_stands(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    await town.says(dana, channel, "stop")
    town.later(days=366)
    assert await town.held(account) == ["opted_out"]
    assert await town.plans() == []


async def test_a_csm_cannot_end_it_nor_can_a_manager(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    manager = await town.manager()
    await town.says(dana, channel, "stop")
    with pytest.raises(BadInput, match="Only they can end that"):
        await town.types(csm, "resume Acme")
    for who in (csm, manager):
        with pytest.raises(NotAllowed, match="only an admin"):
            await town.types(who, "resume Acme because they rang")
    assert await town.held(account) == ["opted_out"]


async def test_an_admin_ends_it_on_their_word_and_the_reason_stays(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    admin = await town.csm("Ada Kern", role="admin")
    await town.says(dana, channel, "stop")
    (hold,) = await holds.live(town.session, account.id or 0, town.now)
    with pytest.raises(BadInput, match="resume Acme because"):
        await town.types(admin, "resume Acme")
    told = await town.types(admin, "resume Acme because Dana rang and wants the news again")
    assert "Acme may be written to again." in words(told)
    assert hold.ended_by == "Ada Kern, on their word: Dana rang and wants the news again"
    await town.presses(admin, told, "Undo")
    assert await town.held(account) == [Code.OPTED_OUT]


async def test_with_nothing_to_end_nothing_is_changed(town: Town) -> None:
    await town.acme()
    admin = await town.csm("Ada Kern", role="admin")
    with pytest.raises(BadInput, match="may be written to already"):
        await town.types(admin, "resume Acme because they rang")
    with pytest.raises(BadInput, match="is not understood"):
        await town.types(admin, "resume Acme tomorrow")
