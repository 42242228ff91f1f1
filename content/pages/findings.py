"""What a manager's digest is made of: plain facts about accounts, each with whose they are."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar


@dataclass(frozen=True)
class Customer:
    """An account as a line names it. `csm` is what colleagues call them, empty when nobody looks after the account."""

    id: int
    name: str
    arr: Decimal | None = None
    csm_id: int | None = None
    csm: str = ""


@dataclass(frozen=True)
class Cooling:
    """Renews soon, and nobody has spoken with them for too long; both in days."""

    customer: Customer
    renews_in: int
    silent_for: int


@dataclass(frozen=True)
class Upset:
    """Something bad is open at an account since that day; `words` say what."""

    customer: Customer
    words: str
    since_on: date


@dataclass(frozen=True)
class Grievance:
    """A complaint that is news, or whose root cause nobody owns. `which` of so many within 30 days; `answered` is how
    long they waited for a first answer by `by`, None while nobody has answered; `with_whom` owns the root cause."""

    customer: Customer
    complaint_id: int
    which: int = 1
    quote: str = ""
    renews_in: int | None = None
    answered: timedelta | None = None
    by: str = ""
    is_confirmed: bool = True
    with_whom: str = ""


@dataclass(frozen=True)
class Asked:
    """Goodwill beyond a CSM's allowance: `amount` ready to read."""

    goodwill_id: int
    customer: Customer
    amount: str
    what: str
    by_id: int
    by: str


@dataclass(frozen=True)
class Broken:
    """A promise whose day is over: `late_for` days; or one with a new date that nobody told them (`is_untold`)."""

    customer: Customer
    promise_id: int
    late_for: int
    owner_id: int
    owner: str
    is_untold: bool = False


@dataclass(frozen=True)
class Trend:
    """Several accounts with the same underlying matter. `silent_for`: days since its department last said anything,
    None where none is waited for; `department` is "" where nobody has it."""

    theme_id: int
    name: str
    accounts: int
    arr: Decimal
    department: str = ""
    silent_for: int | None = None
    csm_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Overdue:
    """Bad news whose next word was promised for a moment that is past: told in the reader's own time."""

    notice_id: int
    what: str
    promised: str
    owner_id: int
    owner: str


@dataclass(frozen=True)
class Unattended:
    """A CSM is away until that day, nobody covers, and something waits for them."""

    csm_id: int
    csm: str
    until_on: date
    proposals: int
    customers: int


@dataclass(frozen=True)
class Waiting:
    """A customer waits for an answer. `quote` is empty when it was not kept; `left` is the working time until what we
    promise is over, negative beyond it; `touch_id` is the message to answer."""

    customer: Customer
    since_at: datetime
    quote: str = ""
    left: timedelta | None = None
    touch_id: int = 0
    clock_id: int = 0

    @property
    def is_overdue(self) -> bool:
        return self.left is not None and self.left < timedelta(0)


@dataclass(frozen=True)
class Lapsed:
    """A proposal whose time passed: nobody decided, or it was approved and could not go any more."""

    customer: Customer
    was_approved: bool


@dataclass(frozen=True)
class Trouble:
    """A message that failed, or of which nobody knows whether it arrived. `cure` is a sentence."""

    customer: Customer
    delivery_id: int
    is_unclear: bool
    cure: str = ""


@dataclass(frozen=True)
class KindWord:
    customer: Customer
    who: str
    quote: str


@dataclass(frozen=True)
class Quiet:
    """Accounts that nobody has spoken with for longer than promised: today's, how many it were yesterday, and those
    of today's for which nothing is planned either."""

    customers: tuple[Customer, ...] = ()
    yesterday: int | None = None
    unplanned: tuple[Customer, ...] = ()


@dataclass(frozen=True)
class Findings:
    """As of now, or since the reader's last digest. `own_proposals`: what waits for the reader's own decision."""

    own_proposals: int = 0
    unattended: tuple[Unattended, ...] = ()
    unowned: tuple[Customer, ...] = ()
    upset: tuple[Upset, ...] = ()
    grievances: tuple[Grievance, ...] = ()
    asked: tuple[Asked, ...] = ()
    broken: tuple[Broken, ...] = ()
    trends: tuple[Trend, ...] = ()
    overdue: tuple[Overdue, ...] = ()
    cooling: tuple[Cooling, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()
    trouble: tuple[Trouble, ...] = ()
    quiet: Quiet = field(default_factory=Quiet)
    kind_words: tuple[KindWord, ...] = ()


T = TypeVar("T")


def about(findings: Findings, csm_id: int) -> Findings:
    """What of it concerns one CSM: what the digest will say about them."""
    return replace(
        findings,
        own_proposals=0,
        unattended=_kept(findings.unattended, lambda one: one.csm_id == csm_id),
        unowned=(),
        upset=_kept(findings.upset, lambda one: one.customer.csm_id == csm_id),
        grievances=_kept(findings.grievances, lambda one: one.customer.csm_id == csm_id),
        asked=_kept(findings.asked, lambda one: one.by_id == csm_id),
        broken=_kept(findings.broken, lambda one: one.owner_id == csm_id),
        trends=_kept(findings.trends, lambda one: csm_id in one.csm_ids),
        overdue=_kept(findings.overdue, lambda one: one.owner_id == csm_id),
        cooling=_kept(findings.cooling, lambda one: one.customer.csm_id == csm_id),
        waiting=_kept(findings.waiting, lambda one: one.customer.csm_id == csm_id),
        lapsed=_kept(findings.lapsed, lambda one: one.customer.csm_id == csm_id),
        trouble=_kept(findings.trouble, lambda one: one.customer.csm_id == csm_id),
        quiet=Quiet(
            customers=_kept(findings.quiet.customers, lambda one: one.csm_id == csm_id),
            unplanned=_kept(findings.quiet.unplanned, lambda one: one.csm_id == csm_id),
        ),
        kind_words=_kept(findings.kind_words, lambda one: one.customer.csm_id == csm_id),
    )


def _kept(found: tuple[T, ...], is_theirs: Callable[[T], bool]) -> tuple[T, ...]:
    return tuple(one for one in found if is_theirs(one))
