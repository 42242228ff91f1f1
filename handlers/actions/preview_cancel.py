"""Puts a preview away: nothing had been written."""

from handlers.replies import told
from handlers.work import Reply, Work


async def cancel(work: Work) -> Reply:
    del work
    return told("Put away. Nothing was sent, and nothing was kept.", instead=True)
