"""Takes back what a colleague decided about a complaint."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from handlers.complaints.alerting import call_off
from handlers.complaints.closing import open_again, reopen_row
from handlers.complaints.opening import hold_until_lapse, reason
from handlers.records import reversal
from handlers.work import Work
from outreach.desk.complaints import HEARD, MADE_RIGHT, NO_COMPLAINT, Stage, stage_of
from outreach.errors import Stale
from outreach.ledger import complaint_holds
from outreach.models.desk import Complaint
from outreach.models.listening import Judged
from outreach.store import accounts, complaints, texts

_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_MOVED_ON = "Nothing was changed: that complaint is not as you left it. Open it to see how things stand."


async def unconfirm(work: Work, ids: Sequence[int]) -> str:
    """Back to what was noticed; one that rests on nothing but a colleague's word goes altogether."""
    complaint = await _standing(work, ids, Stage.OPEN)
    noticed = await complaints.finding(work.session, complaint)
    name = await _name(work, complaint)
    account = await accounts.by_id(work.session, complaint.account_id)
    if noticed is None or not noticed.is_sure:
        await call_off(work, complaint, account, f"{work.staff.name} takes back that it is a complaint.")
        keep_for = work.house.planning.keep_for
        await complaint_holds.end(
            work.session, complaint, NO_COMPLAINT, now=work.now, keep_for=keep_for, by=work.staff.name
        )
        complaint.closed_by_id = work.staff.id
        return f"{name} has no complaint of that kind any more"
    complaint.confirmed_at, complaint.confirmed_by_id = None, None
    await _unjudge(work, complaint)
    await hold_until_lapse(work, complaint, account)
    words = f"{work.staff.name} takes back that it is a complaint: it waits for somebody to confirm it."
    await call_off(work, complaint, account, words)
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


def way_back(complaint: Complaint, *, is_right: bool) -> str:
    """How a verdict that a colleague notes is taken back, read before it is noted."""
    if is_right:
        return reversal("verdict", complaint.id)
    moments = [_micros(at) for at in (complaint.closed_at, complaint.asked_at, complaint.resumes_at)]
    said_before = int(bool(complaint.is_right))
    return reversal("verdict_no", complaint.id, *moments, complaint.closed_by_id, complaint.is_heard_only, said_before)


def _micros(at: datetime | None) -> int:
    return (at - _EPOCH) // _MICROSECOND if at is not None else 0


def _moment(micros: int) -> datetime | None:
    return _EPOCH + micros * _MICROSECOND if micros else None


async def unverdict(work: Work, ids: Sequence[int]) -> str:
    """Their yes, as a colleague had noted it."""
    complaint = await _find(work, ids)
    if complaint.closed_at is None or not complaint.is_right:
        raise Stale(_MOVED_ON)
    complaint.is_right = None
    work.session.add(complaint)
    account = await accounts.by_id(work.session, complaint.account_id)
    who = work.staff.name
    await call_off(work, complaint, account, f"{who} takes back that they say it is right. They have not said so.")
    return f"whether it is right for {account.name} is open again"


async def unreopen(work: Work, ids: Sequence[int]) -> str:
    """Their no: closed as it was, and held or free as it was."""
    complaint = await _standing(work, ids, Stage.OPEN)
    closed, asked, resumed, by_id, is_heard_only, was_right = ids[1:]
    if complaint.is_right is not False:
        raise Stale(_MOVED_ON)
    account = await accounts.by_id(work.session, complaint.account_id)
    await call_off(work, complaint, account, f"{work.staff.name} takes back that it is not right: it stays closed.")
    complaint.closed_at, complaint.asked_at, complaint.resumes_at = _moment(closed), _moment(asked), _moment(resumed)
    complaint.closed_by_id, complaint.is_heard_only = by_id or None, bool(is_heard_only)
    complaint.closed_because = HEARD if is_heard_only else MADE_RIGHT
    complaint.is_right, complaint.reopened = True if was_right else None, complaint.reopened - 1
    work.session.add(complaint)
    await texts.let_go(work.session, complaint.text_id, (work.now + work.house.planning.keep_for).date())
    if complaint.resumes_at is not None:
        await complaint_holds.set_free(work.session, complaint, by=work.staff.name, now=work.now)
    else:
        because = f"its complaint is closed; it waits for {work.staff.name} to resume shares"
        await complaint_holds.hold_back(
            work.session, complaint, because=because, until=None, by=work.staff.name, now=work.now
        )
    return f"{account.name}'s complaint is closed as it was"


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


UNDOINGS: Mapping[str, Callable[[Work, Sequence[int]], Awaitable[str]]] = {
    "complaint": unconfirm,
    "no_complaint": undismiss,
    "closing": unclose,
    "shares_resumed": unresume,
    "verdict": unverdict,
    "verdict_no": unreopen,
}
