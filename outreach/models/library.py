"""Things worth sharing, and the feeds some of them come from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from outreach.models.naming import Table


class Feed(Table, table=True):
    """`seeded_at` is the first poll: what it found became drafts and nobody was notified."""

    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(unique=True)
    title: str = ""
    topics: list[str] = Field(default_factory=list, sa_type=JSON)
    etag: str | None = None
    modified: str | None = None
    seeded_at: datetime | None = None
    polled_at: datetime | None = None
    failing_since: datetime | None = None
    problem: str | None = None


class Item(Table, table=True):
    """An interesting thing to share. `origin` is file, chat or feed; `state` is draft, approved or retired.

    `reasons` is a list of {topic|segment|stage: …, why: …, gain: …}: why it matters, and what is in it for them.
    `preview`: platforms may show what lies behind the link.
    """

    __table_args__ = (UniqueConstraint("feed_id", "feed_entry"),)

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    origin: str
    state: str = Field(default="draft", index=True)
    kind: str
    title: str
    link: str | None = None
    context: str = ""
    body: str = ""
    offer: str | None = None
    included: bool = False
    preview: bool = False
    reasons: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    topics: list[str] = Field(default_factory=list, sa_type=JSON)
    segments: list[str] = Field(default_factory=list, sa_type=JSON)
    stages: list[str] = Field(default_factory=list, sa_type=JSON)
    language: str = "en"
    publish_from: date | None = None
    publish_until: date | None = None
    curated_by: str
    approved_by: str | None = None
    approved_at: datetime | None = None
    content_hash: str
    feed_id: int | None = Field(default=None, foreign_key="feed.id")
    feed_entry: str | None = None
    added_at: datetime
    changed_at: datetime
