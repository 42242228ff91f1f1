"""Steps of a request that take one press: they know, in hand, reopened. Each shows it as it stands then."""

from handlers import records
from handlers.arguments import number
from handlers.replies import shown
from handlers.requests.case import Case, case, case_of
from handlers.requests.opening import acknowledge
from handlers.requests.showing import page_of
from handlers.work import Reply, Work
from scheduler import requests as life


async def they_know(work: Work) -> Reply:
    """Writes who has it where that can be written; else it counts as told in person."""
    found = await case(work, number(work, "request"))
    if found.request.state != "opened" or await acknowledge(work, found) is None:
        await life.move(work.session, found.request, "acknowledge", "staff", work.now)
    return await _shown(work, found, "request.told")


async def take(work: Work) -> Reply:
    found = await case(work, number(work, "request"))
    await life.move(work.session, found.request, "take in hand", "staff", work.now)
    return await _shown(work, found, "request.take")


async def reopen(work: Work) -> Reply:
    found = await case(work, number(work, "request"))
    await life.reopen(work.session, found.request, "staff", work.now)
    return await _shown(work, found, "request.reopen")


async def _shown(work: Work, found: Case, verb: str) -> Reply:
    await records.note(work, verb, account_id=found.account.id)
    return shown(await page_of(work, await case_of(work, found.request)))
