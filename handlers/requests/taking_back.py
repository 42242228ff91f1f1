"""Takes back the opening of a request, and a choice that a colleague noted."""

from collections.abc import Sequence

from handlers.requests.case import case
from handlers.requests.speaking import correct
from handlers.work import Work
from outreach.models.desk import RequestState
from scheduler import requests as life

_NOT_BEGUN = (RequestState.OPENED, RequestState.ACKNOWLEDGED)


async def withdraw(work: Work, ids: Sequence[int]) -> str:
    """As long as nothing else has come of it; what they read of it is taken back as well."""
    found = await case(work, ids[0])
    request = found.request
    if request.settled_at is not None or request.state not in _NOT_BEGUN:
        return f"the request of {found.account.name} has gone on since, so nothing was changed"
    await life.close(work.session, work.house.planning, request, f"taken back by {work.staff.name}", work.now)
    said = await correct(work, found, "opened")
    return f"the request of {found.account.name} is closed{said}"


async def unchoose(work: Work, ids: Sequence[int]) -> str:
    """As long as nothing has been begun: the choice is theirs again."""
    found = await case(work, ids[0])
    if found.request.state != RequestState.CHOSEN or not await life.unchoose(work.session, found.request, ids[1]):
        return f"the request of {found.account.name} has gone on since, so nothing was changed"
    said = await correct(work, found, "chosen")
    return f"{found.account.name} can choose again{said}"
