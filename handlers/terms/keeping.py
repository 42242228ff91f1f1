"""Puts on record how somebody wants to be written to, and ends it again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from handlers.work import Work
from outreach.ledger.terms import merged
from outreach.listening.preferences import Preference as Wanted
from outreach.models.book import Account, Contact
from outreach.models.listening import Preference
from outreach.store import accounts, contacts, preferences, turns

Value = Mapping[str, Any]


@dataclass(frozen=True)
class Source:
    """On whose word: `said_by` as people call them, by a message on record or written down by a colleague."""

    said_by: str
    touch_id: int | None = None
    recorded_by_id: int | None = None


def values_of(wanted: Wanted, less_days: int) -> Sequence[tuple[str, Value]]:
    """As (kind, value) of rows. `less_days`: what "less" means."""
    return list(_values(wanted, less_days))


def _values(wanted: Wanted, less_days: int) -> Iterator[tuple[str, Value]]:
    if wanted.days_off:
        yield "days", {"not": sorted(wanted.days_off)}
    if wanted.starts or wanted.ends:
        yield "hours", _hours(wanted.starts, wanted.ends)
    if wanted.topics or wanted.not_topics:
        yield "topic", {"only": list(wanted.topics), "not": list(wanted.not_topics)}
    if wanted.language:
        yield "language", {"tag": wanted.language}
    if wanted.is_less:
        yield "pace", {"days": less_days}


def _hours(starts: time | None, ends: time | None) -> Value:
    said = {"from": starts, "until": ends}
    return {name: f"{clock:%H:%M}" for name, clock in said.items() if clock is not None}


async def keep(
    work: Work, account: Account, contact: Contact | None, wanted: Sequence[tuple[str, Value]], source: Source
) -> Sequence[Preference]:
    """What is new of it, in the place of what they said before of the same kind. `contact` None: the account's."""
    assert account.id is not None
    kept = [row for kind, value in wanted if (row := await _keep(work, account, contact, kind, value, source))]
    if kept:
        await turns.rearm(work.session, account.id, work.now)
    return kept


async def _keep(  # noqa: PLR0913 - whose, what and on whose word
    work: Work, account: Account, contact: Contact | None, kind: str, value: Value, source: Source
) -> Preference | None:
    assert account.id is not None
    contact_id = contact.id if contact else None
    old = await preferences.in_force(work.session, account.id, contact_id, kind)
    now_wanted = dict(value)
    if old is not None:
        now_wanted = merged(kind, old.value, value)
        if now_wanted == _without_before(old.value):
            return None
        await preferences.end(work.session, [old], by=source.said_by, now=work.now)
    if kind == "language":
        now_wanted["before"] = old.value.get("before") if old else (contact or account).language
        _speak(work, contact or account, value["tag"])
    row = Preference(
        account_id=account.id,
        contact_id=contact_id,
        kind=kind,
        value=now_wanted,
        said_by=source.said_by,
        recorded_by_id=source.recorded_by_id,
        touch_id=source.touch_id,
        said_at=work.now,
    )
    return await preferences.add(work.session, row)


def _without_before(value: Value) -> Value:
    return {name: one for name, one in value.items() if name != "before"}


def _speak(work: Work, whom: Contact | Account, tag: str | None) -> None:
    """Every room that writes to them reads it there."""
    if isinstance(whom, Account):
        whom.language = tag or whom.language
    else:
        whom.language = tag
    work.session.add(whom)


async def end(work: Work, rows: Sequence[Preference], *, by: str) -> None:
    """They may be written to as before."""
    standing = [row for row in rows if row.ended_at is None]
    await preferences.end(work.session, standing, by=by, now=work.now)
    for row in standing:
        if row.kind == "language":
            _speak(work, await _whose(work, row), row.value.get("before"))
        await turns.rearm(work.session, row.account_id, work.now)


async def revive(work: Work, rows: Sequence[Preference]) -> Sequence[Preference]:
    """Those that nothing newer has replaced."""
    ended = [row for row in rows if row.ended_at is not None and not await _is_replaced(work, row)]
    await preferences.revive(work.session, ended)
    for row in ended:
        if row.kind == "language":
            _speak(work, await _whose(work, row), row.value["tag"])
        await turns.rearm(work.session, row.account_id, work.now)
    return ended


async def _is_replaced(work: Work, row: Preference) -> bool:
    return await preferences.in_force(work.session, row.account_id, row.contact_id, row.kind) is not None


async def _whose(work: Work, row: Preference) -> Contact | Account:
    contact = await contacts.by_id(work.session, row.contact_id) if row.contact_id else None
    return contact or await accounts.by_id(work.session, row.account_id)
