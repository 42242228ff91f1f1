"""What waits for an answer: presses, dialogs, and the menu of a message."""

import asyncio

from bot.teams.formatting import render
from bot.teams.invokes import LATE, RECEIVED, UNKNOWN
from outreach.events import Action
from outreach.messages import Button, Buttons, Message
from tests.bot.teams.office import Office


async def test_a_press_is_answered_with_a_card(office: Office) -> None:
    answer = await office.teams.presses(office.town.priya, office.card(("Note", "note")), "Note")
    assert answer.reads == "Noted."
    (event,) = office.handled
    assert isinstance(event, Action)
    assert await office.rows() == ["handled"]


async def test_a_press_told_four_times_acts_once_and_is_answered_each_time(office: Office) -> None:
    first = await office.teams.presses(office.town.priya, office.card(("Note", "note")), "Note")
    for new_id in (False, True, True):
        again = await office.teams.redeliver(first.delivered, new_id=new_id)
        assert again.body == first.delivered.body
    assert len(office.handled) == 1


async def test_a_press_told_twice_at_once_acts_once(office: Office) -> None:
    office.gate = asyncio.Event()
    post = office.card(("Note", "note"))
    both = [asyncio.create_task(office.teams.presses(office.town.priya, post, "Note")) for _ in range(2)]
    await office.begun.wait()
    office.gate.set()
    assert [answer.reads for answer in await asyncio.gather(*both)] == ["Noted."] * 2
    assert len(office.handled) == 1


async def test_a_press_told_again_after_a_restart_acts_once(office: Office) -> None:
    first = await office.teams.presses(office.town.priya, office.card(("Note", "note")), "Note")
    office.start()
    again = await office.teams.redeliver(first.delivered)
    assert again.body == {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": RECEIVED}
    assert len(office.handled) == 1


async def test_an_answer_that_takes_long_comes_another_way(office: Office) -> None:
    office.start(patience=0.05)
    office.messenger.slow = asyncio.Event()
    answer = await office.teams.presses(office.town.priya, office.card(("Note", "note")), "Note")
    assert (answer.words, await office.rows(), office.messenger.whispers) == (LATE, ["handled"], [])
    office.messenger.slow.set()
    await office.invokes.rest()
    assert [whisper.message.fallback for whisper in office.messenger.whispers] == ["Noted."]
    assert len(office.handled) == 1


async def test_while_nobody_can_say_who_it_was_the_press_waits(office: Office) -> None:
    office.messenger.is_out = True
    answer = await office.teams.presses(office.town.priya, office.card(("Note", "note")), "Note")
    assert (answer.words, await office.rows(), office.handled) == (LATE, ["received"], [])


async def test_a_customer_s_press_does_nothing_and_is_not_called_done(office: Office) -> None:
    controls = Buttons((Button("Note", "note"),))
    post = office.teams.board.add(office.town.shared, None, render(Message((controls,)), "p1").activity)
    answer = await office.teams.presses(office.town.dana, post, "Note")
    assert (answer.words, office.handled) == ("Received.", [])


async def test_a_card_of_another_version_says_so(office: Office) -> None:
    post = office.card(("Note", "note"))
    action = post.cards[0]["body"][0]["actions"][0]
    action["data"] = {"other": "version"}
    answer = await office.teams.presses(office.town.priya, post, "Note")
    assert answer.words == UNKNOWN


async def test_a_form_stays_open_with_what_was_typed_until_it_is_taken(office: Office) -> None:
    post = await office.teams.says(office.town.dana, office.town.shared, "Please add SSO")
    opened = await office.teams.message_action(office.town.priya, "log", post)
    assert opened.dialog is not None
    assert opened.dialog.title == "A note"
    refused = await office.teams.submits(office.town.priya, words="bad", more="kept")
    assert "That is no note." in refused.reads
    dialog = office.teams.dialog_of(office.town.priya)
    assert dialog is not None
    fields = {each["id"]: each.get("value") for each in dialog.card["body"] if "id" in each}
    assert fields == {"words": "bad", "more": "kept"}
    order = [str(each) for each in dialog.card["body"]]
    words, refusal, more = (
        next(number for number, each in enumerate(order) if part in each)
        for part in ("'id': 'words'", "That is no note.", "'id': 'more'")
    )
    assert words < refusal < more
    again = await office.teams.redeliver(refused.delivered, new_id=True)
    assert again.body == refused.delivered.body
    taken = await office.teams.submits(office.town.priya, words="quiet")
    assert taken.delivered.body == {}
    assert office.teams.dialog_of(office.town.priya) is None


async def test_a_dialog_may_answer_with_a_card(office: Office) -> None:
    post = await office.teams.says(office.town.dana, office.town.shared, "Please add SSO")
    await office.teams.message_action(office.town.priya, "log", post)
    saved = await office.teams.submits(office.town.priya, words="good")
    assert "Saved." in saved.reads


async def test_a_form_in_a_card_is_shown_again_as_well(office: Office) -> None:
    post = office.card(("Write", "note.open"))
    opened = await office.teams.presses(office.town.priya, post, "Write")
    assert "A note" in opened.reads
    refused = await office.teams.presses(office.town.priya, post, "Save", words="bad")
    assert "That is no note." in refused.reads
    taken = await office.teams.presses(office.town.priya, post, "Save", words="good")
    assert taken.reads == "Saved."


async def test_a_refused_form_sent_again_unchanged_is_handled_anew(office: Office) -> None:
    post = office.card(("Write", "note.open"))
    await office.teams.presses(office.town.priya, post, "Write")
    office.handled.clear()
    first = await office.teams.presses(office.town.priya, post, "Save", words="early")
    assert "That is no note." in first.reads
    office.is_time = True
    taken = await office.teams.presses(office.town.priya, post, "Save", words="early")
    assert taken.reads == "Saved."
    # The first one told again is still what it was.
    again = await office.teams.redeliver(first.delivered, new_id=True)
    assert again.body == first.delivered.body
    assert len(office.handled) == 1


async def test_so_is_one_that_nobody_remembers(office: Office) -> None:
    post = office.card(("Write", "note.open"))
    await office.teams.presses(office.town.priya, post, "Write")
    office.handled.clear()
    office.start()
    refused = await office.teams.presses(office.town.priya, post, "Save", words="early")
    assert refused.words == "That is no note."
    office.is_time = True
    again = await office.teams.redeliver(refused.delivered)
    assert again.body == refused.delivered.body
    taken = await office.teams.presses(office.town.priya, post, "Save", words="early")
    assert (taken.reads, len(office.handled)) == ("Saved.", 1)


async def test_a_form_nobody_remembers_says_why_it_was_refused(office: Office) -> None:
    post = office.card(("Write", "note.open"))
    await office.teams.presses(office.town.priya, post, "Write")
    office.start()
    refused = await office.teams.presses(office.town.priya, post, "Save", words="bad")
    assert refused.words == "That is no note."
