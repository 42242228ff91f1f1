"""`Wrong`: what we thought we noticed is not so."""

from handlers import complaints
from handlers.listening.judging import afterwards, finding, judge
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.desk.complaints import NO_COMPLAINT
from outreach.models.listening import Judged
from outreach.store.noticed import UPSET


async def wrong(work: Work) -> Reply:
    found = await finding(work)
    deed = await judge(work, found, Judged.WRONG)
    dismissed = await complaints.dismiss(work, found) if found.kind in UPSET else None
    # One that was closed before stays closed as it was, and what waits for a person since waits on.
    is_lifted = dismissed is not None and dismissed.closed_because == NO_COMPLAINT
    words = " Whatever it held back goes on." if is_lifted else " Nobody is asked about it any more."
    return told(strong("Marked wrong."), words, controls=(afterwards(found, deed),))
