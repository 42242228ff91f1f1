"""The book of customers: who they are, who looks after them, where we talk, what we know."""

from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import JSON, Index, Numeric, UniqueConstraint, text
from sqlmodel import Field

from outreach.models.naming import Table


class Segment(StrEnum):
    TOP = "top"
    MID = "mid"
    TAIL = "tail"


class Role(StrEnum):
    CSM = "csm"
    MANAGER = "manager"
    ADMIN = "admin"


class FactKind(StrEnum):
    NOTE = "note"
    GOAL = "goal"
    REQUEST = "request"
    TOPIC = "topic"
    STAGE = "stage"


class Teammate(Table, table=True):
    """A person on our side. `work_days` are 0 (Monday) to 6; hours and `digest_at` are local to `timezone`."""

    id: int | None = Field(default=None, primary_key=True)
    external_id: str | None = Field(default=None, unique=True)
    name: str = Field(index=True)
    email: str = Field(unique=True)
    role: str
    manager_id: int | None = Field(default=None, foreign_key="teammate.id", index=True)
    cover_id: int | None = Field(default=None, foreign_key="teammate.id")
    timezone: str
    country: str | None = None
    subdivision: str | None = None
    work_start: time = time(9)
    work_end: time = time(17, 30)
    work_days: list[int] = Field(default_factory=lambda: [0, 1, 2, 3, 4], sa_type=JSON)
    digest_at: time = time(8, 30)
    picture: str | None = None
    left_on: date | None = None


class Away(Table, table=True):
    """Whole local days, both ends included."""

    id: int | None = Field(default=None, primary_key=True)
    teammate_id: int = Field(foreign_key="teammate.id", index=True)
    from_on: date
    until_on: date
    ended_at: datetime | None = None


class Account(Table, table=True):
    """A customer company as it is now; what it was stands in `AccountHistory`.

    `relationship` is the CSM's own 1 (cold) to 5 (warm). `stage` "churned" ends all outreach.
    """

    id: int | None = Field(default=None, primary_key=True)
    external_id: str = Field(unique=True)
    name: str = Field(index=True)
    domain: str | None = None
    segment: str = Segment.TAIL
    stage: str | None = None
    arr: Decimal | None = Field(default=None, sa_type=Numeric(14, 2))
    renewal_on: date | None = None
    csm_id: int | None = Field(default=None, foreign_key="teammate.id", index=True)
    timezone: str
    country: str | None = None
    subdivision: str | None = None
    language: str = "en"
    topics: list[str] = Field(default_factory=list, sa_type=JSON)
    relationship: int | None = None
    created_at: datetime


class AccountHistory(Table, table=True):
    """ARR, stage, CSM and renewal as dated rows from the first import on: churn cannot be rebuilt later."""

    __tablename__ = "account_history"
    __table_args__ = (Index("ix_account_history_account_field", "account_id", "field", "since_on"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    field: str
    value: str | None
    since_on: date
    recorded_at: datetime
    source: str


class Contact(Table, table=True):
    id: int | None = Field(default=None, primary_key=True)
    external_id: str = Field(unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    name: str
    email: str | None = Field(default=None, index=True)
    title: str | None = None
    timezone: str | None = None
    language: str | None = None
    left_on: date | None = None


class Channel(Table, table=True):
    """A place to talk. `kind` is shared, team or direct; only `ChannelLink` says whose it is.

    `suggested_account_id` is a guess from the name, waiting for a person to confirm it. `reference` is the platform's
    own way to get there, newest seen. `connected` are the foreign companies it is shared with, by the platform's ids.
    Until `introduced_at` we have not said there who we are, and nothing said there is read.
    """

    __table_args__ = (UniqueConstraint("platform", "workspace", "external_id"),)

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    workspace: str
    external_id: str
    name: str
    kind: str = "shared"
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    teammate_id: int | None = Field(default=None, foreign_key="teammate.id", index=True)
    suggested_account_id: int | None = Field(default=None, foreign_key="account.id")
    is_mixed: bool = False
    not_to_be_read: bool = False
    reference: str | None = None
    connected: list[str] = Field(default_factory=list, sa_type=JSON)
    introduced_at: datetime | None = None
    gone_at: datetime | None = None
    gone_because: str | None = None


class ChannelLink(Table, table=True):
    """Every account a channel was ever linked to. Touches refer to this pair, so the database itself
    refuses a message about one account in a channel that never was that account's."""

    __tablename__ = "channel_link"
    __table_args__ = (UniqueConstraint("channel_id", "account_id"),)

    id: int | None = Field(default=None, primary_key=True)
    channel_id: int = Field(foreign_key="channel.id")
    account_id: int = Field(foreign_key="account.id", index=True)
    linked_at: datetime
    linked_by: str
    ended_at: datetime | None = None


class Identity(Table, table=True):
    """Who a platform user is. Neither contact nor teammate: somebody we do not know, treated as a customer."""

    __table_args__ = (UniqueConstraint("platform", "workspace", "external_id"),)

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    workspace: str
    external_id: str
    name: str = ""
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    teammate_id: int | None = Field(default=None, foreign_key="teammate.id", index=True)


class Fact(Table, table=True):
    """Something known about an account. `text` continues a sentence ("on 3 Nov you said …", "your goal is …").

    A changed fact keeps its id and raises `version`; touches name the version they rest on.
    `source` is message, form, csm, import or signal; `source_ref` is an inbound touch or a file and line.
    """

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    kind: str
    text: str
    topics: list[str] = Field(default_factory=list, sa_type=JSON)
    said_by: str | None = None
    said_on: date
    source: str
    source_ref: str | None = None
    valid_until: date | None = None
    version: int = 1
    removed_at: datetime | None = None


class Hold(Table, table=True):
    """A stated reason not to contact: `code` is one of the policy codes. Scope: the whole account, one of its
    channels, or one person. `until` None lasts until somebody ends it."""

    __table_args__ = (
        Index(
            "ix_hold_live",
            "account_id",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    code: str
    because: str | None = None
    placed_by: str
    placed_at: datetime
    until: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
