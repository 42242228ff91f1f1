"""What we noticed in customers' words, who waits for an answer since when, and what was answered before."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from outreach.models.naming import Table


class Judged(StrEnum):
    """What became of a finding: nobody has looked yet, a person judged it, nobody did in time, or the customer took
    back the words it rested on."""

    OPEN = "open"
    RIGHT = "right"
    WRONG = "wrong"
    LAPSED = "lapsed"
    TAKEN_BACK = "taken back"


class Noticed(Table, table=True):
    """A finding on record: characters `begins` to `ends` of that touch's words made us think of `kind`.

    They count in its words as they are kept. `is_sure`: sure enough to interrupt somebody. One that is not waits in
    the list of its CSM's afternoon.
    """

    __table_args__ = (
        UniqueConstraint("touch_id", "kind"),
        Index("ix_noticed_account_at", "account_id", "noticed_at"),
        Index(
            "ix_noticed_open",
            "account_id",
            sqlite_where=text("judged = 'open'"),
            postgresql_where=text("judged = 'open'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    touch_id: int = Field(foreign_key="touch.id")
    account_id: int = Field(foreign_key="account.id")
    kind: str
    begins: int
    ends: int
    score: float
    is_sure: bool = False
    because: str
    judged: str = Judged.OPEN
    judged_by_id: int | None = Field(default=None, foreign_key="teammate.id")
    judged_at: datetime | None = None
    noticed_at: datetime


class ResponseClock(Table, table=True):
    """A customer waits for a first answer: one clock for a burst of messages in a channel, since the first of them.

    `acknowledged_at`: one of ours reacted to it, so nobody is nudged any more; the promise runs on. The `told` times
    are when each step was told; a step is told once. `hours_told_at`: we said there when a person will be back.
    `stopped_because`: answered, not needed, taken back, channel gone.
    """

    __tablename__ = "response_clock"
    __table_args__ = (
        Index(
            "ix_response_clock_running",
            "channel_id",
            sqlite_where=text("stopped_at IS NULL"),
            postgresql_where=text("stopped_at IS NULL"),
        ),
        Index("ix_response_clock_account_since", "account_id", "since_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    channel_id: int = Field(foreign_key="channel.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    touch_id: int = Field(foreign_key="touch.id", unique=True)
    last_touch_id: int = Field(foreign_key="touch.id")
    thread: str | None = None
    since_at: datetime
    acknowledged_at: datetime | None = None
    csm_told_at: datetime | None = None
    cover_told_at: datetime | None = None
    manager_told_at: datetime | None = None
    hours_told_at: datetime | None = None
    stopped_at: datetime | None = None
    stopped_because: str | None = None
    answered_by_id: int | None = Field(default=None, foreign_key="teammate.id")
    answer_id: int | None = Field(default=None, foreign_key="touch.id")


class KnownAnswer(Table, table=True):
    """An answer that a person approved for being given again. Without `generalised_at` it serves its own account
    alone: only a person can say that no name remains in it. Its texts are ours and do not expire."""

    __tablename__ = "known_answer"

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    question_text_id: int = Field(foreign_key="stored_text.id")
    answer_text_id: int = Field(foreign_key="stored_text.id")
    language: str = "en"
    touch_id: int | None = Field(default=None, foreign_key="touch.id")
    approved_by_id: int = Field(foreign_key="teammate.id")
    approved_at: datetime
    generalised_by_id: int | None = Field(default=None, foreign_key="teammate.id")
    generalised_at: datetime | None = None
    retired_at: datetime | None = None
    uses: int = 0


class Preference(Table, table=True):
    """How they want to be written to. Of the whole account, or of one person; the strictest in a channel governs it.

    `kind` and `value`: days {"not": [0..6]}, hours {"from": "HH:MM", "until": "HH:MM"} (local), topic {"only": [...],
    "not": [...]}, language {"tag": "de"}, pace {"days": 28}.
    """

    __table_args__ = (
        Index(
            "ix_preference_live",
            "account_id",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    kind: str
    value: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    said_by: str
    recorded_by_id: int | None = Field(default=None, foreign_key="teammate.id")
    touch_id: int | None = Field(default=None, foreign_key="touch.id")
    said_at: datetime
    ended_at: datetime | None = None
    ended_by: str | None = None


class Reception(Table, table=True):
    """How a message of ours was received by one person there: useful, not_for_us, less, person, reply, or a reaction
    (`emoji`)."""

    __table_args__ = (UniqueConstraint("touch_id", "identity_id", "kind", "emoji"),)

    id: int | None = Field(default=None, primary_key=True)
    touch_id: int = Field(foreign_key="touch.id", index=True)
    identity_id: int = Field(foreign_key="identity.id")
    kind: str
    emoji: str = ""
    received_at: datetime
    withdrawn_at: datetime | None = None
