"""A request is opened: by a customer's words, by a colleague's, and taken back."""

from datetime import timedelta

from outreach.models.book import Channel
from outreach.store import errands, requests, texts
from tests.handlers.requests.stories import ASKING, asks, last, offers, only, opens
from tests.handlers.world import Town, labels, words


async def test_whoever_asks_us_reads_at_once_who_has_it_and_by_when(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, ASKING, mentions_us=True)
    request = await only(town, account)
    reply = await last(town, account)
    assert (request.state, request.owner_id, request.thread) == ("acknowledged", csm.id, event.ref)
    assert (reply.origin, reply.thread) == ("reply", event.ref)
    told = await town.said(reply)
    assert "Dana, this is noted: “an export of the audit trail”. Priya has it and tells you today by" in told
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
