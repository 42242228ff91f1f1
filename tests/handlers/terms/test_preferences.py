"""How customers want to be written to: said to us, kept by a press, or written down."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from outreach.errors import BadInput, Stale
from outreach.models.listening import Judged
from outreach.store import noticed
from scheduler.gate import SendingGate
from tests.handlers.terms.sharing import Shared, shared
from tests.handlers.world import PLANNING, Town, labels, words

BERLIN = ZoneInfo("Europe/Berlin")


async def said(town: Town, words_: str) -> Shared:
    sent = await shared(town)
    await town.says(sent.dana, sent.channel, words_, thread=sent.touch.external_ref)
    return sent


@pytest.mark.parametrize(
    ("wish", "kind", "value", "confirmed"),
    [
        ("Not on Mondays please", "days", {"not": [0]}, "Noted: nothing on Mondays."),
        ("only in the mornings please", "hours", {"until": "12:00"}, "Noted: nothing after 12:00."),
        ("only security updates please", "topic", {"only": ["security"], "not": []}, "Noted: only security."),
        ("no more webinars please", "topic", {"only": [], "not": ["webinars"]}, "Noted: nothing about webinars."),
    ],
)
async def test_said_to_us_it_is_heeded_at_once_and_confirmed_in_one_sentence(
    town: Town, wish: str, kind: str, value: dict[str, object], confirmed: str
) -> None:
    sent = await said(town, wish)
    (row,) = await sent.wanted()
    assert (row.kind, row.value, row.contact_id, row.said_by) == (kind, value, sent.dana.id, "Dana Whitfield")
    (reply,) = await sent.bot_said()
    assert reply.startswith(confirmed)


async def test_in_german_it_is_german_from_that_answer_on(town: Town) -> None:
    sent = await said(town, "Bitte auf Deutsch schreiben")
    assert (await sent.bot_said())[0].startswith("Notiert: auf Deutsch.")
    assert sent.dana.language == "de"
    await town.says(sent.dana, sent.channel, "status")
    assert "Unaufgeforderte Nachrichten: auf Deutsch." in (await sent.bot_said())[-1]


async def test_said_to_each_other_it_is_no_wish_of_ours(town: Town) -> None:
    sent = await shared(town)
    await town.says(sent.dana, sent.channel, "Tom, please not on Mondays, I am in Hamburg then")
    assert (await sent.wanted(), await sent.bot_said()) == ([], [])


async def test_the_same_twice_is_confirmed_once_and_more_of_it_adds_up(town: Town) -> None:
    sent = await said(town, "not on Mondays")
    await town.says(sent.dana, sent.channel, "not on Mondays", thread=sent.touch.external_ref)
    await town.says(sent.dana, sent.channel, "not on Fridays", thread=sent.touch.external_ref)
    assert [row.value for row in await sent.wanted()] == [{"not": [0, 4]}]
    assert len(await sent.bot_said()) == 2


async def test_an_edit_takes_the_place_of_what_stood_there(town: Town) -> None:
    sent = await shared(town)
    event = await town.says(sent.dana, sent.channel, "not on Mondays", thread=sent.touch.external_ref)
    await town.changes(event, "not on Mondays!")
    assert len(await sent.bot_said()) == 1
    await town.changes(event, "not on Tuesdays")
    assert [row.value for row in await sent.wanted()] == [{"not": [1]}]


async def test_where_no_words_are_kept_an_edit_repeats_nothing(town: Town) -> None:
    town.house = replace(town.house, keep_inbound=timedelta(0))
    sent = await shared(town)
    event = await town.says(sent.dana, sent.channel, "not on Mondays", thread=sent.touch.external_ref)
    await town.changes(event, "not on Mondays!")
    assert len(await sent.bot_said()) == 1


async def test_who_asks_something_as_well_still_waits_for_an_answer(town: Town) -> None:
    sent = await said(town, "Not on Mondays please. Is the export fixed?")
    assert len(await sent.wanted()) == 1
    kinds = {one.kind for one in (await noticed.of_touch(town.session, (await _last_in(sent)) or 0)).values()}
    assert "preference" not in kinds
    assert "question" in kinds


async def _last_in(sent: Shared) -> int | None:
    return [one for one in await sent.town.ledger(sent.account) if one.direction == "in"][-1].id


async def test_the_planner_the_offer_and_the_gate_heed_it(town: Town) -> None:
    sent = await said(town, "not on Tuesdays, only after 14:00")
    town.later(days=20)
    await town.item("year-end", topic="month-end close", kind="industry")
    await town.fact(sent.account, "the month-end close hurts most in December", sent.dana, topics=["month-end close"])
    planned = next(one for one in await town.plans() if one.account_id == sent.account.id)
    assert planned.due_at is not None
    local = planned.due_at.astimezone(BERLIN)
    assert local.weekday() != 1
    assert local.hour >= 14
    assert "14:" in words(await town.types(sent.csm, "checkin Acme"))
    # Before their hours, on the day itself.
    at = local.replace(hour=10).astimezone(planned.due_at.tzinfo)
    situation = await SendingGate(PLANNING)._situation(town.session, planned, sent.account, at)
    assert [term.who for term in situation.terms] == ["Dana Whitfield", "Dana Whitfield"]


async def test_a_topic_they_do_not_want_is_not_offered(town: Town) -> None:
    _, _, dana, channel = await town.acme()
    csm = await town.csm("Leo Hartmann")
    await town.says(dana, channel, "@concierge only security updates please", mentions_us=True)
    assert "it is not about what they want" in words(await town.types(csm, "share Acme close checklist"))
    assert [one.item_id for one in await town.plans() if one.item_id is not None] == []


async def test_what_was_overheard_is_kept_by_a_press_and_taken_back(town: Town) -> None:
    sent = await shared(town)
    await town.says(sent.dana, sent.channel, "Priya, no calls on Mondays please, we are in the close then")
    found = (await noticed.of_touch(town.session, (await _last_in(sent)) or 0))["preference"]
    page = await town.types(sent.csm, "noticed")
    assert "Keep" in labels(page)
    kept = await town.presses(sent.csm, page, "Keep")
    assert "Dana Whitfield: no Mondays" in words(kept)
    assert found.judged == Judged.RIGHT
    with pytest.raises(Stale):
        await town.presses(sent.csm, page, "Keep")
    await town.presses(sent.csm, kept, "Undo")
    assert await sent.wanted() == []


async def test_words_that_say_nothing_certain_are_for_a_person_to_write_down(town: Town) -> None:
    sent = await shared(town)
    await town.says(sent.dana, sent.channel, "Priya, no calls on Mondays please")
    found = (await noticed.of_touch(town.session, (await _last_in(sent)) or 0))["preference"]
    event = [one for one in await town.ledger(sent.account) if one.direction == "in"][-1]
    event.text_id = None
    with pytest.raises(Stale, match="prefer NAME"):
        await town.press(sent.csm, "preference.keep", {"noticed": str(found.id)})


class TestCommand:
    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("prefer Acme Dana not on Mondays", "Dana Whitfield of Acme: no Mondays."),
            ("prefer Acme mornings", "Acme: not after 12:00."),
            ("prefer Acme only audit trail", "Acme: only audit trail."),
            ("prefer Acme no webinars", "Acme: nothing about webinars."),
            ("prefer Acme Dana Whitfield in German", "Dana Whitfield of Acme: German."),
            ("prefer Acme less", "Acme: one message in 28 days."),
            ("prefer Acme Dana every 2 weeks", "Dana Whitfield of Acme: one message in 14 days."),
        ],
    )
    async def test_it_reads_as_people_write(self, town: Town, typed: str, told: str) -> None:
        csm, *_ = await town.acme()
        assert told in words(await town.types(csm, typed))

    async def test_it_shows_what_is_in_force_and_on_whose_word_and_ends_it(self, town: Town) -> None:
        sent = await said(town, "not on Mondays")
        await town.types(sent.csm, "prefer Acme in German")
        page = await town.types(sent.csm, "prefer Acme")
        assert "Dana Whitfield: no Mondays (Dana Whitfield's own words, 24 Nov)" in words(page)
        assert "Everybody there: German (written down by Priya, 24 Nov)" in words(page)
        ended = await town.presses(sent.csm, page, "End …", str((await sent.wanted())[1].id))
        assert ("No longer: German." in words(ended), sent.account.language) == (True, "en")
        await town.presses(sent.csm, ended, "Undo")
        assert (len(await sent.wanted()), sent.account.language) == (2, "de")

    async def test_undoing_it_brings_back_what_it_replaced(self, town: Town) -> None:
        csm, account, *_ = await town.acme()
        await town.types(csm, "prefer Acme mornings")
        town.later(minutes=1)
        await town.presses(csm, await town.types(csm, "prefer Acme afternoons"), "Undo")
        page = words(await town.types(csm, "prefer Acme"))
        assert "Everybody there: not after 12:00" in page
        assert "not before" not in page
        assert account.id is not None

    @pytest.mark.parametrize("typed", ["prefer Acme whatever you like best", "prefer Acme Dana", "prefer"])
    async def test_what_cannot_be_read_is_refused_with_the_cure(self, town: Town, typed: str) -> None:
        csm, *_ = await town.acme()
        with pytest.raises(BadInput):
            await town.types(csm, typed)

    async def test_two_of_a_name_are_told_apart(self, town: Town) -> None:
        csm, account, *_ = await town.acme()
        await town.contact(account, "Dana Ek")
        with pytest.raises(BadInput, match="Dana Whitfield or Dana Ek"):
            await town.types(csm, "prefer Acme Dana not on Mondays")
        assert "Dana Ek of Acme: no Mondays" in words(await town.types(csm, "prefer Acme Dana Ek not on Mondays"))


async def test_nobody_elses_wishes_are_told_in_the_channel(town: Town) -> None:
    sent = await said(town, "not on Mondays")
    tom = await town.contact(sent.account, "Tom Berg")
    await town.says(tom, sent.channel, "status")
    assert "Mondays" not in (await sent.bot_said())[-1]
    await town.says(sent.dana, sent.channel, "status")
    assert "Unasked messages: nothing on Mondays." in (await sent.bot_said())[-1]


async def test_somebody_nobody_knows_does_not_change_everybodys_language(town: Town) -> None:
    sent = await shared(town)
    await town.says("Somebody New", sent.channel, "Bitte auf Deutsch schreiben", thread=sent.touch.external_ref)
    assert (await sent.wanted(), sent.account.language, await sent.bot_said()) == ([], "en", [])
    assert "preference" in await noticed.of_touch(town.session, (await _last_in(sent)) or 0)
    await town.says("Somebody New", sent.channel, "not on Mondays", thread=sent.touch.external_ref)
    assert [(row.kind, row.contact_id) for row in await sent.wanted()] == [("days", None)]


async def test_said_directly_it_is_heeded_and_confirmed_there(town: Town) -> None:
    _, account, dana, _ = await town.acme()
    direct = await town.channel(None, "Dana", kind="direct")
    await town.says(dana, direct, "only in the mornings please")
    *_, reply = await town.ledger(account)
    assert (reply.origin, reply.channel_id) == ("reply", direct.id)
    assert "nothing after 12:00" in await town.said(reply)


async def test_a_wish_and_a_preference_in_one_breath_are_both_heeded(town: Town) -> None:
    sent = await said(town, "Less often please, and not on Mondays")
    assert await town.held(sent.account) == ["asked_for_less"]
    assert [row.kind for row in await sent.wanted()] == ["days"]
    assert len(await sent.bot_said()) == 2
