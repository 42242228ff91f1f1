"""Contacts from a file, each at the account that its row names."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from outreach.book.csv_rows import BadRow
from outreach.book.importing.known_accounts import KnownAccounts
from outreach.book.importing.trip import Line, Outcome, Trip, Written, update, written
from outreach.book.rows import ContactRow
from outreach.database import Session
from outreach.errors import ConciergeError
from outreach.models.book import Contact
from outreach.store import lookups, preferences
from outreach.store.lookups import AccountName

_Register = tuple[dict[str, Contact], dict[tuple[int, str], Contact]]


class ContactsWriter:
    rows_per_batch = 1_000

    def __init__(self, trip: Trip) -> None:
        self._trip = trip
        self._accounts = KnownAccounts(())
        self._spoken: Mapping[tuple[int, int | None], str] = {}

    def key_of(self, row: ContactRow) -> Iterable[str]:
        return [f"id {row.external_id}"]

    async def prepare(self, session: Session) -> None:
        self._accounts = await KnownAccounts.read(session)

    async def write(self, session: Session, lines: Sequence[Line[ContactRow]]) -> list[Outcome]:
        rows = [line.row for line in lines]
        register = _register(
            await lookups.contacts_alike(
                session, (row.external_id for row in rows), (row.email for row in rows if row.email)
            )
        )
        known = {contact.account_id for contact in register[0].values()}
        self._spoken = await preferences.speaking(session, known)
        outcomes = [self._take_in(session, line, register) for line in lines]
        await session.flush()
        return outcomes

    def _take_in(self, session: Session, line: Line[ContactRow], register: _Register) -> Outcome:
        row = line.row
        try:
            account = self._accounts.find(row.account_external_id, row.account_name)
        except ConciergeError as problem:
            return BadRow(line.number, str(problem))
        contact = _known(row, account.id, register)
        if contact is not None:
            return self._change(line, contact, account)
        contact = Contact(external_id=row.external_id, account_id=account.id, **_values(row))
        session.add(contact)
        return Written(line.number, row.name, "created", account_ids=(account.id,))

    def _change(self, line: Line[ContactRow], contact: Contact, account: AccountName) -> Written:
        values = _values(line.row)
        # What they asked for themselves no list of ours takes back.
        if (contact.account_id, contact.id) in self._spoken:
            values.pop("language", None)
        if "external_id" in line.given:
            values["external_id"] = line.row.external_id
        fields = update(contact, values)
        was = contact.account_id
        if was != account.id:
            contact.account_id = account.id
            fields["account"] = (self._accounts.name_of(was), account.name)
        return written(line, contact.name, fields, {was, account.id})


def _register(contacts: Iterable[Contact]) -> _Register:
    by_id: dict[str, Contact] = {}
    by_email: dict[tuple[int, str], Contact] = {}
    for contact in contacts:
        by_id[contact.external_id] = contact
        if contact.email:
            by_email.setdefault((contact.account_id, contact.email), contact)
    return by_id, by_email


def _known(row: ContactRow, account_id: int, register: _Register) -> Contact | None:
    """By id. By account and e-mail when either side has no id of its own: an e-mail stands in for it there. Two
    different ids are two people who share a mailbox."""
    by_id, by_email = register
    if contact := by_id.get(row.external_id):
        return contact
    contact = by_email.get((account_id, row.email or ""))
    if contact is None or (contact.external_id != contact.email and row.external_id != row.email):
        return None
    return contact


def _values(row: ContactRow) -> dict[str, Any]:
    """What the row says; an empty cell wipes nothing."""
    values = {name: getattr(row, name) for name in ("name", "email", "title", "timezone", "language")}
    return {name: value for name, value in values.items() if value is not None}
