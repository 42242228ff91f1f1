"""`Right`: what we thought we noticed is so."""

from handlers import complaints
from handlers.listening.judging import afterwards, finding, judge
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.models.listening import Judged, Noticed
from outreach.store import accounts
from outreach.store.noticed import UPSET


async def right(work: Work) -> Reply:
    found = await finding(work)
    deed = await judge(work, found, Judged.RIGHT)
    words = await _confirmed(work, found) if found.kind in UPSET else ""
    return told(strong("Marked right."), words, controls=(afterwards(found, deed),))


async def _confirmed(work: Work, found: Noticed) -> str:
    if await complaints.confirm(work, found) is None:
        return ""
    account = await accounts.by_id(work.session, found.account_id)
    return f" It is a complaint now: nothing cheerful reaches {account.name} until it is closed."
