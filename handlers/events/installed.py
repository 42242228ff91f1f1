"""Somebody added us: a teammate's direct conversation is where their mornings will come."""

from handlers.greeting import steps
from handlers.places import remember_direct
from handlers.replies import shown
from handlers.work import Reply, Work


async def welcome(work: Work) -> Reply:
    await remember_direct(work)
    return shown(await steps(work))
