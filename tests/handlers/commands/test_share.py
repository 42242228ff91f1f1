"""`share`: a preview that hides nothing, and what its presses do."""

from datetime import timedelta

import pytest

from outreach.errors import BadInput, NotFound, Stale
from outreach.ledger.reasons import Code
from outreach.models.book import Hold
from outreach.models.ledger import TouchState
from outreach.store import holds
from tests.handlers.world import Town, labels, words


async def test_the_preview_shows_who_when_what_and_why_and_writes_nothing(town: Town) -> None:
    csm, account, *_ = await town.acme()
    shown = await town.types(csm, "share Acme")
    assert "Share “Close checklist” with Acme" in words(shown)
    assert "Acme · Dana · #ext-acme · Tue 24 Nov 10:30 Berlin" in words(shown)
    assert "Hi Dana, on 3 Nov you said month-end close still takes six days." in words(shown)
    assert "Why: “month-end close still takes six days” (Dana's words, 3 Nov)" in words(shown)
    assert labels(shown) == ["Test to me", "Schedule", "Send", "Edit first", "Cancel"]
    assert await town.ledger(account) == []


async def test_schedule_takes_the_next_good_moment(town: Town) -> None:
    csm, account, *_ = await town.acme()
    town.later(hours=12)
    done = await town.presses(csm, await town.types(csm, "share Acme"), "Schedule")
    (touch,) = await town.ledger(account)
    assert (touch.state, touch.origin, touch.wall_at) == (TouchState.APPROVED, "csm", "2026-11-25T09:30:00")
    assert await town.deliveries(touch) == ["queued"]
    assert "Scheduled" in words(done)
    assert "Wed 25 Nov 09:30 Berlin" in words(done)


async def test_send_is_now(town: Town) -> None:
    csm, account, *_ = await town.acme()
    done = await town.presses(csm, await town.types(csm, "share Acme"), "Send")
    (touch,) = await town.ledger(account)
    assert (touch.state, touch.due_at) == (TouchState.APPROVED, town.now)
    assert "On its way" in words(done)


async def test_at_night_send_asks_for_a_reason_and_puts_it_on_record(town: Town) -> None:
    csm, account, *_ = await town.acme()
    town.later(hours=12)
    preview = await town.types(csm, "share Acme")
    assert "Not this minute: it is outside their working hours" in words(preview)
    asked = await town.presses(csm, preview, "Send")
    await town.submits(csm, asked, reason="Dana asked me for it tonight", when="now")
    (touch,) = await town.ledger(account)
    assert (touch.override, touch.due_at) == ("Dana asked me for it tonight", town.now)


async def test_an_override_without_a_reason_sends_nothing(town: Town) -> None:
    csm, account, *_ = await town.acme()
    town.later(hours=12)
    asked = await town.presses(csm, await town.types(csm, "share Acme"), "Send")
    with pytest.raises(BadInput, match="say in a few words"):
        await town.submits(csm, asked, reason=" ")
    assert await town.ledger(account) == []


async def test_soft_rules_hold_back_unless_a_person_says_why_not(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await _hold(town, account.id, Code.OPEN_COMPLAINT)
    preview = await town.types(csm, "share Acme")
    assert "Held back, unless you say why not" in words(preview)
    assert "a complaint is open" in words(preview)
    assert "Send" not in labels(preview)
    asked = await town.presses(csm, preview, "Send anyway …")
    await town.submits(csm, asked, reason="It answers the complaint", when="next")
    assert [touch.override for touch in await town.ledger(account)] == ["It answers the complaint"]


async def test_nobody_overrides_a_stop(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await _hold(town, account.id, Code.OPTED_OUT)
    preview = await town.types(csm, "share Acme")
    assert "Acme: they asked us to stop." in words(preview)
    assert "Nothing can be sent as things are." in words(preview)
    assert labels(preview) == []


async def test_what_changed_since_the_preview_counts(town: Town) -> None:
    csm, account, *_ = await town.acme()
    preview = await town.types(csm, "share Acme")
    await _hold(town, account.id, Code.OPTED_OUT)
    with pytest.raises(Stale, match="they asked us to stop"):
        await town.presses(csm, preview, "Send")
    assert await town.ledger(account) == []


async def test_the_same_thing_never_goes_twice(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await town.presses(csm, await town.types(csm, "share Acme close checklist"), "Send")
    again = await town.types(csm, "share Acme close checklist")
    assert "it is already proposed to them" in words(again)
    await town.arrives((await town.ledger(account))[0])
    again = await town.types(csm, "share Acme close checklist")
    assert "it was already shared with them" in words(again)
    assert len(await town.ledger(account)) == 1


async def test_what_is_proposed_already_is_shown_instead_of_a_second_thing(town: Town) -> None:
    csm, *_ = await town.acme()
    await town.plans()
    shown = await town.types(csm, "share Acme")
    assert words(shown).startswith("There is one already: decide about it, or name another item.")
    assert labels(shown) == ["Send", "Edit", "Not now", "More"]


async def test_an_item_without_a_reason_for_them_is_not_shared(town: Town) -> None:
    csm, _, *_ = await town.acme()
    await town.item("e-invoicing", topic="e-invoicing")
    preview = await town.types(csm, "share Acme e-invoicing")
    assert "nothing we know about them gives it a reason" in words(preview)


async def test_nothing_worth_sharing_is_said_and_a_personal_word_offered(town: Town) -> None:
    csm = await town.csm()
    account = await town.account("Umbra", csm)
    await town.contact(account, "Tom Reyes")
    await town.channel(account, "ext-umbra")
    await town.item("a-book", kind="personal", reasons=[], topics=[])
    shown = await town.types(csm, "share Umbra")
    assert "Nothing worth sharing with Umbra today" in words(shown)
    preview = await town.presses(csm, shown, "A book")
    assert "a personal recommendation from Priya" in words(preview)
    await town.presses(csm, preview, "Send")
    (touch,) = await town.ledger(account)
    assert touch.why == "Priya's own recommendation"


async def test_a_segment_gets_only_what_says_why_it_matters_to_all_of_them(town: Town) -> None:
    csm, account, *_ = await town.acme()
    reason = {"segment": "mid", "why": "The year end is near.", "gain": "It saves calls in January."}
    await town.item("cut-off", reasons=[reason])
    shown = await town.types(csm, "share mid")
    preview = await town.presses(csm, shown, "Cut off")
    assert "this goes to several of the teams I look after" in words(preview)
    await town.presses(csm, preview, "Schedule")
    assert [touch.why for touch in await town.ledger(account)] == ["for all mid accounts: The year end is near."]


async def test_a_csm_reaches_their_own_accounts_and_a_manager_all_of_a_segment(town: Town) -> None:
    csm, *_ = await town.acme()
    other = await town.csm("Leo Hartmann")
    theirs = await town.account("Globex", other)
    await town.contact(theirs, "Gil Ott")
    await town.channel(theirs, "ext-globex")
    manager = await town.manager()
    reason = {"segment": "mid", "why": "The year end is near.", "gain": "It saves calls in January."}
    await town.item("cut-off", reasons=[reason])
    assert "Globex" not in words(await town.types(csm, "share mid cut off"))
    preview = await town.types(manager, "share mid cut off")
    assert "Goes to 2 accounts" in words(preview)


async def test_two_messages_of_one_csm_keep_their_distance(town: Town) -> None:
    csm, account, *_ = await town.acme()
    other = await town.account("Globex", csm)
    await town.contact(other, "Gil Ott")
    await town.channel(other, "ext-globex")
    reason = {"segment": "mid", "why": "The year end is near.", "gain": "It saves calls in January."}
    await town.item("cut-off", reasons=[reason])
    await town.presses(csm, await town.types(csm, "share mid cut off"), "Schedule")
    (first,), (second,) = await town.ledger(account), await town.ledger(other)
    assert first.due_at is not None
    assert second.due_at == first.due_at + timedelta(minutes=20)


async def test_without_a_channel_it_becomes_an_email_draft(town: Town) -> None:
    csm = await town.csm()
    account = await town.account("Acme", csm)
    dana = await town.contact(account, email="dana@acme.example")
    await town.fact(account, "month-end close still takes six days", dana, topics=["month-end close"])
    await town.item()
    preview = await town.types(csm, "share Acme")
    assert "No channel is linked" in words(preview)
    kept = await town.presses(csm, preview, "Keep as draft")
    (touch,) = await town.ledger(account)
    assert (touch.state, touch.medium) == (TouchState.PROPOSED, "email")
    copied = await town.presses(csm, kept, "Copy")
    assert "To: Dana Whitfield <dana@acme.example>\nSubject: Close checklist" in words(copied)
    await town.presses(csm, copied, "I sent it")
    assert touch.state == TouchState.MADE


async def test_a_test_reaches_me_alone_and_changes_nothing(town: Town) -> None:
    csm, account, *_ = await town.acme()
    told = await town.presses(csm, await town.types(csm, "share Acme"), "Test to me")
    assert "to nobody else" in words(told)
    assert await town.ledger(account) == []


async def test_bare_share_says_with_whom_it_is_worth_it(town: Town) -> None:
    csm, account, *_ = await town.acme()
    shown = await town.types(csm, "share")
    assert "Acme · Close checklist" in words(shown)
    assert "Share “Close checklist” with Acme" in words(await town.presses(csm, shown, "Preview"))
    assert await town.ledger(account) == []


@pytest.mark.parametrize(
    ("typed", "error", "says"),
    [
        ("share Acmee", NotFound, "Did you mean Acme?"),
        ("share Acme close chekclist", NotFound, "Did you mean “Close checklist”"),
        ("share tail close checklist", BadInput, "No account you look after is in the tail segment."),
    ],
)
async def test_bad_input_gets_a_sentence_with_its_cure(
    town: Town, typed: str, error: type[Exception], says: str
) -> None:
    csm, *_ = await town.acme()
    with pytest.raises(error, match=says.replace("?", r"\?")):
        await town.types(csm, typed)


async def _hold(town: Town, account_id: int | None, code: Code) -> None:
    assert account_id is not None
    await holds.place(town.session, Hold(account_id=account_id, code=code, placed_by="x", placed_at=town.now))
