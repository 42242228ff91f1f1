"""What a report of another system does: who is told, what is held back, until when."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from outreach.desk.signals import read
from outreach.errors import Ambiguous, BadInput, NotFound
from outreach.models.book import Account, Hold
from outreach.models.desk import Request
from outreach.models.signals import Signal
from outreach.store import signals
from scheduler import signalling
from scheduler.signalling import Taken
from tests.handlers.world import PLANNING, Town


async def reports(
    town: Town,
    account: Account | str,
    kind: str = "p1_ticket",
    happened: str = "opened",
    at: datetime | None = None,
    **more: object,
) -> Taken:
    called = account if isinstance(account, str) else account.external_id
    given = {"source": "zendesk", "id": "4711", "account": called, "kind": kind, "title": "Export times out", **more}
    return await signalling.take(town.session, PLANNING, read(happened, given, at or town.now), town.now)


async def test_a_p1_ticket_holds_what_is_cheerful_and_its_csm_hears_of_it_once(town: Town) -> None:
    csm, account, *_ = await town.acme()
    for _ in range(2):
        await reports(town, account)
    assert await town.held(account) == ["open_signal"]
    assert await town.told(csm) == ["Acme: P1 ticket, reported by zendesk: Export times out."]
    assert len((await town.session.exec(select(Signal))).all()) == 1
    assert await town.plans() == []


async def test_closing_it_ends_the_hold_and_what_came_late_changes_nothing(town: Town) -> None:
    _, account, *_ = await town.acme()
    opened_at = town.now
    await reports(town, account)
    town.later(hours=2)
    await reports(town, account, happened="closed")
    assert await town.held(account) == []
    late = await reports(town, account, happened="changed", at=opened_at + timedelta(minutes=1), title="Old words")
    assert late.verdict == "older"
    assert late.signal.title == "Export times out"
    again = await reports(town, account, at=opened_at)
    assert (again.verdict, await town.held(account)) == ("older", [])
    assert (await town.plans())[0].account_id == account.id


async def test_one_that_nobody_closes_lapses_by_itself(town: Town) -> None:
    _, account, *_ = await town.acme()
    taken = await reports(town, account, until="2026-11-26T12:00Z")
    await town.waits(hours=47)
    assert await town.held(account) == ["open_signal"]
    await town.waits(days=2)
    assert await town.held(account) == []
    assert taken.signal.closed_at == taken.signal.until
    assert await signals.open_of(town.session, account.id or 0, town.now) == ()


async def test_a_later_end_moves_the_hold_with_it(town: Town) -> None:
    _, account, *_ = await town.acme()
    await reports(town, account, until="2026-11-26T12:00Z")
    town.later(hours=1)
    assert (await reports(town, account, happened="changed", until="2026-12-24T12:00Z")).verdict == "changed"
    await town.waits(days=7)
    assert await town.held(account) == ["open_signal"]
    assert len((await town.session.exec(select(Hold))).all()) == 1
    await town.waits(days=30)
    assert await town.held(account) == []


async def test_it_may_be_opened_again(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await reports(town, account)
    town.later(hours=1)
    await reports(town, account, happened="closed")
    town.later(hours=1)
    assert (await reports(town, account)).verdict == "opened"
    assert await town.held(account) == ["open_signal"]
    assert len(await town.told(csm)) == 2


async def test_a_drop_in_usage_and_a_plain_ticket_hold_nothing(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await reports(town, account, "usage_drop")
    await reports(town, account, "ticket", id="4712")
    assert await town.held(account) == []
    assert [words.split(",")[0] for words in await town.told(csm)] == ["Acme: drop in usage"]


async def test_it_goes_with_the_account_it_turns_out_to_be_about(town: Town) -> None:
    csm, account, *_ = await town.acme()
    globex = await town.account("Globex", csm)
    await reports(town, account)
    town.later(minutes=5)
    await reports(town, "Globex", happened="changed")
    assert (await town.held(account), await town.held(globex)) == ([], ["open_signal"])


async def test_an_account_is_called_by_id_domain_or_name_and_never_by_its_beginning(town: Town) -> None:
    _, account, *_ = await town.acme()
    account.domain = "acme.example"
    for called in (account.external_id, "acme.example", "ACME"):
        assert (await signalling.whose(town.session, called)).id == account.id
    with pytest.raises(NotFound, match="Did you mean Acme"):
        await reports(town, "Acm")
    await town.account("Acme")
    with pytest.raises(Ambiguous):
        await reports(town, "acme")


async def test_where_nobody_looks_after_them_those_in_charge_hear_of_it(town: Town) -> None:
    marco = await town.manager()
    account = await town.account("Orphan")
    await reports(town, account, "incident")
    assert len(await town.told(marco)) == 1


async def test_news_of_something_unknown_waits_for_its_beginning(town: Town) -> None:
    await town.acme()
    with pytest.raises(BadInput, match="report it as opened first"):
        await signalling.take(town.session, PLANNING, read("closed", {"source": "z", "id": "1"}, town.now), town.now)


async def test_a_ticket_and_a_request_name_each_other(town: Town) -> None:
    _, account, dana, _ = await town.acme()
    other = await town.account("Globex")
    request = Request(account_id=account.id or 0, contact_id=dana.id, opened_at=town.now, opened_by="Dana")
    town.session.add(request)
    await town.session.flush()
    url = "https://desk.example/4711"
    taken = await reports(town, account, "ticket", request=request.id, url=url)
    assert taken.signal.request_id == request.id
    assert (request.ticket_url, request.ticket_ref) == (url, "zendesk 4711")
    with pytest.raises(BadInput, match="That account has no request"):
        await reports(town, other, "ticket", id="9", request=request.id)


async def test_a_drop_in_usage_leads_to_one_question_which_its_csm_looks_over(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await reports(town, account, "usage_drop", title="Log-ins down by 60 %")
    (proposed,) = [touch for touch in await town.plans() if touch.rhythm == "signal"]
    assert (proposed.state, proposed.author_id) == ("proposed", csm.id)
    assert "“drop in usage: Log-ins down by 60 %” (another system" in proposed.why
    said = await town.said(proposed)
    assert "quieter than usual" in said
    assert "60 %" not in said, "a customer is not told what we can see"
    await reports(town, account, "usage_drop", title="Log-ins down by 60 %")
    assert await town.plans() == []


async def test_what_rests_on_a_signal_goes_back_to_review_when_that_is_over(town: Town) -> None:
    _, account, *_ = await town.acme()
    await reports(town, account, "usage_drop")
    assert [touch.rhythm for touch in await town.plans()] == ["signal"]
    assert "drop in usage: Export times out" in await town.known(account)
    town.later(hours=1)
    await reports(town, account, "usage_drop", "closed")
    assert "drop in usage: Export times out" not in await town.known(account)


async def test_one_that_is_changed_within_the_same_second_still_lapses(town: Town) -> None:
    _, account, *_ = await town.acme()
    until = "2026-11-26T12:00Z"
    await reports(town, account, until=until)
    taken = await reports(town, account, happened="changed", until=until, title="Imports time out")
    await town.waits(hours=60)
    assert taken.signal.closed_at == datetime.fromisoformat(until)


async def test_news_of_one_that_lapsed_means_that_it_is_not_over(town: Town) -> None:
    csm, account, *_ = await town.acme()
    await reports(town, account)
    await town.waits(days=15)
    assert await town.held(account) == []
    taken = await reports(town, account, happened="changed", title="Still no exports")
    assert (taken.verdict, await town.held(account)) == ("opened", ["open_signal"])
    assert len(await town.told(csm)) == 2
    await town.waits(days=15)
    assert await town.held(account) == []


async def test_whoever_looks_after_the_account_that_it_is_really_about_hears_of_it(town: Town) -> None:
    _, account, *_ = await town.acme()
    leo = await town.csm("Leo Hartmann")
    other = await town.account("Globex", leo)
    await reports(town, account)
    town.later(minutes=5)
    await reports(town, other, happened="changed")
    assert (await town.held(account), await town.held(other)) == ([], ["open_signal"])
    assert await town.told(leo) == ["Globex: P1 ticket, reported by zendesk: Export times out."]
