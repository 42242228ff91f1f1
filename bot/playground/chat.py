"""The playground's own chat store: one SQLite file beside the ledger, which is the platform's memory, not ours."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import aiosqlite

from bot.playground import directory, forms
from outreach.errors import ConciergeError
from outreach.messages import Message
from outreach.ports import Clock

VERSION = 1
AuthorKind = Literal["bot", "person"]

# No uniqueness on marker: a second copy of the same delivery must be seen, not swallowed.
SCHEMA = """
CREATE TABLE IF NOT EXISTS message (
  id INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL, thread INTEGER, author_name TEXT NOT NULL,
  author_kind TEXT NOT NULL CHECK (author_kind IN ('bot', 'person')), author TEXT, marker TEXT,
  event_key TEXT UNIQUE, message TEXT NOT NULL, text TEXT NOT NULL, pictures TEXT NOT NULL DEFAULT '{}',
  at TEXT NOT NULL, visible_to TEXT, edited_at TEXT, deleted_at TEXT);
CREATE INDEX IF NOT EXISTS message_channel ON message (channel, id);
CREATE INDEX IF NOT EXISTS message_marker ON message (marker);
CREATE TABLE IF NOT EXISTS attachment (digest TEXT PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS reaction (
  message INTEGER NOT NULL, person TEXT NOT NULL, emoji TEXT NOT NULL, PRIMARY KEY (message, person, emoji));
"""
_COLUMNS = """id, channel, thread, author_name, author_kind, author, marker, message, text, at, visible_to,
  edited_at, deleted_at"""


@dataclass(frozen=True)
class Kept:
    """A message as the platform keeps it. `channel`, `author` and `visible_to` are handles; `text` is the fallback."""

    ref: str
    channel: str
    thread: str | None
    author_name: str
    author_kind: AuthorKind
    author: str | None
    marker: str | None
    stored: str
    text: str
    at: datetime
    visible_to: str | None = None
    edited_at: datetime | None = None
    deleted_at: datetime | None = None

    @property
    def message(self) -> Message:
        return Message.from_json(self.stored)


@dataclass(frozen=True)
class Draft:
    """A message on its way into the store; `event_key` makes a person's double submit one message."""

    channel: str
    author_name: str
    author_kind: AuthorKind
    message: Message
    thread: str | None = None
    author: str | None = None
    marker: str | None = None
    event_key: str | None = None
    visible_to: str | None = None
    attachments: Mapping[str, bytes] | None = None


class Chat:
    """Every write is one durable statement (`synchronous=FULL`): what was answered for survives a kill."""

    def __init__(self, connection: aiosqlite.Connection, clock: Clock) -> None:
        self._connection = connection
        self.clock = clock
        self.directory = directory.Directory(connection)
        self.forms = forms.Forms(connection)

    @classmethod
    async def open(cls, path: Path | str, clock: Clock) -> "Chat":
        """Opens or creates the file; several processes may hold it open at once."""
        connection = await aiosqlite.connect(path, isolation_level=None, timeout=30)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 30000"):
            await connection.execute(f"PRAGMA {pragma}")
        await _create(connection, path)
        return cls(connection, clock)

    async def close(self) -> None:
        await self._connection.close()

    async def keep(self, draft: Draft) -> str:
        """Returns the new message's reference, or that of the message kept under the same `event_key`."""
        pictures = await self._keep_bytes(draft.attachments or {})
        cursor = await self._connection.execute(
            "INSERT OR IGNORE INTO message (channel, thread, author_name, author_kind, author, marker, event_key,"
            " message, text, pictures, at, visible_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                draft.channel,
                draft.thread,
                draft.author_name,
                draft.author_kind,
                draft.author,
                draft.marker,
                draft.event_key,
                draft.message.to_json(),
                draft.message.fallback,
                pictures,
                self.clock.now().isoformat(),
                draft.visible_to,
            ),
        )
        if cursor.rowcount == 1:
            return str(cursor.lastrowid)
        return (await self._select("event_key = ?", draft.event_key))[0].ref

    async def change(self, channel: str, ref: str, message: Message, attachments: Mapping[str, bytes]) -> bool:
        """False when no such message stands in the channel. The same words again are no edit."""
        pictures = await self._keep_bytes(attachments)
        cursor = await self._connection.execute(
            "UPDATE message SET edited_at = CASE WHEN message = ?1 AND pictures = ?3 THEN edited_at ELSE ?4 END,"
            " message = ?1, text = ?2, pictures = ?3 WHERE id = ?5 AND channel = ?6 AND deleted_at IS NULL",
            (message.to_json(), message.fallback, pictures, self.clock.now().isoformat(), ref, channel),
        )
        return cursor.rowcount == 1

    async def remove(self, channel: str, ref: str) -> None:
        await self._connection.execute(
            "UPDATE message SET deleted_at = ? WHERE id = ? AND channel = ? AND deleted_at IS NULL",
            (self.clock.now().isoformat(), ref, channel),
        )

    async def message(self, ref: str) -> Kept | None:
        return next(iter(await self._select("id = ? AND deleted_at IS NULL", ref)), None)

    async def marked(self, channel: str, marker: str) -> str | None:
        """The first standing message in the channel that carries this marker."""
        found = await self._select(
            "marker = ? AND channel = ? AND deleted_at IS NULL ORDER BY id LIMIT 1", marker, channel
        )
        return found[0].ref if found else None

    async def latest(self, channel: str, viewer: str, limit: int = 200) -> list[Kept]:
        """What this person sees in the channel, oldest first."""
        found = await self._select(
            "channel = ? AND deleted_at IS NULL AND (visible_to IS NULL OR visible_to = ?) ORDER BY id DESC LIMIT ?",
            channel,
            viewer,
            limit,
        )
        return found[::-1]

    async def react(self, ref: str, person: str, emoji: str, *, added: bool) -> None:
        """Repeating it is harmless."""
        change = (
            "INSERT OR IGNORE INTO reaction (message, person, emoji) VALUES (?, ?, ?)"
            if added
            else "DELETE FROM reaction WHERE message = ? AND person = ? AND emoji = ?"
        )
        await self._connection.execute(change, (ref, person, emoji))

    async def reactions(self, refs: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        """Reference -> (emoji, person's handle), in the order of reacting."""
        rows = await self._connection.execute_fetchall(
            "SELECT message, emoji, person FROM reaction"
            " WHERE message IN (SELECT value FROM json_each(?)) ORDER BY rowid",
            (json.dumps([int(ref) for ref in refs]),),
        )
        found: dict[str, list[tuple[str, str]]] = {}
        for ref, emoji, person in rows:
            found.setdefault(str(ref), []).append((emoji, person))
        return found

    async def attachment(self, ref: str, name: str) -> bytes | None:
        rows = await self._connection.execute_fetchall(
            "SELECT attachment.bytes FROM message, json_each(message.pictures) AS picture"
            " JOIN attachment ON attachment.digest = picture.value WHERE message.id = ? AND picture.key = ?",
            (ref, name),
        )
        return next((bytes(row[0]) for row in rows), None)

    async def dump(self) -> list[Kept]:
        """Every public message ever kept, deleted ones included, oldest first: what crash tests count."""
        return await self._select("visible_to IS NULL ORDER BY id")

    async def _keep_bytes(self, attachments: Mapping[str, bytes]) -> str:
        # Stored under their digest and first, so that no message ever stands without its pictures.
        digests = {name: hashlib.sha256(content).hexdigest() for name, content in attachments.items()}
        for name, content in attachments.items():
            await self._connection.execute("INSERT OR IGNORE INTO attachment VALUES (?, ?)", (digests[name], content))
        return json.dumps(digests, sort_keys=True)

    async def _select(self, which: str, *values: str | int | None) -> list[Kept]:
        rows = await self._connection.execute_fetchall(f"SELECT {_COLUMNS} FROM message WHERE {which}", values)
        return [_kept(row) for row in rows]


def dump_file(path: Path | str) -> list[Kept]:
    """`Chat.dump` for a process that only counts: reads the file while others write to it."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)
    try:
        return [
            _kept(row)
            for row in connection.execute(f"SELECT {_COLUMNS} FROM message WHERE visible_to IS NULL ORDER BY id")
        ]
    finally:
        connection.close()


async def _create(connection: aiosqlite.Connection, path: Path | str) -> None:
    version = next(iter(await connection.execute_fetchall("PRAGMA user_version")))[0]
    if version not in (0, VERSION):
        await connection.close()
        raise ConciergeError(f"The playground's chat file {path} is of another version: move it away and start again.")
    await connection.executescript(SCHEMA + directory.SCHEMA + forms.SCHEMA + f"PRAGMA user_version = {VERSION};")


def _kept(row: Iterable[object]) -> Kept:
    ref, channel, thread, name, kind, author, marker, stored, text, at, visible_to, edited_at, deleted_at = row
    return Kept(
        ref=str(ref),
        channel=str(channel),
        thread=_text(thread),
        author_name=str(name),
        author_kind="bot" if kind == "bot" else "person",
        author=_text(author),
        marker=_text(marker),
        stored=str(stored),
        text=str(text),
        at=datetime.fromisoformat(str(at)),
        visible_to=_text(visible_to),
        edited_at=_moment(edited_at),
        deleted_at=_moment(deleted_at),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _moment(value: object) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value))
