"""Somebody added us: a teammate's direct conversation is where their mornings will come."""

from handlers.places import remember_direct
from handlers.replies import told
from handlers.work import Reply, Work
from outreach.messages import Run


async def welcome(work: Work) -> Reply:
    await remember_direct(work)
    word = Run(work.house.command, code=True)
    return told(
        "Here I am. Your day: ", word, ". What else you can type: ", Run(f"{work.house.command} help", code=True)
    )
