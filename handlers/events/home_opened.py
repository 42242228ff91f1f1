"""The home page was opened: a teammate sees their day there."""

from handlers.commands.my_day import day_of
from handlers.replies import shown
from handlers.work import Reply, Work


async def open_home(work: Work) -> Reply:
    return shown(await day_of(work))
