"""What other systems tell us about an account."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from outreach.models.naming import Table


class Signal(Table, table=True):
    """A fact from another system. Open until `closed_at` or `until`; an open one holds cheerful outreach.

    `kind`: p1_ticket, renewal_dispute, usage_drop, entitlement, invoice_overdue, incident, ticket. `source` and
    `external_id` are theirs: the same pair again is news of the same thing.
    """

    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        Index("ix_signal_account_opened", "account_id", "opened_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    source: str
    external_id: str
    account_id: int = Field(foreign_key="account.id")
    kind: str
    title: str
    url: str | None = None
    opened_at: datetime
    changed_at: datetime
    until: datetime | None = None
    closed_at: datetime | None = None
    hold_id: int | None = Field(default=None, foreign_key="hold.id")
    request_id: int | None = Field(default=None, foreign_key="request.id", index=True)
    received_at: datetime
