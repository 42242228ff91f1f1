"""`log`: contacts made by people count."""

import pytest

from outreach.errors import BadInput
from outreach.models.ledger import Purpose, TouchState
from tests.handlers.world import Town, words


async def test_a_call_ends_the_silence(town: Town) -> None:
    csm, account, *_ = await town.acme()
    told = await town.types(csm, "log Acme call They want the export before the audit")
    (touch,) = await town.ledger(account)
    assert (touch.origin, touch.purpose, touch.medium, touch.state) == (
        "person",
        Purpose.TALK,
        "call",
        TouchState.MADE,
    )
    assert (touch.author_id, touch.happened_at) == (csm.id, town.now)
    assert await town.said(touch) == "They want the export before the audit"
    assert words(told) == "Logged. A call with Acme, today."
    assert "Priya spoke with them on Tue 24 Nov 10:30 Berlin, just now." in words(await town.types(csm, "why Acme"))


async def test_what_was_said_can_be_kept_as_a_fact(town: Town) -> None:
    csm, account, *_ = await town.acme()
    told = await town.types(csm, "log Acme meeting They want the export before the audit")
    asked = await town.presses(csm, told, "Keep as a fact")
    await town.submits(csm, asked, kind="request", text="the export before the audit")
    assert "the export before the audit" in await town.known(account)


async def test_the_button_asks_how_and_what(town: Town) -> None:
    csm, account, *_ = await town.acme()
    asked = await town.presses(csm, await town.types(csm, "account Acme"), "I spoke with them")
    await town.submits(csm, asked, medium="email", note="Sent the numbers")
    assert [touch.medium for touch in await town.ledger(account)] == ["email"]


async def test_undo_takes_it_off_the_record(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await town.presses(csm, await town.types(csm, "log Acme call about nothing"), "Undo")
    assert [touch.state for touch in await town.ledger(account)] == [TouchState.CANCELLED]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("log Acme", "Say how you spoke with Acme: call, meeting or email."),
        ("log Acme pigeon hello", "Say how you spoke with Acme: call, meeting or email."),
        ("log Acme call", "Say in a few words what it was about."),
        ("log", "Which account?"),
    ],
)
async def test_half_a_log_is_none(town: Town, typed: str, says: str) -> None:
    csm, account, *_ = await town.acme()
    with pytest.raises(BadInput) as refused:
        await town.types(csm, typed)
    assert str(refused.value).startswith(says)
    assert await town.ledger(account) == []
