"""What planning goes by, what one pass led to, and when a message would go."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from content.departments import Department
from content.rendering import Renderer
from content.rhythm_files import Rhythm
from content.services import Service
from outreach.database import Session
from outreach.desk.rules import DeskRules
from outreach.ledger import proposals, situations
from outreach.ledger.reasons import in_words
from outreach.ledger.situations import Rules
from outreach.ledger.terms import windows_for
from outreach.models.book import Account, Contact, Teammate
from outreach.models.ledger import Touch
from outreach.store import touches
from outreach.worktime import zones
from outreach.worktime.windows import SendWindows
from scheduler import cadence


@dataclass(frozen=True)
class Planning:
    """What planning goes by. `keep_for`: how long the words of a touch are kept after its deadline. `veto_after`: how
    many proposals of a rhythm must have gone out unedited before its veto window counts."""

    rhythms: Mapping[str, Rhythm]
    renderer: Renderer
    rules: Rules = field(default_factory=Rules)
    proposals_per_day: int = 5
    spread: timedelta = timedelta(minutes=20)
    keep_for: timedelta = timedelta(days=30)
    veto_after: int = 20
    windows: SendWindows = field(default_factory=SendWindows)
    desk: DeskRules = field(default_factory=DeskRules)
    services: tuple[Service, ...] = ()
    departments: tuple[Department, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """One account that was due and gets nothing for now, with the reason in words."""

    account: str
    rhythm: str
    code: str
    because: str
    until: datetime | None


@dataclass
class Planned:
    """What one pass led to: touches proposed, and accounts held back per code."""

    proposed: list[Touch] = field(default_factory=list)
    held: Counter[str] = field(default_factory=Counter)
    left_out: list[LeftOut] = field(default_factory=list)
    considered: int = 0


async def slot(  # noqa: PLR0913 - who, where, by which rhythm and from when
    session: Session,
    planning: Planning,
    account: Account,
    author: Teammate | None,
    rhythm: Rhythm | None,
    contact: Contact | None,
    after: datetime,
) -> proposals.When | None:
    """The first moment in the rhythm's hours (DESIGN's, without a rhythm), as far as they want it so, on a working day
    there, apart from the author's other messages."""
    zone = (contact.timezone if contact else None) or account.timezone
    wanted = await situations.terms_for(session, account, contact.id if contact else None)
    taken = await touches.taken_slots(session, author.id, after) if author and author.id else ()
    found = cadence.next_send_slot(
        after,
        zones.zone(zone),
        windows_for(rhythm.windows if rhythm else planning.windows, wanted),
        situations.calendar_of(account, zone, planning.rules),
        taken=taken,
        spread=planning.spread,
    )
    return proposals.When(found.at, found.wall, found.zone) if found else None


def held_in_words(held: Mapping[str, int]) -> list[str]:
    """One line per code, most frequent first."""
    return [f"{count} × {in_words(code)}" for code, count in sorted(held.items(), key=lambda pair: (-pair[1], pair[0]))]
