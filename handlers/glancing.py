"""Gathers an account at a glance."""

from content.evidence import first_name
from content.names import called
from content.pages.glance import Glance
from handlers.work import Work
from outreach.models.book import Account
from outreach.models.ledger import Touch
from outreach.store import contacts, glances, teammates, touches
from outreach.worktime import zones


async def glance(work: Work, account: Account, *, but: Touch | None = None, complaints_but: int = 0) -> Glance:
    """`but`: the message that it is about, which is no earlier contact; so many `complaints_but` are not others."""
    assert account.id is not None
    spoke = await _spoke(work, account.id, but)
    is_open = await glances.open_things(work.session, account.id)
    return Glance(
        segment=account.segment,
        today=zones.local_date(work.now, zones.zone(account.timezone)),
        now=work.now,
        arr=account.arr,
        renewal_on=account.renewal_on,
        relationship=account.relationship,
        spoke_at=spoke.happened_at if spoke else None,
        spoke_with=await _with_whom(work, spoke) if spoke else "",
        requests=is_open.requests,
        complaints=max(is_open.complaints - complaints_but, 0),
        promises=is_open.promises,
    )


async def _spoke(work: Work, account_id: int, but: Touch | None) -> Touch | None:
    if but is None:
        return await touches.last_by_people(work.session, account_id)
    return await glances.last_word_before(work.session, but)


async def _with_whom(work: Work, spoke: Touch) -> str:
    if spoke.direction == "in":
        return first_name(await contacts.by_id(work.session, spoke.contact_id) if spoke.contact_id else None)
    author = await teammates.by_id(work.session, spoke.author_id) if spoke.author_id else None
    return called(author.name) if author else ""
