"""Who we are is said once in a customer's channel, and nothing is read there before."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from content.catalog import Introduction
from handlers import wishes
from handlers.introducing import introduce
from handlers.work import Work
from outreach.models.book import Account, Channel, Teammate
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.store import accounts, deliveries
from outreach.trust.identity import Who
from tests.handlers.world import PLANNING, TUESDAY, Town


async def unknown(town: Town, **changes: object) -> tuple[Teammate, Account, Channel]:
    """Acme's channel, in which nobody has been told who we are."""
    csm, account, _, channel = await town.acme()
    channel.introduced_at = None
    for name, value in changes.items():
        setattr(channel, name, value)
    return csm, account, channel


async def introductions(town: Town, account: Account) -> list[Touch]:
    return [touch for touch in await town.ledger(account) if touch.key.startswith("introduction:")]


async def test_the_first_word_in_a_channel_is_not_read_but_answered_with_who_we_are(town: Town) -> None:
    _, account, channel = await unknown(town)
    await town.says("Dana", channel, "Our password is 1234")
    (touch,) = await town.ledger(account)
    said = await town.said(touch)
    assert (touch.state, touch.origin, touch.purpose, touch.due_at) == (
        TouchState.APPROVED,
        "reply",
        Purpose.NOTICE,
        town.now,
    )
    assert len(said.split("\n")) == 3
    for words in ("I help Priya", "keep it for 30 days", "don't read this channel", "“stop”"):
        assert words in said
    (delivery,) = await deliveries.of_touch(town.session, touch.id or 0)
    assert (delivery.author_name, delivery.thread) == (None, None)


async def test_until_it_stands_there_nothing_is_read_and_then_everything(town: Town) -> None:
    _, account, channel = await unknown(town)
    await town.says("Dana", channel, "first")
    await town.says("Dana", channel, "second")
    (said,) = await town.ledger(account)
    await town.arrives(said)
    assert channel.introduced_at is None
    await town.says("Dana", channel, "third")
    assert channel.introduced_at == town.now
    assert [await town.said(touch) for touch in (await town.ledger(account))[1:]] == ["third"]


async def test_a_colleagues_words_are_not_read_before_either(town: Town) -> None:
    csm, account, channel = await unknown(town)
    await town.says(csm, channel, "Shall we talk about their discount?")
    assert [touch.origin for touch in await town.ledger(account)] == ["reply"]


async def test_it_is_said_once_ever(town: Town) -> None:
    _, account, channel = await unknown(town)
    await town.says("Dana", channel, "first")
    await town.arrives((await introductions(town, account))[0])
    await town.befalls(channel, "left")
    await town.befalls(channel, "joined")
    await town.says("Dana", channel, "again")
    assert len(await introductions(town, account)) == 1


async def test_linking_a_channel_and_joining_a_linked_one_introduce_us(town: Town) -> None:
    csm, account, channel = await unknown(town)
    await town.befalls(channel, "joined")
    assert len(await introductions(town, account)) == 1
    second = await town.channel(None, "acme-two", introduced_at=None)
    await town.types(csm, "link Acme", second)
    assert [touch.channel_id for touch in await introductions(town, account)] == [channel.id, second.id]


async def test_at_night_it_waits_for_their_morning(town: Town) -> None:
    _, account, channel = await unknown(town)
    town.now = datetime(2026, 11, 24, 21, 10, tzinfo=UTC)
    await town.befalls(channel, "joined")
    (touch,) = await introductions(town, account)
    assert touch.due_at == datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    (delivery,) = await deliveries.of_touch(town.session, touch.id or 0)
    assert delivery.ready_at == touch.due_at


async def test_on_a_weekend_it_waits_for_monday(town: Town) -> None:
    _, account, channel = await unknown(town)
    town.now = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)
    await town.befalls(channel, "joined")
    assert (await introductions(town, account))[0].due_at == datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_word_it_offers_is_understood(language: str) -> None:
    said = PLANNING.renderer.render(Introduction(csm="Priya", kept="30 days", language=language)).fallback
    offered = re.findall("[“„](.+?)[”“]", said)
    assert len(offered) == 5
    assert all(wishes.read(words, TUESDAY.date(), to_us=False) for words in offered)


async def test_who_keeps_no_words_says_so(town: Town) -> None:
    _, account, channel = await unknown(town)
    town.house = replace(town.house, keep_inbound=timedelta(0))
    await town.befalls(channel, "joined")
    assert "keep none of it" in await town.said((await introductions(town, account))[0])


async def test_a_german_account_reads_it_in_german(town: Town) -> None:
    _, account, channel = await unknown(town)
    account.language = "de"
    await town.befalls(channel, "joined")
    assert "30 Tage lang" in await town.said((await introductions(town, account))[0])


async def test_a_wish_about_us_is_honoured_before_we_are_known(town: Town) -> None:
    _, account, channel = await unknown(town)
    await town.says("Dana", channel, "stop")
    assert await town.held(account) == ["opted_out"]
    wish, reply = await town.ledger(account)
    assert (wish.origin, wish.text_id, reply.key.startswith("reply:")) == ("wish", None, True)


async def test_what_is_said_to_us_by_name_is_honoured_too(town: Town) -> None:
    _, account, channel = await unknown(town)
    await town.says("Dana", channel, "@Concierge help", mentions_us=True)
    assert [touch.key.partition(":")[0] for touch in await town.ledger(account)] == ["inbound", "reply", "introduction"]


async def test_who_asks_not_to_be_read_is_not_introduced_to(town: Town) -> None:
    _, account, channel = await unknown(town)
    await town.befalls(channel, "joined")
    await town.says("Dana", channel, "Please don't read this channel")
    (touch,) = await introductions(town, account)
    assert (channel.not_to_be_read, touch.state) == (True, TouchState.CANCELLED)
    assert await town.deliveries(touch) == ["cancelled"]


async def test_nobody_is_introduced_where_nothing_may_be_written(town: Town) -> None:
    _, account, channel = await unknown(town)
    for name, value in (
        ("is_mixed", True),
        ("not_to_be_read", True),
        ("kind", "team"),
        ("kind", "direct"),
        ("gone_at", town.now),
    ):
        before = getattr(channel, name)
        setattr(channel, name, value)
        assert await _introduce(town, channel, account) is None
        setattr(channel, name, before)
    account.stage = accounts.CHURNED
    assert await _introduce(town, channel, account) is None


async def test_a_link_that_ends_first_takes_it_back_and_the_next_one_says_it(town: Town) -> None:
    csm, account, channel = await unknown(town)
    town.later(hours=12)
    await town.befalls(channel, "joined")
    await town.types(csm, "unlink", channel)
    await town.types(csm, "link Acme", channel)
    assert [touch.state for touch in await introductions(town, account)] == [
        TouchState.CANCELLED,
        TouchState.APPROVED,
    ]


async def test_one_that_failed_is_not_tried_again_with_each_word(town: Town) -> None:
    _, account, channel = await unknown(town)
    await town.says("Dana", channel, "first")
    (failed,) = await introductions(town, account)
    failed.state = TouchState.MISSED
    await town.says("Dana", channel, "second")
    assert len(await introductions(town, account)) == 1
    town.later(days=1)
    await town.says("Dana", channel, "third")
    assert len(await introductions(town, account)) == 2


async def _introduce(town: Town, channel: Channel, account: Account) -> Touch | None:
    event = await town.says("Nobody", Channel(platform="p", workspace="w", external_id="x", name="x"), "x")
    return await introduce(Work(town.session, town.now, Who(), event, town.house), channel, account)
