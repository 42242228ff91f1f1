"""Takes back what a colleague decided about a complaint."""

from collections.abc import Sequence

from handlers.complaints.closing import open_again, reopen_row
from handlers.complaints.opening import hold_until_lapse, reason
from handlers.work import Work
from outreach.desk.complaints import NO_COMPLAINT, Stage, stage_of
from outreach.errors import Stale
from outreach.ledger import complaint_holds
from outreach.models.desk import Complaint
from outreach.models.listening import Judged
from outreach.store import accounts, complaints

_MOVED_ON = "Nothing was changed: that complaint is not as you left it. Open it to see how things stand."


async def unconfirm(work: Work, ids: Sequence[int]) -> str:
    """Back to what was noticed; one that rests on nothing but a colleague's word goes altogether."""
    complaint = await _standing(work, ids, Stage.OPEN)
    noticed = await complaints.finding(work.session, complaint)
    name = await _name(work, complaint)
    if noticed is None or not noticed.is_sure:
        keep_for = work.house.planning.keep_for
        await complaint_holds.end(
            work.session, complaint, NO_COMPLAINT, now=work.now, keep_for=keep_for, by=work.staff.name
        )
        complaint.closed_by_id = work.staff.id
        return f"{name} has no complaint of that kind any more"
    complaint.confirmed_at, complaint.confirmed_by_id = None, None
    await _unjudge(work, complaint)
    await hold_until_lapse(work, complaint, await accounts.by_id(work.session, complaint.account_id))
    return f"{name}'s complaint waits for somebody to confirm it"


async def undismiss(work: Work, ids: Sequence[int]) -> str:
    complaint = await _standing(work, ids, Stage.OVER)
    if complaint.closed_because != NO_COMPLAINT:
        raise Stale(_MOVED_ON)
    await reopen_row(work, complaint, "taken back")
    await _unjudge(work, complaint)
    name = await _name(work, complaint)
    if complaint.confirmed_at is not None:
        because = await reason(work, complaint)
        await complaint_holds.hold_back(
            work.session, complaint, because=because, until=None, by=work.staff.name, now=work.now
        )
        return f"{name}'s complaint is open again"
    await hold_until_lapse(work, complaint, await accounts.by_id(work.session, complaint.account_id))
    return f"{name}'s complaint waits for somebody to confirm it"


async def unclose(work: Work, ids: Sequence[int]) -> str:
    complaint = await _find(work, ids)
    await open_again(work, complaint)
    because = await reason(work, complaint)
    await complaint_holds.hold_back(
        work.session, complaint, because=because, until=None, by=work.staff.name, now=work.now
    )
    return f"{await _name(work, complaint)}'s complaint is open again"


async def unresume(work: Work, ids: Sequence[int]) -> str:
    complaint = await _standing(work, ids, Stage.OVER)
    if complaint.resumes_at is None:
        raise Stale(_MOVED_ON)
    complaint.resumes_at = None
    because = f"its complaint is closed; it waits for {work.staff.name} to resume shares"
    await complaint_holds.hold_back(
        work.session, complaint, because=because, until=None, by=work.staff.name, now=work.now
    )
    return f"shares to {await _name(work, complaint)} wait again"


async def _find(work: Work, ids: Sequence[int]) -> Complaint:
    found = await complaints.by_id(work.session, ids[0])
    if found is None:
        raise Stale("That complaint is no longer on record: nothing was changed.")
    return found


async def _standing(work: Work, ids: Sequence[int], stage: Stage) -> Complaint:
    complaint = await _find(work, ids)
    if stage_of(complaint) is not stage:
        raise Stale(_MOVED_ON)
    return complaint


async def _unjudge(work: Work, complaint: Complaint) -> None:
    noticed = await complaints.finding(work.session, complaint)
    if noticed is not None and noticed.judged_by_id == work.staff.id:
        noticed.judged, noticed.judged_by_id, noticed.judged_at = Judged.OPEN, None, None
        work.session.add(noticed)


async def _name(work: Work, complaint: Complaint) -> str:
    return (await accounts.by_id(work.session, complaint.account_id)).name
