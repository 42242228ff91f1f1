"""`why`: what was sent, what is next and when, what was held back and by which rule."""

import json

from handlers.explaining import explain, explain_as_json
from outreach.messages import Buttons, Refresh
from tests.handlers.world import Town, words


async def test_next_says_what_when_why_and_who_decides(town: Town) -> None:
    csm, _, dana, _ = await town.acme()
    dana.timezone = "America/New_York"
    await town.plans()
    said = words(await town.types(csm, "why Acme"))
    assert "Close checklist · Dana · Tue 24 Nov 09:30 New York (Tue 24 Nov 15:30 Berlin)" in said
    assert "waits for Priya to decide. Why: “month-end close still takes six days” (Dana's words, 3 Nov)." in said


async def test_held_back_names_the_rule_and_counts(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await town.types(csm, "pause Acme because they are merging")
    await town.plans()
    said = words(await town.types(csm, "why Acme"))
    held = "share: outreach is paused (they are merging). Since 24 Nov, asked 1 time, until something changes. [paused]"
    assert held in said
    assert await town.held(account) == ["paused"]


async def test_what_was_sent_stays_with_its_reason(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await town.presses(csm, await town.types(csm, "share Acme"), "Send")
    await town.arrives((await town.ledger(account))[0])
    said = words(await town.types(csm, "why Acme"))
    assert "Tue 24 Nov 10:30 Berlin Close checklist · to Dana · by Priya. Why: “month-end close still takes" in said


async def test_an_account_without_a_past_says_how_to_begin(town: Town) -> None:
    csm = await town.csm()
    await town.account("Umbra", csm)
    said = words(await town.types(csm, "why Umbra"))
    assert "No conversation is on record." in said
    assert "/cs share Umbra or /cs checkin Umbra" in said


async def test_scripts_read_the_same_as_json(town: Town) -> None:
    _, account, *_ = await town.acme()
    await town.plans()
    told = await explain_as_json(town.session, account, town.now, town.house)
    assert json.loads(json.dumps(told)) == told
    (coming,) = told["coming"]
    assert coming["line"]["what"] == "Close checklist"
    assert coming["line"]["at"] == "2026-11-24T09:30:00+00:00"
    page = await explain(town.session, account, town.now, town.house)
    assert [type(part) for part in page.parts[-2:]] == [Buttons, Refresh]
