"""What leaves for Teams, where it arrives, and what is known of it when something goes wrong."""

from collections.abc import AsyncIterator

import pytest

from bot.teams.answers import Shown, Told, Way
from bot.teams.formatting import CARD_BYTES
from bot.teams.messenger import BELOW
from outreach.errors import Refused
from outreach.events import Place
from outreach.messages import Button, Form, Heading, Image, Input, Message, buttons, paragraph, say, text
from outreach.ports import Asker, Author, Outgoing
from tests.bot.teams.way_out import WayOut, opened
from tests.platforms.teams import cards

FORM = Form("Edit the message", "touch.edit", (Input("words", "Message", "lines", "Hello"),))
ASKING = Message((paragraph("Send it?"), buttons(Button("Send", "touch.send", {"touch": "1"}))))
LONG = say("Because they asked for it. " * 20)
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 30_000


@pytest.fixture
async def out() -> AsyncIterator[WayOut]:
    async with opened() as out:
        yield out


def outgoing(place: Place, words: str = "Hello", author: Author | None = None) -> Outgoing:
    return Outgoing("d1", place, say(words), author)


def asker(out: WayOut, place: Place, ref: str | None = None, way: Way | None = None) -> Asker:
    return Asker(place, out.town.priya.aad_id, way.write() if way else None, ref)


async def test_a_message_names_the_csm_and_comes_with_its_words_for_notifications(out: WayOut) -> None:
    posted = await out.messenger.post(outgoing(out.place(out.town.shared), author=Author("Priya Shah")))
    [post] = out.teams.from_bot
    assert (post.id, post.conversation) == (posted.ref, out.town.shared)
    assert post.words == "Priya Shah via Concierge\nHello"
    assert post.activity["summary"] == "Priya Shah via Concierge\n\nHello"
    assert "text" not in post.activity


async def test_an_answer_in_a_thread_joins_it_and_the_next_message_does_not(out: WayOut) -> None:
    asked = await out.messenger.post(outgoing(out.place(out.town.shared)))
    await out.messenger.post(outgoing(out.place(out.town.shared, asked.ref), "In the thread"))
    await out.messenger.post(outgoing(out.place(out.town.shared), "A new one"))
    lead, reply, new = out.teams.from_bot
    assert (lead.thread, reply.thread, new.thread) == (asked.ref, asked.ref, new.id)


async def test_what_stands_in_a_thread_is_changed_and_taken_back_there(out: WayOut) -> None:
    asked = await out.messenger.post(outgoing(out.place(out.town.shared)))
    place = out.place(out.town.shared, asked.ref)
    posted = await out.messenger.post(outgoing(place, "Wrong"))
    await out.messenger.update(outgoing(place, "Right"), posted.ref)
    assert out.teams.from_bot[1].words == "Right"
    await out.messenger.delete(place, posted.ref)
    assert out.teams.from_bot[1].is_deleted


async def test_a_large_picture_stands_beside_a_card_that_stays_small(out: WayOut) -> None:
    message = Message((paragraph("This week"), Image("attachment:week.png", "Contacts a day")))
    await out.messenger.post(
        Outgoing("d1", out.place(out.town.shared), message, attachments={"week.png": PNG[:25_000]})
    )
    [post] = out.teams.from_bot
    assert len(str(post.cards[0])) < CARD_BYTES
    assert "Contacts a day" in post.words


async def test_in_our_chat_an_answer_is_a_message_there(out: WayOut) -> None:
    await out.messenger.answer(asker(out, out.chat(out.town.priya)), say("Your day"))
    assert out.teams.read_by(out.town.priya) == "Your day"


async def test_from_a_channel_an_answer_goes_to_our_chat(out: WayOut) -> None:
    await out.messenger.answer(asker(out, out.place(out.town.shared)), say("Between us"))
    await out.messenger.answer(asker(out, out.place(out.town.shared)), say("And this"))
    assert out.teams.read_by(out.town.priya) == "Between us\nAnd this"
    assert out.teams.seen_by(out.town.dana, out.town.shared) == []
    assert out.teams.connector.requests.count(("POST", "/conversations")) == 1


@pytest.mark.parametrize("who", ["dana", "guest", "marco", "stranger"])
async def test_an_answer_that_could_not_stay_private_is_not_given(out: WayOut, who: str) -> None:
    """Another company's, a guest, a colleague without the app, and somebody whom no roster shows."""
    out.town.shared.members += [out.town.guest, out.town.marco]
    ids = {"dana": out.town.dana.aad_id, "guest": out.town.guest.aad_id, "marco": out.town.marco.aad_id}
    with pytest.raises(Refused):
        await out.messenger.answer(Asker(out.place(out.town.shared), ids.get(who, "stranger")), say("Between us"))
    assert out.teams.copies == []


async def test_what_was_asked_unseen_is_answered_unseen_in_the_channel(out: WayOut) -> None:
    way = Way(user=out.town.priya.id, targeted=True)
    lead = await out.messenger.post(outgoing(out.place(out.town.shared)))
    await out.messenger.answer(asker(out, out.place(out.town.shared, lead.ref), way=way), say("Between us"))
    assert out.teams.read_by(out.town.priya, out.town.shared) == "Hello\nBetween us"
    assert out.teams.read_by(out.town.dana, out.town.shared) == "Hello"


async def test_where_it_cannot_be_unseen_it_comes_in_our_chat(out: WayOut) -> None:
    way = Way(user=out.town.marco.id, targeted=True)
    await out.messenger.answer(asker(out, out.place(out.town.shared), way=way), say("Between us"))
    assert out.teams.read_by(out.town.priya) == "Between us"


async def test_a_chat_that_was_lost_is_opened_anew(out: WayOut) -> None:
    await out.messenger.answer(asker(out, out.place(out.town.shared)), say("One"))
    chat = out.teams.chat_of(out.town.priya)
    chat.is_gone = True
    with pytest.raises(Refused):
        await out.messenger.answer(asker(out, out.place(out.town.shared)), say("Two"))
    chat.is_gone = False
    await out.messenger.answer(asker(out, out.place(out.town.shared)), say("Three"))
    assert out.teams.connector.requests.count(("POST", "/conversations")) == 2


async def test_an_answer_in_place_is_shown_at_once_and_stays(out: WayOut) -> None:
    place = out.chat(out.town.priya)
    posted = await out.messenger.post(Outgoing("d1", place, ASKING))
    with out.answers.waiting("press") as slot:
        await out.messenger.answer(asker(out, place, posted.ref, Way("press")), say("Sent"), instead=True)
    assert isinstance(slot.answer, Shown)
    assert cards.words(slot.answer.card) == ["Sent"]
    assert out.teams.read_by(out.town.priya) == "Sent"


async def test_an_answer_beside_leaves_what_was_pressed_as_it_is(out: WayOut) -> None:
    place = out.chat(out.town.priya)
    posted = await out.messenger.post(Outgoing("d1", place, ASKING))
    with out.answers.waiting("press") as slot:
        await out.messenger.answer(asker(out, place, posted.ref, Way("press")), say("Because"))
    assert slot.answer == Told(BELOW)
    assert out.teams.read_by(out.town.priya) == "Send it?\nSend\nBecause"


@pytest.mark.parametrize(("message", "kind"), [(say("Noted."), Told), (LONG, Shown), (ASKING, Shown)])
async def test_in_a_channel_a_press_is_answered_for_the_presser_alone(
    out: WayOut, message: Message, kind: type[object]
) -> None:
    place = out.place(out.town.shared)
    posted = await out.messenger.post(Outgoing("d1", place, ASKING))
    with out.answers.waiting("press") as slot:
        await out.messenger.answer(asker(out, place, posted.ref, Way("press")), message, instead=True)
    assert isinstance(slot.answer, kind)
    assert [post.words for post in out.teams.copies] == ["Send it?\nSend"]


async def test_an_answer_that_comes_too_late_for_the_press_comes_in_our_chat(out: WayOut) -> None:
    for words in ("Noted.", LONG.fallback):
        with out.answers.waiting("press") as slot:
            out.answers.stop_waiting("press")
            await out.messenger.answer(asker(out, out.place(out.town.shared), "1", Way("press")), say(words))
        assert slot.answer is None
    assert out.teams.read_by(out.town.priya) == f"Noted.\n{LONG.fallback}"


async def test_in_a_dialog_the_answer_is_the_next_page_whose_buttons_work_there(out: WayOut) -> None:
    place, way = out.place(out.town.shared), Way("press", in_dialog=True)
    posted = await out.messenger.post(outgoing(place))
    with out.answers.waiting("press") as slot:
        message = Message((Heading(text("Preview")), *ASKING.parts))
        await out.messenger.answer(asker(out, place, posted.ref, way), message, instead=True)
    assert isinstance(slot.answer, Shown)
    assert slot.answer.title == "Preview"
    [button] = [each for each in cards.elements(slot.answer.card) if each["type"] in cards.PRESSED]
    assert (button["type"], button["title"]) == ("Action.Submit", "Send")
    assert not {"verb", "fallback"} & set(button)
    assert button["data"]["concierge"]["values"] == {"touch": "1"}
    assert [post.words for post in out.teams.copies] == ["Hello"]


async def test_a_form_opens_in_answer_to_the_press_and_is_remembered(out: WayOut) -> None:
    way = Way("press", in_dialog=True, user=out.town.priya.id)
    with out.answers.waiting("press") as slot:
        await out.messenger.open_form(way.write(), out.town.priya.aad_id, out.place(out.town.shared), FORM)
    assert isinstance(slot.answer, Shown)
    assert slot.answer.title == "Edit the message"
    [send] = [each for each in cards.elements(slot.answer.card) if each["type"] in cards.PRESSED]
    assert send["type"] == "Action.Submit"
    assert out.answers.form(send["data"]["concierge"]["press"]) == FORM


@pytest.mark.parametrize("place", ["chat", "channel", "unseen"])
async def test_a_form_that_nothing_waits_for_comes_as_a_card_to_them_alone(out: WayOut, place: str) -> None:
    where = out.chat(out.town.priya) if place == "chat" else out.place(out.town.shared)
    way = Way(user=out.town.priya.id, targeted=place == "unseen")
    await out.messenger.open_form(way.write(), out.town.priya.aad_id, where, FORM)
    seen = out.teams.read_by(out.town.priya, out.town.shared if place == "unseen" else None)
    assert "Edit the message\nMessage" in seen
    assert out.teams.seen_by(out.town.dana, out.town.shared) == []


@pytest.mark.parametrize("opens", ["", "{}", "nonsense", '{"another": "platform\'s"}'])
async def test_a_form_needs_an_act_to_open_on(out: WayOut, opens: str) -> None:
    with pytest.raises(Refused) as refusal:
        await out.messenger.open_form(opens, out.town.priya.aad_id, out.chat(out.town.priya), FORM)
    assert refusal.value.code == "form_expired"
    assert out.teams.copies == []


async def test_somebodys_day_comes_to_their_chat(out: WayOut) -> None:
    await out.messenger.show_home(out.chat(out.town.priya), out.town.priya.aad_id, say("Your day"))
    assert out.teams.read_by(out.town.priya) == "Your day"


async def test_who_is_reached_can_be_written_to(out: WayOut) -> None:
    out.known = [out.town.general]
    reached = await out.messenger.reach(out.us.tenant_id, out.town.priya.email)
    assert reached is not None
    await out.messenger.post(outgoing(reached.place, "Good morning"))
    assert out.teams.read_by(out.town.priya) == "Good morning"


async def test_it_says_that_it_cannot_look_for_what_it_posted(out: WayOut) -> None:
    assert not out.messenger.can_find
    with pytest.raises(Refused):
        await out.messenger.find("d1", out.place(out.town.shared), out.teams.clock.now())
