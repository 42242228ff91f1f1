"""Approval binds the words that stood beside the button, and no others."""

import pytest

from outreach.errors import Stale
from outreach.ledger import proposals
from outreach.messages import say
from outreach.models.ledger import TouchState
from outreach.store import facts
from tests.handlers.world import Town, words


async def test_a_colleagues_edit_is_not_approved_by_an_older_button(town: Town) -> None:
    csm, *_ = await town.acme()
    town.later(hours=-4)
    (touch,) = await town.plans()
    before = await town.types(csm, "")
    await proposals.revise(town.session, touch, say("Buy our premium plan now."), keep_until=None, edited=True)
    with pytest.raises(Stale, match="changed since you saw them"):
        await town.presses(csm, before, "Send")
    assert touch.state == TouchState.PROPOSED
    assert "Approved" in words(await town.presses(csm, await town.types(csm, ""), "Send"))


async def test_a_fact_reworded_after_the_preview_is_read_again_first(town: Town) -> None:
    csm, account, *_ = await town.acme()
    before = await town.types(csm, "share Acme")
    (fact,) = await facts.of_account(town.session, account.id or 0)
    await facts.reword(town.session, fact, "month-end close takes three days now")
    for label in ("Send", "Schedule"):
        with pytest.raises(Stale, match="changed since this preview"):
            await town.presses(csm, before, label)
    assert await town.ledger(account) == []
