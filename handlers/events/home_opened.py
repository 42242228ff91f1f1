"""The home page was opened: a teammate sees their day there, below what is still to be set up."""

from handlers.commands.my_day import day_of
from handlers.greeting import steps_left
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.messages import Divider, Message


async def open_home(work: Work) -> Reply:
    day, left = await day_of(work), await steps_left(work)
    return shown(left + Message((Divider(),)) + day if left else day)
