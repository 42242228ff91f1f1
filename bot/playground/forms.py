"""Forms put to one person: granted when they act, asked by Concierge, closed when they answer or turn away."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import aiosqlite

from outreach.messages import Form, Input, Run

SCHEMA = """
CREATE TABLE IF NOT EXISTS form (
  id INTEGER PRIMARY KEY AUTOINCREMENT, opens TEXT NOT NULL UNIQUE, person TEXT NOT NULL,
  channel TEXT, thread INTEGER, form TEXT, closed_at TEXT, answered INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS form_person ON form (person) WHERE form IS NOT NULL AND closed_at IS NULL;
"""


@dataclass(frozen=True)
class Asked:
    """A form before one person's eyes. `person` and `channel` are handles; `opens` is unlike any other form's."""

    id: int
    opens: str
    person: str
    channel: str
    thread: str | None
    form: Form
    is_closed: bool = False
    is_answered: bool = False


class Forms:
    """The table `form`. A row begins as the mere right to ask (`opens`), good for one form."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def grant(self, opens: str, person: str) -> None:
        """Lets one form be put to this person; granting it again changes nothing."""
        await self._connection.execute("INSERT OR IGNORE INTO form (opens, person) VALUES (?, ?)", (opens, person))

    async def ask(self, opens: str, person: str, channel: str, thread: str | None, form: Form) -> bool:
        """False when the right was never granted to this person, or is used up."""
        cursor = await self._connection.execute(
            "UPDATE form SET channel = ?, thread = ?, form = ? WHERE opens = ? AND person = ? AND form IS NULL",
            (channel, thread, packed(form), opens, person),
        )
        return cursor.rowcount == 1

    async def pending(self, person: str) -> list[Asked]:
        return await self._asked("person = ? AND form IS NOT NULL AND closed_at IS NULL ORDER BY id", person)

    async def asked(self, form_id: str) -> Asked | None:
        return next(iter(await self._asked("id = ? AND form IS NOT NULL", form_id)), None)

    async def close(self, form_id: int, at: datetime, *, answered: bool) -> None:
        """Closing it again changes nothing."""
        await self._connection.execute(
            "UPDATE form SET closed_at = ?, answered = ? WHERE id = ? AND closed_at IS NULL",
            (at.isoformat(), answered, form_id),
        )

    async def _asked(self, which: str, value: str) -> list[Asked]:
        columns = "id, opens, person, channel, thread, form, closed_at, answered"
        rows = await self._connection.execute_fetchall(f"SELECT {columns} FROM form WHERE {which}", (value,))
        return [_read(row) for row in rows]


def _read(row: Any) -> Asked:
    form_id, opens, person, channel, thread, form, closed_at, answered = row
    led_by = None if thread is None else str(thread)
    return Asked(form_id, opens, person, channel, led_by, unpacked(form), closed_at is not None, bool(answered))


def packed(form: Form) -> str:
    return json.dumps({**asdict(form), "values": dict(form.values)}, ensure_ascii=False, sort_keys=True)


def unpacked(stored: str) -> Form:
    raw = json.loads(stored)
    inputs = tuple(Input(**{**each, "options": _pairs(each["options"])}) for each in raw.pop("inputs"))
    intro = tuple(Run(**run) for run in raw.pop("intro"))
    return Form(**raw, inputs=inputs, intro=intro)


def _pairs(options: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((value, label) for value, label in options)
