"""Words that become a wish when they are edited, and words that no longer are one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from outreach.events import MessageChanged
from outreach.models.book import Account
from tests.handlers.world import Town


async def origins(town: Town, account: Account) -> list[str]:
    return [touch.origin for touch in await town.ledger(account)]


@pytest.mark.parametrize(
    ("words", "held"),
    [("stop", "opted_out"), ("fewer of these", "asked_for_less"), ("pause until 3 Dec", "snoozed")],
)
async def test_words_edited_to_a_wish_are_heeded_once(town: Town, words: str, held: str) -> None:
    _, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, "Is the export fixed?")
    await town.changes(event, words)
    await town.changes(event, f"{words}, please")
    said, reply = await town.ledger(account)
    assert await town.held(account) == [held]
    assert (said.origin, reply.origin, reply.thread) == ("wish", "reply", event.ref)
    assert await town.said(said) == f"{words}, please"


async def test_words_edited_to_ask_not_to_be_read_are_forgotten(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, "Our password is 1234")
    await town.changes(event, "don't read this channel")
    await town.changes(event, "Please don't read this channel")
    said, reply = await town.ledger(account)
    assert (channel.not_to_be_read, said.text_id, reply.origin) == (True, None, "reply")


async def test_a_wish_edited_to_another_is_heeded_too(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, "stop")
    await town.changes(event, "resume")
    assert await town.held(account) == []
    assert await origins(town, account) == ["wish", "reply", "reply"]


async def test_an_edit_away_from_a_wish_takes_nothing_back_and_is_theirs_to_be_read(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, "stop")
    await town.changes(event, "Is the export fixed?")
    assert await town.held(account) == ["opted_out"]
    assert await origins(town, account) == ["customer", "reply"]


async def test_where_no_words_are_kept_the_same_wish_is_not_heeded_again(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    town.house = replace(town.house, keep_inbound=timedelta(0))
    event = await town.says(dana, channel, "Is the export fixed?")
    await town.changes(event, "stop")
    await town.changes(event, "please stop")
    assert await town.held(account) == ["opted_out"]
    assert await origins(town, account) == ["wish", "reply"]


async def test_where_nothing_is_read_an_edit_is_heard_only_if_it_is_about_us(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    channel.not_to_be_read = True
    event = await town.says(dana, channel, "Our password is 1234")
    await town.changes(event, "Our password is 4321")
    assert await town.ledger(account) == []
    await town.changes(event, "stop")
    await town.changes(event, "Our password is 4321")
    said, reply = await town.ledger(account)
    assert await town.held(account) == ["opted_out"]
    assert (said.origin, said.text_id, reply.origin) == ("wish", None, "reply")


async def test_in_a_mixed_channel_an_edit_to_stop_binds_and_is_not_answered(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, "hello")
    channel.is_mixed = True
    await town.changes(event, "stop")
    assert await town.held(account) == ["opted_out"]
    assert await origins(town, account) == ["customer"]


async def test_in_the_thread_of_our_message_an_edit_may_hold_a_wish_among_other_words(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.presses(csm, await town.types(csm, "share Acme"), "Send")
    sent = await town.arrives((await town.ledger(account))[0])
    event = await town.says(dana, channel, "Thanks", thread=sent.external_ref)
    await town.changes(event, "Thanks, but fewer of these please, we are swamped")
    assert await town.held(account) == ["asked_for_less"]
    assert (await origins(town, account))[1:] == ["customer", "reply"]


async def test_an_edit_that_addresses_us_may_hold_a_wish_among_other_words(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, "Hello all")
    edit = MessageChanged("edit", town.now, event.actor, event.place, event.ref, "we get too many of these", True)
    await town._do(edit, dana)
    assert await town.held(account) == ["asked_for_less"]


async def test_a_colleagues_edit_is_no_wish(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    event = await town.says(csm, channel, "hello")
    await town.changes(event, "stop")
    assert await town.held(account) == []
    assert await origins(town, account) == ["person"]
