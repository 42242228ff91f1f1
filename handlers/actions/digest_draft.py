"""`Draft`: the question that could be asked of an account that renews soon."""

from handlers.arguments import number
from handlers.offers.offer import Request
from handlers.offers.previewing import preview
from handlers.offers.selecting import select
from handlers.replies import shown
from handlers.work import Reply, Work


async def draft(work: Work) -> Reply:
    return shown(await preview(work, await select(work, Request("checkin", account_id=number(work, "account")))))
