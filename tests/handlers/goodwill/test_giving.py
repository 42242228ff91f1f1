"""Goodwill: within a CSM's month at once, beyond it by a manager's yes; the customer's words are a draft."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest

from handlers.routes import ROUTES
from handlers.work import may_use
from outreach.errors import BadInput, Stale
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.desk import Complaint, Goodwill, Request
from outreach.models.ledger import Touch, TouchState
from outreach.store import goodwill
from outreach.trust.identity import Who
from tests.handlers.world import Town, form, labels, words


@dataclass
class Office:
    town: Town
    marco: Teammate
    csm: Teammate
    account: Account
    dana: Contact
    channel: Channel

    async def gives(self, typed: str = "Acme 200 a month of the archive module") -> Goodwill:
        await self.town.types(self.csm, f"goodwill {typed}")
        return await self.last()

    async def last(self) -> Goodwill:
        return (await goodwill.by_teammate(self.town.session, self.csm.id or 0, self.town.now - timedelta(days=40)))[0]

    async def drafts(self) -> list[Touch]:
        return [one for one in await self.town.ledger(self.account) if one.origin == "desk"]

    async def decides(self, label: str, **answers: str) -> None:
        shown = await self.town.types(self.marco, "goodwill")
        pressed = await self.town.presses(self.marco, shown, label)
        if answers:
            await self.town.submits(self.marco, pressed, **answers)


@pytest.fixture
async def office(town: Town) -> Office:
    marco = await town.manager()
    csm, account, dana, channel = await town.acme()
    csm.manager_id = marco.id
    return Office(town, marco, csm, account, dana, channel)


async def test_within_the_month_it_is_given_at_once_and_its_words_are_a_draft(office: Office) -> None:
    shown = await office.town.types(office.csm, "goodwill Acme 200 a month of the archive module")
    assert words(shown).startswith("On record: $200 for Acme. $300 are left to you this month.")
    given = await office.last()
    assert (given.amount, given.what, given.state) == (Decimal(200), "a month of the archive module", "spent")
    (draft,) = await office.drafts()
    assert (draft.state, draft.author_id) == (TouchState.PROPOSED, office.csm.id)
    assert await office.town.said(draft) == (
        "Hi all, this is on us: a month of the archive module. There is nothing you need to do for it.\n\n"
        "Concierge for Priya"
    )
    assert labels(shown) == ["Undo", "Send", "Edit", "Put away"]


@pytest.mark.parametrize(
    ("typed", "amount", "what"),
    [
        ("Acme $200 a month free", "200", "a month free"),
        ("Acme 200 EUR a month free", "200", "a month free"),
        ("Acme € 200 for a month free", "200", "a month free"),
        ("Acme 100,50 a month free", "100.50", "a month free"),
        ("Acme 200 2 months free", "200", "2 months free"),
    ],
)
async def test_the_command_reads_the_sum_and_what_they_get(office: Office, typed: str, amount: str, what: str) -> None:
    given = await office.gives(typed)
    assert (given.amount, given.what) == (Decimal(amount), what)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Acme some money", "“some money” is no amount"),
        ("Acme 0 a month", "more than 0"),
        ("Acme -5 a month", "is no amount"),
        ("Acme 200", "Say what they get"),
        ("Acme 200 ...", "Say what they get"),
        (f"Acme 200 {'x' * 201}", "in 200 characters"),
    ],
)
async def test_what_cannot_be_given_is_refused_and_nothing_is_on_record(office: Office, typed: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        await office.town.types(office.csm, f"goodwill {typed}")
    assert await goodwill.of_account(office.town.session, office.account.id or 0) == []


async def test_a_name_alone_opens_the_form(office: Office) -> None:
    asked = await office.town.types(office.csm, "goodwill Acme")
    assert form(asked).intro[0].text.startswith("$500 are left to you this month")
    await office.town.submits(office.csm, asked, amount="1.5", what="a coffee")
    assert (await office.last()).amount == Decimal("1.50")


async def test_beyond_the_month_a_manager_is_asked_once_and_the_digest_shows_it(office: Office) -> None:
    await office.gives("Acme 400 a month free")
    told = await office.town.types(office.csm, "goodwill Acme 101 another one")
    assert words(told) == "Asked for. $101 for Acme is more than is left to you this month: Marco decides."
    asked = await office.last()
    assert [one.id for one in await goodwill.waiting(office.town.session)] == [asked.id]
    assert await office.town.told(office.marco) == [
        "Priya asks you to decide\n\n$101 goodwill for Acme (Priya, 24 Nov): another one."
    ]
    assert len(await office.drafts()) == 1


async def test_a_new_month_is_a_new_allowance(office: Office) -> None:
    await office.gives("Acme 500 a month free")
    office.town.later(days=8)
    assert (await office.gives("Acme 500 a month free")).state == "spent"


async def test_what_a_manager_granted_does_not_use_up_the_month(office: Office) -> None:
    await office.gives("Acme 800 a year free")
    await office.decides("Yes")
    assert (await office.gives("Acme 500 a month free")).state == "spent"


async def test_yes_makes_the_draft_and_the_csm_hears_of_it(office: Office) -> None:
    asked = await office.gives("Acme 800 a year free")
    assert await office.drafts() == []
    await office.decides("Yes")
    assert (asked.state, asked.decided_by_id) == ("granted", office.marco.id)
    (draft,) = await office.drafts()
    assert draft.author_id == office.csm.id
    assert await office.town.told(office.csm) == ["Marco granted $800 goodwill for Acme (a year free)."]
    assert "granted by Marco" in words(await office.town.types(office.csm, "goodwill"))


async def test_no_says_why_not(office: Office) -> None:
    asked = await office.gives("Acme 800 a year free")
    with pytest.raises(BadInput, match="why not"):
        await office.decides("No", reason=" ")
    await office.decides("No", reason="They owe us three invoices")
    assert asked.state == "refused"
    assert await office.town.told(office.csm) == [
        "Marco did not grant $800 goodwill for Acme (a year free). “They owe us three invoices”"
    ]
    assert await office.drafts() == []


async def test_a_question_leaves_it_waiting(office: Office) -> None:
    asked = await office.gives("Acme 800 a year free")
    await office.decides("Ask", question="Why a year?")
    assert asked.state == "asked"
    (told,) = await office.town.told(office.csm)
    assert "“Why a year?” Tell Marco; it waits until then." in told


async def test_what_is_decided_is_not_decided_again(office: Office) -> None:
    await office.gives("Acme 800 a year free")
    shown = await office.town.types(office.marco, "goodwill")
    await office.town.presses(office.marco, shown, "Yes")
    with pytest.raises(Stale, match="already granted by Marco"):
        await office.town.presses(office.marco, shown, "Yes")
    with pytest.raises(Stale, match="already granted by Marco"):
        await office.town.presses(office.marco, shown, "No")
    assert len(await office.drafts()) == 1


async def test_a_manager_who_gives_beyond_the_month_decides_by_giving(office: Office) -> None:
    await office.town.types(office.marco, "goodwill Acme 2k a year free")
    (given,) = await goodwill.of_account(office.town.session, office.account.id or 0)
    assert (given.state, given.decided_by_id) == ("granted", office.marco.id)


@pytest.mark.parametrize("name", ["goodwill.grant", "goodwill.refuse", "goodwill.ask"])
async def test_a_csm_decides_nothing_of_the_kind(office: Office, name: str) -> None:
    routes = [route for route in ROUTES if route.name == name]
    assert routes
    assert not any(may_use(route.audience, Who(teammate=office.csm, audience="staff")) for route in routes)


async def test_undo_on_the_same_day_gives_nothing_and_puts_the_draft_away(office: Office) -> None:
    given = await office.gives()
    await office.town.types(office.csm, "undo")
    assert given.state == "taken back"
    assert [one.state for one in await office.drafts()] == [TouchState.CANCELLED]
    assert "$500 of $500" in words(await office.town.types(office.csm, "goodwill"))


async def test_undo_another_day_changes_nothing(office: Office) -> None:
    shown = await office.town.types(office.csm, "goodwill Acme 200 a month free")
    office.town.later(days=1)
    with pytest.raises(Stale, match="on the day it was given"):
        await office.town.presses(office.csm, shown, "Undo")
    assert (await office.last()).state == "spent"


async def test_undo_says_that_they_have_read_it(office: Office) -> None:
    shown = await office.town.types(office.csm, "goodwill Acme 200 a month free")
    await office.town.presses(office.csm, shown, "Send")
    assert "Acme has been told: talk to them" in words(await office.town.presses(office.csm, shown, "Undo"))


async def test_a_manager_who_takes_a_yes_back_leaves_it_waiting_and_may_grant_it_again(office: Office) -> None:
    asked = await office.gives("Acme 800 a year free")
    await office.decides("Yes")
    await office.town.types(office.marco, "undo")
    assert asked.state == "asked"
    await office.decides("Yes")
    assert [one.state for one in await office.drafts()] == [TouchState.CANCELLED, TouchState.PROPOSED]


async def test_for_a_complaint_it_says_sorry_where_they_complained(office: Office) -> None:
    complaint = Complaint(
        account_id=office.account.id or 0,
        channel_id=office.channel.id,
        contact_id=office.dana.id,
        thread="ref-7",
        opened_at=office.town.now,
    )
    office.town.session.add(complaint)
    await office.town.session.flush()
    asked = await office.town.press(office.csm, "goodwill.give", {"complaint": str(complaint.id)})
    await office.town.submits(office.csm, asked, amount="100", what="the archive module for December")
    (draft,) = await office.drafts()
    assert draft.thread == "ref-7"
    assert (await office.town.said(draft)).startswith("Hi Dana, I am sorry for the trouble you have had.")
    assert [one.amount for one in await goodwill.of_complaint(office.town.session, complaint.id or 0)] == [100]


async def test_what_is_private_is_not_said_in_the_channel(office: Office) -> None:
    request = Request(
        account_id=office.account.id or 0,
        channel_id=office.channel.id,
        is_private=True,
        opened_at=office.town.now,
        opened_by="Dana",
    )
    office.town.session.add(request)
    await office.town.session.flush()
    asked = await office.town.press(office.csm, "goodwill.give", {"request": str(request.id)})
    told = await office.town.submits(office.csm, asked, amount="100", what="a cake")
    assert "Tell Acme yourself" in words(told)
    assert await office.drafts() == []


async def test_where_two_customers_sit_nothing_is_written(office: Office) -> None:
    office.channel.is_mixed = True
    told = await office.town.types(office.csm, "goodwill Acme 100 a cake")
    assert "Tell Acme yourself" in words(told)
    assert await office.drafts() == []


async def test_for_what_is_kept_out_of_the_channel_no_words_are_written_there(office: Office) -> None:
    request = Request(
        account_id=office.account.id or 0,
        channel_id=office.channel.id,
        contact_id=office.dana.id,
        for_whom="colleague Tom",
        opened_at=office.town.now,
        opened_by="their own words",
    )
    office.town.session.add(request)
    await office.town.session.flush()
    asked = await office.town.press(office.csm, "goodwill.give", {"request": str(request.id)})
    await office.town.submits(office.csm, asked, amount="50", what="a certificate")
    assert await office.drafts() == []


async def test_for_a_complaint_made_in_private_no_words_are_carried_into_the_channel(office: Office) -> None:
    alone = await office.town.channel(office.account, "dm-dana", kind="direct")
    alone.gone_at = office.town.now
    complaint = Complaint(account_id=office.account.id or 0, channel_id=alone.id, opened_at=office.town.now)
    office.town.session.add(complaint)
    await office.town.session.flush()
    asked = await office.town.press(office.csm, "goodwill.give", {"complaint": str(complaint.id)})
    page = await office.town.submits(office.csm, asked, amount="50", what="a month of the archive module")
    assert await office.drafts() == []
    assert "Tell Acme yourself" in words(page)
