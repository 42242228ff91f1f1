"""What the tests of requests begin with: Dana asks, Priya offers and does it."""

from handlers.work import Outcome
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.desk import Request
from outreach.models.ledger import Touch
from outreach.store import requests
from tests.handlers.world import Town

ASKING = "@Concierge I'd like to ask for an export of the audit trail"


async def only(town: Town, account: Account) -> Request:
    (request,) = await requests.of_account(town.session, account.id or 0)
    return request


async def last(town: Town, account: Account) -> Touch:
    return (await town.ledger(account))[-1]


async def asks(town: Town, dana: Contact, channel: Channel, said: str = ASKING) -> Touch:
    """Their words, and our answer once it stands there."""
    await town.says(dana, channel, said, mentions_us=True)
    return await town.arrives(await last(town, await account_of(town, channel)))


async def account_of(town: Town, channel: Channel) -> Account:
    found = await town.session.get(Account, channel.account_id)
    assert found is not None
    return found


async def offers(town: Town, csm: Teammate, request: Request, **chosen: str) -> Touch:
    """Two options, sent and there."""
    given = {"first": "audit-export", "second": "close-workshop", "third": "none"} | chosen
    asked = await town.press(csm, "request.offer", {"request": str(request.id)})
    page = await town.submits(csm, asked, **given)
    await town.presses(csm, page, "Send")
    drafts = [one for one in await requests.sayings(town.session, request.id or 0) if one.origin == "desk"]
    return await town.arrives(drafts[-1])


async def honours(town: Town, csm: Teammate, request: Request, **more: str) -> Touch:
    asked = await town.press(csm, "request.honour", {"request": str(request.id)})
    page = await town.submits(csm, asked, done="The file is in your folder", **more)
    await town.presses(csm, page, "Send")
    return await town.arrives((await requests.sayings(town.session, request.id or 0))[-1])


async def opens(town: Town, csm: Teammate, words: str = "request Acme a quiet room", **answers: str) -> Outcome:
    return await town.submits(csm, await town.types(csm, words), **answers)
