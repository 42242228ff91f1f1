"""A customer's words: on record, kept as agreed, and heeded where they are about us."""

from dataclasses import replace
from datetime import timedelta

import pytest

from outreach.events import Actor
from outreach.models.book import Channel
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.store import channels, deliveries, texts, turns
from tests.handlers.world import Town, words


async def test_their_word_is_a_contact_and_is_not_answered(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    await town.says(dana, channel, "Is the export fixed?")
    (touch,) = await town.ledger(account)
    assert (touch.direction, touch.origin, touch.state) == ("in", "customer", TouchState.MADE)
    assert (touch.contact_id, touch.channel_id, touch.happened_at) == (dana.id, channel.id, town.now)
    assert await town.said(touch) == "Is the export fixed?"


async def test_the_same_message_twice_is_one_contact(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, "stop")
    await town._do(replace(event, key="mention"), dana)
    assert [touch.origin for touch in await town.ledger(account)] == ["wish", "reply"]


async def test_words_are_kept_only_as_long_as_agreed(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    town.house = replace(town.house, keep_inbound=timedelta(0))
    await town.says(dana, channel, "Is the export fixed?")
    (touch,) = await town.ledger(account)
    assert touch.text_id is None


async def test_what_must_not_be_read_is_not(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    channel.not_to_be_read = True
    await town.says(dana, channel, "Our password is 1234")
    await town.says(dana, channel, "help")
    assert await town.ledger(account) == []


async def test_a_wish_is_heard_where_nothing_else_is_and_its_words_are_not_kept(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    channel.not_to_be_read = True
    await town.says(dana, channel, "stop")
    assert await town.held(account) == ["opted_out"]
    wish, reply = await town.ledger(account)
    assert (wish.origin, wish.text_id, reply.origin) == ("wish", None, "reply")


async def test_a_channel_they_close_to_us_is_closed_at_once_until_they_open_it_again(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, "Please don't read this channel")
    wish, reply = await town.ledger(account)
    assert (channel.not_to_be_read, wish.origin, wish.text_id) == (True, "wish", None)
    assert "say “you may read this channel again”" in await town.said(reply)
    assert "#ext-acme" in words(await town.types(csm, ""))
    await town.says(dana, channel, "You may read this channel again")
    assert not channel.not_to_be_read
    assert "say “don't read this channel”" in await town.said((await town.ledger(account))[-1])


async def test_where_nothing_is_read_help_is_answered_to_whoever_asks_us(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    channel.not_to_be_read = True
    await town.says(dana, channel, "@concierge help", mentions_us=True)
    asked, reply = await town.ledger(account)
    assert (asked.origin, asked.text_id) == ("wish", None)
    assert "don't read this channel" in await town.said(reply)


async def test_what_was_on_its_way_to_a_closed_channel_waits_for_its_csm(town: Town) -> None:
    _, _, dana, channel = await town.acme()
    (planned,) = await town.plans()
    await town.says(dana, channel, "do not read this channel")
    assert (planned.state, planned.channel_id) == (TouchState.PROPOSED, None)


async def test_their_word_ends_the_silence_and_wakes_what_waits(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    await town.plans()
    waiting = next(turn for turn in await turns.of_account(town.session, account.id or 0) if turn.rhythm == "silence")
    await town.says(dana, channel, "Hello there")
    assert waiting.next_due_at == town.now


@pytest.mark.parametrize(
    ("said", "held", "confirmed"),
    [
        ("please stop", ["opted_out"], "I will not write here again unasked."),
        ("fewer of these", ["asked_for_less"], "one message in 28 days at most"),
        ("pause until 3 Dec", ["snoozed"], "I will not write here unasked until 3 Dec."),
        ("later", ["snoozed"], "I will not write here unasked until 24 Dec."),
        ("help", [], "You can say these here at any time"),
        ("who is my csm?", [], "Priya Nair looks after you and is there Monday to Friday, 09:00 to 17:30 Berlin time"),
        ("status", [], "Nothing is open for you at the moment."),
    ],
)
async def test_a_wish_is_done_at_once_and_confirmed_in_their_thread(
    town: Town, said: str, held: list[str], confirmed: str
) -> None:
    _, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, said)
    wish, reply = await town.ledger(account)
    assert await town.held(account) == held
    assert (reply.origin, reply.purpose, reply.thread) == ("reply", Purpose.ANSWER, event.ref)
    assert confirmed in await town.said(reply)
    (delivery,) = await deliveries.of_touch(town.session, reply.id or 0)
    assert (delivery.author_name, delivery.ready_at) == (None, town.now)
    assert wish.origin == "wish"


async def test_a_pause_lasts_through_the_day_they_named(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    await town.says(dana, channel, "pause until 3 Dec")
    town.later(days=9)
    assert await town.held(account) == ["snoozed"]
    town.later(days=1)
    assert await town.held(account) == []


async def test_a_pause_until_no_day_says_which_day_was_chosen_and_why(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    await town.says(dana, channel, "pause until Smarch")
    told = await town.said((await town.ledger(account))[-1])
    assert "unasked until 24 Dec. I chose that day, as I cannot read “Smarch” as a day to come" in told


async def test_after_stop_nothing_planned_is_left(town: Town) -> None:
    csm, _, dana, channel = await town.acme()
    town.later(hours=-4)
    (planned,) = await town.plans()
    await town.press(csm, "touch.send", {"touch": str(planned.id)})
    await town.says(dana, channel, "stop")
    assert planned.state == TouchState.CANCELLED
    assert await town.deliveries(planned) == ["cancelled"]
    assert await town.plans() == []


async def test_resume_lifts_what_they_asked_for_and_nothing_else(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.types(csm, "pause Acme")
    await town.says(dana, channel, "stop")
    assert await town.held(account) == ["paused", "opted_out"]
    await town.says(dana, channel, "resume")
    assert await town.held(account) == ["paused"]


async def test_status_tells_what_they_asked_for_and_no_note_of_ours(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    await town.fact(account, "an export of the audit trail", dana, kind="request")
    await town.fact(account, "a discount, they are weak on price", kind="request", source="csm")
    await town.says(dana, channel, "pause until 3 Dec")
    await town.says(dana, channel, "status")
    told = await town.said((await town.ledger(account))[-1])
    assert "You asked for an export of the audit trail on 3 Nov: noted." in told
    assert "Messages here: paused until 3 Dec." in told
    assert "discount" not in told


async def test_a_german_account_is_answered_in_german(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    account.language = "de"
    await town.says(dana, channel, "Pause bis 3. Dezember")
    assert "Bis zum 3. Dezember schreibe ich hier nicht" in await town.said((await town.ledger(account))[-1])


async def test_not_now_said_to_a_person_is_not_said_to_us(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(csm, channel, "Shall we do the call now?")
    town.later(minutes=2)
    await town.says(dana, channel, "not now")
    assert await town.held(account) == []
    assert [touch.origin for touch in await town.ledger(account)] == ["person", "customer"]


async def test_stop_is_heeded_whoever_it_was_said_to(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(csm, channel, "Shall I go on?")
    await town.says(dana, channel, "stop")
    assert await town.held(account) == ["opted_out"]


async def test_in_the_thread_of_our_message_a_wish_may_stand_among_other_words(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.presses(csm, await town.types(csm, "share Acme"), "Send")
    sent = await town.arrives((await town.ledger(account))[0])
    await town.says(dana, channel, "Thanks, but fewer of these please, we are swamped", thread=sent.external_ref)
    _, answer, reply = await town.ledger(account)
    assert await town.held(account) == ["asked_for_less"]
    assert (answer.answers_id, answer.origin, reply.origin) == (sent.id, "customer", "reply")


async def test_the_next_word_after_a_check_in_answers_it(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    asked = await _check_in(town, account.id, channel.id)
    town.later(days=1)
    await town.says(dana, channel, "Going well")
    await town.says(dana, channel, "And another thing")
    _, first, second = await town.ledger(account)
    assert (first.answers_id, second.answers_id) == (asked.id, None)


async def test_a_word_a_week_later_answers_nothing(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    await _check_in(town, account.id, channel.id)
    town.later(days=8)
    await town.says(dana, channel, "Hello")
    assert (await town.ledger(account))[-1].answers_id is None


async def test_somebody_unknown_in_their_channel_speaks_for_the_customer(town: Town) -> None:
    _, account, _, channel = await town.acme()
    await town.says("Somebody New", channel, "stop")
    assert await town.held(account) == ["opted_out"]
    assert {touch.origin for touch in await town.ledger(account)} == {"wish", "reply"}


async def test_a_channel_in_which_two_customers_sit_is_marked_and_left_alone(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    other = await town.account("Globex", csm)
    gil = await town.contact(other, "Gil Ott")
    await town.says(gil, channel, "Our numbers are secret")
    assert channel.is_mixed
    assert await town.ledger(account) == await town.ledger(other) == []
    assert "people of another customer sit in #ext-acme" in words(await town.types(csm, ""))
    await town.types(csm, "link Acme", channel)
    assert not channel.is_mixed


async def test_a_channel_that_becomes_mixed_wakes_what_was_planned_for_it(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    gil = await town.contact(await town.account("Globex", csm), "Gil Ott")
    await town.plans()
    waiting = next(turn for turn in await turns.of_account(town.session, account.id or 0) if turn.rhythm == "silence")
    await town.says(gil, channel, "Hello")
    assert waiting.next_due_at == town.now


@pytest.mark.parametrize(("said", "held"), [("stop", "opted_out"), ("less", "asked_for_less"), ("later", "snoozed")])
async def test_in_a_mixed_channel_a_wish_binds_whoever_said_it_and_is_not_answered(
    town: Town, said: str, held: str
) -> None:
    csm, account, dana, channel = await town.acme()
    other = await town.account("Globex", csm)
    gil = await town.contact(other, "Gil Ott")
    await town.says(gil, channel, said)
    assert channel.is_mixed
    assert (await town.held(account), await town.held(other)) == ([], [held])
    await town.says(dana, channel, said)
    assert (await town.held(account), await town.held(other)) == ([held], [held])
    assert await town.ledger(account) == await town.ledger(other) == []


async def test_in_a_mixed_channel_a_strangers_stop_binds_the_account_it_is_linked_to(town: Town) -> None:
    _, account, _, channel = await town.acme()
    channel.is_mixed = True
    await town.says("Somebody New", channel, "stop")
    assert await town.held(account) == ["opted_out"]


async def test_a_home_user_who_is_no_teammate_is_heard_like_a_customer(town: Town) -> None:
    _, account, _, channel = await town.acme()
    guest = Actor("playground", "home", "guest", "Guest", is_home=True)
    await town.says("Guest", channel, "please stop messaging us", actor=guest)
    assert await town.held(account) == ["opted_out"]
    assert [(touch.direction, touch.origin) for touch in await town.ledger(account)] == [
        ("in", "wish"),
        ("out", "reply"),
    ]


async def test_their_other_words_are_a_customers_too(town: Town) -> None:
    _, account, _, channel = await town.acme()
    guest = Actor("playground", "home", "guest", "Guest", is_home=True)
    await town.says("Guest", channel, "Is the export fixed?", actor=guest)
    assert [(touch.direction, touch.origin) for touch in await town.ledger(account)] == [("in", "customer")]


async def test_an_unlinked_channel_is_noticed_and_nothing_else(town: Town) -> None:
    _, account, *_ = await town.acme()
    await town.says("Dana", Channel(platform="playground", workspace="w", external_id="C9", name="acme-support"), "hi")
    (found,) = await channels.suggested(town.session)
    assert (found.name, found.suggested_account_id, found.account_id) == ("acme-support", account.id, None)
    assert await town.ledger(account) == []


async def test_said_directly_a_wish_binds_the_person_and_is_confirmed_there(town: Town) -> None:
    _, account, dana, shared = await town.acme()
    direct = await town.channel(None, "Dana", kind="direct")
    await town.says(dana, direct, "stop")
    assert await town.held(account) == ["opted_out"]
    wish, reply = await town.ledger(account)
    assert (reply.channel_id, reply.thread) == (direct.id, None)
    assert [one.id for one in await channels.of_account(town.session, account.id or 0)] == [shared.id]
    assert wish.origin == "wish"


async def _check_in(town: Town, account_id: int | None, channel_id: int | None) -> Touch:
    assert account_id is not None
    touch = Touch(
        key="asked",
        account_id=account_id,
        channel_id=channel_id,
        direction="out",
        origin="rhythm",
        purpose=Purpose.CHECK_IN,
        state=TouchState.MADE,
        happened_at=town.now,
        text_id=await texts.keep(town.session, "[]", None),
    )
    town.session.add(touch)
    await town.session.flush()
    return touch
