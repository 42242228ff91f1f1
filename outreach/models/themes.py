"""Themes: what several customers are concerned with, and what a department does about it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from outreach.models.naming import Table


class ThemeState(StrEnum):
    OPEN = "open"
    HANDED_OVER = "handed over"
    ACCEPTED = "accepted"
    PLANNED = "planned"
    DONE = "done"
    SET_ASIDE = "set aside"


class Theme(Table, table=True):
    """Several requests or complaints that are the same underlying thing.

    `trend_because` is the rule that made it a trend, with its figures. `department` is a slug of
    `content/departments.yaml`. `item_id`: the help item that was written from it.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str
    state: str = Field(default=ThemeState.OPEN, index=True)
    opened_at: datetime
    opened_by_id: int | None = Field(default=None, foreign_key="teammate.id")
    trend_at: datetime | None = None
    trend_because: str | None = None
    department: str | None = None
    handed_over_at: datetime | None = None
    handed_over_by_id: int | None = Field(default=None, foreign_key="teammate.id")
    accepted_at: datetime | None = None
    accepted_by: str | None = None
    plan: str | None = None
    plan_on: date | None = None
    progress: str | None = None
    progress_at: datetime | None = None
    nudged_at: datetime | None = None
    root_cause: str | None = None
    done_at: datetime | None = None
    item_id: int | None = Field(default=None, foreign_key="item.id")


class ThemeMember(Table, table=True):
    """A request or a complaint of a theme: `suggested` by its words (`shared`), then `confirmed` or `refused` by a
    person. `told_touch_id`: what its customer was told when the theme was done."""

    __tablename__ = "theme_member"
    __table_args__ = (
        UniqueConstraint("theme_id", "request_id"),
        UniqueConstraint("theme_id", "complaint_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    theme_id: int = Field(foreign_key="theme.id", index=True)
    account_id: int = Field(foreign_key="account.id")
    request_id: int | None = Field(default=None, foreign_key="request.id", index=True)
    complaint_id: int | None = Field(default=None, foreign_key="complaint.id", index=True)
    state: str = "suggested"
    score: float = 0.0
    shared: list[str] = Field(default_factory=list, sa_type=JSON)
    happened_at: datetime
    judged_by_id: int | None = Field(default=None, foreign_key="teammate.id")
    judged_at: datetime | None = None
    told_touch_id: int | None = Field(default=None, foreign_key="touch.id")
