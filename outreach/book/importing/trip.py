"""What one import goes by, and what became of each of its lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Generic, Literal, Protocol, TypeVar

from outreach.book.csv_rows import BadRow
from outreach.book.rows import Row
from outreach.database import Session
from outreach.models.naming import Table
from outreach.worktime import zones

RowT = TypeVar("RowT", bound=Row, covariant=True)
RowT_contra = TypeVar("RowT_contra", bound=Row, contravariant=True)
Fields = Mapping[str, tuple[str | None, str | None]]

SOURCE = "import"


@dataclass(frozen=True)
class Defaults:
    """What holds where a file is silent.

    `platforms` moves the channels of one platform to another, where their own platform's name is the workspace.
    `workspaces` is our own workspace or tenant per platform, for channels that name none.
    """

    home_timezone: str
    platforms: Mapping[str, str] = field(default_factory=dict)
    workspaces: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Trip:
    """One import: when, from which file, with which defaults."""

    now: datetime
    file: str
    defaults: Defaults

    def today(self, timezone: str | None = None) -> date:
        """The local date there, else at home."""
        return zones.local_date(self.now, zones.zone(timezone or self.defaults.home_timezone))


@dataclass(frozen=True, slots=True)
class Line(Generic[RowT]):
    """One row of a file. `given` are the fields it fills in: all others leave what we know as it is."""

    number: int
    row: RowT
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Written:
    """A row that was taken in. `fields` are its changes, old → new, in words; `doubts` are sentences without their
    full stop about what was assumed; `account_ids` are those for whom something changed."""

    line: int
    name: str
    verdict: Literal["created", "changed", "unchanged"]
    fields: Fields = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    account_ids: tuple[int, ...] = ()


Outcome = Written | BadRow


class Writer(Protocol[RowT_contra]):
    """Takes rows of one kind in. `rows_per_batch`: how many are one transaction; None for the whole file."""

    rows_per_batch: int | None

    def key_of(self, row: RowT_contra) -> Iterable[str]:
        """What no two rows of a file may share."""
        ...

    async def prepare(self, session: Session) -> None:
        """Reads once what all batches need."""
        ...

    async def write(self, session: Session, lines: Sequence["Line[RowT_contra]"]) -> list[Outcome]: ...


def update(record: Table, values: Mapping[str, Any]) -> dict[str, tuple[str | None, str | None]]:
    """Sets the values that differ; returns them, old → new, in words."""
    changed = {name: value for name, value in values.items() if getattr(record, name) != value}
    fields = {name: (in_words(getattr(record, name)), in_words(value)) for name, value in changed.items()}
    for name, value in changed.items():
        setattr(record, name, value)
    return fields


def in_words(value: object) -> str | None:
    """A value as a person reads it in a report."""
    match value:
        case None:
            return None
        case time():
            return f"{value:%H:%M}"
        case Decimal():
            return f"{value:,.2f}".removesuffix(".00")
        case list() | tuple():
            return "; ".join(map(str, value))
        case _:
            return str(value)


def written(line: Line[Row], name: str, fields: Fields, account_ids: Iterable[int] = ()) -> Written:
    """A row that was known: changed, or the same again."""
    if not fields:
        return Written(line.number, name, "unchanged")
    return Written(line.number, name, "changed", fields, account_ids=tuple(account_ids))
