"""`See the draft`: one that waits already."""

from handlers.replying import show
from handlers.replying.pressing import draft_pressed
from handlers.work import Reply, Work


async def show_reply(work: Work) -> Reply:
    return await show(work, await draft_pressed(work))
