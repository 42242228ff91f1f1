"""`library [TOPIC|TITLE]`: what may be shared, and what waits for approval."""

from content import library as shelves
from content.pages.library import item_page, library_page
from handlers.arguments import arguments
from handlers.library import item_in_full, item_line, item_pressed
from handlers.replies import shown
from handlers.work import Reply, Work


async def library(work: Work) -> Reply:
    """A topic lists; what is no topic is looked for among titles."""
    return await _listed(work, arguments(work))


async def open_library(work: Work) -> Reply:
    """All of it, behind a button."""
    return await _listed(work, "")


async def _listed(work: Work, words: str) -> Reply:
    found = await shelves.about(work.session, words)
    if len(found) == 1 and words:
        return shown(item_page(await item_in_full(work, found[0])))
    if not found and words:
        return shown(item_page(await item_in_full(work, await shelves.find(work.session, words))))
    return shown(library_page([item_line(item) for item in found], words, work.house.command))


async def open_item(work: Work) -> Reply:
    """One item, behind a button."""
    return shown(item_page(await item_in_full(work, await item_pressed(work))))
