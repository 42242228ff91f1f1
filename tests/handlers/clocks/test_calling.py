"""`is anyone there`: whoever is there gets told; and the same words by a press."""

from datetime import UTC, datetime

import pytest

from outreach.models.book import Account, Contact
from outreach.models.ledger import Touch
from outreach.store import channels, clocks
from tests.handlers.world import Town, words

NIGHT = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "said", ["is anyone there?", "Hello? Anybody here", "@Concierge is someone available", "Ist jemand da?"]
)
async def test_in_hours_they_learn_who_is_there_and_that_person_is_told(town: Town, said: str) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, said)
    question, reply = await town.ledger(account)
    assert await town.said(reply) == (
        "Yes: Priya is here now and has been told that you are asking. Just write what it is about."
    )
    assert await town.told(csm) == [
        "Acme: Dana asks in #ext-acme whether somebody is there. I said that you are, and that you know."
    ]
    assert question.origin == "customer"


async def test_who_asks_for_somebody_waits_for_a_person(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, "is anyone there?")
    assert len(await clocks.running(town.session, [account.id or 0])) == 1
    await town.waits(hours=3)
    assert len(await town.told(csm)) == 2


async def test_outside_hours_they_learn_when_and_are_told_once(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    town.now = NIGHT
    await town.says(dana, channel, "is anyone there?")
    town.later(minutes=1)
    await town.says(dana, channel, "Our export is stuck")
    _, reply, _ = await town.ledger(account)
    assert "Priya is back tomorrow at 09:00 your time (Berlin)" in await town.said(reply)
    assert await town.told(csm) == []


async def test_a_csm_without_a_conversation_with_us_is_not_said_to_know(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    direct = await channels.direct_to(town.session, csm.id or 0)
    assert direct is not None
    direct.gone_at = town.now
    await town.says(dana, channel, "is anyone there?")
    assert await town.said((await town.ledger(account))[-1]) == "Yes: Priya is here now. Just write what it is about."


async def test_said_to_a_colleague_who_just_spoke_it_is_no_word_to_us(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(csm, channel, "One moment please.")
    town.later(minutes=4)
    await town.says(dana, channel, "anyone there?")
    assert [touch.origin for touch in await town.ledger(account)] == ["person", "customer"]
    assert len(await clocks.running(town.session, [account.id or 0])) == 1


async def test_where_two_customers_sit_nobody_is_called(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    channel.is_mixed = True
    await town.says(dana, channel, "is anyone there?")
    assert await town.ledger(account) == []
    assert await town.told(csm) == []


async def helped(town: Town) -> tuple[Account, Contact, Touch]:
    """Dana has asked for help, and what she reads stands there."""
    _, account, dana, channel = await town.acme()
    await town.says(dana, channel, "help")
    return account, dana, await town.arrives((await town.ledger(account))[-1])


async def test_a_press_is_a_word(town: Town) -> None:
    account, dana, shown = await helped(town)
    assert await town.taps(dana, shown, "Status") is None
    *_, wish, reply = await town.ledger(account)
    assert (wish.origin, wish.contact_id) == ("wish", dana.id)
    assert "Nothing is open for you at the moment." in await town.said(reply)
    assert reply.thread == shown.thread
    await town.taps(dana, shown, "Stop")
    assert await town.held(account) == ["opted_out"]


async def test_the_same_press_twice_is_two_words_and_the_same_event_one(town: Town) -> None:
    account, dana, shown = await helped(town)
    before = len(await town.ledger(account))
    await town.taps(dana, shown, "Status")
    await town.taps(dana, shown, "Status")
    assert len(await town.ledger(account)) == before + 4


async def test_somebody_nobody_knows_may_press_and_another_customers_person_gets_nothing(town: Town) -> None:
    account, _, shown = await helped(town)
    await town.taps("Somebody New", shown, "Less")
    assert await town.held(account) == ["asked_for_less"]
    other = await town.account("Globex")
    gil = await town.contact(other, "Gil Ott")
    before = len(await town.ledger(account))
    await town.taps(gil, shown, "Status")
    assert len(await town.ledger(account)) == before
    assert await town.ledger(other) == []


async def test_a_colleagues_press_changes_nothing(town: Town) -> None:
    account, _, shown = await helped(town)
    csm = await town.csm("Leo Hartmann")
    told = await town.taps(csm, shown, "Stop")
    assert words(told) == "These are for your customers: a press of yours changes nothing."
    assert await town.held(account) == []


async def test_in_german_the_buttons_read_german(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    account.language = "de"
    await town.says(dana, channel, "Hilfe")
    shown = await town.arrives((await town.ledger(account))[-1])
    await town.taps(dana, shown, "Wer betreut uns?")
    assert "Priya Nair betreut Sie" in await town.said((await town.ledger(account))[-1])


async def test_who_rings_again_within_the_hour_interrupts_nobody_again(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    for _ in range(3):
        await town.says(dana, channel, "is anyone there?")
        town.later(minutes=5)
    assert len(await town.told(csm)) == 1
    assert "has been told that you are asking" in await town.said((await town.ledger(account))[-1])
