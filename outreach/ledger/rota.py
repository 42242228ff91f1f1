"""Who of ours looks after an account at a moment: its CSM, their cover, or nobody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outreach.database import Session
from outreach.models.book import Account, Away, Teammate
from outreach.store import teammates
from outreach.worktime import zones

# No zone's date is further from UTC's.
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Absence:
    """`until`: the morning after; None while the CSM is there. A cover counts only while they are there themselves."""

    until: datetime | None = None
    has_cover: bool = True


@dataclass(frozen=True)
class Rota:
    """Everybody by id, with the absences that are not over."""

    people: Mapping[int, Teammate]
    absences: Mapping[int, Sequence[Away]]

    def csm_of(self, account: Account) -> Teammate | None:
        return self.people.get(account.csm_id or 0)

    def away(self, who: Teammate, at: datetime) -> Away | None:
        """The absence that covers their local date and ends last."""
        today = zones.local_date(at, zones.zone(who.timezone))
        return next(
            (away for away in self.absences.get(who.id or 0, ()) if away.from_on <= today <= away.until_on), None
        )

    def speaker(self, account: Account, at: datetime) -> Teammate | None:
        """The CSM, or whoever covers for them while they are away."""
        csm = self.csm_of(account)
        if csm is None or csm.cover_id is None or self.away(csm, at) is None:
            return csm
        return self.people[csm.cover_id]

    def absence(self, account: Account, at: datetime) -> Absence:
        csm = self.csm_of(account)
        away = self.away(csm, at) if csm else None
        if csm is None or away is None:
            return Absence()
        back_at = zones.at_local(away.until_on + _DAY, csm.work_start, zones.zone(csm.timezone))
        cover = self.people.get(csm.cover_id or 0)
        return Absence(back_at, cover is not None and self.away(cover, at) is None)


async def rota_of(session: Session, whose: Iterable[Account], at: datetime) -> Rota:
    """For these accounts: their CSMs, and those who cover for them."""
    csms = await teammates.by_ids(session, {account.csm_id for account in whose if account.csm_id})
    covers = await teammates.by_ids(session, {csm.cover_id for csm in csms.values() if csm.cover_id})
    people = {**covers, **csms}
    return Rota(people, await teammates.absences_of(session, set(people), _yesterday(at)))


def _yesterday(at: datetime) -> date:
    return at.date() - _DAY
