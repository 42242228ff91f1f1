"""One of several people wants less: seven quiet days, in which their CSM asks the others."""

from datetime import timedelta

import pytest

from outreach.errors import BadInput, Stale
from outreach.models.book import Contact
from outreach.models.ledger import TouchState
from outreach.store import channels
from tests.handlers.terms.sharing import SAY, Shared, shared
from tests.handlers.world import Town, controls, words


async def several(town: Town) -> tuple[Shared, Contact]:
    """Tom writes there as well."""
    sent = await shared(town)
    tom = await town.contact(sent.account, "Tom Berg")
    await town.says(tom, sent.channel, "Good morning")
    town.later(minutes=5)
    return sent, tom


async def _hold(sent: Shared) -> str:
    page = await sent.town.types(sent.csm, "prefer Acme")
    return next(one.values["hold"] for one in controls(page) if one.action == "preference.ask_others")


async def test_it_is_quiet_and_they_are_told_what_happens(town: Town) -> None:
    sent, _ = await several(town)
    await town.taps(sent.dana, sent.touch, SAY, "less")
    assert await town.held(sent.account) == ["snoozed"]
    assert (await sent.bot_said())[-1] == (
        "Understood. I will not write here unasked until 1 Dec, and Priya asks the others meanwhile. Unless that "
        "changes it, it is one message in 28 days at most after that. If you want nothing at all, say “stop”."
    )


async def test_their_csm_hears_of_it_once_with_what_can_be_done(town: Town) -> None:
    sent, _ = await several(town)
    await town.says(sent.dana, sent.channel, "less", thread=sent.touch.external_ref)
    await town.says(sent.dana, sent.channel, "fewer of these", thread=sent.touch.external_ref)
    told = [one for one in await town.told(sent.csm) if "wants fewer messages" in one]
    assert told == [
        "Acme: Dana Whitfield wants fewer messages in #ext-acme. Nothing unasked goes there until Tuesday 1 Dec. "
        "Ask the others who write there (Tom); if nobody settles it by then, it is less for the whole channel."
    ]
    assert await town.held(sent.account) == ["snoozed"]
    assert "Dana Whitfield wants less, and the others are being asked" in words(
        await town.types(sent.csm, "account Acme")
    )


async def test_nobody_settles_it_and_the_strictest_wish_governs(town: Town) -> None:
    sent, _ = await several(town)
    await town.says(sent.dana, sent.channel, "less", thread=sent.touch.external_ref)
    await town.waits(days=6, hours=23)
    assert await town.held(sent.account) == ["snoozed"]
    await town.waits(hours=2)
    assert await town.held(sent.account) == ["asked_for_less"]


async def test_another_of_them_wants_it_too(town: Town) -> None:
    sent, tom = await several(town)
    await town.says(sent.dana, sent.channel, "less", thread=sent.touch.external_ref)
    await town.says(tom, sent.channel, "less", thread=sent.touch.external_ref)
    assert await town.held(sent.account) == ["asked_for_less"]
    await town.waits(days=8)
    assert await town.held(sent.account) == ["asked_for_less"]


async def test_they_take_it_back_themselves(town: Town) -> None:
    sent, _ = await several(town)
    await town.says(sent.dana, sent.channel, "less", thread=sent.touch.external_ref)
    await town.says(sent.dana, sent.channel, "resume", thread=sent.touch.external_ref)
    await town.waits(days=8)
    assert await town.held(sent.account) == []


async def test_the_others_are_asked_by_a_draft_that_names_nobody(town: Town) -> None:
    sent, _ = await several(town)
    await town.says(sent.dana, sent.channel, "less", thread=sent.touch.external_ref)
    page = await town.types(sent.csm, "prefer Acme")
    shown = await town.presses(sent.csm, page, "Ask the others")
    assert "one of you would like to hear from us less often here" in words(shown)
    draft = (await town.ledger(sent.account))[-1]
    assert (draft.origin, draft.state, draft.author_id) == ("desk", TouchState.PROPOSED, sent.csm.id)
    assert "Dana" not in await town.said(draft)
    await town.presses(sent.csm, page, "Ask the others")
    assert (await town.ledger(sent.account))[-1].id == draft.id
    await town.presses(sent.csm, shown, "Send")
    assert draft.state == TouchState.APPROVED


async def test_less_for_all_and_back(town: Town) -> None:
    sent, _ = await several(town)
    await town.says(sent.dana, sent.channel, "less", thread=sent.touch.external_ref)
    page = await town.types(sent.csm, "prefer Acme")
    done = await town.presses(sent.csm, page, "Less for all")
    assert await town.held(sent.account) == ["asked_for_less"]
    with pytest.raises(Stale):
        await town.presses(sent.csm, page, "Only for Dana")
    await town.presses(sent.csm, done, "Undo")
    assert await town.held(sent.account) == ["snoozed"]
    await town.waits(days=8)
    assert await town.held(sent.account) == ["asked_for_less"]


async def test_only_for_the_one_who_wants_it(town: Town) -> None:
    sent, _ = await several(town)
    await town.says(sent.dana, sent.channel, "less", thread=sent.touch.external_ref)
    done = await town.presses(sent.csm, await town.types(sent.csm, "prefer Acme"), "Only for Dana")
    assert await town.held(sent.account) == []
    (row,) = await sent.wanted()
    assert (row.kind, row.contact_id, row.value) == ("pace", sent.dana.id, {"days": 28, "only_to_them": True})
    await town.waits(days=8)
    assert await town.held(sent.account) == []
    assert "one message to them in 28 days" in words(await town.types(sent.csm, "prefer Acme"))
    town.later(days=-8)
    await town.presses(sent.csm, done, "Undo")
    assert (await sent.wanted(), await town.held(sent.account)) == ([], ["snoozed"])


async def test_somebody_nobody_knows_cannot_get_less_alone(town: Town) -> None:
    sent, _ = await several(town)
    await town.says(sent.dana, sent.channel, "Good morning")
    await town.says("Somebody New", sent.channel, "less", thread=sent.touch.external_ref)
    assert await town.held(sent.account) == ["snoozed"]
    with pytest.raises(BadInput, match="none of the people we know at Acme"):
        await town.press(sent.csm, "preference.only_for_them", {"hold": await _hold(sent)})


async def test_who_is_alone_there_gets_less_at_once(town: Town) -> None:
    sent = await shared(town)
    await town.contact(sent.account, "Tom Berg")
    await town.says(sent.dana, sent.channel, "less", thread=sent.touch.external_ref)
    assert await town.held(sent.account) == ["asked_for_less"]


async def test_who_said_nothing_there_for_months_is_not_asked(town: Town) -> None:
    sent, _ = await several(town)
    town.later(days=91)
    await town.says(sent.dana, sent.channel, "less", thread=sent.touch.external_ref)
    assert await town.held(sent.account) == ["asked_for_less"]


async def test_said_directly_it_is_that_persons_alone_and_at_once(town: Town) -> None:
    sent, _ = await several(town)
    direct = await town.channel(None, "Dana", kind="direct")
    await town.says(sent.dana, direct, "less")
    assert await town.held(sent.account) == ["asked_for_less"]


async def test_stop_by_one_is_stop_for_the_channel_at_once(town: Town) -> None:
    sent, _ = await several(town)
    await town.says(sent.dana, sent.channel, "less", thread=sent.touch.external_ref)
    await town.says(sent.dana, sent.channel, "stop", thread=sent.touch.external_ref)
    assert await town.held(sent.account) == ["snoozed", "opted_out"]
    assert await town.plans() == []


async def test_the_channel_that_is_gone_by_then_does_not_matter(town: Town) -> None:
    sent, _ = await several(town)
    await town.says(sent.dana, sent.channel, "less", thread=sent.touch.external_ref)
    await channels.unlink(town.session, sent.channel, now=town.now)
    await town.waits(days=8)
    assert await town.held(sent.account) == ["asked_for_less"]
    assert timedelta(days=7) == town.house.desk.less_asks_for
