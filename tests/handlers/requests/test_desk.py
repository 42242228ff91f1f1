"""A request from first word to settled, as Dana, Priya and the clock live it."""

from datetime import timedelta

import pytest

from handlers.work import Outcome
from outreach.errors import BadInput, Stale
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.desk import Request
from outreach.models.ledger import Touch
from outreach.store import errands, requests, texts
from tests.handlers.world import Town, form, labels, words

ASKING = "@Concierge I'd like to ask for an export of the audit trail"


async def only(town: Town, account: Account) -> Request:
    (request,) = await requests.of_account(town.session, account.id or 0)
    return request


async def last(town: Town, account: Account) -> Touch:
    return (await town.ledger(account))[-1]


async def asks(town: Town, dana: Contact, channel: Channel, said: str = ASKING) -> Touch:
    """Their words, and our answer once it stands there."""
    await town.says(dana, channel, said, mentions_us=True)
    return await town.arrives(await last(town, await account_of(town, channel)))


async def account_of(town: Town, channel: Channel) -> Account:
    found = await town.session.get(Account, channel.account_id)
    assert found is not None
    return found


async def offers(town: Town, csm: Teammate, request: Request, **chosen: str) -> Touch:
    """Two options, sent and there."""
    given = {"first": "audit-export", "second": "close-workshop", "third": "none"} | chosen
    asked = await town.press(csm, "request.offer", {"request": str(request.id)})
    page = await town.submits(csm, asked, **given)
    await town.presses(csm, page, "Send")
    drafts = [one for one in await requests.sayings(town.session, request.id or 0) if one.origin == "desk"]
    return await town.arrives(drafts[-1])


async def honours(town: Town, csm: Teammate, request: Request, **more: str) -> Touch:
    asked = await town.press(csm, "request.honour", {"request": str(request.id)})
    page = await town.submits(csm, asked, done="The file is in your folder", **more)
    await town.presses(csm, page, "Send")
    return await town.arrives((await requests.sayings(town.session, request.id or 0))[-1])


async def opens(town: Town, csm: Teammate, words: str = "request Acme a quiet room", **answers: str) -> Outcome:
    return await town.submits(csm, await town.types(csm, words), **answers)


async def test_whoever_asks_us_reads_at_once_who_has_it_and_by_when(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, ASKING, mentions_us=True)
    request = await only(town, account)
    reply = await last(town, account)
    assert (request.state, request.owner_id, request.thread) == ("acknowledged", csm.id, event.ref)
    assert (reply.origin, reply.thread) == ("reply", event.ref)
    told = await town.said(reply)
    assert "Dana, this is noted: “an export of the audit trail”. Priya has it and tells you by" in told
    (news,) = await town.told(csm)
    assert "Acme: Dana asked for something: “an export of the audit trail”" in news
    assert "will name a date" in news


async def test_the_same_message_twice_opens_one_request(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, ASKING, mentions_us=True)
    await town._do(event, dana)
    assert len(await requests.of_account(town.session, account.id or 0)) == 1
    assert len(await town.ledger(account)) == 2


async def test_people_who_talk_with_each_other_open_nothing(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    await town.says(dana, channel, "I'd like to ask for your opinion, Jonas")
    assert await requests.of_account(town.session, account.id or 0) == []


async def test_in_the_thread_of_our_message_a_request_is_said_to_us(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    reply = await asks(town, dana, channel)
    await town.says(dana, channel, "Can I ask for the October file too?", thread=reply.external_ref)
    assert len(await requests.of_account(town.session, account.id or 0)) == 2


async def test_an_edited_request_says_what_they_say_now(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, ASKING, mentions_us=True)
    await town.changes(event, "@Concierge request: the October file")
    request = await only(town, account)
    assert await texts.body_of(town.session, request.text_id) == "the October file"


async def test_a_deleted_message_closes_what_nobody_has_begun_and_forgets_its_words(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, ASKING, mentions_us=True)
    await town.changes(event, None)
    request = await only(town, account)
    assert (request.settled_by, request.text_id) == ("taken back by them", None)
    assert "they deleted the message in #ext-acme" in (await town.told(csm))[-1]
    assert await errands.open_of(town.session, "request.acknowledge", request.id or 0) == []


async def test_where_no_words_are_kept_a_request_stands_all_the_same(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    town.house = town.house.__class__(**{**town.house.__dict__, "keep_inbound": timedelta(0)})
    await town.says(dana, channel, ASKING, mentions_us=True)
    request = await only(town, account)
    assert request.text_id is None
    assert (await town.said(await last(town, account))).startswith("Dana, this is noted. Priya has it")
    page = await town.press(csm, "request.show", {"request": str(request.id)})
    assert "Their words are not kept: write down what they want." in words(page)
    await town.submits(csm, await town.presses(csm, page, "Edit"), text="An export for the auditors")
    assert "An export for the auditors" in words(await town.types(csm, "requests"))


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
    await town.press(csm, "request.choose", {"option": str(options[0].id)})
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
    answer = await town.taps(csm, offered, "2 Close workshop")
    assert "Noted, on their word. Acme chose “Close workshop”" in words(answer)
    taken = await requests.chosen(town.session, request.id or 0)
    assert taken is not None
    assert taken.chosen_by == "Priya Nair, on their word"
    assert "Nothing was changed: this request is chosen" in words(await town.taps(csm, offered, "1 Audit trail export"))


async def test_a_choice_noted_by_mistake_is_taken_back(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    offered = await offers(town, csm, request)
    noted = await town.taps(csm, offered, "2 Close workshop")
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


@pytest.mark.parametrize(("said", "is_settled"), [("Perfect, danke", True), ("yes", True), ("When do we meet?", False)])
async def test_a_yes_in_words_settles_it(town: Town, said: str, is_settled: bool) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await honours(town, csm, request)
    town.later(hours=1)
    await town.says(dana, channel, said, thread=request.thread)
    assert (request.settled_at is not None) == is_settled


async def test_a_no_reopens_it_and_an_old_yes_counts_no_more(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    first = await honours(town, csm, request)
    town.later(hours=1)
    await town.says(dana, channel, "No, October is missing", thread=request.thread)
    assert (request.state, request.reopened, request.settled_at) == ("in hand", 1, None)
    assert "is not right yet (Dana Whitfield)" in (await town.told(csm))[-1]
    second = await honours(town, csm, request)
    await town.taps(dana, first, "Yes")
    assert request.settled_at is None
    await town.taps(dana, second, "Not yet")
    assert (request.state, request.reopened) == ("in hand", 2)


async def test_five_working_days_of_silence_settle_it_and_any_word_reopens_it(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await honours(town, csm, request)
    await town.waits(days=7)
    assert request.settled_at is None
    await town.waits(days=1)
    assert request.settled_by == "silence"
    await town.says(dana, channel, "Where is September?", thread=request.thread)
    assert (request.state, request.settled_at, request.reopened) == ("in hand", None, 1)
    assert "which silence had settled" in (await town.told(csm))[-1]


async def test_talk_in_the_thread_is_no_silence(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await honours(town, csm, request)
    await town.waits(days=6)
    await town.says(dana, channel, "We will look at it together", thread=request.thread)
    await town.waits(days=5)
    assert request.settled_at is None
    await town.waits(days=4)
    assert request.settled_by == "silence"


async def test_thanks_after_silence_reopen_nothing(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await honours(town, csm, request)
    await town.waits(days=9)
    await town.says(dana, channel, "Thank you!", thread=request.thread)
    assert request.settled_by == "silence"


async def test_a_date_that_passes_is_told_once(town: Town) -> None:
    csm, account, _, _ = await town.acme()
    await opens(town, csm, due="Friday")
    request = await only(town, account)
    assert request.due_on is not None
    await town.waits(days=4)
    assert not any("were promised this" in one for one in await town.told(csm))
    await town.waits(days=10)
    told = [one for one in await town.told(csm) if "were promised this for Fri 27 Nov" in one]
    assert len(told) == 1
    assert "LATE Acme" in words(await town.types(csm, "requests"))
    assert [one.id for one, _ in await requests.late(town.session, town.now.date())] == [request.id]


async def test_without_a_date_its_owner_is_reminded_before_the_promise_is_over(town: Town) -> None:
    csm, _, dana, channel = await town.acme()
    await town.says(dana, channel, ASKING, mentions_us=True)
    await town.waits(hours=4)
    assert "wait for a date for what they asked for" in (await town.told(csm))[-1]


async def test_a_date_is_told_in_the_thread_and_nobody_is_reminded(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    asked = await town.press(csm, "request.date", {"request": str(request.id)})
    page = await town.submits(csm, asked, due="Friday")
    await town.presses(csm, page, "Send")
    told = await town.said(await last(town, account))
    assert "there is a date for “an export of the audit trail”: Priya does it by Friday 27 Nov" in told
    before = len(await town.told(csm))
    await town.waits(hours=8)
    assert len(await town.told(csm)) == before


async def test_a_day_that_is_over_is_no_date(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    asked = await town.press(csm, "request.date", {"request": str(request.id)})
    with pytest.raises(BadInput):
        await town.submits(csm, asked, due="3 Nov")


async def test_a_colleague_opens_one_in_their_own_words(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    done = await opens(town, csm, contact=str(dana.id), due="Friday")
    request = await only(town, account)
    assert (request.opened_by, request.contact_id, request.state) == ("Priya Nair", dana.id, "acknowledged")
    assert "They read who has it and by when." in words(done)
    assert "Priya has it, by Friday 27 Nov" in await town.said(await last(town, account))
    assert (await last(town, account)).channel_id == channel.id
    # Told to nobody who did it.
    assert await town.told(csm) == []


async def test_an_answer_in_the_thread_that_our_words_began_is_about_it(town: Town) -> None:
    csm, account, dana, _ = await town.acme()
    await opens(town, csm)
    request = await only(town, account)
    opened = await town.arrives(await last(town, account))
    offered = await offers(town, csm, request)
    assert offered.thread == opened.external_ref
    town.later(minutes=3)
    channel = await town.session.get(Channel, opened.channel_id)
    assert channel is not None
    await town.says(dana, channel, "option 1", thread=opened.external_ref)
    assert request.state == "chosen"


async def test_opening_is_undone_as_long_as_nothing_came_of_it(town: Town) -> None:
    csm, account, _, _ = await town.acme()
    done = await opens(town, csm)
    await town.presses(csm, done, "Undo")
    request = await only(town, account)
    assert request.settled_by == "taken back by Priya Nair"
    assert (await last(town, account)).state == "cancelled"


async def test_without_a_channel_a_request_is_kept_and_told_in_person(town: Town) -> None:
    csm = await town.csm()
    account = await town.account("Acme", csm)
    done = await opens(town, csm)
    request = await only(town, account)
    assert "Nothing was written to them." in words(done)
    assert request.state == "opened"
    page = await town.presses(csm, done, "Open")
    assert "They know" in labels(page)
    page = await town.presses(csm, page, "They know")
    assert request.state == "acknowledged"
    asked = await town.presses(csm, page, "Done")
    assert "Tell them yourself" in words(await town.submits(csm, asked, done="It is there"))
    assert request.state == "honoured"
    page = await town.press(csm, "request.show", {"request": str(request.id)})
    await town.presses(csm, page, "They say it is right")
    assert request.settled_by == "Priya Nair, on their word"


async def test_a_channel_that_is_gone_midway_leaves_it_to_a_person(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await town.befalls(channel, "archived")
    asked = await town.press(csm, "request.offer", {"request": str(request.id)})
    told = words(await town.submits(csm, asked))
    assert "Acme has no channel that could be used" in told
    assert request.state == "offered"
    page = await town.press(csm, "request.show", {"request": str(request.id)})
    option = (await requests.options_of(town.session, request.id or 0))[0]
    await town.presses(csm, page, "They chose …", str(option.id))
    assert request.state == "chosen"


async def test_a_decline_says_why_and_what_is_possible(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    asked = await town.press(csm, "request.decline", {"request": str(request.id)})
    page = await town.submits(csm, asked, because="The law asks us to keep it", instead="You may read it with us")
    assert request.state == "acknowledged"
    await town.presses(csm, page, "Send")
    assert (request.state, request.settled_by) == ("declined", "Priya Nair")
    told = await town.said(await last(town, account))
    assert "I am sorry" in told
    assert "What we can do: You may read it with us." in told
    with pytest.raises(Stale, match="Nothing was done"):
        await town.press(csm, "request.honour", {"request": str(request.id)})


async def test_nothing_is_offered_done_or_declined_before_it_is_sent(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    asked = await town.press(csm, "request.honour", {"request": str(request.id)})
    page = await town.submits(csm, asked, done="The file is there")
    await town.presses(csm, page, "Put away")
    assert request.state == "acknowledged"


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


async def test_a_german_customer_is_answered_in_german(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    account.language = "de"
    await town.says(dana, channel, "@Concierge Anfrage: ein Export des Prüfprotokolls", mentions_us=True)
    await town.arrives(await last(town, account))
    request = await only(town, account)
    offered = await offers(town, csm, request)
    assert "in Ihrem Vertrag enthalten · innerhalb von 2 Arbeitstagen" in await town.said(offered)
    await town.taps(dana, offered, "Nichts davon")
    assert request.state == "acknowledged"


async def test_what_they_tell_a_colleague_after_it_was_settled_reopens_nothing(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    await honours(town, csm, request)
    town.later(minutes=5)
    await town.says(dana, channel, "Perfect, thanks", thread=request.thread)
    town.later(minutes=5)
    await town.says(csm, channel, "Good! Shall we use the slot on Thursday for it?", thread=request.thread)
    town.later(minutes=5)
    await town.says(dana, channel, "Not yet", thread=request.thread)
    assert request.settled_by == "Dana Whitfield"
