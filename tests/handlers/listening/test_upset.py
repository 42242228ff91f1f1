"""What findings of displeasure come to: a hold at once where they are sure, and once a person says so where not."""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import col, select

from outreach.models.desk import Complaint
from outreach.models.ledger import Touch
from tests.handlers.listening.hints import listening, lists
from tests.handlers.world import Town, labels, words


async def complaints(town: Town) -> list[Complaint]:
    return list((await town.session.exec(select(Complaint).order_by(col(Complaint.id)))).all())


async def test_a_sure_one_opens_a_complaint_that_nobody_has_confirmed(town: Town) -> None:
    csm, account, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "This is the third time we ask.")
    (complaint,) = await complaints(town)
    assert (complaint.kind, complaint.confirmed_at, complaint.closed_at) == ("contempt", None, None)
    assert await town.held(account) == ["open_complaint"]
    (alert,) = await town.told(csm)
    assert "third time we ask" in alert


async def test_one_that_is_not_sure_holds_nothing_back_until_a_person_says_it_is_right(town: Town) -> None:
    csm, account, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "The export does not work")
    assert await town.held(account) == []
    told = await town.presses(csm, await town.types(csm, "noticed"), "Right")
    assert words(told).endswith("It is a complaint now: nothing cheerful reaches Acme until it is closed.")
    assert await town.held(account) == ["open_complaint"]
    (complaint,) = await complaints(town)
    assert complaint.confirmed_by_id == csm.id


async def test_wrong_lifts_what_it_held_back_at_once(town: Town) -> None:
    csm, account, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "This is the third time we ask.")
    told = await town.presses(csm, await town.types(csm, "noticed"), "Wrong")
    assert words(told) == "Marked wrong. Whatever it held back goes on."
    assert await town.held(account) == []


async def test_whoever_marked_it_wrong_can_say_it_was_right_after_all(town: Town) -> None:
    csm, account, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "This is the third time we ask.")
    wrong = await town.presses(csm, await town.types(csm, "noticed"), "Wrong")
    assert labels(wrong) == ["Right after all"]
    right = await town.presses(csm, wrong, "Right after all")
    assert await town.held(account) == ["open_complaint"]
    await town.presses(csm, right, "Wrong after all")
    assert await town.held(account) == []


async def test_that_they_may_leave_is_told_within_the_complaint_and_a_wish_for_a_person_as_well(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "This is the third time we ask. Let me talk to a person, or it is other vendors.")
    (told,) = await town.told(csm)
    assert told.startswith("Contempt, and they may be leaving: Acme")
    assert "they want a person" not in told


async def test_nothing_is_said_to_the_customer(town: Town) -> None:
    csm, account, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "This is the third time we ask.")
    await town.presses(csm, await town.types(csm, "noticed"), "Right")
    said: list[Touch] = await town.ledger(account)
    assert [touch.direction for touch in said] == ["in"]


async def test_what_was_alerted_and_not_judged_is_in_the_list_as_well(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "This is the third time we ask.")
    await town.waits(hours=6)
    (told,) = await lists(town, csm)
    assert "they feel badly treated" in told


async def test_who_feels_badly_treated_complains_as_well_and_that_is_one_thing_to_judge(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "The third time we ask: it does not work")
    page = words(await town.types(csm, "noticed"))
    assert page.startswith("Noticed: 1 thing to look at")
    assert "they feel badly treated" in page


async def test_words_that_become_a_complaint_by_an_edit_are_told_as_they_are_now(town: Town) -> None:
    csm, account, dana, channel = await listening(town).acme()
    event = await town.says(dana, channel, "Hello everybody")
    await town.changes(event, "This is the third time we ask.")
    (alert,) = await town.told(csm)
    assert "third time we ask" in alert
    assert "Hello everybody" not in alert
    assert await town.held(account) == ["open_complaint"]


async def test_a_complaint_that_is_edited_away_holds_nothing_back_any_more(town: Town) -> None:
    csm, account, dana, channel = await listening(town).acme()
    event = await town.says(dana, channel, "This is the third time we ask.")
    await town.changes(event, "Found it, sorry")
    assert await town.held(account) == []
    assert words(await town.types(csm, "noticed")).startswith("Nothing")
    await town.changes(event, "No: this is the third time we ask.")
    assert await town.held(account) == ["open_complaint"]


async def test_where_no_words_are_kept_a_complaint_is_told_by_its_rule(town: Town) -> None:
    csm, account, dana, channel = await listening(town).acme()
    town.house = replace(town.house, keep_inbound=timedelta(0))
    await town.says(dana, channel, "This is the third time we ask for Project Falcon.")
    (alert,) = await town.told(csm)
    assert "Falcon" not in alert
    assert await town.held(account) == ["open_complaint"]
