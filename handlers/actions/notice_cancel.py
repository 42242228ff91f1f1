"""`Cancel`, `Put away`: a draft is thrown away; what was said stays as it is."""

from handlers.notices.finding import unsaid
from handlers.replies import told
from handlers.work import Reply, Work
from outreach.store import notices


async def cancel(work: Work) -> Reply:
    notice, word = await unsaid(work)
    await notices.drop(work.session, word)
    if notice.state == notices.DRAFT:
        notice.state = notices.DROPPED
        await notices.put(work.session, notice)
    return told("Put away. Nothing was sent.", instead=True)
