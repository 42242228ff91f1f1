"""What was sent about a request and taken back again: nothing was offered, done or declined before they were told."""

from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.desk import Request
from outreach.models.ledger import TouchState
from outreach.store import errands, requests, texts
from tests.handlers.requests.stories import ASKING, asks, honours, offers, only
from tests.handlers.world import Town, words

People = tuple[Teammate, Account, Contact, Channel]


async def acknowledged(town: Town) -> tuple[People, Request]:
    people = await town.acme()
    _, account, dana, channel = people
    await asks(town, dana, channel)
    return people, await only(town, account)


async def test_done_is_not_done_once_the_words_are_taken_back(town: Town) -> None:
    (csm, *_), request = await acknowledged(town)
    await honours(town, csm, request)
    assert "being deleted" in words(await town.types(csm, "undo"))
    assert (request.state, request.honoured_at) == ("acknowledged", None)
    await town.waits(days=20)
    assert request.settled_at is None


async def test_done_can_be_said_again_and_silence_settles_it_then(town: Town) -> None:
    (csm, *_), request = await acknowledged(town)
    await honours(town, csm, request)
    await town.types(csm, "undo")
    town.later(minutes=5)
    await honours(town, csm, request)
    assert request.state == "honoured"
    await town.waits(days=20)
    assert request.settled_by == "silence"


async def test_what_they_have_said_about_it_since_stands(town: Town) -> None:
    (csm, _, dana, _), request = await acknowledged(town)
    done = await honours(town, csm, request)
    await town.says(dana, await _channel(town, request), "Perfect, thanks!", thread=done.thread)
    assert request.settled_by == "Dana Whitfield"
    await town.types(csm, "undo")
    assert (request.state, request.settled_by) == ("honoured", "Dana Whitfield")


async def _channel(town: Town, request: Request) -> Channel:
    found = await town.session.get(Channel, request.channel_id)
    assert found is not None
    return found


async def test_a_no_that_was_taken_back_is_none(town: Town) -> None:
    (csm, *_), request = await acknowledged(town)
    asked = await town.press(csm, "request.decline", {"request": str(request.id)})
    await town.presses(csm, await town.submits(csm, asked, because="Your contract ends in May"), "Send")
    assert (request.state, request.settled_at) == ("declined", town.now)
    await town.types(csm, "undo")
    assert (request.state, request.settled_at, request.settled_by) == ("acknowledged", None, None)
    await town.waits(days=60)
    assert await texts.body_of(town.session, request.text_id) == "an export of the audit trail"


async def test_options_that_were_taken_back_wait_for_nobodys_choice(town: Town) -> None:
    (csm, *_), request = await acknowledged(town)
    offered = await offers(town, csm, request)
    await town.types(csm, "undo")
    assert (request.state, request.offered_at) == ("acknowledged", None)
    assert offered.ended_because == "being taken back"


async def test_a_date_is_looked_after_again_once_a_no_is_taken_back(town: Town) -> None:
    (csm, *_), request = await acknowledged(town)
    asked = await town.press(csm, "request.date", {"request": str(request.id)})
    await town.submits(csm, asked, due="3 weeks")
    town.later(minutes=5)
    asked = await town.press(csm, "request.decline", {"request": str(request.id)})
    await town.presses(csm, await town.submits(csm, asked, because="Your contract ends in May"), "Send")
    await town.types(csm, "undo")
    assert len(await errands.open_of(town.session, "request.due", request.id or 0)) == 1


async def test_what_waits_to_be_sent_about_a_request_that_is_over_is_put_away(town: Town) -> None:
    (csm, account, dana, channel) = await town.acme()
    event = await town.says(dana, channel, ASKING, mentions_us=True)
    request = await only(town, account)
    asked = await town.press(csm, "request.offer", {"request": str(request.id)})
    await town.submits(csm, asked, first="audit-export", second="close-workshop", third="none")
    await town.changes(event, None)
    (draft,) = [one for one in await requests.sayings(town.session, request.id or 0) if one.origin == "desk"]
    assert draft.state == TouchState.CANCELLED


async def test_what_becomes_private_takes_its_drafts_out_of_the_channel(town: Town) -> None:
    (csm, *_), request = await acknowledged(town)
    asked = await town.press(csm, "request.offer", {"request": str(request.id)})
    await town.submits(csm, asked, first="audit-export", second="close-workshop", third="none")
    edit = await town.press(csm, "request.edit", {"request": str(request.id)})
    await town.submits(csm, edit, private="yes")
    (draft,) = [one for one in await requests.sayings(town.session, request.id or 0) if one.origin == "desk"]
    assert (draft.state, draft.ended_because) == (TouchState.CANCELLED, "it is kept out of that channel now")


async def test_silence_settles_nothing_that_never_reached_them(town: Town) -> None:
    (csm, *_), request = await acknowledged(town)
    asked = await town.press(csm, "request.honour", {"request": str(request.id)})
    await town.presses(csm, await town.submits(csm, asked, done="The file is there"), "Send")
    said = (await requests.sayings(town.session, request.id or 0))[-1]
    await town.waits(days=9)
    assert (request.state, request.settled_at) == ("honoured", None)
    said.state = TouchState.MISSED
    await town.waits(days=2)
    assert (request.state, request.settled_at) == ("acknowledged", None)


async def test_what_is_stopped_on_its_way_was_never_told(town: Town) -> None:
    (csm, *_), request = await acknowledged(town)
    asked = await town.press(csm, "request.honour", {"request": str(request.id)})
    await town.presses(csm, await town.submits(csm, asked, done="The file is there"), "Send")
    said = (await requests.sayings(town.session, request.id or 0))[-1]
    await town.press(csm, "touch.stop", {"touch": str(said.id)})
    assert (request.state, said.state) == ("acknowledged", TouchState.PROPOSED)
