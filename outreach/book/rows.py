"""What one row of each kind of file says, as typed values; how it is read from cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import TypeVar

from outreach.book import parsing, places
from outreach.book.columns import Kind, Layout
from outreach.book.dates import calendar_date
from outreach.book.parsing import BadCell, one_of

_T = TypeVar("_T")
_SHOWN = 60  # characters of a bad cell that its reason repeats
_DAY_STARTS, _DAY_ENDS = time(9), time(17, 30)

_role = one_of(
    {
        "csm": "csm", "customer success manager": "csm", "customer success": "csm", "cs manager": "csm",
        "manager": "manager", "team lead": "manager", "lead": "manager", "head of customer success": "manager",
        "director": "manager", "vp": "manager",
        "admin": "admin", "administrator": "admin", "system administrator": "admin",
    }
)  # fmt: skip
_segment = one_of(
    {
        "top": "top", "enterprise": "top", "strategic": "top", "key": "top", "key account": "top",
        "large": "top", "large enterprise": "top", "high touch": "top", "tier 1": "top", "1": "top", "a": "top",
        "mid": "mid", "mid market": "mid", "midsize": "mid", "medium": "mid", "commercial": "mid",
        "growth": "mid", "mid touch": "mid", "tier 2": "mid", "2": "mid", "b": "mid",
        "tail": "tail", "smb": "tail", "small business": "tail", "small": "tail", "long tail": "tail",
        "startup": "tail", "tech touch": "tail", "low touch": "tail", "tier 3": "tail", "3": "tail", "c": "tail",
    }
)  # fmt: skip
_platform = one_of(
    {
        "slack": "slack", "teams": "teams", "microsoft teams": "teams", "ms teams": "teams",
        "msteams": "teams", "playground": "playground",
    }
)  # fmt: skip
_channel_kind = one_of(
    {
        "shared": "shared", "external": "shared", "slack connect": "shared", "ext shared": "shared",
        "team": "team", "internal": "team", "direct": "direct", "dm": "direct", "im": "direct",
        "direct message": "direct", "personal": "direct", "chat": "direct",
    }
)  # fmt: skip
_fact_kind = one_of({"note": "note", "goal": "goal", "request": "request", "topic": "topic"})
_source = one_of(
    {"message": "message", "form": "form", "csm": "csm", "import": "import", "imported": "import", "signal": "signal"}
)


@dataclass(frozen=True, slots=True)
class TeammateRow:
    """`manager` and `cover` are names or e-mails; work hours and `digest_at` are local to `timezone`."""

    external_id: str | None
    name: str
    email: str
    role: str
    manager: str | None
    timezone: str
    country: str | None
    work_start: time
    work_end: time
    digest_at: time | None
    cover: str | None = None
    subdivision: str | None = None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """`csm_email` holds what the file names the CSM by: e-mail, else name, else the id in their CRM."""

    external_id: str
    name: str
    domain: str | None
    segment: str
    stage: str | None
    arr: Decimal | None
    renewal_on: date | None
    csm_email: str | None
    timezone: str | None
    country: str | None
    subdivision: str | None
    language: str | None
    topics: tuple[str, ...]
    relationship: int | None
    notes: str | None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Names its account by id, by name, or both; without an id column the e-mail is the contact's id."""

    external_id: str
    account_external_id: str | None
    account_name: str | None
    name: str
    email: str | None
    title: str | None
    timezone: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class ChannelRow:
    platform: str
    external_id: str
    name: str
    kind: str
    account_external_id: str | None
    workspace: str | None


@dataclass(frozen=True, slots=True)
class FactRow:
    account_external_id: str
    contact_email: str | None
    kind: str
    topics: tuple[str, ...]
    text: str
    said_by: str | None
    said_on: date
    source: str
    valid_until: date | None


Row = TeammateRow | AccountRow | ContactRow | ChannelRow | FactRow


class BadRowCell(ValueError):
    """One cell that spoils its row; the text names the column, the value and the cure."""


class Cells:
    """One row of a file seen through its layout: fields by name, absent and blank ones being the same."""

    __slots__ = ("_cells", "_layout")

    def __init__(self, layout: Layout, cells: list[str]) -> None:
        self._layout = layout
        self._cells = cells

    def given(self) -> frozenset[str]:
        """The fields whose cell is not blank."""
        return frozenset(field for field, index in self._layout.index.items() if self._cells[index].strip())

    def optional(self, field: str, parse: Callable[[str], _T]) -> _T | None:
        index = self._layout.index.get(field)
        if index is None:
            return None
        cell = self._cells[index]
        if not cell or cell.isspace():
            return None
        try:
            return parse(cell)
        except BadCell as bad:
            shown = cell if len(cell) <= _SHOWN else f"{cell[:_SHOWN]}…"
            raise BadRowCell(f"{self._layout.headings[field]} {shown!r} {bad}") from None

    def required(self, field: str, parse: Callable[[str], _T]) -> _T:
        value = self.optional(field, parse)
        if value is None:
            raise BadRowCell(f"{self._layout.headings.get(field, field)} is empty; every row needs it")
        return value

    def full_name(self) -> str:
        """The name column, else first and last name."""
        name = self.optional("name", parsing.text)
        if not name:
            parts = (self.optional("first_name", parsing.text), self.optional("last_name", parsing.text))
            name = " ".join(part for part in parts if part)
        if not name:
            raise BadRowCell("the name is empty; every row needs it")
        return name


def read_teammate(cells: Cells) -> TeammateRow:
    start, end = cells.optional("hours", parsing.hours) or (_DAY_STARTS, _DAY_ENDS)
    start = cells.optional("work_start", parsing.clock) or start
    end = cells.optional("work_end", parsing.clock) or end
    if end <= start:
        raise BadRowCell(
            f"the working day ends at {end:%H:%M}, before it starts at {start:%H:%M}; swap or correct them"
        )
    return TeammateRow(
        external_id=cells.optional("external_id", parsing.identifier),
        name=cells.full_name(),
        email=cells.required("email", parsing.email),
        role=cells.optional("role", _role) or "csm",
        manager=cells.optional("manager", parsing.person),
        timezone=cells.required("timezone", places.timezone),
        country=cells.optional("country", places.country),
        work_start=start,
        work_end=end,
        digest_at=cells.optional("digest_at", parsing.clock),
        cover=cells.optional("cover", parsing.person),
        subdivision=cells.optional("subdivision", places.subdivision),
    )


def read_account(cells: Cells) -> AccountRow:
    return AccountRow(
        external_id=cells.required("external_id", parsing.identifier),
        name=cells.required("name", parsing.text),
        domain=cells.optional("domain", parsing.domain),
        # The quietest segment is the safe one: it is prompted for least.
        segment=cells.optional("segment", _segment) or "tail",
        stage=cells.optional("stage", parsing.one_word),
        arr=cells.optional("arr", parsing.money),
        renewal_on=cells.optional("renewal_on", calendar_date),
        csm_email=cells.optional("csm_email", parsing.person),
        timezone=cells.optional("timezone", places.timezone),
        country=cells.optional("country", places.country),
        subdivision=cells.optional("subdivision", places.subdivision),
        language=cells.optional("language", places.language),
        topics=cells.optional("topics", parsing.words) or (),
        relationship=cells.optional("relationship", parsing.score),
        notes=cells.optional("notes", parsing.text),
    )


def read_contact(cells: Cells) -> ContactRow:
    address = cells.optional("email", parsing.email)
    external_id = cells.optional("external_id", parsing.identifier) or address
    account_id = cells.optional("account_external_id", parsing.first_identifier)
    account_name = cells.optional("account_name", parsing.text)
    if not external_id:
        raise BadRowCell("neither id nor e-mail is given; every contact needs one of them")
    if not (account_id or account_name):
        raise BadRowCell("no account is named; give its id or its name")
    return ContactRow(
        external_id=external_id,
        account_external_id=account_id,
        account_name=account_name,
        name=cells.full_name(),
        email=address,
        title=cells.optional("title", parsing.text),
        timezone=cells.optional("timezone", places.timezone),
        language=cells.optional("language", places.language),
    )


def read_channel(cells: Cells) -> ChannelRow:
    return ChannelRow(
        platform=cells.required("platform", _platform),
        external_id=cells.required("external_id", parsing.identifier),
        name=cells.required("name", parsing.text),
        kind=cells.optional("kind", _channel_kind) or "shared",
        account_external_id=cells.optional("account_external_id", parsing.identifier),
        workspace=cells.optional("workspace", parsing.identifier),
    )


def read_fact(cells: Cells) -> FactRow:
    return FactRow(
        account_external_id=cells.required("account_external_id", parsing.identifier),
        contact_email=cells.optional("contact_email", parsing.email),
        kind=cells.optional("kind", _fact_kind) or "note",
        topics=cells.optional("topics", parsing.words) or (),
        text=cells.required("text", parsing.text),
        said_by=cells.optional("said_by", parsing.text),
        said_on=cells.required("said_on", calendar_date),
        source=cells.optional("source", _source) or "import",
        valid_until=cells.optional("valid_until", calendar_date),
    )


READERS: Mapping[Kind, Callable[[Cells], Row]] = {
    "teammates": read_teammate,
    "accounts": read_account,
    "contacts": read_contact,
    "channels": read_channel,
    "facts": read_fact,
}
