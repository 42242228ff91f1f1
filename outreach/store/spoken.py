"""Requests and complaints as what they have in common: whose they are, and what was said."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement
from sqlmodel import col, func, or_, select

from outreach.database import Session
from outreach.models.book import Account
from outreach.models.desk import Complaint, Request
from outreach.models.ledger import StoredText
from outreach.models.themes import ThemeMember

REFUSED = "refused"
# The errands that look for the theme of what was just opened.
GROUP_REQUEST, GROUP_COMPLAINT = "theme.request", "theme.complaint"
# SQLite takes 32,766 parameters in one statement.
_AT_ONCE = 10_000
# No complaint that was none, and no request that was opened by mistake.
_COMPLAINT_STANDS = or_(col(Complaint.confirmed_at).is_not(None), col(Complaint.closed_at).is_(None))
_REQUEST_STANDS = or_(col(Request.settled_by).is_(None), col(Request.settled_by).not_like("taken back%"))


class Subject(NamedTuple):
    kind: Literal["request", "complaint"]
    id: int


@dataclass(frozen=True)
class Spoken:
    """A request or a complaint that stands; `words` are "" where none are kept."""

    subject: Subject
    account: Account
    row: Request | Complaint
    words: str

    @property
    def is_over(self) -> bool:
        row = self.row
        return (row.settled_at if isinstance(row, Request) else row.closed_at) is not None

    @property
    def is_kept_out(self) -> bool:
        """A surprise, or for somebody else: its words are for whoever looks after it alone."""
        return isinstance(self.row, Request) and (self.row.is_private or self.row.for_whom is not None)


async def of(session: Session, subjects: Iterable[Subject]) -> Mapping[Subject, Spoken]:
    """What is gone, or turned out to be none, is left out."""
    wanted = list(subjects)
    found: dict[Subject, Spoken] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        found |= await _requests(session, col(Request.id).in_(_ids(some, "request")))
        found |= await _complaints(session, col(Complaint.id).in_(_ids(some, "complaint")))
    return found


async def after(session: Session, request_id: int, complaint_id: int) -> Mapping[Subject, str]:
    """The words that are kept of everything opened after these, oldest first."""
    requests = select(Request.id, StoredText.body).join(StoredText, col(StoredText.id) == col(Request.text_id))
    complaints = select(Complaint.id, StoredText.body).join(StoredText, col(StoredText.id) == col(Complaint.text_id))
    requests = requests.where(col(Request.id) > request_id).order_by(col(Request.id))
    complaints = complaints.where(col(Complaint.id) > complaint_id).order_by(col(Complaint.id))
    asked = {Subject("request", one or 0): body for one, body in (await session.exec(requests)).all()}
    return asked | {Subject("complaint", one or 0): body for one, body in (await session.exec(complaints)).all()}


async def unthemed(session: Session, since: datetime, limit: int = 50) -> Sequence[Spoken]:
    """Opened since then, with words, and in no theme, not even by a suggestion; newest first."""
    of_request = select(ThemeMember.id).where(
        col(ThemeMember.request_id) == col(Request.id), col(ThemeMember.state) != REFUSED
    )
    of_complaint = select(ThemeMember.id).where(
        col(ThemeMember.complaint_id) == col(Complaint.id), col(ThemeMember.state) != REFUSED
    )
    found = [
        *(await _requests(session, (col(Request.opened_at) >= since) & ~of_request.exists(), limit)).values(),
        *(await _complaints(session, (col(Complaint.opened_at) >= since) & ~of_complaint.exists(), limit)).values(),
    ]
    with_words = [one for one in found if one.words]
    return sorted(with_words, key=lambda one: one.row.opened_at, reverse=True)[:limit]


async def count_complaints(session: Session, account_ids: Collection[int], start: datetime, end: datetime) -> int:
    """Of these accounts in [start, end); those that were none are left out."""
    query = select(func.count()).where(
        col(Complaint.account_id).in_(account_ids),
        col(Complaint.opened_at) >= start,
        col(Complaint.opened_at) < end,
        _COMPLAINT_STANDS,
    )
    return int((await session.exec(query)).one())


async def _requests(session: Session, which: ColumnElement[bool], limit: int | None = None) -> dict[Subject, Spoken]:
    query = (
        select(Request, Account, StoredText.body)
        .join(Account, col(Account.id) == col(Request.account_id))
        .outerjoin(StoredText, col(StoredText.id) == col(Request.text_id))
        .where(which, _REQUEST_STANDS)
    )
    rows = (await session.exec(query.order_by(col(Request.opened_at).desc(), col(Request.id)).limit(limit))).all()
    spoken = (Spoken(Subject("request", row.id or 0), account, row, body or "") for row, account, body in rows)
    return {one.subject: one for one in spoken}


async def _complaints(session: Session, which: ColumnElement[bool], limit: int | None = None) -> dict[Subject, Spoken]:
    query = (
        select(Complaint, Account, StoredText.body)
        .join(Account, col(Account.id) == col(Complaint.account_id))
        .outerjoin(StoredText, col(StoredText.id) == col(Complaint.text_id))
        .where(which, _COMPLAINT_STANDS)
    )
    rows = (await session.exec(query.order_by(col(Complaint.opened_at).desc(), col(Complaint.id)).limit(limit))).all()
    spoken = (Spoken(Subject("complaint", row.id or 0), account, row, body or "") for row, account, body in rows)
    return {one.subject: one for one in spoken}


def _ids(subjects: Iterable[Subject], kind: str) -> list[int]:
    return [one.id for one in subjects if one.kind == kind]
