"""What the clock sees to: a row per thing, due at a moment."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from outreach.models.naming import Table


class Errand(Table, table=True):
    """Something the clock sees to at `due_at`, once: `kind` is a row of ERRANDS, `subject_id` what it is about.

    `outcome` says in a word what came of it. The same `key` is the same errand for ever.
    """

    __table_args__ = (
        Index(
            "ix_errand_due", "due_at", sqlite_where=text("done_at IS NULL"), postgresql_where=text("done_at IS NULL")
        ),
        Index("ix_errand_subject", "kind", "subject_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    subject_id: int
    due_at: datetime
    done_at: datetime | None = None
    outcome: str | None = None
    attempts: int = 0
    problem: str | None = None
