"""What was written about it: every row that matters, with times to the minute and without a platform's own names."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlmodel import SQLModel, select

from outreach.database import Database
from outreach.messages import Message
from outreach.models.book import Account, Away, Channel, ChannelLink, Contact, Fact, Hold
from outreach.models.ledger import Decision, Digest, Mark, StoredText, Touch, TouchFact, Turn
from outreach.models.library import Item
from outreach.models.notices import Notice, NoticeAccount, NoticeWord
from outreach.models.post import Delivery
from outreach.models.signals import Signal
from outreach.models.trust import Deed

TABLES: tuple[type[SQLModel], ...] = (
    Account,
    Away,
    Channel,
    ChannelLink,
    Contact,
    Decision,
    Deed,
    Delivery,
    Digest,
    Fact,
    Hold,
    Item,
    Mark,
    Notice,
    NoticeAccount,
    NoticeWord,
    Signal,
    Touch,
    TouchFact,
    Turn,
)
# What a platform calls things, what is drawn by lot, and what is counted in real time.
_THEIRS = frozenset(
    [
        "key",
        "marker",
        "platform",
        "workspace",
        "external_id",
        "external_ref",
        "target_ref",
        "thread",
        "reference",
        "connected",
        "lane_id",
        "fence",
        "first_attempt_at",
        "look_at",
        "asked_at",
        "attempts",
        "source_ref",
        "undo",
    ]
)
Rows = Mapping[str, list[dict[str, object]]]


async def snapshot(database: Database) -> Rows:
    async with database.reading() as session:
        texts = {row.id: row.body for row in (await session.exec(select(StoredText))).all()}
        found = {}
        for table in TABLES:
            rows = [row.model_dump() for row in (await session.exec(select(table))).all()]
            found[table.__name__] = sorted((_told(row, texts) for row in rows), key=str)
    return found


def _told(row: Mapping[str, object], texts: Mapping[int | None, str]) -> dict[str, object]:
    told = {name: _rounded(value) for name, value in row.items() if name not in _THEIRS and name != "text_id"}
    if "text_id" in row:
        text_id = row["text_id"]
        told["text"] = _words(texts.get(text_id if isinstance(text_id, int) else None, ""))
    return told


def _rounded(value: object) -> object:
    """To the nearest minute: a platform's own timestamps are microseconds apart."""
    if not isinstance(value, datetime):
        return value
    return (value + timedelta(seconds=30)).replace(second=0, microsecond=0).isoformat()


def _words(body: str) -> str:
    return Message.from_json(body).fallback if body.startswith("[{") else body


def changes(before: Rows, after: Rows) -> Rows:
    """Only what is new or different; what is gone stands under its table with a minus."""
    found: dict[str, list[dict[str, object]]] = {}
    for name, rows in after.items():
        found[name] = [row for row in rows if row not in before[name]]
        found[f"-{name}"] = [row for row in before[name] if row not in rows]
    return {name: rows for name, rows in found.items() if rows}
