"""What is for somebody else, or a surprise, shows to whoever asked and to nobody else; what customers may look up."""

import pytest

from outreach.models.book import Account, Channel, Contact
from outreach.models.desk import Request
from outreach.store import channels, requests
from tests.handlers.world import Town, labels, words

SECRET = "@Concierge request: a certificate for my colleague Tom, it's a surprise"


async def direct(town: Town, account: Account, who: Contact) -> Channel:
    found = await town.channel(account, f"dm-{who.id}", kind="direct")
    assert found.kind == "direct"
    return found


async def only(town: Town, account: Account) -> Request:
    (request,) = await requests.of_account(town.session, account.id or 0)
    return request


async def status(town: Town, who: Contact, channel: Channel, account: Account, said: str = "status") -> str:
    await town.says(who, channel, said)
    return await town.said((await town.ledger(account))[-1])


async def test_a_surprise_is_answered_nowhere_but_in_private(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, SECRET, mentions_us=True)
    request = await only(town, account)
    assert (request.for_whom, request.is_private, request.state) == ("colleague Tom", True, "opened")
    assert [touch.direction for touch in await town.ledger(account)] == ["in"]
    assert "It is kept out of the channel and nothing was written: answer them in private." in (await town.told(csm))[0]
    assert "Nothing is open for you" in await status(town, dana, channel, account)


async def test_a_surprise_is_answered_in_their_direct_conversation_where_there_is_one(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    alone = await direct(town, account, dana)
    await town.says(dana, alone, "hello")
    await town.says(dana, channel, SECRET, mentions_us=True)
    request, reply = await only(town, account), (await town.ledger(account))[-1]
    assert (reply.channel_id, reply.thread, request.state) == (alone.id, None, "acknowledged")
    assert "a certificate for my colleague Tom" in await status(town, dana, alone, account)
    assert "certificate" not in await status(town, dana, channel, account)


async def test_what_is_asked_in_private_stays_there(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    jonas = await town.contact(account, "Jonas Eberle")
    alone, his = await direct(town, account, dana), await direct(town, account, jonas)
    await town.says(dana, alone, "I'd like to ask for an export of the audit trail")
    request = await only(town, account)
    assert (request.is_private, request.state, request.thread) == (True, "acknowledged", None)
    assert "export" in await status(town, dana, alone, account)
    assert "export" not in await status(town, dana, channel, account)
    assert "export" not in await status(town, jonas, his, account)
    page = await town.press(csm, "request.show", {"request": str(request.id)})
    assert "Private: kept out of the channel" in words(page)


async def test_a_choice_is_made_in_private_without_threads(town: Town) -> None:
    csm, account, dana, _ = await town.acme()
    alone = await direct(town, account, dana)
    await town.says(dana, alone, "Request: an export of the audit trail")
    request = await only(town, account)
    asked = await town.press(csm, "request.offer", {"request": str(request.id)})
    await town.presses(csm, await town.submits(csm, asked), "Send")
    await town.arrives((await requests.sayings(town.session, request.id or 0))[-1])
    town.later(minutes=2)
    await town.says(dana, alone, "1 please")
    assert request.state == "chosen"
    assert (await town.ledger(account))[-1].channel_id == alone.id


async def test_an_edit_in_private_says_what_they_want_now(town: Town) -> None:
    _, account, dana, _ = await town.acme()
    alone = await direct(town, account, dana)
    event = await town.says(dana, alone, "Request: an export of the audit trail")
    await town.changes(event, "Request: the October file")
    assert "the October file" in await status(town, dana, alone, account)


async def test_status_says_who_has_it_and_by_when(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, "@Concierge request: an export of the audit trail", mentions_us=True)
    request = await only(town, account)
    assert "You asked for “an export of the audit trail” on 24 Nov: Priya has it." in await status(
        town, dana, channel, account
    )
    asked = await town.press(csm, "request.date", {"request": str(request.id)})
    await town.submits(csm, asked, due="Friday")
    await town.press(csm, "request.take", {"request": str(request.id)})
    told = await status(town, dana, channel, account)
    assert "You asked for “an export of the audit trail” on 24 Nov: in work with Priya, by Friday 27 Nov." in told


async def test_status_holds_nothing_of_another_account(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    other = await town.account("Globex", csm)
    await town.channel(other, "ext-globex")
    await town.submits(csm, await town.types(csm, "request Globex a purple elephant"))
    assert "elephant" not in await status(town, dana, channel, account)


@pytest.mark.parametrize(
    ("segment", "has", "has_not"),
    [("top", "Close workshop", "E-invoicing"), ("tail", "Audit trail export", "Close workshop")],
)
async def test_they_may_ask_what_they_can_ask_for(town: Town, segment: str, has: str, has_not: str) -> None:
    _, account, dana, channel = await town.acme()
    account.segment = segment
    told = await status(town, dana, channel, account, "What can I ask for?")
    assert has in told
    assert has_not not in told
    assert "Anything else: just say so, Priya reads along." in told


async def test_a_request_for_somebody_else_by_a_colleague_says_how_to_answer(town: Town) -> None:
    csm, account, _, _ = await town.acme()
    opened = await town.types(csm, "request Acme a birthday cake")
    done = await town.submits(csm, opened, for_whom="their colleague Tom")
    assert "Nothing was written to them." in words(done)
    request = await only(town, account)
    asked = await town.press(csm, "request.honour", {"request": str(request.id)})
    told = words(await town.submits(csm, asked, done="The cake is ordered"))
    assert "this is kept out of the channel, and Acme has never written to us in private" in told
    assert "for their colleague Tom" in words(await town.types(csm, "requests all"))


async def test_a_channel_in_which_two_customers_sit_gets_nothing(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, "@Concierge request: an export of the audit trail", mentions_us=True)
    request = await only(town, account)
    gil = await town.contact(await town.account("Globex", csm), "Gil Ott")
    await town.says(gil, channel, "Hello")
    asked = await town.press(csm, "request.offer", {"request": str(request.id)})
    assert "Nothing was written" in words(await town.submits(csm, asked))


async def test_whoever_asks_to_buy_is_handed_over_with_what_they_said(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    leo = await town.csm("Leo Hartmann")
    await town.says(dana, channel, "@Concierge I'd like to ask for twenty more seats", mentions_us=True)
    request = await only(town, account)
    assert request.kind == "purchase"
    page = await town.press(csm, "request.show", {"request": str(request.id)})
    assert "Acme: a wish to buy" in words(page)
    asked = await town.presses(csm, page, "Hand over")
    draft = await town.submits(csm, asked, colleague=str(leo.id), about="looks after licences", note="Be quick")
    (news,) = await town.told(leo)
    assert "Dana Whitfield asks to buy, and Priya Nair hands it to you. They need not repeat it." in news
    assert "> @Concierge I'd like to ask for twenty more seats" in news
    assert "Be quick" in news
    assert (request.owner_id, request.state) == (leo.id, "in hand")
    await town.presses(csm, draft, "Send")
    told = await town.said((await town.ledger(account))[-1])
    assert "I have asked Leo Hartmann, who looks after licences, about “twenty more seats”" in told
    assert "You need not repeat anything" in told
    assert "twenty more seats" in words(await town.types(leo, "requests"))


async def test_what_is_shown_to_a_colleague_cannot_be_pressed_for_the_customer(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, "@Concierge request: an export of the audit trail", mentions_us=True)
    request = await only(town, account)
    asked = await town.press(csm, "request.offer", {"request": str(request.id)})
    page = await town.submits(csm, asked)
    assert not {"1 Audit trail export", "None of these"} & set(labels(page))


async def test_a_channel_that_becomes_another_customers_gets_nothing_of_theirs(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await town.says(dana, channel, "@Concierge request: an export of the audit trail", mentions_us=True)
    request = await only(town, account)
    other = await town.account("Globex", csm)
    await channels.link(town.session, channel, other.id or 0, by="Priya", now=town.now)
    asked = await town.press(csm, "request.honour", {"request": str(request.id)})
    assert "Acme has no channel that could be used" in words(await town.submits(csm, asked, done="It is there"))
