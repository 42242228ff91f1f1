"""Presses that change a proposal: edit, not now, more, another item, not for this account."""

from datetime import UTC, datetime

import pytest

from handlers.work import Outcome
from outreach.errors import BadInput, Stale
from outreach.models.book import Account, Teammate
from outreach.models.ledger import Touch, TouchState
from outreach.store import facts, turns
from tests.handlers.world import Town, form, labels, words

Proposed = tuple[Town, Teammate, Account, Touch]


@pytest.fixture
async def proposed(town: Town) -> Proposed:
    csm, account, *_ = await town.acme()
    town.later(hours=-4)
    (touch,) = await town.plans()
    return town, csm, account, touch


async def press(proposed: Proposed, action: str, **values: str) -> Outcome:
    town, csm, _, touch = proposed
    return await town.press(csm, action, {"touch": str(touch.id), **values})


async def test_edit_shows_the_words_as_markdown_without_the_small_print(proposed: Proposed) -> None:
    shown = form(await press(proposed, "touch.edit")).inputs[0].value
    assert shown.startswith("Hi Dana, on 3 Nov you said month-end close still takes six days.")
    assert "[Close checklist](<https://example.com/close-checklist>)" in shown
    assert "Prefer fewer" not in shown


async def test_what_is_saved_is_what_is_sent_with_the_small_print_behind_it(proposed: Proposed) -> None:
    town, csm, _, touch = proposed
    told = await town.submits(csm, await press(proposed, "touch.edit"), words="Hi Dana, **look**: <!channel>")
    assert (touch.state, touch.is_edited) == (TouchState.PROPOSED, True)
    said = await town.said(touch)
    assert said == "Hi Dana, look: <!channel>\n\nPrefer fewer of these? Just say so. · Concierge for Priya"
    assert labels(told) == ["Send", "Edit", "Not now", "More"]


async def test_nothing_changed_is_no_edit(proposed: Proposed) -> None:
    town, csm, _, touch = proposed
    before = touch.message_hash
    await town.submits(csm, await press(proposed, "touch.edit"))
    assert (touch.message_hash, touch.is_edited) == (before, False)


@pytest.mark.parametrize(
    ("given", "why"),
    [("", "there is nothing left to send"), ("  ", "nothing left"), ("x" * 3_100, "shorten it by 100")],
)
async def test_what_cannot_be_sent_is_refused_so_that_the_form_stays_open(
    proposed: Proposed, given: str, why: str
) -> None:
    town, csm, _, touch = proposed
    before = touch.message_hash
    with pytest.raises(BadInput, match=f"Not saved: .*{why}") as refused:
        await town.submits(csm, await press(proposed, "touch.edit"), words=given)
    assert (refused.value.field, touch.message_hash) == ("words", before)


async def test_another_customers_name_is_noticed(proposed: Proposed) -> None:
    town, csm, *_ = proposed
    await town.account("Globex", csm)
    told = await town.submits(csm, await press(proposed, "touch.edit"), words="Hi Dana, as we did for Globex.")
    assert "Look again: it names Globex, which is another customer." in words(told)


async def test_an_edit_of_what_was_decided_meanwhile_changes_nothing(proposed: Proposed) -> None:
    town, csm, _, touch = proposed
    asked = await press(proposed, "touch.edit")
    await press(proposed, "touch.send")
    with pytest.raises(Stale, match="already approved"):
        await town.submits(csm, asked, words="Other words")
    assert touch.is_edited is False


@pytest.mark.parametrize(
    ("choice", "at"),
    [
        ("tomorrow", datetime(2026, 11, 25, 5, tzinfo=UTC)),
        ("next_week", datetime(2026, 11, 30, 5, tzinfo=UTC)),
        ("in_a_month", datetime(2026, 12, 24, 5, tzinfo=UTC)),
    ],
)
async def test_not_now_asks_again_with_what_is_true_then(proposed: Proposed, choice: str, at: datetime) -> None:
    town, csm, _, touch = proposed
    await town.presses(csm, await press(proposed, "touch.not_now"), "Not now", choice=choice)
    assert touch.state == TouchState.CANCELLED
    turn = await turns.by_id(town.session, touch.turn_id)
    assert turn is not None
    assert (turn.next_due_at, turn.moves) == (at, 1)
    assert await town.plans() == []
    town.now = at
    assert len(await town.plans()) == 1


async def test_not_now_needs_a_day_that_we_offered(proposed: Proposed) -> None:
    *_, touch = proposed
    with pytest.raises(BadInput, match="Choose tomorrow"):
        await press(proposed, "touch.not_now", choice="some day")
    assert touch.state == TouchState.PROPOSED


async def test_more_shows_the_words_and_other_items_that_fit(proposed: Proposed) -> None:
    town, *_ = proposed
    await town.item("reconciling", topic="month-end close", kind="industry")
    shown = await press(proposed, "touch.more")
    assert "Hi Dana, on 3 Nov you said month-end close still takes six days." in words(shown)
    assert "Reconciling. Why: “month-end close still takes six days” (Dana's words, 3 Nov)" in words(shown)
    assert labels(shown) == [
        "Take this one",
        "Why this",
        "Test to me",
        "Send now",
        "Another day",
        "Not for this account",
    ]


async def test_another_item_comes_with_its_own_reason_and_words(proposed: Proposed) -> None:
    town, csm, account, touch = proposed
    item = await town.item("reconciling", topic="month-end close", kind="industry")
    await town.presses(csm, await press(proposed, "touch.more"), "Take this one")
    assert (touch.item_id, touch.state, touch.is_edited) == (item.id, TouchState.PROPOSED, False)
    assert "Reconciling (https://example.com/reconciling)" in await town.said(touch)
    assert [fact.text for _, fact in await facts.under(town.session, touch.id or 0)] == await town.known(account)


async def test_not_for_this_account_is_remembered(proposed: Proposed) -> None:
    town, _, account, touch = proposed
    told = await press(proposed, "touch.not_for_account")
    assert touch.state == TouchState.REJECTED
    assert "“Close checklist” is not proposed to Acme again" in words(told)
    town.later(days=15)
    await town.fact(account, "the close still hurts", kind="topic", topics=["month-end close"])
    shares = [one for one in await town.plans() if one.purpose == "share"]
    assert shares == []


async def test_a_person_may_still_choose_it_for_them(proposed: Proposed) -> None:
    town, csm, account, _ = proposed
    await press(proposed, "touch.not_for_account")
    town.later(hours=4)
    await town.presses(csm, await town.types(csm, "share Acme close checklist"), "Send")
    assert [touch.state for touch in await town.ledger(account)] == [TouchState.REJECTED, TouchState.APPROVED]


async def test_why_this_names_the_fact_the_rhythm_and_the_rules(proposed: Proposed) -> None:
    said = words(await press(proposed, "touch.why"))
    assert "“month-end close still takes six days” (Dana said 3 Nov)" in said
    assert "Planned by the rhythm “share”" in said
    assert "curated by Priya Nair, approved by Priya Nair" in said
    assert "Rules: none stands against it at that moment" in said


async def test_a_test_changes_no_state(proposed: Proposed) -> None:
    town, _, _, touch = proposed
    await press(proposed, "touch.test")
    assert touch.state == TouchState.PROPOSED
    assert await town.deliveries(touch) == []
