"""The post room: what goes out over which lane, each attempt of it, and what came in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from outreach.models.naming import Table


class DeliveryState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class Priority:
    """Answers before alerts before outreach."""

    ANSWER = 0
    ALERT = 1
    OUTREACH = 2


class Lane(Table, table=True):
    """One workspace or tenant on one platform. The lease is in the database's own clock; `fence` grows at
    every take-over, and writes that carry an older one change nothing."""

    __table_args__ = (UniqueConstraint("platform", "workspace"),)

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    workspace: str
    owner: str | None = None
    leased_until: datetime | None = None
    fence: int = 0


class Delivery(Table, table=True):
    """One platform write. `marker` is the opaque id that travels with it. `ready_at` is business time;
    `look_at` and the attempts are real time. `target_ref` is what an update or a delete is about.
    """

    __table_args__ = (
        Index(
            "ix_delivery_open",
            "lane_id",
            "ready_at",
            sqlite_where=text("state IN ('queued', 'sending', 'unknown')"),
            postgresql_where=text("state IN ('queued', 'sending', 'unknown')"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    marker: str = Field(unique=True)
    key: str = Field(unique=True)
    lane_id: int = Field(foreign_key="lane.id")
    channel_id: int = Field(foreign_key="channel.id", index=True)
    touch_id: int | None = Field(default=None, foreign_key="touch.id", index=True)
    digest_id: int | None = Field(default=None, foreign_key="digest.id", index=True)
    op: str = "post"
    state: str = DeliveryState.QUEUED
    priority: int = Priority.OUTREACH
    ready_at: datetime
    text_id: int | None = Field(default=None, foreign_key="stored_text.id")
    author_name: str | None = None
    author_picture: str | None = None
    thread: str | None = None
    target_ref: str | None = None
    external_ref: str | None = None
    fence: int = 0
    attempts: int = 0
    first_attempt_at: datetime | None = None
    look_at: datetime | None = None
    asked_at: datetime | None = None
    problem_code: str | None = None
    problem: str | None = None
    created_at: datetime
    sent_at: datetime | None = None


class Attempt(Table, table=True):
    """One try at a delivery, in real time. `outcome`: sent, rate_limited, not_reached, refused, unclear, found or
    not_found."""

    id: int | None = Field(default=None, primary_key=True)
    delivery_id: int = Field(foreign_key="delivery.id", index=True)
    number: int
    started_at: datetime
    ended_at: datetime | None = None
    outcome: str | None = None
    problem: str | None = None


class Received(Table, table=True):
    """The inbox: one row per platform event, committed before the platform hears "thank you"."""

    __table_args__ = (
        UniqueConstraint("platform", "key"),
        Index(
            "ix_received_open",
            "received_at",
            sqlite_where=text("state = 'received'"),
            postgresql_where=text("state = 'received'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    key: str
    kind: str
    text_id: int | None = Field(default=None, foreign_key="stored_text.id")
    received_at: datetime
    state: str = "received"
    handled_at: datetime | None = None
    problem: str | None = None
