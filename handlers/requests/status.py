"""What customers read when they ask how things stand, or what they can ask for."""

from collections.abc import Sequence

from content import services, standing
from content.catalog import WhatYouCanAskFor
from content.drafting import signature
from content.sayings.requests import OneOption
from content.standing import Standing
from handlers.requests.case import case_of
from handlers.work import Work
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.desk import Request
from outreach.store import requests
from outreach.store.channels import DIRECT
from outreach.worktime import zones
from scheduler.requests import is_kept_out

_MOST = 6


async def open_lines(work: Work, channel: Channel, account: Account, language: str) -> Sequence[str]:
    """Those of this account; what is kept out of the channel only to whoever asked, in private."""
    assert account.id is not None
    found = await requests.open_of(work.session, account.id)
    return [
        await _line(work, request, account, language) for request in found if _shows(request, channel, work.contact)
    ]


def _shows(request: Request, channel: Channel, contact: Contact | None) -> bool:
    if not is_kept_out(request):
        return True
    return channel.kind == DIRECT and contact is not None and contact.id == request.contact_id


async def _line(work: Work, request: Request, account: Account, language: str) -> str:
    case = await case_of(work, request)
    zone = zones.zone(account.timezone)
    taken = await requests.chosen(work.session, case.request_id)
    told = Standing(
        text=case.text,
        on=zones.local_date(request.opened_at, zone),
        state=request.state,
        who=case.speaks_for,
        by=request.due_on,
        chosen=taken.title if taken is not None else "",
    )
    return standing.line(told, zones.local_date(work.now, zone), language)


def what_to_ask_for(work: Work, account: Account, csm: Teammate | None, language: str) -> WhatYouCanAskFor:
    """What they have a right to."""
    mine = services.rightful(work.house.planning.services, account.segment, account.stage)[:_MOST]
    terms = [services.terms(one, account.segment, account.stage, language) for one in mine]
    return WhatYouCanAskFor(
        csm=signature(csm),
        services=tuple(OneOption(title=one.title, what=one.what) for one in terms),
        language=language,
    )
