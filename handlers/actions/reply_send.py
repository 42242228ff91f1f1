"""`Send` on a draft: in the words that were seen, in the name of whoever presses."""

from handlers.replying.pressing import draft_pressed
from handlers.replying.sending import send
from handlers.work import Reply, Work


async def send_reply(work: Work) -> Reply:
    return await send(work, await draft_pressed(work))
