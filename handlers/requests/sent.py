"""What follows once a draft about a request has been sent, or was taken back again."""

from collections.abc import Mapping

from handlers.work import Work
from outreach.desk import requests as rules
from outreach.desk.requests import Verb
from outreach.ledger import keys
from outreach.models.desk import Request
from outreach.models.ledger import Touch, TouchState
from outreach.store import requests
from scheduler import requests as life

OFFER, HONOUR, DECLINE, HAND_OVER, DATE = "offer", "honour", "decline", "handed", "dated"
_VERBS: Mapping[str, Verb] = {OFFER: "offer", HONOUR: "honour", DECLINE: "decline"}


async def sent(work: Work, draft: Touch) -> None:
    """The request moves with the words: nothing was offered, done or declined before they were told."""
    about = keys.read_request(draft.key)
    request = await requests.find(work.session, about[0]) if about is not None else None
    if about is not None and request is not None:
        await follow(work, request, about[1])


async def unsent(work: Work, draft: Touch) -> None:
    """Taken back: so they were told nothing, unless the same was said to them once more."""
    about = keys.read_request(draft.key)
    request = await requests.find(work.session, about[0]) if about is not None else None
    verb = _VERBS.get(about[1]) if about is not None else None
    if request is None or verb is None:
        return
    said = await requests.sayings(work.session, request.id or 0)
    if not any(keys.read_request(one.key) == about and one.id != draft.id and _stands(one) for one in said):
        await life.untell(work.session, request, verb, work.now)


def _stands(touch: Touch) -> bool:
    return touch.state in (TouchState.APPROVED, TouchState.MADE) and touch.ended_because is None


async def follow(work: Work, request: Request, what: str) -> None:
    standing = life.standing(request)
    verb = _VERBS.get(what)
    if verb is None or not rules.may(verb, standing):
        return
    if verb == "offer":
        await life.move(work.session, request, "offer", "staff", work.now)
    elif verb == "honour":
        await life.honour(work.session, work.house.planning, request, work.now)
    else:
        await life.decline(work.session, work.house.planning, request, work.staff.name, work.now)
