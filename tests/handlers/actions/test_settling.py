"""Presses that settle something else: deliveries nobody is sure of, kind words, nudges, items."""

from datetime import timedelta

import pytest

from outreach.errors import BadInput, NotAllowed, Stale
from outreach.models.book import Teammate
from outreach.models.ledger import Touch, TouchState
from outreach.models.post import Delivery
from outreach.store import deliveries, items, marks, texts
from outreach.store.dispatch import by_ids as deliveries_by_ids
from tests.handlers.world import Town, form, labels, words


async def unclear(town: Town) -> tuple[Teammate, Touch, Delivery]:
    csm, account, *_ = await town.acme()
    await town.presses(csm, await town.types(csm, "share Acme"), "Send")
    (touch,) = await town.ledger(account)
    (delivery,) = await deliveries.of_touch(town.session, touch.id or 0)
    delivery.state, delivery.asked_at = "unknown", town.now
    await town.session.flush()
    return csm, touch, delivery


async def test_it_arrived_makes_the_contact(town: Town) -> None:
    csm, touch, delivery = await unclear(town)
    day = await town.types(csm, "")
    assert "UNCLEAR: did a message reach Acme?" in words(day)
    await town.presses(csm, day, "It arrived")
    await town.session.refresh(touch)
    assert (touch.state, delivery.state) == (TouchState.MADE, "sent")


async def test_an_unclear_one_is_not_on_the_way_and_neither_stops_nor_is_taken_back(town: Town) -> None:
    csm, touch, _ = await unclear(town)
    assert "on the way" not in words(await town.types(csm, ""))
    asked = "Nobody knows yet whether it arrived: press It arrived or Send again first."
    with pytest.raises(Stale, match=asked):
        await town.types(csm, "undo")
    with pytest.raises(Stale, match=asked):
        await town.press(csm, "touch.stop", {"touch": str(touch.id)})


async def test_what_a_person_saw_arrive_is_deleted_by_hand(town: Town) -> None:
    csm, touch, _ = await unclear(town)
    await town.presses(csm, await town.types(csm, ""), "It arrived")
    await town.session.refresh(touch)
    with pytest.raises(NotAllowed, match="does not know where in #ext-acme it stands: delete it there by hand"):
        await town.types(csm, "undo")


async def test_send_again_queues_it_once(town: Town) -> None:
    csm, touch, delivery = await unclear(town)
    day = await town.types(csm, "")
    await town.presses(csm, day, "Send again")
    assert await town.deliveries(touch) == ["queued"]
    with pytest.raises(Stale):
        await town.presses(csm, day, "It arrived")
    assert delivery.state == "queued"


async def test_a_kind_word_reaches_the_manager(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    manager = await town.manager()
    csm.manager_id = manager.id
    await town.says(dana, channel, "Fastest close we have ever had, thank you")
    (said,) = await town.ledger(account)
    page = await town.types(csm, "account Acme")
    told = await town.presses(csm, page, "A kind word …", choice=str(said.id))
    town.later(minutes=1)
    assert "★ Dana, Acme: “Fastest close we have ever had, thank you”" in words(await town.types(manager, "digest"))
    with pytest.raises(Stale, match="marked already"):
        await town.press(csm, "mark.kind_word", {"touch": str(said.id)})
    await town.presses(csm, told, "Undo")
    assert await marks.of_kind(town.session, [said.id or 0], marks.KIND_WORD) == set()


async def test_our_own_words_are_no_kind_word(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await town.types(csm, "log Acme call about the close")
    (touch,) = await town.ledger(account)
    with pytest.raises(BadInput, match="Only a customer's own words"):
        await town.press(csm, "mark.kind_word", {"touch": str(touch.id)})


async def test_a_nudge_reaches_its_csm_once_a_day(town: Town) -> None:
    csm, account, *_ = await town.acme()
    manager = await town.manager()
    values = {"kind": "waiting", "account": str(account.id), "teammate": str(csm.id)}
    told = await town.press(manager, "digest.nudge", values)
    await town.press(manager, "digest.nudge", values)
    assert words(told) == "Priya is asked about Acme."
    delivery = await deliveries.by_id(town.session, 1)
    message = await texts.message_of(town.session, delivery.text_id)
    assert message is not None
    assert message.fallback == "Marco asks you to look at Acme: it waits for an answer."
    assert await _count(town) == 1
    town.now += timedelta(days=1)
    await town.press(manager, "digest.nudge", values)
    assert await _count(town) == 2


async def _count(town: Town) -> int:
    return len(await deliveries_by_ids(town.session, range(1, 20)))


@pytest.mark.parametrize("action", ["digest.see_counts", "digest.see_csms", "digest.see_quiet", "digest.see_day"])
async def test_behind_a_digest_there_is_always_something_to_read(town: Town, action: str) -> None:
    await town.acme()
    assert words(await town.press(await town.manager(), action, {}))


async def test_adding_needs_no_more_than_a_link(town: Town) -> None:
    csm = await town.csm()
    asked = await town.types(csm, "add https://example.com/report")
    assert form(asked).inputs[1].value == "https://example.com/report"
    told = await town.submits(csm, asked, title="A report", context="What changed in 2026.", topics="audit trail")
    item = await items.by_slug(town.session, "a-report")
    assert item is not None
    assert (item.state, item.curated_by, item.topics) == ("draft", "Priya Nair", ["audit trail"])
    assert "It is shared with nobody before somebody approves it." in words(told)


async def test_both_questions_must_be_answered(town: Town) -> None:
    csm = await town.csm()
    item = await town.item("a-report", state="draft", reasons=[], approved_by=None)
    asked = await town.press(csm, "item.approve", {"item": str(item.id)})
    good = {"front_page": "yes", "topic": "audit trail", "why": "Auditors ask.", "gain": "It saves a week."}
    with pytest.raises(BadInput, match="front page"):
        await town.submits(csm, asked, **{**good, "front_page": "no"})
    with pytest.raises(BadInput, match="say what is in it for them"):
        await town.submits(csm, asked, **{**good, "gain": ""})
    await town.submits(csm, asked, **good)
    assert (item.state, item.approved_by) == ("approved", "Priya Nair")
    assert item.reasons == [{"topic": "audit trail", "why": "Auditors ask.", "gain": "It saves a week."}]


async def test_what_its_publisher_rewrote_can_be_approved_again(town: Town) -> None:
    csm = await town.csm()
    item = await town.item("a-report", origin="feed", approved_at=town.now, changed_at=town.now + timedelta(hours=1))
    town.later(hours=2)
    shown = await town.types(csm, "library a report")
    assert "Its source reads otherwise since it was approved." in words(shown)
    await town.submits(csm, await town.presses(csm, shown, "Approve again"), front_page="yes")
    assert "Its source reads otherwise" not in words(await town.types(csm, "library a report"))
    assert item.approved_by == "Priya Nair"


async def test_an_approval_can_be_taken_back(town: Town) -> None:
    csm = await town.csm()
    item = await town.item("a-report", state="draft", approved_by=None)
    asked = await town.press(csm, "item.approve", {"item": str(item.id)})
    await town.presses(csm, await town.submits(csm, asked, front_page="yes"), "Undo")
    assert (item.state, item.approved_by) == ("draft", None)


async def test_what_is_retired_is_shared_no_more(town: Town) -> None:
    csm, *_ = await town.acme()
    (planned,) = await town.plans()
    await town.presses(csm, await town.types(csm, "library close checklist"), "Retire")
    assert planned.state == TouchState.CANCELLED
    assert "Nothing worth sharing" in words(await town.types(csm, "share Acme"))
    with pytest.raises(BadInput):
        await town.types(csm, "share Acme close checklist")


async def test_the_library_lists_drafts_first_and_finds_titles(town: Town) -> None:
    csm = await town.csm()
    await town.item("close-checklist")
    await town.item("a-report", state="draft", topic="audit trail")
    shown = await town.types(csm, "library")
    assert "1 draft: not shared before somebody approves" in words(shown)
    assert labels(shown) == ["Open", "Approve", "Open …"]
    approved = await items.by_slug(town.session, "close-checklist")
    assert approved is not None
    assert "May" not in words(await town.presses(csm, shown, "Open …", choice=str(approved.id)))
    assert "What is in it for them" in words(await town.types(csm, "library close"))
    assert "There is nothing" not in words(await town.types(csm, "library audit trail"))


async def test_bad_links_are_refused(town: Town) -> None:
    csm = await town.csm()
    with pytest.raises(BadInput, match="is no link"):
        await town.types(csm, "add example.com")
    assert form(await town.types(csm, "add <https://example.com/x|x>")).inputs[1].value == "https://example.com/x"
