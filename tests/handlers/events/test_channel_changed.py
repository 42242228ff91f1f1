"""A channel's own life, and the other things that just happen."""

import pytest

from handlers.events.home_opened import open_home
from handlers.events.installed import welcome
from handlers.events.reaction import notice
from handlers.work import Work
from outreach.events import HomeOpened, Installed, Reaction
from outreach.models.ledger import TouchState
from outreach.store import channels
from outreach.trust.identity import Who
from tests.handlers.world import Town, words


@pytest.mark.parametrize("change", ["archived", "left"])
async def test_a_lost_channel_gets_nothing_and_what_waited_becomes_email(town: Town, change: str) -> None:
    csm, account, _, channel = await town.acme()
    town.later(hours=12)
    await town.presses(csm, await town.types(csm, "share Acme"), "Schedule")
    await town.befalls(channel, change)
    (touch,) = await town.ledger(account)
    assert channel.gone_at == town.now
    assert (touch.state, touch.medium, touch.channel_id) == (TouchState.PROPOSED, "email", None)
    assert await town.deliveries(touch) == ["cancelled"]


async def test_another_channel_of_theirs_takes_over(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    second = await town.channel(account, "acme-finance")
    town.later(hours=12)
    await town.presses(csm, await town.types(csm, "share Acme"), "Schedule")
    await town.befalls(channel, "archived")
    (touch,) = await town.ledger(account)
    assert (touch.medium, touch.channel_id) == ("channel", second.id)


async def test_a_channel_that_comes_back_is_used_again(town: Town) -> None:
    _, account, _, channel = await town.acme()
    await town.befalls(channel, "archived")
    await town.befalls(channel, "unarchived")
    assert channel.gone_at is None
    (touch,) = await town.plans()
    assert (touch.account_id, touch.channel_id) == (account.id, channel.id)


async def test_a_new_name_is_kept_and_may_suggest_an_account(town: Town) -> None:
    _, account, *_ = await town.acme()
    channel = await town.channel(None, "project-x")
    await town.befalls(channel, "renamed", "ext-acme-2026")
    assert channel.name == "ext-acme-2026"
    assert channel.account_id is None
    await town.befalls(channel, "renamed", "acme-shared")
    assert channel.suggested_account_id == account.id


async def test_shared_with_another_company_it_is_a_shared_channel(town: Town) -> None:
    channel = await town.channel(None, "cs-team", kind="team")
    await town.befalls(channel, "shared")
    assert channel.kind == "shared"


async def test_home_and_installation_answer_staff(town: Town) -> None:
    csm = await town.csm()
    direct = await channels.direct_to(town.session, csm.id or 0)
    assert direct is not None
    who = Who(teammate=csm, audience="staff")
    base = ("k", town.now, (await town.says(csm, direct, "x")).actor, channels.place_of(direct))
    assert words(await open_home(Work(town.session, town.now, who, HomeOpened(*base), town.house))).startswith(
        "Your day"
    )
    assert "/cs help" in words(await welcome(Work(town.session, town.now, who, Installed(*base), town.house)))


async def test_a_reaction_concludes_nothing(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, "Thanks")
    before = len(await town.ledger(account))
    reaction = Reaction("k2", town.now, event.actor, event.place, event.ref, "👍")
    await notice(Work(town.session, town.now, Who(), reaction, town.house))
    assert len(await town.ledger(account)) == before
