"""`Test to me`: the words of a proposal to the teammate themselves; its state stays what it is."""

from handlers.proposing import touch_pressed
from handlers.testing import send_test
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.store import accounts, texts


async def try_out(work: Work) -> Reply:
    touch = await touch_pressed(work)
    message = await texts.message_of(work.session, touch.text_id)
    if message is None:
        raise Stale("Nothing was sent: the words of this one are no longer kept.")
    account = await accounts.by_id(work.session, touch.account_id)
    return await send_test(work, message, account.name)
