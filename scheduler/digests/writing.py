"""Writes what is due: one message per reader and local date, its row and its delivery in one transaction."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from outreach.database import Database, Session
from outreach.ledger import keys
from outreach.models.ledger import Digest
from outreach.models.post import Priority
from outreach.store import channels, deliveries, digests, pictures, texts
from scheduler.digests.digesting import Digesting, Staff, staff_of
from scheduler.digests.editions import Edition, edit
from scheduler.digests.timing import Due, due_now

log = logging.getLogger(__name__)

# A digest that had nothing to say: its date is settled all the same, so that what happens later that day waits for
# the next morning, and so that nobody's accounts are looked through again with every tick.
EMPTY = "empty"
_DAY = timedelta(days=1)
# Told once or twice a day, not with every tick.
_JUST_DUE = timedelta(minutes=1)


async def write_due(database: Database, digesting: Digesting, now: datetime) -> int:
    """How many were queued. One reader's trouble stops nobody else's: it is raised when all have had their turn."""
    async with database.reading() as session:
        staff = await staff_of(session, now)
        due = await _unsettled(session, staff, digesting, now)
    outcomes = [await _attempt(database, one, staff, digesting) for one in due]
    problems = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    if problems:
        raise problems[0]
    return sum(outcome is True for outcome in outcomes)


async def _unsettled(session: Session, staff: Staff, digesting: Digesting, now: datetime) -> Sequence[Due]:
    found = (due_now(reader, staff, digesting, now) for reader in staff.people.values())
    due = {(one.reader.id or 0, one.on): one for one in found if one is not None}
    settled = await digests.standing(session, staff.people.keys(), now.date() - 2 * _DAY) if due else set()
    return [one for key, one in due.items() if key not in settled]


async def _attempt(database: Database, due: Due, staff: Staff, digesting: Digesting) -> bool | BaseException:
    [outcome] = await asyncio.gather(_write(database, due, staff, digesting), return_exceptions=True)
    if isinstance(outcome, asyncio.CancelledError):
        raise outcome
    return outcome


async def _write(database: Database, due: Due, staff: Staff, digesting: Digesting) -> bool:
    """Read first and drawn outside, so that nobody waits for it; only the short end is a transaction."""
    async with database.reading() as session:
        if await channels.direct_to(session, due.reader.id or 0) is None:
            if staff.now - due.at <= _JUST_DUE:
                log.info("digest.unreachable reader=%s reason=no_direct_channel", due.reader.id)
            return False
        edition = await edit(session, due.reader, staff, digesting, due.late_since(staff.now))
    png = await digesting.draw(edition.chart) if edition.chart else None
    async with database.writing() as session:
        return await _settle(session, due, edition, png, staff.now, digesting.keep_for)


async def _settle(  # noqa: PLR0913 - one row is made of this much
    session: Session, due: Due, edition: Edition, png: bytes | None, now: datetime, keep_for: timedelta
) -> bool:
    reader_id = due.reader.id or 0
    row = Digest(reader_id=reader_id, local_on=due.on, edition=EMPTY, made_at=now)
    digest = await digests.add(session, row)
    channel = await channels.direct_to(session, reader_id)
    if digest is None or channel is None or edition.message is None:
        return False
    digest.edition, digest.is_late = edition.name, due.late_since(now) is not None
    digest.text_id = await _keep(session, edition, png, due.on + keep_for)
    await deliveries.queue(
        session,
        key=keys.digest(reader_id, due.on),
        channel=channel,
        message_text_id=digest.text_id,
        digest_id=digest.id,
        priority=Priority.ALERT,
        ready_at=now,
        now=now,
    )
    log.info("digest.queued reader=%s date=%s edition=%s late=%s", reader_id, due.on, edition.name, digest.is_late)
    return True


async def _keep(session: Session, edition: Edition, png: bytes | None, keep_until: date) -> int:
    if png is not None:
        edition = edition.with_picture(await pictures.keep(session, png, keep_until))
    assert edition.message is not None
    return await texts.keep(session, edition.message.to_json(), keep_until)
