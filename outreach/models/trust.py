"""What this database is, what it may reach, and who did what by hand."""

from datetime import datetime

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from outreach.models.naming import Table


class Deployment(Table, table=True):
    """Facts about this database itself, such as that it is a demo and how far its clock was moved."""

    name: str = Field(primary_key=True)
    value: str


class Deed(Table, table=True):
    """One command or press by a teammate that changed something: ids and words of ours, never a customer's text.

    `undo` names what `/cs undo` would do about it, until `undone_at`.
    """

    id: int | None = Field(default=None, primary_key=True)
    teammate_id: int = Field(foreign_key="teammate.id", index=True)
    verb: str
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    touch_id: int | None = Field(default=None, foreign_key="touch.id")
    undo: str | None = None
    done_at: datetime
    undone_at: datetime | None = None


class Installation(Table, table=True):
    """One workspace that let us in. `organisation` is the company it belongs to where the platform has such a thing;
    the token is sealed, and useless without the deployment's secret."""

    __table_args__ = (UniqueConstraint("platform", "workspace"),)

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    workspace: str
    organisation: str | None = None
    name: str = ""
    app_id: str | None = None
    bot_id: str | None = None
    bot_user_id: str | None = None
    sealed_token: str
    scopes: list[str] = Field(default_factory=list, sa_type=JSON)
    installed_by: str | None = None
    installed_at: datetime
    removed_at: datetime | None = None


class Ticket(Table, table=True):
    """Something that is good for one use until a real moment, such as the state of an installation under way."""

    __table_args__ = (UniqueConstraint("purpose", "digest"),)

    id: int | None = Field(default=None, primary_key=True)
    purpose: str
    digest: str
    until: datetime
    redeemed_at: datetime | None = None
