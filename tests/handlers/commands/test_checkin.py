"""`checkin`: one real question, led by something they told us."""

from outreach.models.ledger import Purpose, TouchState
from tests.handlers.world import Town, labels, words


async def test_the_question_rests_on_what_they_said(town: Town) -> None:
    csm, account, dana, _ = await town.acme()
    await town.fact(account, "to close in four days", dana, kind="goal")
    preview = await town.types(csm, "checkin Acme")
    assert "Hi Dana, you set out to close in four days. How is that going, including our side of it?" in words(preview)
    await town.presses(csm, preview, "Send")
    (touch,) = await town.ledger(account)
    assert (touch.purpose, touch.state, touch.why) == (
        Purpose.CHECK_IN,
        TouchState.APPROVED,
        "“to close in four days”",
    )


async def test_just_checking_in_is_no_question(town: Town) -> None:
    csm = await town.csm()
    account = await town.account("Acme", csm)
    await town.contact(account)
    await town.channel(account)
    preview = await town.types(csm, "checkin Acme")
    assert "nothing they told us is left to ask about" in words(preview)
    assert labels(preview) == []


async def test_the_same_fact_is_not_asked_about_twice(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await town.presses(csm, await town.types(csm, "checkin Acme"), "Send")
    assert "a check-in is already proposed to them" in words(await town.types(csm, "checkin Acme"))
    await town.arrives((await town.ledger(account))[0])
    assert "nothing they told us is left to ask about" in words(await town.types(csm, "checkin Acme"))


async def test_a_renewal_ahead_leads_to_the_question(town: Town) -> None:
    csm, account, *_ = await town.acme()
    preview = await town.press(csm, "digest.draft", {"account": str(account.id)})
    assert "Check-in with Acme" in words(preview)


async def test_put_away_nothing_is_left(town: Town) -> None:
    csm, account, *_ = await town.acme()
    told = await town.presses(csm, await town.types(csm, "checkin Acme"), "Cancel")
    assert words(told) == "Put away. Nothing was sent, and nothing was kept."
    assert await town.ledger(account) == []
