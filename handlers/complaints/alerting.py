"""Tells whoever must act on a complaint at once: the CSM or their cover, and the manager where it matters more."""

from collections.abc import Sequence

from content.pages.complaints import alert_page
from handlers.complaints.reading import News, page_of, standing_of
from handlers.telling import concerned, in_charge, tell
from handlers.work import Work
from outreach.desk.complaints import reasons_for_manager
from outreach.ledger import keys
from outreach.messages import Button, Message, Run, buttons, say
from outreach.models.book import Account, Role, Teammate
from outreach.models.desk import Complaint
from outreach.store import deliveries, teammates
from scheduler.digests import staff_of


async def sound(work: Work, complaint: Complaint, account: Account, news: News | None = None) -> None:
    """Each is told once each time it opens. Whoever puts it on record themselves need not be told."""
    actor_id = work.who.teammate.id if work.who.teammate else None
    told = {actor_id}
    for teammate in await concerned(work, account):
        if teammate.id not in told:
            await _tell(work, complaint, teammate, (), news)
        told.add(teammate.id)
    reasons = reasons_for_manager(await standing_of(work, complaint, account))
    for manager in await _managers(work, account) if reasons else ():
        if manager.id not in told:
            await _tell(work, complaint, manager, reasons, news)
        told.add(manager.id)


async def call_off(work: Work, complaint: Complaint, account: Account, words: str) -> None:
    """What was told is taken back: whoever was told of it hears that, too."""
    actor_id = work.who.teammate.id if work.who.teammate else None
    for teammate in await teammates.all_teammates(work.session):
        if teammate.id == actor_id or not await deliveries.was_queued(work.session, _key(complaint, teammate)):
            continue
        opens = Button("Complaint", "complaint.open", {"complaint": str(complaint.id)})
        message = say(Run(account.name, bold=True), f": {words}") + Message((buttons(opens),))
        key = keys.news("complaint-off", work.event.key, teammate.id or 0)
        await tell(work, teammate, message, key, is_urgent=True)


async def _tell(
    work: Work, complaint: Complaint, reader: Teammate, reasons: tuple[str, ...], news: News | None
) -> None:
    message = alert_page(await page_of(work, complaint, reader, reasons, news))
    await tell(work, reader, message, _key(complaint, reader), is_urgent=True)


def _key(complaint: Complaint, reader: Teammate) -> str:
    return keys.news("complaint", f"{complaint.id}.{complaint.reopened}", reader.id or 0)


async def _managers(work: Work, account: Account) -> Sequence[Teammate]:
    """The nearest above the account's CSM; where the book names none, those in charge who are managers."""
    csm = await teammates.csm_of(work.session, account)
    above = (await staff_of(work.session, work.now)).manager_of(csm) if csm else None
    return (above,) if above else [one for one in await in_charge(work) if one.role == Role.MANAGER]
