"""Facts from a file. The same words on the same day are the same fact; other words are another one."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from outreach.book.csv_rows import BadRow
from outreach.book.importing.known_accounts import KnownAccounts
from outreach.book.importing.trip import Line, Outcome, Trip, Written, update, written
from outreach.book.rows import FactRow
from outreach.book.spelling import quoted
from outreach.database import Session
from outreach.errors import ConciergeError, NotFound
from outreach.models.book import Fact
from outreach.store import lookups

_Key = tuple[int, str, str, date, int | None]


class FactsWriter:
    rows_per_batch = 1_000

    def __init__(self, trip: Trip) -> None:
        self._trip = trip
        self._accounts = KnownAccounts(())
        self._people: dict[tuple[int, str], int] = {}

    def key_of(self, row: FactRow) -> Iterable[str]:
        return ["\n".join((row.account_external_id, row.kind, row.text, f"{row.said_on}", row.contact_email or ""))]

    async def prepare(self, session: Session) -> None:
        self._accounts = await KnownAccounts.read(session)

    async def write(self, session: Session, lines: Sequence[Line[FactRow]]) -> list[Outcome]:
        await self._meet(session, {line.row.contact_email for line in lines if line.row.contact_email})
        placed = [self._placed(line) for line in lines]
        account_ids = {fact.account_id for fact in placed if isinstance(fact, Fact)}
        same = await lookups.facts_saying(session, account_ids, (line.row.text for line in lines))
        known = {_key(fact): fact for fact in same}
        outcomes = [_take_in(session, line, fact, known) for line, fact in zip(lines, placed, strict=True)]
        await session.flush()
        return outcomes

    async def _meet(self, session: Session, emails: set[str]) -> None:
        for contact in await lookups.contacts_alike(session, (), emails):
            if contact.email and contact.id is not None:
                self._people.setdefault((contact.account_id, contact.email), contact.id)

    def _placed(self, line: Line[FactRow]) -> Fact | BadRow:
        """The row as a fact, not yet in the database."""
        row = line.row
        # A day's grace: it may be tomorrow where they are.
        if row.said_on > self._trip.now.date() + timedelta(days=1):
            return BadRow(line.number, f"said_on {row.said_on} lies in the future; give the day on which it was said")
        try:
            account = self._accounts.find(row.account_external_id)
            contact_id = self._contact(account.id, account.name, row.contact_email)
        except ConciergeError as problem:
            return BadRow(line.number, str(problem))
        return Fact(
            account_id=account.id,
            contact_id=contact_id,
            kind=row.kind,
            text=row.text,
            topics=list(row.topics),
            said_by=row.said_by,
            said_on=row.said_on,
            source=row.source,
            source_ref=f"{self._trip.file}, line {line.number}",
            valid_until=row.valid_until,
        )

    def _contact(self, account_id: int, account_name: str, email: str | None) -> int | None:
        if email is None:
            return None
        found = self._people.get((account_id, email))
        if found is None:
            cure = "import the contacts first, or correct the e-mail"
            raise NotFound(f"nobody at {account_name} has the e-mail {quoted(email)}; {cure}")
        return found


def _key(fact: Fact) -> _Key:
    return fact.account_id, fact.kind, fact.text, fact.said_on, fact.contact_id


def _take_in(session: Session, line: Line[FactRow], fact: Fact | BadRow, known: dict[_Key, Fact]) -> Outcome:
    if isinstance(fact, BadRow):
        return fact
    name = quoted(fact.text)
    same = known.get(_key(fact))
    if same is None:
        session.add(fact)
        return Written(line.number, name, "created", account_ids=(fact.account_id,))
    if same.removed_at is not None:
        return Written(line.number, name, "unchanged", doubts=("Somebody removed this fact here, so it stays away",))
    values = {"topics": list(line.row.topics), "said_by": fact.said_by, "valid_until": fact.valid_until}
    filled_in = {name: value for name, value in values.items() if name in line.given}
    if "source" in line.given:
        filled_in["source"] = fact.source
    fields = update(same, filled_in)
    if fields:
        # Touches name the version they rest on: a changed source or date sends them back to review.
        same.version += 1
        session.add(same)
    return written(line, name, fields, [fact.account_id])
