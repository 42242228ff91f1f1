"""What a simulation found: every contact that would be made, and what held the others back."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import TextIO

from outreach.book.csv_rows import guard_cell
from outreach.database import Session
from outreach.ledger.reasons import in_words
from outreach.models.book import Account
from outreach.models.ledger import Decision, Touch, TouchState
from outreach.store import channels, contacts, teammates, texts, touches
from outreach.worktime import zones
from scheduler.digests.mornings import what_of

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class SimulatedContact:
    """One contact. `local_time` is the customer's, in `zone`; `channel` says e-mail where a person sends it."""

    local_time: str
    zone: str
    account: str
    contact: str
    channel: str
    csm: str
    purpose: str
    rhythm: str
    what: str
    why: str
    at: datetime


_NAMES = [one.name for one in fields(SimulatedContact)]
HEADINGS = tuple("utc" if name == "at" else name for name in _NAMES)


@dataclass(frozen=True)
class SimulatedWeek:
    """A week by its Monday (UTC): contacts made, and accounts held back per code."""

    starts_on: date
    contacts: int
    held: Mapping[str, int]


@dataclass(frozen=True)
class SimulationReport:
    """Of [start, end). `held`: accounts held back per rule, in words, most first; `undecided` and `missed`: messages
    whose time passed; `waiting`: what was still to be decided or sent at the end; `digests`: mornings included."""

    start: datetime
    end: datetime
    assumptions: str
    contacts: tuple[SimulatedContact, ...] = ()
    held: tuple[tuple[str, int], ...] = ()
    weeks: tuple[SimulatedWeek, ...] = ()
    undecided: int = 0
    missed: int = 0
    waiting: int = 0
    digests: int = 0

    def write_csv(self, out: TextIO) -> None:
        """All contacts; cells that a spreadsheet would calculate stay text."""
        writer = csv.writer(out)
        writer.writerow(HEADINGS)
        for contact in self.contacts:
            *cells, at = astuple(contact)
            writer.writerow([*(guard_cell(cell) for cell in cells), at.isoformat()])


async def contacts_between(session: Session, start: datetime, end: datetime) -> tuple[SimulatedContact, ...]:
    """Everything unprompted that was said to customers in [start, end), in its order."""
    made = [
        pair
        for pair in await touches.made_between(session, start, end)
        if pair[0].direction == "out" and pair[0].origin in touches.UNPROMPTED
    ]
    shown = [await _contact(session, touch, account) for touch, account in made]
    return tuple(sorted(shown, key=lambda one: (one.at, one.account, one.purpose)))


async def _contact(session: Session, touch: Touch, account: Account) -> SimulatedContact:
    assert touch.happened_at is not None
    zone = touch.zone or account.timezone
    person = await contacts.by_id(session, touch.contact_id) if touch.contact_id else None
    channel = await channels.by_id(session, touch.channel_id) if touch.channel_id else None
    author = await teammates.by_id(session, touch.author_id) if touch.author_id else None
    return SimulatedContact(
        local_time=f"{zones.to_wall(touch.happened_at, zones.zone(zone)):%a %Y-%m-%d %H:%M}",
        zone=zone,
        account=account.name,
        contact=person.name if person else "",
        channel=channel.name if channel else "e-mail",
        csm=author.name if author else "",
        purpose=touch.purpose,
        rhythm=touch.rhythm or "",
        what=await what_of(session, touch, await texts.message_of(session, touch.text_id)),
        why=touch.why,
        at=touch.happened_at,
    )


def held_by_rule(decided: Sequence[Decision]) -> tuple[tuple[str, int], ...]:
    """An account counts once per rule, however often it was asked."""
    held = Counter(code for code, _ in {(one.code, one.account_id) for one in decided})
    return tuple((in_words(code), count) for code, count in sorted(held.items(), key=lambda pair: (-pair[1], pair[0])))


def week_by_week(
    made: Sequence[SimulatedContact], decided: Sequence[Decision], start: datetime, end: datetime
) -> tuple[SimulatedWeek, ...]:
    return tuple(_week(made, decided, opens, opens + _WEEK) for opens in _mondays(start, end))


def _week(
    made: Sequence[SimulatedContact], decided: Sequence[Decision], opens: datetime, closes: datetime
) -> SimulatedWeek:
    standing = {(one.code, one.account_id) for one in decided if one.first_at < closes and one.last_at >= opens}
    contacted = sum(opens <= one.at < closes for one in made)
    return SimulatedWeek(opens.date(), contacted, dict(Counter(code for code, _ in standing)))


def _mondays(start: datetime, end: datetime) -> Sequence[datetime]:
    monday = start.date() - timedelta(days=start.weekday())
    opens = datetime.combine(monday, time(0), start.tzinfo)
    return [opens + count * _WEEK for count in range((end - opens) // _WEEK + 1) if opens + count * _WEEK < end]


def ended(rows: Sequence[Touch]) -> Counter[str]:
    """Touches by their state."""
    return Counter(str(TouchState(touch.state)) for touch in rows)
