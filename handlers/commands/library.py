"""`library [TOPIC|TITLE]`: what may be shared, and what waits for approval."""

from content import library as shelves
from content.pages.library import item_page, library_page
from handlers.arguments import arguments
from handlers.library import item_line, item_pressed
from handlers.replies import shown
from handlers.work import Reply, Work


async def library(work: Work) -> Reply:
    """A topic lists; what is no topic is looked for among titles."""
    words = arguments(work)
    found = await shelves.about(work.session, words)
    if len(found) == 1 and words:
        return shown(item_page(item_line(found[0])))
    if not found and words:
        return shown(item_page(item_line(await shelves.find(work.session, words))))
    return shown(library_page([item_line(item) for item in found], words, work.house.command))


async def open_item(work: Work) -> Reply:
    """One item, behind a button."""
    return shown(item_page(item_line(await item_pressed(work))))
