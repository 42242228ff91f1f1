"""Answers find the nearest private way that is open."""

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.webhook.webhook_response import WebhookResponse

from bot.slack.answering import problem_with
from bot.slack.answers import AnswerTo, encode
from outreach.errors import NotReached, Refused, Unclear
from outreach.events import Place
from outreach.messages import Button, Heading, Message, buttons, paragraph, say, text
from outreach.ports import Asker, Outgoing
from tests.bot.slack.ways_out import ACME, LEONIE, PRIYA, TEAM, Out
from tests.platforms.slack import faults
from tests.platforms.slack.faults import Fault
from tests.platforms.slack.reading import words_of
from tests.platforms.slack.records import Post, View
from tests.platforms.slack.workspace import HOME

DONE = say("Done")
CARD = say("One proposal") + Message((buttons(Button("Send", "approve")),))
SENT = Message((Heading(text("Sent")), paragraph("Dana gets it now"), buttons(Button("Undo", "undo"))))
PAGE = Place("slack", HOME, PRIYA, kind="private")


async def answer(out: Out, asker: Asker, message: Message = DONE, *, instead: bool = False) -> None:
    await out.messenger.answer(asker, message, instead=instead)


async def whispered(out: Out) -> Post:
    """A card that only Priya sees, in the channel."""
    await answer(out, Asker(ACME, PRIYA), CARD)
    return out.slack.whispers[-1]


async def posted(out: Out, place: Place) -> Post:
    found = await out.messenger.post(Outgoing("d1", place, CARD))
    return next(copy for copy in out.slack.copies if copy.ts == found.ref)


def expire(out: Out, **span: Any) -> None:
    out.slack.workspace.clock.advance(**span)  # type: ignore[attr-defined]


async def test_a_command_is_answered_where_it_was_typed_for_their_eyes_only(out: Out) -> None:
    asker = out.typed(await out.slack.types("Priya Shah", "ext-acme", "/cs why acme"))
    await answer(out, asker)
    assert out.seen_by("Priya Shah", "ext-acme") == ["Done"]
    assert out.seen_by("Dana Ortiz", "ext-acme") == []
    assert out.slack.called("chat.postEphemeral") == []


async def test_a_command_is_answered_also_where_we_are_not(out: Out) -> None:
    asker = out.typed(await out.slack.types("Priya Shah", "lobby", "/cs"))
    await answer(out, asker)
    assert out.seen_by("Priya Shah", "lobby") == ["Done"]


async def test_a_command_that_was_answered_five_times_is_answered_in_the_channel(out: Out) -> None:
    asker = out.typed(await out.slack.types("Priya Shah", "ext-acme", "/cs"))
    for _ in range(6):
        await answer(out, asker)
    assert out.seen_by("Priya Shah", "ext-acme") == ["Done"] * 6
    assert len(out.slack.called("chat.postEphemeral")) == 1


async def test_what_comes_half_an_hour_late_where_we_are_not_comes_directly(out: Out) -> None:
    asker = out.typed(await out.slack.types("Priya Shah", "lobby", "/cs"))
    expire(out, minutes=31)
    await answer(out, asker)
    assert out.seen_by("Priya Shah", "lobby") == []
    assert out.seen_by("Priya Shah", "direct") == ["Done"]


async def test_who_mentions_us_in_a_thread_is_answered_there(out: Out) -> None:
    led = await out.slack.says("Dana Ortiz", "ext-acme", "A question")
    await answer(out, Asker(replace(ACME, thread=led.ts), PRIYA))
    (whisper,) = out.slack.whispers
    assert (whisper.thread_ts, whisper.seen_by) == (led.ts, PRIYA)


async def test_who_is_not_in_the_channel_is_answered_directly(out: Out) -> None:
    await answer(out, Asker(ACME, LEONIE))
    assert out.seen_by("Leonie Brandt", "direct") == ["Done"]
    assert out.slack.whispers == []


async def test_who_writes_to_us_directly_is_answered_there(out: Out) -> None:
    await answer(out, Asker(out.direct("Priya Shah"), PRIYA))
    assert out.seen_by("Priya Shah", "direct") == ["Done"]
    assert out.slack.called("conversations.open") == []


async def test_a_whispered_card_gives_way_to_its_answer(out: Out) -> None:
    asker = out.pressed(await out.slack.presses("Priya Shah", await whispered(out), "Send"))
    await answer(out, asker, SENT, instead=True)
    assert out.seen_by("Priya Shah", "ext-acme") == ["Sent\nDana gets it now\nUndo"]


async def test_a_whispered_card_stays_beside_an_answer_that_is_not_instead(out: Out) -> None:
    asker = out.pressed(await out.slack.presses("Priya Shah", await whispered(out), "Send"))
    await answer(out, asker)
    assert out.seen_by("Priya Shah", "ext-acme") == ["One proposal\nSend", "Done"]


async def test_a_card_between_us_gives_way_to_its_answer(out: Out) -> None:
    card = await posted(out, out.direct("Priya Shah"))
    await answer(out, out.pressed(await out.slack.presses("Priya Shah", card, "Send")), SENT, instead=True)
    assert out.seen_by("Priya Shah", "direct") == ["Sent\nDana gets it now\nUndo"]
    assert len(out.slack.called("chat.update")) == 1


async def test_a_card_that_is_gone_does_not_take_its_answer_with_it(out: Out) -> None:
    card = await posted(out, out.direct("Priya Shah"))
    asker = out.pressed(await out.slack.presses("Priya Shah", card, "Send"))
    card.is_deleted = True
    await answer(out, asker, instead=True)
    assert out.seen_by("Priya Shah", "direct")[-1] == "Done"


@pytest.mark.parametrize("place", [ACME, TEAM])
async def test_what_everybody_reads_never_gives_way_to_what_is_for_one(out: Out, place: Place) -> None:
    card = await posted(out, place)
    asker = out.pressed(await out.slack.presses("Priya Shah", card, "Send"))
    await answer(out, replace(asker, place=place), SENT, instead=True)
    assert out.said_in(place.name) == ["One proposal\nSend"]
    (whisper,) = out.slack.whispers
    assert (whisper.seen_by, words_of(whisper).splitlines()[0]) == (PRIYA, "Sent")


async def home(out: Out) -> View:
    await out.messenger.show_home(PAGE, PRIYA, CARD)
    shown = out.slack.home_of("Priya Shah")
    assert shown is not None
    return shown


async def test_what_is_pressed_on_their_page_is_answered_in_a_modal(out: Out) -> None:
    asker = out.pressed(await out.slack.presses("Priya Shah", await home(out), "Send"))
    await answer(out, asker, SENT, instead=True)
    modal = out.slack.modal_of("Priya Shah")
    assert modal is not None
    assert words_of(modal) == "Sent\nSent\nDana gets it now\nUndo"


async def test_what_took_longer_than_three_seconds_comes_directly(out: Out) -> None:
    asker = out.pressed(await out.slack.presses("Priya Shah", await home(out), "Send"))
    expire(out, seconds=4)
    await answer(out, asker)
    assert out.slack.modal_of("Priya Shah") is None
    assert out.seen_by("Priya Shah", "direct") == ["Done"]


async def modal(out: Out) -> View:
    """The answer to a press on their page, with a button of its own."""
    asker = out.pressed(await out.slack.presses("Priya Shah", await home(out), "Send"))
    await answer(out, asker, SENT)
    shown = out.slack.modal_of("Priya Shah")
    assert shown is not None
    return shown


async def test_what_is_pressed_in_a_modal_is_answered_on_top_of_it(out: Out) -> None:
    below = await modal(out)
    await answer(out, out.pressed(await out.slack.presses("Priya Shah", below, "Undo")))
    top = out.slack.modal_of("Priya Shah")
    assert top is not None
    assert (top.previous, words_of(top)) == (below.id, "Concierge\nDone")


async def test_what_is_pressed_in_a_modal_may_be_answered_in_its_place(out: Out) -> None:
    below = await modal(out)
    await answer(out, out.pressed(await out.slack.presses("Priya Shah", below, "Undo")), instead=True)
    top = out.slack.modal_of("Priya Shah")
    assert top is below
    assert words_of(top) == "Concierge\nDone"


async def test_the_last_of_three_modals_takes_the_answer_itself(out: Out) -> None:
    shown = await modal(out)
    for _ in range(2):
        await answer(out, out.pressed(await out.slack.presses("Priya Shah", shown, "Undo")), SENT)
        top = out.slack.modal_of("Priya Shah")
        assert top is not None
        shown = top
    await answer(out, out.pressed(await out.slack.presses("Priya Shah", shown, "Undo")))
    assert words_of(shown) == "Concierge\nDone"
    assert out.slack.modal_of("Priya Shah") is shown


async def test_a_modal_that_was_closed_meanwhile_is_answered_directly(out: Out) -> None:
    below = await modal(out)
    asker = out.pressed(await out.slack.presses("Priya Shah", below, "Undo"))
    await out.slack.closes("Priya Shah", below)
    await answer(out, asker, instead=True)
    assert out.seen_by("Priya Shah", "direct") == ["Done"]


async def test_what_cannot_be_said_at_all_is_not_tried_elsewhere(out: Out) -> None:
    with pytest.raises(Refused) as refused:
        await answer(out, Asker(ACME, PRIYA), say("x" * 40_001))
    assert refused.value.code == "message_too_long"
    assert out.slack.calls == out.slack.called("auth.test")


@pytest.mark.parametrize("fault", [faults.ERROR_BEFORE, faults.ERROR_AFTER, faults.INTERNAL_AFTER, faults.DROP_AFTER])
async def test_what_may_have_been_seen_is_not_said_twice(out: Out, fault: Fault) -> None:
    asker = out.typed(await out.slack.types("Priya Shah", "ext-acme", "/cs"))
    out.slack.faults.plan("response_url", fault)
    with pytest.raises(Unclear):
        await answer(out, asker)
    assert len(out.slack.whispers) <= 1
    assert out.slack.called("chat.postEphemeral") == []


async def test_where_slack_has_had_enough_another_way_is_taken(out: Out) -> None:
    asker = out.typed(await out.slack.types("Priya Shah", "ext-acme", "/cs"))
    out.slack.faults.plan("response_url", faults.LIMITED)
    out.slack.faults.plan("chat.postEphemeral", faults.LIMITED)
    await answer(out, asker)
    assert out.seen_by("Priya Shah", "direct") == ["Done"]


async def test_where_no_way_is_open_the_last_one_says_why(out: Out) -> None:
    out.slack.workspace.home.scopes -= {"chat:write"}
    with pytest.raises(Refused) as refused:
        await answer(out, Asker(ACME, PRIYA))
    assert refused.value.code == "not_permitted"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/gone", "no address"])
async def test_an_address_that_does_not_answer_was_not_reached(out: Out, url: str) -> None:
    with pytest.raises(NotReached):
        await answer(out, Asker(ACME, PRIYA, encode(AnswerTo(url=url))))


@pytest.mark.parametrize(
    ("status", "body", "ours"),
    [
        (404, '{"ok":false,"error":"expired_url"}', "answer_expired"),
        (404, "no_service", "answer_expired"),
        (400, "invalid_payload", "answer_expired"),
        (404, '{"ok":false,"error":"invalid_blocks"}', "invalid_message"),
        (410, "channel_is_archived", "answer_expired"),
        (500, "rollup_error", None),
        (200, '{"ok":false,"error":"internal_error"}', None),
    ],
)
def test_what_a_response_url_says_is_understood(status: int, body: str, ours: str | None) -> None:
    problem = problem_with(WebhookResponse(url="", status_code=status, body=body, headers={}), "ext-acme")
    assert getattr(problem, "code", None) == ours
    assert isinstance(problem, Refused if ours else Unclear)


@pytest.mark.parametrize("body", ["ok", "", '{"ok":true}', "[]"])
def test_a_yes_is_a_yes(body: str) -> None:
    assert problem_with(WebhookResponse(url="", status_code=200, body=body, headers={}), "") is None
