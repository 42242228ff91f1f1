"""What this database is, and who did what by hand."""

from datetime import datetime

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
