"""`undo`: takes back the last thing that can be taken back, and says which."""

from handlers.replies import strong, told
from handlers.undoing import last, take_back
from handlers.work import Reply, Work


async def undo(work: Work) -> Reply:
    done = await take_back(work, await last(work))
    return told(strong("Taken back:"), f" {done}.")
