"""`back`: ends an absence early."""

from handlers import records
from handlers.replies import told
from handlers.undoing import rearm_accounts_of
from handlers.work import Reply, Work
from outreach.errors import BadInput
from outreach.store import teammates


async def back(work: Work) -> Reply:
    assert work.staff.id is not None
    ended = await teammates.come_back(work.session, work.staff.id, work.now, work.today)
    if not ended:
        raise BadInput("You were not away.")
    await rearm_accounts_of(work)
    await records.note(work, "back")
    return told(f"Welcome back. What waits for you: {work.house.command}")
