"""The ledger: every contact made, proposed or missed, and every reason why there was none."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from outreach.models.naming import Table


class TouchState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    MADE = "made"
    MISSED = "missed"
    RECALLED = "recalled"


class Purpose(StrEnum):
    SHARE = "share"
    CHECK_IN = "check-in"
    ANSWER = "answer"
    NOTICE = "notice"
    NUDGE = "nudge"
    TALK = "talk"


class Turn(Table, table=True):
    """One account on one rhythm. Invariant: an active turn has a due date, a live touch or an open decision.

    `next_due_at` None means parked: a live touch, or a decision that waits for an event. `moves` counts the
    times somebody said "not now" in this episode.
    """

    __table_args__ = (
        UniqueConstraint("account_id", "rhythm"),
        Index(
            "ix_turn_due",
            "next_due_at",
            sqlite_where=text("next_due_at IS NOT NULL"),
            postgresql_where=text("next_due_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    rhythm: str
    episode: str = ""
    moves: int = 0
    next_due_at: datetime | None = None
    is_active: bool = True


class Decision(Table, table=True):
    """Why a turn led to nothing. One open row per turn; the same reason again is counted, not repeated."""

    __table_args__ = (
        Index(
            "uq_decision_open",
            "turn_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_decision_account_first", "account_id", "first_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    turn_id: int = Field(foreign_key="turn.id")
    account_id: int = Field(foreign_key="account.id")
    rhythm: str
    episode: str
    code: str
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    until: datetime | None = None
    count: int = 1
    first_at: datetime
    last_at: datetime
    closed_at: datetime | None = None


class StoredText(Table, table=True):
    """Words said by or to a customer, and payloads: the only place they stand, each with its own expiry."""

    __tablename__ = "stored_text"

    id: int | None = Field(default=None, primary_key=True)
    body: str
    expires_on: date | None = Field(default=None, index=True)


class Touch(Table, table=True):
    """One contact. `due_at` derives from `wall_at` (a naive local time, ISO text) in `zone`.

    `direction` is out or in. `origin`: rhythm (planned), csm (by hand), reply (the bot answering), desk (a person of
    ours answering through us), notice (bad news), customer, wish (a customer's word to the bot alone), person (a human
    of ours, seen or logged). `lifted` are the codes that `override`, a person's reason, is about. `text_id` holds a
    Message for what the bot says, plain words else.
    """

    __table_args__ = (
        ForeignKeyConstraint(
            ["channel_id", "account_id"],
            ["channel_link.channel_id", "channel_link.account_id"],
            name="fk_touch_channel_link",
        ),
        Index("ix_touch_account_at", "account_id", "happened_at"),
        Index("ix_touch_state_due", "state", "due_at"),
        Index(
            "uq_touch_item_once",
            "account_id",
            "item_id",
            unique=True,
            sqlite_where=text("item_id IS NOT NULL AND state IN ('proposed', 'approved', 'made')"),
            postgresql_where=text("item_id IS NOT NULL AND state IN ('proposed', 'approved', 'made')"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    account_id: int = Field(foreign_key="account.id")
    channel_id: int | None = Field(default=None, foreign_key="channel.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    turn_id: int | None = Field(default=None, foreign_key="turn.id", index=True)
    rhythm: str | None = None
    episode: str | None = None
    direction: str
    origin: str
    purpose: str
    medium: str = "channel"
    state: str
    item_id: int | None = Field(default=None, foreign_key="item.id")
    why: str = ""
    author_id: int | None = Field(default=None, foreign_key="teammate.id", index=True)
    answers_id: int | None = Field(default=None, foreign_key="touch.id", index=True)
    text_id: int | None = Field(default=None, foreign_key="stored_text.id")
    message_hash: str | None = None
    approved_hash: str | None = None
    review: str = "review"
    is_edited: bool = False
    override: str | None = None
    lifted: list[str] = Field(default_factory=list, sa_type=JSON)
    thread: str | None = None
    external_ref: str | None = None
    wall_at: str | None = None
    zone: str | None = None
    due_at: datetime | None = None
    deadline_at: datetime | None = None
    proposed_at: datetime | None = None
    approved_at: datetime | None = None
    approved_by: str | None = None
    send_after: datetime | None = None
    happened_at: datetime | None = None
    ended_because: str | None = None


class TouchFact(Table, table=True):
    """Which facts, in which version, a touch rests on."""

    __tablename__ = "touch_fact"

    touch_id: int = Field(foreign_key="touch.id", primary_key=True)
    fact_id: int = Field(foreign_key="fact.id", primary_key=True)
    version: int


class Mark(Table, table=True):
    """What a teammate made of a touch: `kind_word` brings a customer's words into the manager's digest."""

    __table_args__ = (UniqueConstraint("touch_id", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    touch_id: int = Field(foreign_key="touch.id")
    kind: str
    marked_by_id: int = Field(foreign_key="teammate.id")
    marked_at: datetime


class Digest(Table, table=True):
    """At most one per reader and local date, whatever the edition: the database says so."""

    __table_args__ = (UniqueConstraint("reader_id", "local_on"),)

    id: int | None = Field(default=None, primary_key=True)
    reader_id: int = Field(foreign_key="teammate.id")
    local_on: date
    edition: str
    made_at: datetime
    is_late: bool = False
    text_id: int | None = Field(default=None, foreign_key="stored_text.id")
