"""A team's accounts as of one moment: who was last spoken with when, who has been left alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from content.pages.findings import Cooling, Customer, Trouble
from outreach.database import Session
from outreach.ledger.reasons import Code, in_words
from outreach.models.book import Account
from outreach.store import oversight
from outreach.store.oversight import Said, Team
from outreach.worktime import zones
from scheduler import triggers
from scheduler.digests.digesting import Digesting, Staff

_DAY = timedelta(days=1)
# A rule that stopped an approved message is no failure; these three wait for somebody to put a channel right.
_HELD_CODES = {code.value for code in Code} - {Code.NO_CHANNEL, Code.CHANNEL_GONE, Code.MIXED_CHANNEL}


@dataclass(frozen=True)
class Overview:
    """`silent_since`: by account, the local date of the last two-way contact that we know of."""

    team: Team
    accounts: tuple[Account, ...]
    words: Mapping[int, Said]
    silent_since: Mapping[int, date]
    staff: Staff
    digesting: Digesting

    @property
    def now(self) -> datetime:
        return self.staff.now

    def customer(self, account: Account) -> Customer:
        """A CSM who has left looks after nothing any more."""
        csm_id = account.csm_id if account.csm_id in self.staff.people else None
        return Customer(account.id or 0, account.name, account.arr, csm_id, self.staff.called(csm_id))

    def silent_days(self, account: Account) -> int:
        today = zones.local_date(self.now, zones.zone(account.timezone))
        return (today - self.silent_since[account.id or 0]).days

    def is_quiet(self, account: Account) -> bool:
        """Due when `days >= N`, as the silence rhythm reckons."""
        return self.silent_days(account) >= self.digesting.promised_days(account.segment)

    def quiet(self) -> tuple[Customer, ...]:
        return tuple(self.customer(account) for account in self.accounts if self.is_quiet(account))

    def cooling(self) -> Iterable[tuple[Account, Cooling]]:
        """Renewals ahead with nobody in contact for too long, nearest first."""
        found = []
        for account in self.accounts:
            days = self._renews_in(account)
            if days is not None and self.is_quiet(account):
                found.append((account, Cooling(self.customer(account), days, self.silent_days(account))))
        return sorted(found, key=lambda pair: (pair[1].renews_in, -(pair[0].arr or 0), pair[0].name))

    def _renews_in(self, account: Account) -> int | None:
        if account.renewal_on is None:
            return None
        days = (account.renewal_on - zones.local_date(self.now, zones.zone(account.timezone))).days
        return days if 0 <= days <= self.digesting.renewal_within.days else None


async def overview(session: Session, team: Team, staff: Staff, digesting: Digesting, now: datetime) -> Overview:
    """As of `now`, which may lie before the staff's: for how it was yesterday."""
    found = tuple(await oversight.accounts_of(session, team))
    words = await oversight.last_words(session, team, now)
    # Their local date may be ahead of UTC's.
    said = await oversight.last_said(session, team, now.date() + _DAY)
    silent_since = {
        account.id or 0: triggers.two_way_on(account, _spoke_at(words, account), said.get(account.id or 0))
        for account in found
    }
    as_of = Staff(staff.people, staff.absences, now)
    return Overview(team, found, words, silent_since, as_of, digesting)


def _spoke_at(words: Mapping[int, Said], account: Account) -> datetime | None:
    said = words.get(account.id or 0)
    return said.at if said else None


async def trouble(session: Session, view: Overview, since: datetime) -> tuple[Trouble, ...]:
    """What nobody can know, then what failed since then."""
    unclear = await oversight.unclear(session, view.team)
    failed = await oversight.failed(session, view.team, since)
    return (
        *(Trouble(view.customer(one.account), one.delivery.id or 0, is_unclear=True) for one in unclear),
        *(
            Trouble(view.customer(one.account), one.delivery.id or 0, is_unclear=False, cure=_cure(one))
            for one in failed
            if one.delivery.problem_code not in _HELD_CODES
        ),
    )


def _cure(one: oversight.Trouble) -> str:
    return one.delivery.problem or in_words(one.delivery.problem_code or "unknown").capitalize() + "."
