"""How much is open for one account, and how it stands in the book."""

from typing import NamedTuple

from sqlmodel import col, func, select

from outreach.database import Session
from outreach.models.book import Account
from outreach.models.desk import Complaint, Promise, Request
from outreach.models.ledger import Touch, TouchState
from outreach.store import accounts, touches


class OpenThings(NamedTuple):
    requests: int
    complaints: int
    promises: int


async def open_things(session: Session, account_id: int) -> OpenThings:
    requests = select(func.count()).where(col(Request.account_id) == account_id, col(Request.settled_at).is_(None))
    complaints = select(func.count()).where(col(Complaint.account_id) == account_id, col(Complaint.closed_at).is_(None))
    promises = select(func.count()).where(col(Promise.account_id) == account_id, col(Promise.state) == "open")
    counts = [int((await session.exec(query)).one()) for query in (requests, complaints, promises)]
    return OpenThings(*counts)


class Rank(NamedTuple):
    """`above`: how many customers have a larger ARR, of all `customers`."""

    above: int
    customers: int


async def rank(session: Session, account: Account) -> Rank:
    is_customer = col(Account.stage).is_distinct_from(accounts.CHURNED)
    above = select(func.count()).where(is_customer, col(Account.arr) > account.arr)
    everybody = select(func.count()).where(is_customer)
    return Rank(int((await session.exec(above)).one()), int((await session.exec(everybody)).one()))


async def last_word_before(session: Session, touch: Touch) -> Touch | None:
    """By people, theirs or ours, before that message of theirs."""
    query = select(Touch).where(
        col(Touch.account_id) == touch.account_id,
        col(Touch.origin).in_(touches.BY_PEOPLE),
        col(Touch.state) == TouchState.MADE,
        col(Touch.happened_at) <= touch.happened_at,
        col(Touch.id) != touch.id,
    )
    return (await session.exec(query.order_by(col(Touch.happened_at).desc(), col(Touch.id).desc()))).first()
