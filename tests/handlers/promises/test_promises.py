"""What we say we will do: noticed, asked about once, kept or moved before anybody has to ask."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.work import Outcome
from outreach.errors import BadInput, NotAllowed, Stale
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.desk import Promise
from outreach.store import promises, teammates, texts, touches
from tests.handlers.world import Town, form, labels, words

GIVEN = "Thanks for telling us. I'll come back to you on Thursday about the export."
SENTENCE = "I'll come back to you on Thursday about the export."
THURSDAY, FRIDAY, MONDAY = date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30)


async def team(town: Town) -> tuple[Teammate, Teammate, Account, Contact, Channel]:
    marco = await town.manager()
    priya = await town.csm("Priya Nair", manager_id=marco.id)
    account = await town.account("Acme", priya)
    return priya, marco, account, await town.contact(account), await town.channel(account)


async def only(town: Town, account: Account) -> Promise:
    (found,) = await promises.standing_with(town.session, [account.csm_id or 0])
    return found[0]


async def tracked(town: Town, said: str = GIVEN) -> tuple[Teammate, Account, Promise]:
    priya, _, account, dana, channel = await team(town)
    asked = await town.says(dana, channel, "When is the export fixed?")
    await town.says(priya, channel, said, thread=asked.ref)
    await town.presses(priya, await town.types(priya, "promise"), "Track it")
    return priya, account, await only(town, account)


async def test_what_we_promise_is_noticed_with_its_day_and_asked_about_once(town: Town) -> None:
    priya, _, account, _, channel = await team(town)
    await town.says(priya, channel, GIVEN)
    promise = await only(town, account)
    assert (promise.state, promise.due_on, promise.owner_id) == ("noticed", THURSDAY, priya.id)
    await town.waits(minutes=9)
    assert await town.told(priya) == []
    await town.waits(hours=3)
    (told,) = await town.told(priya)
    assert told.startswith("You promised something.")
    assert f"PROMISED? Acme: “{SENTENCE}” · by Thu 26 Nov · Priya" in told
    await town.waits(days=3)
    assert len(await town.told(priya)) == 1


async def test_several_are_asked_about_together(town: Town) -> None:
    priya, _, account, dana, channel = await team(town)
    await town.says(priya, channel, GIVEN)
    town.later(minutes=4)
    await town.says(priya, channel, "And I'll send you the checklist tomorrow.")
    await town.waits(hours=5)
    (told,) = await town.told(priya)
    assert told.startswith("You promised 2 things.")
    # Not a promise of ours.
    await town.says(dana, channel, "I'll send you the file tomorrow.")
    assert len(await promises.noticed_of(town.session, priya.id or 0)) == 2
    assert account.csm_id == priya.id


async def test_one_press_tracks_it_and_it_can_be_taken_back(town: Town) -> None:
    priya, _, account, _, channel = await team(town)
    await town.says(priya, channel, GIVEN)
    done = await town.presses(priya, await town.types(priya, "promise"), "Track it")
    assert words(done) == f"Tracked. Acme: “{SENTENCE}”, by Thu 26 Nov."
    promise = await only(town, account)
    assert (promise.state, promise.told_on) == ("open", THURSDAY)
    undone = await town.presses(priya, done, "Undo")
    assert words(undone) == "Taken back: the promise to Acme is no longer tracked."
    await town.waits(days=5)
    assert await town.told(priya) == []


async def test_without_a_day_it_is_asked_by_when(town: Town) -> None:
    priya, _, account, _, channel = await team(town)
    await town.says(priya, channel, "I'll come back to you about the export.")
    asked = await town.presses(priya, await town.types(priya, "promise"), "Track it …")
    assert [one.name for one in form(asked).inputs] == ["text", "due"]
    with pytest.raises(BadInput, match="give a day"):
        await town.submits(priya, asked)
    await town.submits(priya, asked, due="Friday")
    promise = await only(town, account)
    # Nobody told them a day, so no day has to be kept from passing unnoticed.
    assert (promise.state, promise.due_on, promise.told_on) == ("open", FRIDAY, None)


async def test_no_promise_is_put_away_for_good(town: Town) -> None:
    priya, _, _, _, channel = await team(town)
    await town.says(priya, channel, GIVEN)
    listed = await town.types(priya, "promise")
    await town.presses(priya, listed, "No promise")
    assert "PROMISED?" not in words(await town.types(priya, "promise"))
    await town.waits(days=2)
    assert await town.told(priya) == []
    with pytest.raises(Stale, match="this promise is dropped"):
        await town.presses(priya, listed, "Track it")


@pytest.mark.parametrize("changed", [None, "Thanks for telling us."])
async def test_words_that_are_taken_back_promise_nothing(town: Town, changed: str | None) -> None:
    priya, _, _, _, channel = await team(town)
    said = await town.says(priya, channel, GIVEN)
    await town.changes(said, changed)
    assert await promises.noticed_of(town.session, priya.id or 0) == []
    await town.waits(days=1)
    assert await town.told(priya) == []


async def test_an_edited_one_follows_its_words_as_long_as_nobody_confirmed_it(town: Town) -> None:
    priya, _, account, _, channel = await team(town)
    said = await town.says(priya, channel, GIVEN)
    await town.changes(said, "I'll come back to you on Friday about the export.")
    promise = await only(town, account)
    assert (promise.due_on, promise.told_on) == (FRIDAY, FRIDAY)
    await town.presses(priya, await town.types(priya, "promise"), "Track it")
    await town.changes(said, None)
    assert (await only(town, account)).state == "open"


async def test_the_same_message_twice_is_one_promise(town: Town) -> None:
    priya, _, _, _, channel = await team(town)
    said = await town.says(priya, channel, GIVEN)
    await town.says(priya, channel, GIVEN, ref=said.ref)
    assert len(await promises.noticed_of(town.session, priya.id or 0)) == 1


async def test_by_command_it_is_tracked_at_once(town: Town) -> None:
    priya, _, account, _, _ = await team(town)
    said = await town.types(priya, "promise Acme the export fix by Friday")
    assert words(said) == "Tracked. Acme: “the export fix”, by Fri 27 Nov."
    assert (await only(town, account)).due_on == FRIDAY
    asked = await town.types(priya, "promise Acme a call with Leo")
    assert form(asked).inputs[0].value == "a call with Leo"
    await town.submits(priya, asked, due="Monday")
    assert "a call with Leo” · by Mon 30 Nov · Priya" in words(await town.types(priya, "promise"))
    with pytest.raises(BadInput, match="is in the past"):
        await town.types(priya, "promise Acme the export fix by 3 Nov")


async def test_words_are_kept_as_long_as_it_runs_and_begin_to_expire_then(town: Town) -> None:
    priya, _, promise = await tracked(town)
    assert promise.text_id is not None
    await texts.expire(town.session, town.now.date() + timedelta(days=400))
    assert await texts.body_of(town.session, promise.text_id) == SENTENCE
    await town.presses(priya, await town.types(priya, "promise"), "Done")
    await texts.expire(town.session, town.now.date() + timedelta(days=400))
    await town.session.refresh(promise)
    assert promise.text_id is None


async def test_where_no_words_are_kept_a_colleague_says_what_it_was(town: Town) -> None:
    town.house = replace(town.house, keep_inbound=timedelta(0))
    priya, _, account, _, channel = await team(town)
    await town.says(priya, channel, GIVEN)
    asked = await town.presses(priya, await town.types(priya, "promise"), "Track it …")
    await town.submits(priya, asked, text="news about the export")
    promise = await only(town, account)
    assert (promise.state, promise.due_on) == ("open", THURSDAY)
    assert await texts.body_of(town.session, promise.text_id) == "news about the export"


async def test_done_ends_it_and_offers_to_tell_them(town: Town) -> None:
    priya, account, promise = await tracked(town)
    done = await town.presses(priya, await town.types(priya, "promise"), "Done")
    assert (promise.state, promise.ended_because) == ("done", "kept")
    draft = await town.presses(priya, done, "Tell them")
    assert "on 24 Nov we promised you: “I'll come back to you on Thursday about the export”." in words(draft)
    # A gap that somebody has to fill in.
    assert "Send" not in labels(draft)
    await town.presses(priya, done, "Undo")
    assert (await only(town, account)).state == "open"


async def test_a_draft_that_is_sent_keeps_the_promise(town: Town) -> None:
    priya, _, promise = await tracked(town)
    draft = await town.presses(priya, await town.types(priya, "promise"), "Draft")
    edit = await town.presses(priya, draft, "Edit")
    changed = await town.submits(priya, edit, words="Hi Dana, the export is fixed: please try it again.")
    await _sent(town, priya, changed)
    assert promise.state == "done"


async def _sent(town: Town, who: Teammate, shown: Outcome) -> None:
    press = "Send" if "Send" in labels(shown) else "Send anyway"
    sent = await town.presses(who, shown, press)
    if press == "Send anyway":
        await town.submits(who, sent, reason="they know me")


async def test_a_new_date_is_a_draft_and_counts_once_they_are_told(town: Town) -> None:
    priya, account, promise = await tracked(town)
    asked = await town.presses(priya, await town.types(priya, "promise"), "New date")
    assert "They reckon with Thu 26 Nov." in "".join(run.text for run in form(asked).intro)
    draft = await town.submits(priya, asked, due="Monday", because="It needs one more test")
    assert (
        "We said Thursday 26 Nov, and it will be Monday 30 Nov instead. I am sorry for the wait. "
        "It needs one more test."
    ) in words(draft)
    assert (promise.due_on, promise.told_on, promise.moved) == (MONDAY, THURSDAY, 1)
    listed = await town.types(priya, "promise")
    assert "they still reckon with Thu 26 Nov" in words(listed)
    await _sent(town, priya, await town.presses(priya, listed, "Tell them"))
    assert promise.told_on == MONDAY
    sayings = await promises.sayings(town.session, promise.id or 0)
    assert [one.state for one in sayings] == ["approved"]
    assert sayings[0].thread == promise.thread
    await town.waits(until=town.now + timedelta(days=4))
    assert await town.told(priya) == []
    assert account.id == promise.account_id


async def test_a_date_nobody_was_told_is_urgent_when_the_old_day_begins_and_the_managers_when_it_is_over(
    town: Town,
) -> None:
    priya, account, promise = await tracked(town)
    marco = await _manager(town, priya)
    asked = await town.presses(priya, await town.types(priya, "promise"), "New date")
    await town.submits(priya, asked, due="Monday")
    await town.waits(until=town.now + timedelta(days=1, hours=23))
    (told,) = await town.told(priya)
    assert told.startswith("Acme reckon with Thu 26 Nov for what Priya promised them; the new date is Mon 30 Nov")
    assert await town.told(marco) == []
    await town.waits(days=1)
    (told,) = await town.told(marco)
    assert "Thu 26 Nov is over. Nobody has told them yet." in told
    assert len(await town.told(priya)) == 1
    assert promise.account_id == account.id


async def _manager(town: Town, csm: Teammate) -> Teammate:
    return await teammates.by_id(town.session, csm.manager_id or 0)


async def test_the_old_date_comes_back_as_long_as_they_were_not_told(town: Town) -> None:
    priya, _, promise = await tracked(town)
    asked = await town.presses(priya, await town.types(priya, "promise"), "New date")
    await town.submits(priya, asked, due="Monday")
    undone = await town.types(priya, "undo")
    assert "has its old date again" in words(undone)
    assert (promise.due_on, promise.told_on) == (THURSDAY, THURSDAY)
    assert [one.state for one in await promises.sayings(town.session, promise.id or 0)] == ["cancelled"]


async def test_what_is_promised_for_the_same_day_is_brought_to_mind_in_the_afternoon(town: Town) -> None:
    priya, _, promise = await tracked(town, "I'll send you the file this afternoon.")
    assert promise.due_on == date(2026, 11, 24)
    await town.waits(hours=9)
    (told,) = await town.told(priya)
    assert told.startswith("Promised for today: TODAY Acme")


async def test_an_answer_sent_through_us_promises_as_well(town: Town) -> None:
    priya, _, account, dana, channel = await team(town)
    asked = await town.says(dana, channel, "When is the export fixed?")
    touch = await touches.by_ref(town.session, channel.id or 0, asked.ref)
    assert touch is not None
    draft = await town.press(priya, "reply.open", {"touch": str(touch.id), "as": "answer"})
    edit = await town.presses(priya, draft, "Edit")
    changed = await town.submits(priya, edit, words="Hi Dana, about the export: I'll send you the fix on Friday.")
    await _sent(town, priya, changed)
    promise = await only(town, account)
    assert (promise.state, promise.due_on) == ("noticed", FRIDAY)


async def test_in_a_channel_of_two_customers_nothing_is_written(town: Town) -> None:
    priya, account, promise = await tracked(town)
    channel = await town.session.get(Channel, promise.channel_id)
    assert channel is not None
    channel.is_mixed = True
    with pytest.raises(NotAllowed, match="no channel that could be used"):
        await town.presses(priya, await town.types(priya, "promise"), "Draft")
    assert account.id == promise.account_id


async def test_a_manager_sees_those_of_the_team_and_a_colleague_their_own(town: Town) -> None:
    priya, account, _ = await tracked(town)
    leo = await town.csm("Leo Hartmann")
    marco = await _manager(town, priya)
    assert "1 promise to keep" in words(await town.types(marco, "promise"))
    assert "No promise to keep" in words(await town.types(leo, "promise"))
    page = await town.press(marco, "promise.show", {"promise": str((await only(town, account)).id)})
    assert words(page).startswith("Acme: a promise")


async def test_a_new_date_that_is_taken_back_was_not_told(town: Town) -> None:
    priya, _, promise = await tracked(town)
    asked = await town.presses(priya, await town.types(priya, "promise"), "New date")
    await _sent(town, priya, await town.submits(priya, asked, due="Monday"))
    assert promise.told_on == MONDAY
    await town.types(priya, "undo")
    assert (promise.due_on, promise.told_on) == (MONDAY, THURSDAY)
    assert "they still reckon with Thu 26 Nov" in words(await town.types(priya, "promise"))


@pytest.mark.parametrize(
    ("words", "on"),
    [("next week", date(2026, 12, 4)), ("in 2 weeks", date(2026, 12, 8)), ("tomorrow", date(2026, 11, 25))],
)
async def test_days_are_read_as_people_promise_them(town: Town, words: str, on: date) -> None:
    priya, _, account, _, _ = await team(town)
    await town.types(priya, f"promise Acme the export fix by {words}")
    assert (await only(town, account)).due_on == on
