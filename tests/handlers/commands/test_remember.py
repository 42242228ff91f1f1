"""`remember` and `Forget`: facts that what we send may rest on."""

import pytest

from outreach.errors import BadInput, NotFound
from outreach.messages import Choice
from outreach.models.ledger import TouchState
from outreach.store import facts
from tests.handlers.world import Town, controls, labels, words


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("remember Acme the audit is in March", "note", "the audit is in March"),
        ("remember Acme goal to close in four days.", "goal", "to close in four days"),
        ("remember Acme request: an export of the audit trail", "request", "an export of the audit trail"),
        ("remember Acme topic audit trail, e-invoicing", "topic", "audit trail, e-invoicing"),
    ],
)
async def test_a_note_says_who_wrote_it_and_when(town: Town, typed: str, kind: str, text: str) -> None:
    csm = await town.csm()
    account = await town.account("Acme", csm)
    await town.types(csm, typed)
    (fact,) = await facts.of_account(town.session, account.id or 0)
    assert (fact.kind, fact.text, fact.source, fact.said_by) == (kind, text, "csm", "Priya Nair")
    assert fact.topics == (["audit trail", "e-invoicing"] if kind == "topic" else [])


async def test_what_is_remembered_earns_a_proposal(town: Town) -> None:
    csm = await town.csm()
    account = await town.account("Acme", csm)
    await town.contact(account)
    await town.channel(account)
    await town.item()
    assert await town.plans() == []
    await town.types(csm, "remember Acme topic month-end close")
    (touch,) = await town.plans()
    assert touch.why == "“month-end close” (a CSM's note, 24 Nov)"


async def test_forgetting_puts_away_what_rested_on_it(town: Town) -> None:
    csm, account, *_ = await town.acme()
    (planned,) = await town.plans()
    (fact,) = await facts.of_account(town.session, account.id or 0)
    page = await town.types(csm, "account Acme")
    told = await town.presses(csm, page, "Forget …", choice=str(fact.id))
    assert "1 message that rested on it was put away." in words(told)
    assert planned.state == TouchState.CANCELLED
    assert await town.known(account) == []
    assert await town.plans() == []


async def test_undo_brings_a_forgotten_fact_back(town: Town) -> None:
    csm, account, *_ = await town.acme()
    (fact,) = await facts.of_account(town.session, account.id or 0)
    await town.press(csm, "fact.forget", {"fact": str(fact.id)})
    assert await town.known(account) == []
    await town.types(csm, "undo")
    assert await town.known(account) == ["month-end close still takes six days"]


async def test_their_own_words_keep_their_source(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, "We would love an export of the audit trail.")
    (said,) = await town.ledger(account)
    asked = await town.presses(csm, await town.types(csm, "account Acme"), "Remember this …", choice=str(said.id))
    await town.submits(csm, asked, text="an export of the audit trail", kind="request", topics="audit trail")
    fact = next(one for one in await facts.of_account(town.session, account.id or 0) if one.kind == "request")
    assert (fact.source, fact.said_by, fact.contact_id) == ("message", "Dana Whitfield", dana.id)
    assert (fact.source_ref, fact.topics) == (f"touch:{said.id}", ["audit trail"])


async def test_the_same_fact_twice_is_refused(town: Town) -> None:
    csm, account, *_ = await town.acme()
    with pytest.raises(BadInput, match="known already"):
        await town.types(csm, "remember Acme Month-end close still takes six days")
    assert len(await town.known(account)) == 1


async def test_forgetting_twice_says_so(town: Town) -> None:
    csm, account, *_ = await town.acme()
    (fact,) = await facts.of_account(town.session, account.id or 0)
    await town.press(csm, "fact.forget", {"fact": str(fact.id)})
    with pytest.raises(NotFound, match="forgotten already"):
        await town.press(csm, "fact.forget", {"fact": str(fact.id)})


@pytest.mark.parametrize("typed", ["remember Acme", "remember Acme goal", f"remember Acme {'x' * 400}"])
async def test_nothing_or_too_much_is_not_remembered(town: Town, typed: str) -> None:
    csm, account, *_ = await town.acme()
    with pytest.raises(BadInput):
        await town.types(csm, typed)
    assert len(await town.known(account)) == 1


async def test_what_they_want_of_the_bot_is_nothing_to_remember(town: Town) -> None:
    csm, _, dana, channel = await town.acme()
    await town.says(dana, channel, "help")
    assert not {"Remember this …", "A kind word …"} & set(labels(await town.types(csm, "account Acme")))
    await town.says(dana, channel, "Fastest close we have ever had")
    choices = [one for one in controls(await town.types(csm, "account Acme")) if isinstance(one, Choice)]
    offered = {one.label: [words for _, words in one.options] for one in choices}
    theirs = ["Dana: Fastest close we have ever had"]
    assert (offered["Remember this …"], offered["A kind word …"]) == (theirs, theirs)
