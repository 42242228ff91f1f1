"""Options are put before a customer, and one is chosen: what counts as that, and what does not."""

import pytest

from outreach.errors import BadInput, Stale
from outreach.store import errands, requests
from tests.handlers.requests.stories import asks, honours, last, offers, only
from tests.handlers.world import Town, form, labels, words


async def test_the_whole_story_ends_with_their_yes(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    offered = await offers(town, csm, request)
    assert request.state == "offered"
    told = await town.said(offered)
    assert "you asked for “an export of the audit trail”" in told
    assert "1. Audit trail export: The whole audit trail of a period as a signed file" in told
    assert "included in your plan · within 2 working days · One period per export." in told
    assert "2. Close workshop" in told
    assert "900 EUR · within 10 working days" in told
    assert offered.thread == request.thread
    assert await town.taps(dana, offered, "1 Audit trail export") is None
    assert request.state == "chosen"
    confirmed = await last(town, account)
    assert "Thank you, Dana: “Audit trail export” it is (included in your plan" in await town.said(confirmed)
    assert "Dana Whitfield chose “Audit trail export”" in (await town.told(csm))[-1]
    await town.press(csm, "request.take", {"request": str(request.id)})
    done = await honours(town, csm, request, minutes="25")
    assert (request.state, request.minutes) == ("honoured", 25)
    assert await town.taps(dana, done, "Yes") is None
    assert (request.settled_by, request.state) == ("Dana Whitfield", "honoured")
    assert "Good to hear" in await town.said(await last(town, account))
    assert await errands.open_of(town.session, "request.silence", request.id or 0) == []


@pytest.mark.parametrize("said", ["option 2", "the second one please", "let's take the workshop", "2 please"])
async def test_a_choice_in_words_counts_in_the_thread(town: Town, said: str) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await offers(town, csm, request)
    town.later(minutes=5)
    await town.says(dana, channel, said, thread=request.thread)
    taken = await requests.chosen(town.session, request.id or 0)
    assert taken is not None
    assert (taken.title, taken.chosen_by, request.state) == ("Close workshop", "Dana Whitfield", "chosen")


async def test_beside_the_thread_only_a_numbered_option_counts(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await offers(town, csm, request)
    town.later(minutes=5)
    await town.says(dana, channel, "2 please")
    assert request.state == "offered"
    await town.says(dana, channel, "option 2")
    assert request.state == "chosen"


async def test_a_choice_before_the_draft_is_sent_is_none(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    asked = await town.press(csm, "request.offer", {"request": str(request.id)})
    await town.submits(csm, asked)
    assert request.state == "acknowledged"
    await town.says(dana, channel, "option 2", thread=request.thread)
    assert request.state == "acknowledged"


async def test_none_of_these_goes_back_to_whoever_has_it(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    offered = await offers(town, csm, request)
    await town.taps(dana, offered, "None of these")
    assert request.state == "acknowledged"
    assert "none of these. Priya looks for another way" in await town.said(await last(town, account))
    assert "none of the 2 options is right" in (await town.told(csm))[-1]


async def test_a_second_press_is_answered_once_and_changes_nothing(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    offered = await offers(town, csm, request)
    await town.taps(dana, offered, "1 Audit trail export")
    for _ in range(3):
        await town.taps(dana, offered, "2 Close workshop")
    taken = await requests.chosen(town.session, request.id or 0)
    assert taken is not None
    assert taken.title == "Audit trail export"
    told = [await town.said(one) for one in await town.ledger(account)]
    assert sum("is chosen already" in one for one in told) == 1


async def test_another_choice_in_words_is_told_to_a_person(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    offered = await offers(town, csm, request)
    await town.taps(dana, offered, "1 Audit trail export")
    town.later(minutes=5)
    await town.says(dana, channel, "option 2 please", thread=request.thread)
    assert "they would rather have “Close workshop”" in (await town.told(csm))[-1]


async def test_options_that_were_replaced_answer_kindly(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    first = await offers(town, csm, request)
    town.later(hours=1)
    second = await offers(town, csm, request, second="super-user-training")
    await town.taps(dana, first, "2 Close workshop")
    assert request.state == "offered"
    assert "That choice is over" in await town.said(await last(town, account))
    await town.taps(dana, second, "2 Super user training")
    assert request.state == "chosen"


async def test_of_a_strangers_choice_whoever_has_it_hears_once_and_may_note_it(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    offered = await offers(town, csm, request)
    said, told = len(await town.ledger(account)), len(await town.told(csm))
    for label in ("1 Audit trail export", "1 Audit trail export", "None of these"):
        assert await town.taps("Sam", offered, label) is None
    assert (request.state, len(await town.ledger(account))) == ("offered", said)
    (news,) = (await town.told(csm))[told:]
    assert "Sam, whom nobody has put on record, pressed “Audit trail export”" in news
    options = await requests.options_of(town.session, request.id or 0)
    await town.press(csm, "request.choose", {"option": str(options[0].id), "sure": "yes"})
    assert request.state == "chosen"


async def test_people_of_others_choose_nothing_and_nobody_is_told(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    other = await town.account("Globex", csm)
    gil = await town.contact(other, "Gil Ott")
    await asks(town, dana, channel)
    request = await only(town, account)
    offered = await offers(town, csm, request)
    said, told = len(await town.ledger(account)), len(await town.told(csm))
    for label in ("1 Audit trail export", "None of these"):
        assert await town.taps(gil, offered, label) is None
    assert request.state == "offered"
    assert (len(await town.ledger(account)), len(await town.told(csm))) == (said, told)


async def test_a_colleague_notes_a_choice_on_their_word(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    offered = await offers(town, csm, request)
    said = len(await town.ledger(account))
    question = await town.taps(csm, offered, "2 Close workshop")
    assert "Did they tell you so?" in words(question)
    assert "Nothing was noted" in words(await town.presses(csm, question, "Cancel"))
    assert (request.state, len(await town.ledger(account))) == ("offered", said)
    answer = await town.presses(csm, question, "Note it for them")
    assert "Noted, on their word. Acme chose “Close workshop”" in words(answer)
    taken = await requests.chosen(town.session, request.id or 0)
    assert taken is not None
    assert taken.chosen_by == "Priya Nair, on their word"
    told = await town.said(await last(town, account))
    assert "Priya noted that you chose “Close workshop”" in told
    assert "Thank you, Dana" not in told
    assert "Nothing was changed: this request is chosen" in words(await town.taps(csm, offered, "1 Audit trail export"))


async def test_a_choice_noted_by_mistake_is_taken_back(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    offered = await offers(town, csm, request)
    noted = await town.presses(csm, await town.taps(csm, offered, "2 Close workshop"), "Note it for them")
    confirmed = await last(town, account)
    assert "can choose again" in words(await town.presses(csm, noted, "Undo"))
    assert (request.state, confirmed.state) == ("offered", "cancelled")
    town.later(minutes=1)
    await town.taps(dana, offered, "2 Close workshop")
    assert request.state == "chosen"
    again = await last(town, account)
    assert (again.state, again.id != confirmed.id) == ("approved", True)
    assert "Thank you, Dana: “Close workshop” it is" in await town.said(again)


async def test_a_word_that_arrives_late_is_about_what_was_before(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    before = town.now
    town.later(hours=1)
    await honours(town, csm, request)
    await town.says(dana, channel, "Perfect, thanks", thread=request.thread, at=before)
    await town.says(dana, channel, "Not yet", thread=request.thread, at=before)
    assert (request.state, request.settled_at) == ("honoured", None)


async def test_the_same_word_twice_is_one_choice(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await offers(town, csm, request)
    town.later(minutes=5)
    event = await town.says(dana, channel, "option 1", thread=request.thread)
    said = len(await town.ledger(account))
    await town._do(event, dana)
    await town.changes(event, "option 1!")
    assert (request.state, len(await town.ledger(account))) == ("chosen", said)


async def test_a_stranger_in_the_thread_chooses_nothing(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await offers(town, csm, request)
    town.later(minutes=5)
    await town.says("Sam Nobody", channel, "option 1", thread=request.thread)
    assert request.state == "offered"


async def test_a_draft_that_waits_is_the_next_step(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    asked = await town.press(csm, "request.honour", {"request": str(request.id)})
    await town.submits(csm, asked, done="The file is there")
    listed = await town.types(csm, "requests")
    assert "next: send the draft that waits" in words(listed)
    assert "See the draft" in labels(await town.presses(csm, listed, "Open"))


async def test_whoever_asks_in_anger_is_heard_as_upset_too(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    said = "@Concierge request: an export. This is the third time the export fails and it is unacceptable!"
    await town.says(dana, channel, said, mentions_us=True)
    assert len(await requests.of_account(town.session, account.id or 0)) == 1
    assert any("unacceptable" in one for one in await town.told(csm))


async def test_a_late_press_after_all_is_settled_changes_nothing(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    offered = await offers(town, csm, request)
    await town.taps(dana, offered, "1 Audit trail export")
    done = await honours(town, csm, request)
    await town.taps(dana, done, "Yes")
    settled_at = request.settled_at
    await town.taps(dana, offered, "2 Close workshop")
    await town.taps(dana, done, "Yes")
    assert (request.state, request.settled_at) == ("honoured", settled_at)
    assert "That choice is over" in await town.said(await last(town, account))


async def test_an_options_terms_are_changed_before_they_are_read_and_not_after(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    asked = await town.press(csm, "request.offer", {"request": str(request.id)})
    page = await town.submits(csm, asked, first="audit-export", second="own")
    change = await town.presses(csm, page, "Change option 2")
    assert [each.name for each in form(change).inputs] == ["title", "price", "lead", "conditions"]
    page = await town.submits(csm, change, title="We do it for you", price="", lead="by Friday")
    assert "2. We do it for you\nincluded in your plan · by Friday" in words(page)
    again = {"option": str((await requests.options_of(town.session, request.id or 0))[1].id)}
    await town.presses(csm, page, "Send")
    with pytest.raises(Stale, match="they have read these terms"):
        await town.press(csm, "request.option", again)


@pytest.mark.parametrize(
    ("given", "why"), [({"second": "audit-export"}, "the same one twice"), ({"second": "none"}, "at least two")]
)
async def test_a_choice_needs_two_different_options(town: Town, given: dict[str, str], why: str) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    asked = await town.press(csm, "request.offer", {"request": str(request.id)})
    with pytest.raises(BadInput, match=why):
        await town.submits(csm, asked, first="audit-export", **given)
