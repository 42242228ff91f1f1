"""The sample book in a database of its own: everybody on the playground, whatever platform they are on."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from outreach.book.csv_rows import Progress
from outreach.book.imports import KINDS, Defaults, ImportReport, import_file
from outreach.database import Database, Session
from outreach.events import Place
from outreach.models.book import Contact, Teammate
from outreach.store import channels, identities, lookups

PLAYGROUND = "playground"
HOME = "home"
CUSTOMERS = "customers"
# A channel's workspace is its platform's name, so that channels of both can be told apart.
MOVED: Mapping[str, str] = {"slack": PLAYGROUND, "teams": PLAYGROUND}


def user_id(person: Teammate | Contact) -> str:
    """The playground's name for somebody: T1 for a teammate, C1 for a contact."""
    return f"{'T' if isinstance(person, Teammate) else 'C'}{person.id}"


def direct_place(teammate: Teammate) -> Place:
    return Place(PLAYGROUND, HOME, f"dm:{user_id(teammate)}", teammate.name, "direct")


async def fill(
    database: Database,
    folder: Path,
    *,
    now: datetime,
    progress: Progress | None = None,
    home_timezone: str = "UTC",
) -> list[ImportReport]:
    """Imports the five files of `folder` and lets everybody in; a second time it changes nothing.

    `progress` is told the bytes read so far, over all files.
    """
    defaults = Defaults(home_timezone, platforms=MOVED)
    reports, read = [], 0
    for kind in KINDS:
        path = folder / f"{kind}.csv"
        part = _from(read, progress) if progress else None
        reports.append(await import_file(database, path, kind, now=now, defaults=defaults, progress=part))
        read += path.stat().st_size
    async with database.writing() as session:
        await let_in(session, now)
    return reports


def _from(read: int, progress: Progress) -> Progress:
    return lambda done: progress(read + done)


async def let_in(session: Session, now: datetime) -> None:
    """Identities for all, and for our own people the direct channels in which they get their lists. Its customers have
    known us for long, so nobody is introduced to them."""
    for channel in await channels.all_channels(session):
        channel.introduced_at = channel.introduced_at or now
        session.add(channel)
    for teammate in await lookups.everybody(session):
        assert teammate.id is not None
        await channels.ensure(session, direct_place(teammate), teammate_id=teammate.id)
        user = await identities.ensure(session, PLAYGROUND, HOME, user_id(teammate), teammate.name)
        await identities.bind_teammate(session, user, teammate.id)
    for contact in await lookups.all_contacts(session):
        assert contact.id is not None
        user = await identities.ensure(session, PLAYGROUND, CUSTOMERS, user_id(contact), contact.name)
        await identities.bind_contact(session, user, contact.id)
