"""What a manager's digest is made of: plain facts about accounts, each with whose they are."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
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
class Unattended:
    """A CSM is away until that day, nobody covers, and something waits for them."""

    csm_id: int
    csm: str
    until_on: date
    proposals: int
    customers: int


@dataclass(frozen=True)
class Waiting:
    """A customer's last word is unanswered. `quote` is empty when it was not kept."""

    customer: Customer
    since_at: datetime
    quote: str = ""


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
