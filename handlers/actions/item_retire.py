"""`Retire`: an item is shared no more; what was shared stays on record."""

from content import library
from handlers import records
from handlers.library import item_pressed
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.errors import Stale


async def retire(work: Work) -> Reply:
    item = await item_pressed(work)
    if item.state == "retired":
        raise Stale(f"“{item.title}” is retired already.")
    await library.retire(work.session, item, work.now)
    await records.note(work, "item.retire")
    return told(strong("Retired."), f" “{item.title}” is shared with nobody from now on.")
