"""Accounts from a file: their figures dated, a new stage noted as a fact, their notes kept for ourselves."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from outreach.book.assumed_zones import only_zone
from outreach.book.csv_rows import BadRow
from outreach.book.importing.people import Team
from outreach.book.importing.trip import SOURCE, Line, Outcome, Trip, Written, in_words, written
from outreach.book.rows import AccountRow
from outreach.database import Session
from outreach.errors import ConciergeError
from outreach.models.book import Account, Fact, FactKind
from outreach.store import accounts, facts, lookups, preferences
from outreach.worktime.calendars import WorkCalendar

NOTES = "account notes"  # the reference by which a later import finds the notes it kept
_STAGE_LASTS = timedelta(days=60)
# Of these the row brings a default, which is for newcomers only.
_DEFAULTED = ("segment",)
_PLAIN = ("name", "domain", "stage", "arr", "renewal_on", "timezone", "country", "subdivision", "language")


class AccountsWriter:
    rows_per_batch = 200

    def __init__(self, trip: Trip) -> None:
        self._trip = trip
        self._team = Team(())
        self._spoken: Mapping[tuple[int, int | None], str] = {}

    def key_of(self, row: AccountRow) -> Iterable[str]:
        return [f"id {row.external_id}"]

    async def prepare(self, session: Session) -> None:
        self._team = Team(await lookups.everybody(session))

    async def write(self, session: Session, lines: Sequence[Line[AccountRow]]) -> list[Outcome]:
        known = await lookups.accounts_by_external_id(session, (line.row.external_id for line in lines))
        notes = await lookups.facts_from(session, (a.id for a in known.values() if a.id is not None), NOTES)
        self._spoken = await preferences.speaking(session, [a.id for a in known.values() if a.id is not None])
        new: list[tuple[Account, AccountRow]] = []
        outcomes = [await self._take_in(session, line, known.get(line.row.external_id), notes, new) for line in lines]
        await self._add(session, new)
        return outcomes

    async def _take_in(
        self,
        session: Session,
        line: Line[AccountRow],
        account: Account | None,
        notes: Mapping[int, Fact],
        new: list[tuple[Account, AccountRow]],
    ) -> Outcome:
        row = line.row
        try:
            csm_id = self._team.find(row.csm_email, "CSM") if row.csm_email else None
        except ConciergeError as problem:
            return BadRow(line.number, str(problem))
        if account is None:
            account = self._newcomer(line, csm_id)
            new.append((account, row))
            return Written(line.number, row.name, "created", doubts=tuple(_doubts(account, row)))
        assert account.id is not None
        values = _values(line, csm_id, is_new=False)
        # What they asked for themselves no list of ours takes back.
        if (account.id, None) in self._spoken:
            values.pop("language", None)
        return await self._change(session, line, account, values, notes.get(account.id))

    def _newcomer(self, line: Line[AccountRow], csm_id: int | None) -> Account:
        row = line.row
        values = _values(line, csm_id, is_new=True)
        values["timezone"] = row.timezone or only_zone(row.country) or self._trip.defaults.home_timezone
        return Account(external_id=row.external_id, created_at=self._trip.now, **values)

    async def _add(self, session: Session, new: Sequence[tuple[Account, AccountRow]]) -> None:
        by_day: dict[date, list[Account]] = {}
        for account, _ in new:
            by_day.setdefault(self._trip.today(account.timezone), []).append(account)
        await accounts.add_all(session, by_day, now=self._trip.now, source=SOURCE)
        session.add_all(self._notes(account, row.notes) for account, row in new if row.notes)

    async def _change(
        self, session: Session, line: Line[AccountRow], account: Account, values: Mapping[str, Any], notes: Fact | None
    ) -> Written:
        now, today = self._trip.now, self._trip.today(values.get("timezone", account.timezone))
        changed = await accounts.change(session, account, values, on=today, now=now, source=SOURCE)
        if "stage" in changed:
            await self._note_stage(session, account, was=changed["stage"][0])
        fields = {name: (in_words(old), in_words(new)) for name, (old, new) in changed.items()}
        if "csm_id" in changed:
            old, new = changed["csm_id"]
            del fields["csm_id"]
            fields["csm"] = (self._team.name_of(old), self._team.name_of(new))
        fields |= await self._keep_notes(session, account, line.row.notes, notes)
        return written(line, account.name, fields, [account.id or 0])

    async def _note_stage(self, session: Session, account: Account, was: str | None) -> None:
        """A stage that was empty before is no news, and leaving is none to tell a customer."""
        assert account.id is not None
        for fact in await facts.of_account(session, account.id):
            if fact.kind == FactKind.STAGE:
                await facts.remove(session, fact, self._trip.now)
        if was is None or account.stage is None or account.stage == accounts.CHURNED:
            return
        today = self._trip.today(account.timezone)
        fact = Fact(
            account_id=account.id,
            kind=FactKind.STAGE,
            text=account.stage,
            said_on=today,
            source=SOURCE,
            source_ref=self._trip.file,
            valid_until=today + _STAGE_LASTS,
        )
        await facts.add(session, fact)

    async def _keep_notes(
        self, session: Session, account: Account, notes: str | None, kept: Fact | None
    ) -> dict[str, tuple[str | None, str | None]]:
        """One fact per account. Removed by a person, it stays away until the words change."""
        if notes is None or (kept is not None and kept.text == notes):
            return {}
        if kept is not None and kept.removed_at is None:
            old, kept.said_on = kept.text, self._trip.today(account.timezone)
            await facts.reword(session, kept, notes)
            return {"notes": (old, notes)}
        await facts.add(session, self._notes(account, notes))
        return {"notes": (None, notes)}

    def _notes(self, account: Account, notes: str) -> Fact:
        """Said by nobody: its source keeps it out of what customers read."""
        assert account.id is not None
        return Fact(
            account_id=account.id,
            kind=FactKind.NOTE,
            text=notes,
            said_on=self._trip.today(account.timezone),
            source=SOURCE,
            source_ref=NOTES,
        )


def _values(line: Line[AccountRow], csm_id: int | None, *, is_new: bool) -> dict[str, Any]:
    """What the row says; an empty cell wipes nothing."""
    row = line.row
    values = {name: getattr(row, name) for name in _PLAIN}
    values |= {name: getattr(row, name) for name in _DEFAULTED if is_new or name in line.given}
    values |= {"csm_id": csm_id, "relationship": row.relationship, "topics": list(row.topics) or None}
    return {name: value for name, value in values.items() if value is not None}


def _doubts(account: Account, row: AccountRow) -> Iterable[str]:
    """What was assumed about a new account, and will matter."""
    if row.timezone is None:
        yield f"No time zone is given, so {account.timezone} was taken"
    if account.csm_id is None:
        yield "No CSM is given, so nobody reviews what would be sent"
    if account.country is None:
        yield "No country is given, so no public holidays are kept"
    elif not WorkCalendar(account.country, account.subdivision).known:
        place = "-".join(filter(None, (account.country, account.subdivision)))
        yield f"No public holidays are known for {place}, or not by that name"
