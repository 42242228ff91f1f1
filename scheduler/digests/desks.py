"""What the rooms of the desk have for one reader this morning: promises, complaints, bad news, requests, drafts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from content.pages.firsts import ComplaintFirst, Desk, DraftFirst, NoticeFirst, RequestFirst
from content.pages.lines import when
from content.pages.promises import PromiseLine
from outreach.database import Session
from outreach.desk.promises import Stage
from outreach.messages import Footer, Message, Quote
from outreach.models.book import Account, Role, Teammate
from outreach.models.desk import Request, RequestState
from outreach.models.ledger import Touch
from outreach.store import accounts, complaints, drafts, noticed, notices, oversight, promises, requests, texts
from outreach.store.oversight import Team
from outreach.worktime import zones
from scheduler.digests.digesting import Staff
from scheduler.promised import line_of

# Words about bad news are prepared on the day for which they are promised.
_NEAR = timedelta(hours=12)
# A request that nobody gave a date or a next step for so long has been forgotten.
_FORGOTTEN = timedelta(days=2)
_UNTOUCHED = (RequestState.OPENED, RequestState.ACKNOWLEDGED)


async def desk_of(session: Session, reader: Teammate, staff: Staff) -> Desk:
    """Of those whom they look after; what is to be judged is a manager's for the whole team."""
    theirs = Team(staff.looked_after_by(reader))
    judged = staff.team_of(reader) if reader.role == Role.MANAGER else theirs
    return Desk(
        promises=await _promises(session, reader, staff, theirs),
        complaints=await _complaints(session, theirs),
        notices=await _notices(session, reader, staff, theirs),
        requests=await _requests(session, staff, theirs),
        drafts=[await _draft(session, one) for one in await drafts.drafts_of(session, reader.id or 0)],
        noticed=await noticed.count_open(session, judged),
        suggested=await oversight.count_suggested(session, judged),
    )


async def _promises(session: Session, reader: Teammate, staff: Staff, theirs: Team) -> Sequence[PromiseLine]:
    """Due and late ones, those whose new date nobody was told, and what nobody has said yes or no to."""
    found = []
    for promise, account in await promises.standing_with(session, theirs.csm_ids):
        line = await line_of(session, promise, account, staff.now, reader.timezone)
        is_asked = line.stage == Stage.NOTICED and promise.owner_id == reader.id
        if is_asked or line.timing.is_first or line.is_untold:
            found.append(replace(line, who="you") if promise.owner_id == reader.id else line)
    return found


async def _complaints(session: Session, theirs: Team) -> Sequence[ComplaintFirst]:
    unconfirmed = [pair for pair in await complaints.open_in(session, theirs) if pair[0].confirmed_at is None]
    closed = await complaints.to_decide(session, theirs.csm_ids)
    return [
        ComplaintFirst(
            complaint_id=complaint.id or 0,
            account=account.name,
            words=await texts.body_of(session, complaint.text_id) or "",
            is_over=complaint.closed_at is not None,
        )
        for complaint, account in (*unconfirmed, *closed)
    ]


async def _notices(session: Session, reader: Teammate, staff: Staff, theirs: Team) -> Sequence[NoticeFirst]:
    due = [
        (one, one.next_word_at)
        for one in await notices.in_state(session, notices.OPEN)
        if one.owner_id in theirs.csm_ids and one.next_word_at and one.next_word_at <= staff.now + _NEAR
    ]
    return [NoticeFirst(one.id or 0, one.what, when(at, reader.timezone), at < staff.now) for one, at in due]


async def _requests(session: Session, staff: Staff, theirs: Team) -> Sequence[RequestFirst]:
    """Late ones, then those that nobody has given a date or a next step."""
    tomorrow = (staff.now + timedelta(days=1)).date()
    late = [
        (one, account) for one, account in await requests.late(session, tomorrow) if _days_late(one, account, staff)
    ]
    bare = [pair for pair in await requests.all_open(session) if _is_forgotten(pair[0], staff)]
    mine = [pair for pair in (*late, *bare) if pair[0].owner_id in theirs.csm_ids or pair[1].csm_id in theirs.csm_ids]
    return [
        RequestFirst(
            request_id=request.id or 0,
            account=account.name,
            words=await texts.body_of(session, request.text_id) or "",
            late_for=_days_late(request, account, staff) if request.due_on else None,
        )
        for request, account in mine
    ]


def _days_late(request: Request, account: Account, staff: Staff) -> int:
    """By the account's calendar; 0 for one that is in time."""
    today = zones.local_date(staff.now, zones.zone(account.timezone))
    return max((today - (request.due_on or date.max)).days, 0)


def _is_forgotten(request: Request, staff: Staff) -> bool:
    is_bare = request.due_on is None and request.state in _UNTOUCHED
    return is_bare and staff.now - request.opened_at >= _FORGOTTEN


async def _draft(session: Session, touch: Touch) -> DraftFirst:
    account = await accounts.by_id(session, touch.account_id)
    message = await texts.message_of(session, touch.text_id)
    # Without the customer's own words and the small print.
    own = tuple(part for part in (message.parts if message else ()) if not isinstance(part, Quote | Footer))
    return DraftFirst(touch.id or 0, account.name, Message(own).fallback)
