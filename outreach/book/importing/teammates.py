"""Teammates from a file: all in one transaction, since managers may stand below those they manage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

from outreach.book.csv_rows import BadRow
from outreach.book.importing.people import Team
from outreach.book.importing.trip import Line, Outcome, Trip, Written, update
from outreach.book.rows import TeammateRow
from outreach.database import Session
from outreach.errors import ConciergeError
from outreach.models.book import Teammate
from outreach.store import accounts, lookups


@dataclass
class _Draft:
    """A teammate on the way in: first the row itself, then whom it names."""

    line: Line[TeammateRow]
    teammate: Teammate
    is_new: bool
    fields: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)


class TeammatesWriter:
    rows_per_batch = None

    def __init__(self, trip: Trip) -> None:
        self._trip = trip

    def key_of(self, row: TeammateRow) -> Iterable[str]:
        return [f"id {row.external_id}", row.email] if row.external_id else [row.email]

    async def prepare(self, session: Session) -> None:
        """Everything is read in the one transaction."""

    async def write(self, session: Session, lines: Sequence[Line[TeammateRow]]) -> list[Outcome]:
        known = await lookups.everybody(session)
        register = _Register(
            by_id={one.external_id: one for one in known if one.external_id},
            by_email={one.email: one for one in known},
            ids_in_file=frozenset(line.row.external_id for line in lines if line.row.external_id),
        )
        taken_in = [_take_in(line, register) for line in lines]
        session.add_all(one.teammate for one in taken_in if isinstance(one, _Draft))
        await session.flush()
        team = Team(await lookups.everybody(session))
        for draft in taken_in:
            if isinstance(draft, _Draft):
                _connect(draft, team)
        await session.flush()
        return [one if isinstance(one, BadRow) else await _finished(session, one) for one in taken_in]


@dataclass(frozen=True)
class _Register:
    """Who is known, by id and by e-mail, and which ids stand in the file itself."""

    by_id: Mapping[str, Teammate]
    by_email: Mapping[str, Teammate]
    ids_in_file: frozenset[str]

    def of(self, row: TeammateRow) -> Teammate | None:
        """By id, else by e-mail: a teammate whose own id stands in the file as well is not meant by another one."""
        owner = self.by_email.get(row.email)
        if row.external_id is None:
            return owner
        if owner is not None and owner.external_id in self.ids_in_file:
            owner = None
        return self.by_id.get(row.external_id, owner)


def _take_in(line: Line[TeammateRow], register: _Register) -> _Draft | BadRow:
    row, known = line.row, register.of(line.row)
    owner = register.by_email.get(row.email)
    if owner is not None and owner is not known:
        return BadRow(line.number, f"{row.email} is {owner.name}'s address already; correct the id or the e-mail")
    if known is None:
        return _Draft(line, Teammate(**_values(line, is_new=True)), is_new=True)
    values = _values(line, is_new=False)
    start, end = values.get("work_start", known.work_start), values.get("work_end", known.work_end)
    if end <= start:
        return BadRow(line.number, f"{known.name}'s day would last from {start:%H:%M} to {end:%H:%M}; give both hours")
    return _Draft(line, known, is_new=False, fields=update(known, values))


def _values(line: Line[TeammateRow], *, is_new: bool) -> dict[str, Any]:
    """What the row says. Of somebody known only what it fills in: its defaults are for newcomers."""
    row, given = line.row, line.given
    values: dict[str, Any] = {
        "external_id": row.external_id,
        "name": row.name,
        "email": row.email,
        "role": row.role if is_new or "role" in given else None,
        "timezone": row.timezone,
        "country": row.country,
        "subdivision": row.subdivision,
        "work_start": _hour(row.work_start, is_new or bool(given & {"hours", "work_start"})),
        "work_end": _hour(row.work_end, is_new or bool(given & {"hours", "work_end"})),
        "digest_at": row.digest_at,
    }
    return {name: value for name, value in values.items() if value is not None}


def _hour(clock: time, counts: bool) -> time | None:
    return clock if counts else None


def _connect(draft: _Draft, team: Team) -> None:
    """The second pass: managers and covers, wherever in the file they stand. An unknown one keeps nobody out."""
    row = draft.line.row
    for name, reference in (("manager", row.manager), ("cover", row.cover)):
        if reference is None:
            continue
        try:
            found = team.find(reference, name)
        except ConciergeError as problem:
            draft.doubts.append(f"Imported without {name}: {problem}")
            continue
        if found == draft.teammate.id:
            draft.doubts.append(f"Imported without {name}: nobody is their own")
            continue
        old = update(draft.teammate, {f"{name}_id": found})
        if old:
            was = next(iter(old.values()))[0]
            draft.fields[name] = (team.name_of(int(was)) if was else None, team.name_of(found))


async def _finished(session: Session, draft: _Draft) -> Written:
    name, doubts = draft.teammate.name, tuple(draft.doubts)
    if draft.is_new:
        return Written(draft.line.number, name, "created", doubts=doubts)
    if not draft.fields:
        return Written(draft.line.number, name, "unchanged", doubts=doubts)
    assert draft.teammate.id is not None
    theirs = await accounts.of_csm(session, draft.teammate.id)
    changed = Written(draft.line.number, name, "changed", draft.fields, doubts)
    return replace(changed, account_ids=tuple(account.id for account in theirs if account.id is not None))
