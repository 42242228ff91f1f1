"""The concierge desk: what customers asked for, what we promised, what went wrong and how it was made right."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index, Numeric, UniqueConstraint, text
from sqlmodel import Field

from outreach.models.naming import Table


class RequestState(StrEnum):
    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    OFFERED = "offered"
    CHOSEN = "chosen"
    IN_HAND = "in hand"
    HONOURED = "honoured"
    DECLINED = "declined"


class Request(Table, table=True):
    """Something a customer asked for, from first word to honoured.

    `text_id`: what they want, as we restated it. `kind` is request, or purchase where they asked to buy. `for_whom`:
    somebody else; `is_private` then keeps it out of the channel. Open until `settled_at`: `settled_by` the customer's
    yes, silence, or a decision of ours. `due_on` is the date we gave them. `minutes`: what handling it took.
    """

    __table_args__ = (
        Index(
            "ix_request_open",
            "account_id",
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
        Index("ix_request_account_opened", "account_id", "opened_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    touch_id: int | None = Field(default=None, foreign_key="touch.id", index=True)
    thread: str | None = None
    text_id: int | None = Field(default=None, foreign_key="stored_text.id")
    kind: str = "request"
    for_whom: str | None = None
    is_private: bool = False
    owner_id: int | None = Field(default=None, foreign_key="teammate.id", index=True)
    state: str = RequestState.OPENED
    opened_at: datetime
    opened_by: str
    due_on: date | None = None
    acknowledged_at: datetime | None = None
    offered_at: datetime | None = None
    chosen_at: datetime | None = None
    in_hand_at: datetime | None = None
    honoured_at: datetime | None = None
    settled_at: datetime | None = None
    settled_by: str | None = None
    declined_because: str | None = None
    reopened: int = 0
    minutes: int | None = None
    ticket_url: str | None = None
    ticket_ref: str | None = Field(default=None, index=True)


class Option(Table, table=True):
    """One of the ways to honour a request, with its terms as the customer reads them."""

    __table_args__ = (UniqueConstraint("request_id", "round", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", index=True)
    round: int = 1
    number: int
    service: str | None = None
    title: str
    price: str = ""
    lead: str = ""
    conditions: str = ""
    partner: str | None = None
    offered_at: datetime
    chosen_at: datetime | None = None
    chosen_by: str | None = None


class Complaint(Table, table=True):
    """Something went wrong for a customer. Until `closed_at` nothing cheerful reaches the account (`hold_id`).

    One that nobody confirmed lapses. Closing says what it was and what prevents it, or `is_heard_only`. Afterwards
    they are asked once (`asked_at`) whether it is right now; `resumes_at`: a person decided that shares go on.
    """

    __table_args__ = (
        Index(
            "ix_complaint_open",
            "account_id",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_complaint_account_opened", "account_id", "opened_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    touch_id: int | None = Field(default=None, foreign_key="touch.id", index=True)
    thread: str | None = None
    noticed_id: int | None = Field(default=None, foreign_key="noticed.id", index=True)
    kind: str = "complaint"
    text_id: int | None = Field(default=None, foreign_key="stored_text.id")
    owner_id: int | None = Field(default=None, foreign_key="teammate.id", index=True)
    hold_id: int | None = Field(default=None, foreign_key="hold.id")
    opened_at: datetime
    confirmed_at: datetime | None = None
    confirmed_by_id: int | None = Field(default=None, foreign_key="teammate.id")
    acknowledged_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by_id: int | None = Field(default=None, foreign_key="teammate.id")
    closed_because: str | None = None
    is_heard_only: bool = False
    root_cause: str | None = None
    department: str | None = None
    made_right: str | None = None
    prevents: str | None = None
    asked_at: datetime | None = None
    is_right: bool | None = None
    reopened: int = 0
    resumes_at: datetime | None = None
    minutes: int | None = None


class Goodwill(Table, table=True):
    """What a CSM gave to make something right. Beyond their allowance it is `asked`, and a manager decides."""

    id: int | None = Field(default=None, primary_key=True)
    teammate_id: int = Field(foreign_key="teammate.id", index=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    complaint_id: int | None = Field(default=None, foreign_key="complaint.id")
    request_id: int | None = Field(default=None, foreign_key="request.id")
    amount: Decimal = Field(sa_type=Numeric(12, 2))
    what: str
    state: str = "spent"
    asked_at: datetime
    decided_at: datetime | None = None
    decided_by_id: int | None = Field(default=None, foreign_key="teammate.id")


class Promise(Table, table=True):
    """Something one of ours said they would do. `state`: noticed (nobody confirmed it yet), open, done, dropped.

    `due_on` is a local date of the account. `moved` counts new dates; `told_on` is the date they were last told.
    """

    __table_args__ = (
        Index(
            "ix_promise_open", "owner_id", sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    touch_id: int | None = Field(default=None, foreign_key="touch.id", unique=True)
    request_id: int | None = Field(default=None, foreign_key="request.id")
    thread: str | None = None
    owner_id: int = Field(foreign_key="teammate.id")
    text_id: int | None = Field(default=None, foreign_key="stored_text.id")
    state: str = "noticed"
    due_on: date | None = None
    told_on: date | None = None
    moved: int = 0
    made_at: datetime
    confirmed_at: datetime | None = None
    late_told_at: datetime | None = None
    ended_at: datetime | None = None
    ended_because: str | None = None
