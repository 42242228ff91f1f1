"""Two days later they are asked one question: is it right now?"""

import pytest

from outreach.events import Action, Actor
from outreach.models.ledger import TouchState
from outreach.store import channels
from tests.handlers.complaints.stories import Story, asked, confirmed, quiet
from tests.handlers.world import Town, words


async def closed_at(story: Story) -> str:
    closed_at = (await story.complaint()).closed_at
    assert closed_at is not None
    return closed_at.isoformat()


async def test_yes_by_a_button_is_thanked_for_and_told(town: Town) -> None:
    story, question = await asked(town)
    await town.taps(story.dana, question, "Yes")
    complaint = await story.complaint()
    assert (complaint.is_right, complaint.reopened) == (True, 0)
    thanks = (await town.ledger(story.account))[-1]
    assert (thanks.origin, thanks.thread) == ("reply", question.thread)
    assert "Thank you for saying so." in await town.said(thanks)
    assert "Acme: Dana Whitfield says it is right now. Shares still wait." in await town.told(story.csm)
    assert await town.held(story.account) == ["open_complaint"]


async def test_yes_twice_is_said_once(town: Town) -> None:
    story, question = await asked(town)
    await town.taps(story.dana, question, "Yes")
    before = len(await town.ledger(story.account))
    await town.taps(story.dana, question, "Yes")
    assert len(await town.ledger(story.account)) == before


async def test_no_opens_it_again_and_alerts_their_csm(town: Town) -> None:
    story, question = await asked(town)
    await story.presses("complaint.resume")
    await town.taps(story.dana, question, "No")
    complaint = await story.complaint()
    assert (complaint.is_right, complaint.reopened, complaint.closed_at) == (False, 1, None)
    assert await town.held(story.account) == ["open_complaint"]
    assert (await story.told())[-1].startswith("It is not right yet: Acme")
    reply = (await town.ledger(story.account))[-1]
    assert "Priya has it again and will write to you here." in await town.said(reply)


async def test_no_after_yes_still_counts_and_a_second_no_does_not(town: Town) -> None:
    story, question = await asked(town)
    for label in ("Yes", "No", "No", "Yes"):
        await town.taps(story.dana, question, label)
    complaint = await story.complaint()
    assert (complaint.is_right, complaint.reopened) == (False, 1)


async def test_the_second_time_their_manager_hears_of_it(town: Town) -> None:
    marco = await town.manager()
    story, question = await asked(town)
    story.csm.manager_id = marco.id
    await town.taps(story.dana, question, "No")
    assert await story.told(marco) == []
    await story.closes()
    await town.waits(days=9)
    again = await story.asked()
    assert again.id != question.id
    await town.taps(story.dana, question, "No")
    assert (await story.complaint()).reopened == 1
    await town.taps(story.dana, again, "No")
    (told,) = await story.told(marco)
    assert "they say for the second time that it is not right" in told


async def test_a_person_of_another_customer_changes_nothing_and_nobody_is_told(town: Town) -> None:
    story, question = await asked(town)
    globex = await town.account("Globex", story.csm)
    gwen = await town.contact(globex, "Gwen Okafor")
    before = len(await town.told(story.csm)), len(await town.ledger(story.account))
    assert await town.taps(gwen, question, "No") is None
    assert (len(await town.told(story.csm)), len(await town.ledger(story.account))) == before
    assert (await story.complaint()).is_right is None


async def test_a_button_copied_into_another_customers_channel_does_nothing(town: Town) -> None:
    story, _ = await asked(town)
    globex = await town.account("Globex", story.csm)
    elsewhere = await town.channel(globex, "ext-globex")
    values = {"complaint": "1", "closed": await closed_at(story), "right": "no"}
    base = ("event-elsewhere", town.now, Actor("playground", "elsewhere", "stranger", "Sam"))
    press = Action(*base, channels.place_of(elsewhere), "complaint.answer", values)
    assert await town._do(press, "Sam") is None
    assert (await story.complaint()).is_right is None


async def test_whoever_sits_in_their_own_channel_speaks_for_them(town: Town) -> None:
    story, question = await asked(town)
    await town.taps("Sam Nobody", question, "Yes")
    assert (await story.complaint()).is_right


async def test_where_two_customers_sit_by_now_a_press_does_nothing(town: Town) -> None:
    story, question = await asked(town)
    story.channel.is_mixed = True
    assert await town.taps(story.dana, question, "No") is None
    assert (await story.complaint()).is_right is None


async def test_a_colleague_presses_on_the_customers_word(town: Town) -> None:
    story, question = await asked(town)
    sure = await town.taps(story.csm, question, "No")
    assert "Did they tell you so?" in words(sure)
    assert (await story.complaint()).is_right is None
    told = await town.presses(story.csm, sure, "Note it for them")
    assert "Noted, on their word. Acme's complaint is open again." in words(told)
    assert (await town.ledger(story.account))[-1].key == question.key
    before = (await story.complaint()).reopened
    assert "is closed as it was" in words(await town.presses(story.csm, told, "Undo"))
    complaint = await story.complaint()
    assert (complaint.is_right, complaint.reopened, complaint.closed_because) == (None, before - 1, "made right")
    assert await town.held(story.account) == ["open_complaint"]
    await town.taps(story.dana, question, "Yes")
    assert complaint.is_right


async def test_a_yes_that_a_colleague_noted_is_taken_back(town: Town) -> None:
    story, question = await asked(town)
    sure = await town.taps(story.csm, question, "Yes")
    noted = await town.presses(story.csm, sure, "Note it for them")
    assert (await story.complaint()).is_right
    assert "as you heard from them" in words(noted)
    await town.presses(story.csm, noted, "Undo")
    assert (await story.complaint()).is_right is None


async def test_a_no_in_words_comes_with_the_alert_and_a_yes_afterwards_reaches_the_csm(town: Town) -> None:
    story, question = await asked(town)
    await town.says(story.dana, story.channel, "No, still broken for Tom", thread=question.thread)
    told = (await story.told())[-1]
    assert told.startswith("It is not right yet: Acme")
    assert "> No, still broken for Tom" in told
    said = len(await town.ledger(story.account))
    for _ in range(2):
        await town.taps(story.dana, question, "Yes")
    assert "Dana Whitfield says now that it is right after all" in (await town.told(story.csm))[-1]
    assert (await story.complaint()).closed_at is None
    assert len(await town.ledger(story.account)) == said + 1


async def test_a_colleague_who_asked_on_the_phone_says_so_on_the_page(town: Town) -> None:
    story, _ = await asked(town)
    shown = await story.presses("complaint.open")
    await town.presses(story.csm, shown, "They say it is right")
    assert (await story.complaint()).is_right


@pytest.mark.parametrize(
    ("said", "is_right"),
    [
        ("yes", True),
        ("danke, passt", True),
        ("still broken", False),
        ("Nein, leider immer noch nicht", False),
        ("yes, but the report is missing", None),
        ("I will check", None),
    ],
)
async def test_their_words_count_where_they_are_clear(town: Town, said: str, *, is_right: bool | None) -> None:
    story, question = await asked(town)
    await town.says(story.dana, story.channel, said, thread=question.thread)
    assert (await story.complaint()).is_right is is_right


async def test_the_next_word_in_the_channel_counts_as_well(town: Town) -> None:
    story, _ = await asked(town)
    town.later(hours=3)
    await town.says(story.dana, story.channel, "All good now, thank you")
    assert (await story.complaint()).is_right


async def test_a_later_word_there_is_about_something_else(town: Town) -> None:
    story, _ = await asked(town)
    town.later(hours=3)
    await town.says(story.csm, story.channel, "Shall we meet on Thursday?")
    town.later(minutes=5)
    await town.says(story.dana, story.channel, "Yes")
    assert (await story.complaint()).is_right is None


async def test_after_a_week_a_word_is_no_answer_any_more(town: Town) -> None:
    story, question = await asked(town)
    town.later(days=8)
    await town.says(story.dana, story.channel, "yes", thread=question.thread)
    assert (await story.complaint()).is_right is None


async def test_no_answer_is_left_at_that(town: Town) -> None:
    story, _ = await asked(town)
    before = len(await town.ledger(story.account))
    await town.waits(days=30)
    assert len(await town.ledger(story.account)) == before


async def test_an_angry_no_is_one_alert(town: Town) -> None:
    story, question = await asked(town)
    await town.says(story.dana, story.channel, "No, and it is the third time!", thread=question.thread)
    assert [told.split(":")[0] for told in await story.told()] == ["Contempt", "It is not right yet"]
    assert (await story.complaint()).reopened == 1


async def test_an_edited_answer_is_not_counted_twice(town: Town) -> None:
    story, question = await asked(town)
    event = await town.says(story.dana, story.channel, "no", thread=question.thread)
    await town.changes(event, "no, not really")
    assert (await story.complaint()).reopened == 1


async def test_in_german_question_buttons_and_answer_are_german(town: Town) -> None:
    story = await confirmed(town)
    story.account.language = "de"
    await story.closes()
    await town.waits(days=2, hours=1)
    question = await story.asked()
    assert "Ist es jetzt in Ordnung?" in await town.said(question)
    await town.taps(story.dana, question, "Ja")
    assert "Danke für die Rückmeldung." in await town.said((await town.ledger(story.account))[-1])


async def test_one_by_phone_is_asked_about_in_their_channel(town: Town) -> None:
    story = await quiet(town)
    await town.types(story.csm, "complaint Acme Dana rang: the export failed again")
    await story.closes()
    await town.waits(days=2, hours=1)
    question = await story.asked()
    assert (question.channel_id, question.thread) == (story.channel.id, None)
    await town.says(story.dana, story.channel, "No, it failed for the third time", thread=question.external_ref)
    complaint = await story.complaint()
    assert (complaint.reopened, complaint.is_right) == (1, False)


async def test_closed_again_they_are_asked_again(town: Town) -> None:
    story, question = await asked(town)
    await town.taps(story.dana, question, "No")
    await story.closes()
    await town.waits(days=9)
    again = await story.asked()
    assert again.id != question.id
    assert again.state == TouchState.MADE
    await town.taps(story.dana, again, "Yes")
    assert (await story.complaint()).is_right


async def test_a_press_about_an_earlier_closing_does_nothing(town: Town) -> None:
    story, question = await asked(town)
    complaint = await story.complaint()
    complaint.closed_at = town.now
    assert await town.taps(story.dana, question, "No") is None
    assert (complaint.is_right, complaint.reopened) == (None, 0)


async def test_a_colleague_whom_nobody_put_on_the_team_speaks_for_no_customer(town: Town) -> None:
    story, question = await asked(town)
    colleague = Actor("playground", "home", "T99", "Ed Engineer", is_home=True)
    values = {"complaint": "1", "closed": await closed_at(story), "right": "yes"}
    base = ("event-colleague", town.now, colleague, channels.place_of(story.channel))
    assert await town._do(Action(*base, "complaint.answer", values), "Ed Engineer") is None
    town.later(minutes=1)
    await town.says("Ed Engineer", story.channel, "Yes, fixed now", thread=question.external_ref, actor=colleague)
    assert (await story.complaint()).is_right is None
