"""Bad news: what happened, whom it affects, and every word we gave about it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from outreach.models.naming import Table


class Notice(Table, table=True):
    """Bad news told early, and followed up until it is over. `audience` is {"by": segment|stage|topic|product|accounts,
    "values": [...]}, asked anew whenever something is sent. `next_word_at` is what we promised them. `state` is draft,
    open, closed or dropped. `cause` is what it was, once it is over."""

    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = Field(foreign_key="teammate.id", index=True)
    what: str
    they_can: str = ""
    audience: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: str = Field(default="draft", index=True)
    cause: str | None = None
    next_word_at: datetime | None = None
    made_at: datetime
    opened_at: datetime | None = None
    nudged_at: datetime | None = None
    closed_at: datetime | None = None


class NoticeWord(Table, table=True):
    """One thing said to everybody affected: `kind` is first, update or closing.

    A draft until `said_at`; `shown` are the accounts that whoever looked it over last saw it would go to.
    """

    __tablename__ = "notice_word"

    id: int | None = Field(default=None, primary_key=True)
    notice_id: int = Field(foreign_key="notice.id", index=True)
    kind: str
    words: str
    next_word_at: datetime | None = None
    said_by_id: int = Field(foreign_key="teammate.id")
    shown: list[int] = Field(default_factory=list, sa_type=JSON)
    written_at: datetime
    said_at: datetime | None = None


class NoticeAccount(Table, table=True):
    """An account that was told, and the hold that keeps cheerful news from it meanwhile."""

    __tablename__ = "notice_account"

    notice_id: int = Field(foreign_key="notice.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True)
    hold_id: int | None = Field(default=None, foreign_key="hold.id")
    told_at: datetime
