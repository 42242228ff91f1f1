"""What people see of other systems' reports, and do about them."""

import pytest

from outreach.desk.signals import read
from outreach.errors import BadInput, Stale
from outreach.models.book import Account
from outreach.models.desk import Request
from outreach.models.signals import Signal
from outreach.store import texts
from scheduler import signalling
from tests.handlers.world import PLANNING, Town, labels, words


async def opened(town: Town, account: Account, kind: str = "p1_ticket", **more: object) -> Signal:
    given = {"source": "zendesk", "id": "4711", "account": account.external_id, "kind": kind, "title": "It is slow"}
    return (await signalling.take(town.session, PLANNING, read("opened", {**given, **more}, town.now), town.now)).signal


async def asked(town: Town, account: Account, words: str | None = "an export of the audit trail") -> Request:
    text_id = await texts.keep(town.session, words, None) if words else None
    request = Request(account_id=account.id or 0, opened_at=town.now, opened_by="Dana", text_id=text_id)
    town.session.add(request)
    await town.session.flush()
    return request


async def test_the_page_says_what_is_open_and_what_it_does(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await opened(town, account, url="https://desk.example/4711")
    shown = await town.press(csm, "signal.see", {"account": str(account.id)})
    assert "P1 ticket: It is slow (https://desk.example/4711)" in words(shown)
    assert "holds shares and check-ins" in words(shown)
    assert labels(shown) == ["It is over", "Account"]


async def test_nothing_open_is_said_as_well(town: Town) -> None:
    csm, account, *_ = await town.acme()
    assert "Nothing is open." in words(await town.press(csm, "signal.see", {"account": str(account.id)}))


async def test_a_person_may_say_that_it_is_over_and_take_that_back(town: Town) -> None:
    csm, account, *_ = await town.acme()
    signal = await opened(town, account)
    shown = await town.press(csm, "signal.see", {"account": str(account.id)})
    over = await town.presses(csm, shown, "It is over")
    assert await town.held(account) == []
    with pytest.raises(Stale):
        await town.presses(csm, shown, "It is over")
    await town.presses(csm, over, "Undo")
    assert await town.held(account) == ["open_signal"]
    assert signal.closed_at is None


async def test_a_ticket_is_linked_to_a_request_by_a_choice(town: Town) -> None:
    csm, account, *_ = await town.acme()
    request = await asked(town, account)
    signal = await opened(town, account, url="https://desk.example/4711")
    shown = await town.press(csm, "signal.see", {"account": str(account.id)})
    linked = await town.presses(csm, shown, "Link to a request …", str(request.id))
    assert signal.request_id == request.id
    assert request.ticket_url == "https://desk.example/4711"
    assert f"request {request.id}" in words(linked)


async def test_a_request_whose_words_are_gone_can_still_be_linked(town: Town) -> None:
    csm, account, *_ = await town.acme()
    request = await asked(town, account, None)
    await opened(town, account)
    shown = await town.press(csm, "signal.see", {"account": str(account.id)})
    await town.presses(csm, shown, "Link to a request …", str(request.id))
    assert request.ticket_ref == "zendesk 4711"


async def test_another_customers_request_cannot_be_linked(town: Town) -> None:
    csm, account, *_ = await town.acme()
    foreign = await asked(town, await town.account("Globex", csm))
    signal = await opened(town, account)
    with pytest.raises(BadInput, match="has no request"):
        await town.press(csm, "signal.link", {"signal": str(signal.id), "choice": str(foreign.id)})


async def test_why_says_what_another_system_reports(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await opened(town, account)
    assert "P1 ticket: It is slow" in words(await town.types(csm, "why Acme"))


async def test_hostile_titles_stay_text(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await opened(town, account, title="<!channel> [x](http://evil.example) *bold*")
    assert "<!channel> [x](http://evil.example) *bold*" in (await town.told(csm))[0]
