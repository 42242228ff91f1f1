"""Takes back the opening of a request, and what a colleague noted on their word."""

from collections.abc import Sequence
from datetime import UTC, datetime

from handlers.requests.case import Case, case
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


async def unchoose_none(work: Work, ids: Sequence[int]) -> str:
    """The same options are open again, unless others were offered since."""
    found = await case(work, ids[0])
    if found.request.state != RequestState.ACKNOWLEDGED or found.request.settled_at is not None:
        return f"the request of {found.account.name} has gone on since, so nothing was changed"
    await life.offer_again(work.session, found.request)
    said = await correct(work, found, "none")
    return f"{found.account.name} can choose again{said}"


async def unsettle(work: Work, ids: Sequence[int]) -> str:
    """It waits for their own word again."""
    found = await case(work, ids[0])
    if found.request.state != RequestState.HONOURED or found.request.settled_at is None:
        return f"the request of {found.account.name} has gone on since, so nothing was changed"
    return await _wait_for_word(work, found, None, "settled")


async def unreopen(work: Work, ids: Sequence[int]) -> str:
    found = await case(work, ids[0])
    if found.request.state != RequestState.IN_HAND:
        return f"the request of {found.account.name} has gone on since, so nothing was changed"
    return await _wait_for_word(work, found, datetime.fromtimestamp(ids[1], UTC), "reopened")


async def _wait_for_word(work: Work, found: Case, honoured_at: datetime | None, what: str) -> str:
    await life.unanswer(work.session, found.request, honoured_at)
    await life.wait_for_word(work.session, work.house.planning, found.request, work.now)
    said = await correct(work, found, what)
    return f"the request of {found.account.name} waits for their own word again{said}"
