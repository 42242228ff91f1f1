"""How bad news ends, whoever has heard of it."""

from sqlmodel import select

from outreach.models.ledger import TouchState
from outreach.models.notices import Notice
from outreach.store import deliveries
from tests.handlers.notices.test_following_up import arrived, updates
from tests.handlers.notices.test_telling import globex, sent_to, tells, writes
from tests.handlers.world import Town, labels, words


async def test_what_nobody_has_heard_of_yet_can_be_closed_all_the_same(town: Town) -> None:
    csm, *_ = await town.acme()
    far, _ = await globex(town, csm, timezone="America/New_York", country="US")
    await tells(town, csm, by="accounts", whom="Globex")
    asked = await town.presses(csm, await town.types(csm, "notice"), "Close")
    shown = await town.submits(csm, asked, words="It works again")
    assert "nobody is told" in words(shown)
    assert labels(shown)[0] == "Close it"
    await town.presses(csm, shown, "Close it")
    assert await town.held(far) == []
    assert [touch.state for touch in await sent_to(town, far)] == [TouchState.CANCELLED]
    assert (await town.session.exec(select(Notice))).one().state == "closed"


async def test_one_whose_only_readers_channel_is_gone_can_be_closed(town: Town) -> None:
    csm, acme, _, channel = await town.acme()
    await tells(town, csm)
    await arrived(town, acme)
    channel.gone_at = town.now
    asked = await town.presses(csm, await town.types(csm, "notice"), "Close")
    shown = await town.submits(csm, asked, words="It works again")
    assert "Acme: their channel is gone." in words(shown)
    await town.presses(csm, shown, "Close it")
    assert await town.held(acme) == []


async def test_whoever_is_just_being_told_hears_the_end_as_well(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await tells(town, csm)
    (touch,) = await sent_to(town, acme)
    (row,) = await deliveries.of_touch(town.session, touch.id or 0)
    row.state = "sending"
    await town.session.flush()
    asked = await town.presses(csm, await town.types(csm, "notice"), "Close")
    shown = await town.submits(csm, asked, words="It works again")
    assert labels(shown)[0] == "Send to 1"
    await town.presses(csm, shown, "Send to 1")
    assert [one.state for one in await sent_to(town, acme)] == [TouchState.APPROVED, TouchState.APPROVED]


async def test_of_two_at_once_the_other_goes_on_holding(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await tells(town, csm, at="15:00", what="Exports fail")
    await arrived(town, acme)
    shown = await town.presses(csm, await town.types(csm, "notice"), "Tell bad news")
    answers = {"what": "No log-in", "by": "accounts", "whom": "Acme", "on": "2026-11-24", "at": "17:00"}
    await town.presses(csm, await town.submits(csm, shown, **answers), "Send to 1")
    await arrived(town, acme)
    assert await town.held(acme) == ["open_notice", "open_notice"]
    asked = await town.presses(csm, await town.types(csm, "notice"), "Close")
    await town.presses(csm, await town.submits(csm, asked, words="Exports work"), "Send to 1")
    assert await town.held(acme) == ["open_notice"]
    assert "No log-in" in words(await town.types(csm, "why Acme"))
    assert await town.plans() == []


async def test_an_account_that_changed_hands_or_came_meanwhile_is_shown_again_before_anything_goes(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    leo = await town.csm("Leo Hartmann")
    shown = await writes(town, csm)
    acme.csm_id = leo.id
    again = await town.presses(csm, shown, "Send to 1")
    assert "who speaks" in words(again)
    await globex(town, csm)
    once_more = await town.presses(csm, again, "Send to 1")
    assert "added Globex" in words(once_more)
    assert await sent_to(town, acme) == []
    await town.presses(csm, once_more, "Send to 2")
    (touch,) = await sent_to(town, acme)
    assert touch.author_id == leo.id


async def test_where_night_fell_while_they_looked_they_are_asked_again(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    town.later(hours=7, minutes=29)
    shown = await writes(town, csm, at="20:00")
    assert "Send to all now" not in labels(shown)
    town.later(minutes=2)
    again = await town.presses(csm, shown, "Send to 1")
    assert "Send to all now" in labels(again)
    assert await sent_to(town, acme) == []


async def test_whoever_could_not_be_spared_the_message_goes_on_hearing_of_it(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    done = await tells(town, csm)
    (touch,) = await sent_to(town, acme)
    (row,) = await deliveries.of_touch(town.session, touch.id or 0)
    row.state = "sending"
    await town.session.flush()
    await town.presses(csm, done, "Undo")
    row.state, row.external_ref = "sent", "1"
    touch.state, touch.happened_at = TouchState.MADE, town.now
    await town.session.flush()
    assert await town.held(acme) == ["open_notice"]
    assert "Acme" in words(await updates(town, csm))
