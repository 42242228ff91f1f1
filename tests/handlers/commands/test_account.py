"""`account`: what a colleague needs to know before they write."""

import pytest

from outreach.errors import Ambiguous, BadInput, NotFound
from tests.handlers.world import Town, labels, words


async def test_it_shows_the_book_the_ledger_and_what_we_know(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.contact(account, "Femi Ade")
    await town.says(dana, channel, "Is the export fixed?")
    said = words(await town.types(csm, "account acme"))
    assert "Segment: mid · adoption\nCSM: Priya Nair\nValue: $100k" in said
    assert "People: Dana Whitfield, Femi Ade" in said
    assert "Channel: #ext-acme" in said
    assert "Last spoke: just now · Dana" in said
    assert "note: “month-end close still takes six days” (Dana said 3 Nov)" in said
    assert "their message · from Dana: “Is the export fixed?”" in said


@pytest.mark.parametrize(("said_by", "noter"), [("Leo Hartmann", "Leo"), ("Dana Whitfield", "Priya"), (None, "Priya")])
async def test_what_a_csm_noted_names_the_csm(town: Town, said_by: str | None, noter: str) -> None:
    csm, account, dana, _ = await town.acme()
    await town.fact(account, "close in three days", dana, kind="goal", source="csm", said_by=said_by)
    assert f"goal: “close in three days” ({noter} noted 3 Nov)" in words(await town.types(csm, "account Acme"))


async def test_what_holds_us_back_stands_on_top(town: Town) -> None:
    csm, *_ = await town.acme()
    await town.types(csm, "pause Acme until Friday because they are merging")
    shown = await town.types(csm, "account Acme")
    assert "outreach is paused (they are merging), until Sat 28 Nov 00:00 Berlin (Priya Nair)" in words(shown)
    await town.presses(csm, shown, "Resume")
    assert "Resume" not in labels(await town.types(csm, "account Acme"))


async def test_an_empty_account_says_how_to_begin(town: Town) -> None:
    csm = await town.csm()
    await town.account("Umbra", csm)
    said = words(await town.types(csm, "account Umbra"))
    assert "Nothing is known about them yet, so nothing can be proposed." in said
    assert "Channel: none: type “/cs link Umbra” in theirs" in said
    assert "Last spoke: not on record" in said


@pytest.mark.parametrize(
    ("typed", "error"),
    [("account", BadInput), ("account Nobody", NotFound), ("account Ac", Ambiguous), ("account Acme please", BadInput)],
)
async def test_an_unclear_name_is_asked_about(town: Town, typed: str, error: type[Exception]) -> None:
    csm, *_ = await town.acme()
    await town.account("Acorn", csm)
    with pytest.raises(error):
        await town.types(csm, typed)
