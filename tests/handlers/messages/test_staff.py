"""Colleagues' words in a customer's channel, and words that change."""

from dataclasses import replace

from tests.handlers.world import Town


async def test_a_colleagues_word_is_a_contact_by_a_person(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    await town.says(csm, channel, "Here is the export you asked for")
    (touch,) = await town.ledger(account)
    assert (touch.direction, touch.origin, touch.author_id) == ("out", "person", csm.id)
    assert await town.said(touch) == "Here is the export you asked for"


async def test_elsewhere_they_may_say_what_they_like(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    await town.says(csm, await town.channel(None, "cs-team", kind="team"), "Acme is difficult")
    channel.not_to_be_read = True
    await town.says(csm, channel, "hello")
    assert await town.ledger(account) == []


async def test_an_edited_word_replaces_what_we_kept(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, "My password is 1234")
    (touch,) = await town.ledger(account)
    await town.changes(event, "Please ignore that")
    assert await town.said(touch) == "Please ignore that"


async def test_a_deleted_word_is_forgotten_and_the_contact_stays(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, "My password is 1234")
    await town.changes(event, None)
    (touch,) = await town.ledger(account)
    assert (touch.text_id, touch.origin) == (None, "customer")


async def test_what_we_wrote_ourselves_is_not_rewritten_by_others(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.presses(csm, await town.types(csm, "share Acme"), "Send")
    sent = await town.arrives((await town.ledger(account))[0])
    event = await town.says(dana, channel, "hello")
    await town.changes(replace(event, ref=sent.external_ref or ""), None)
    assert sent.text_id is not None
