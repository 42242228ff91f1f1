"""`checkin ACCOUNT`: shows the one question that would be asked, before it is."""

from handlers.arguments import only_account
from handlers.offers.offer import Request
from handlers.offers.previewing import preview
from handlers.offers.selecting import select
from handlers.replies import shown
from handlers.work import Reply, Work


async def checkin(work: Work) -> Reply:
    account = await only_account(work, "checkin Acme")
    return shown(await preview(work, await select(work, Request("checkin", account_id=account.id))))
