"""The bare command: what comes first, what waits for a yes, what changed; and help, and the digest."""

import pytest

from outreach.errors import NotFound
from outreach.store import channels, facts
from tests.handlers.world import Town, labels, words


async def test_a_proposal_is_one_line_with_four_presses(town: Town) -> None:
    csm, *_ = await town.acme()
    town.later(hours=-4)
    await town.plans()
    day = await town.types(csm, "")
    assert "1 proposal; nothing goes without you" in words(day)
    assert (
        "Acme · Dana · Tue 24 Nov 09:30 Berlin · Close checklist. "
        "Why: “month-end close still takes six days” (Dana's words, 3 Nov)"
    ) in words(day)
    assert labels(day)[:4] == ["Send", "Edit", "Not now", "More"]


async def test_what_was_decided_is_on_its_way_until_it_is_gone(town: Town) -> None:
    csm, *_ = await town.acme()
    town.later(hours=-4)
    await town.plans()
    await town.presses(csm, await town.types(csm, ""), "Send")
    day = await town.types(csm, "")
    assert "1 message on the way" in words(day)
    assert labels(day)[:2] == ["Stop", "More"]


async def test_a_customer_who_waits_comes_first(town: Town) -> None:
    csm, _, dana, channel = await town.acme()
    await town.says(dana, channel, "Is SSO live?")
    town.later(minutes=100)
    day = words(await town.types(csm, ""))
    assert day.startswith("1 first, Priya")
    assert "WAITING 1 h 40: Acme, “Is SSO live?”" in day


async def test_a_wish_that_was_heeded_is_news_and_nobody_waits(town: Town) -> None:
    csm, _, dana, channel = await town.acme()
    await town.says(dana, channel, "stop")
    day = words(await town.types(csm, ""))
    assert "WAITING" not in day
    assert "Acme: they asked us to stop (Tue 24 Nov)." in day


async def test_a_lost_channel_is_news(town: Town) -> None:
    csm, _, _, channel = await town.acme()
    await town.befalls(channel, "archived")
    assert "Acme: #ext-acme is archived. Type /cs link Acme in another one" in words(await town.types(csm, ""))


async def test_where_another_channel_takes_over_it_is_named_and_news_for_a_day(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    await town.channel(account, "acme-finance")
    await town.befalls(channel, "deleted")
    day = words(await town.types(csm, ""))
    assert "Acme: #ext-acme is deleted. What is meant for them goes to #acme-finance." in day
    assert "e-mail" not in day
    town.later(days=2)
    assert "is deleted" not in words(await town.types(csm, ""))


async def test_what_the_manager_reads_is_foretold(town: Town) -> None:
    csm, account, *_ = await town.acme()
    manager = await town.manager()
    csm.manager_id = manager.id
    account.renewal_on = town.now.date().replace(month=12, day=10)
    account.created_at = town.now.replace(month=8)
    (fact,) = await facts.of_account(town.session, account.id or 0)
    fact.said_on = fact.said_on.replace(month=9)
    await town.session.flush()
    assert "What Marco reads about you" in words(await town.types(csm, ""))


async def test_an_empty_day_says_what_to_do_next(town: Town) -> None:
    csm = await town.csm()
    said = words(await town.types(csm, ""))
    assert "Nothing waits for you. To reach out yourself: /cs share" in said


async def test_their_direct_conversation_is_remembered(town: Town) -> None:
    csm = await town.csm()
    known = await channels.direct_to(town.session, csm.id or 0)
    assert known is not None
    known.teammate_id = None
    await town.session.flush()
    await town.types(csm, "", known)
    assert await channels.direct_to(town.session, csm.id or 0) is not None


async def test_help_lists_everything_and_explains_one(town: Town) -> None:
    csm = await town.csm()
    assert "/cs pause NAME [until DATE] [because …]: Send them nothing unasked" in words(await town.types(csm, "help"))
    assert "/cs pause Acme for 2 weeks" in words(await town.types(csm, "help pause"))
    with pytest.raises(NotFound, match="I know no command “paws”"):
        await town.types(csm, "help paws")
    with pytest.raises(NotFound, match=f"I know no command “{'x' * 39}…”"):
        await town.types(csm, f"help {'x' * 4000}")


async def test_a_digest_with_nothing_to_say_says_so(town: Town) -> None:
    manager = await town.manager()
    assert words(await town.types(manager, "digest")).startswith("Nothing needs you.")
