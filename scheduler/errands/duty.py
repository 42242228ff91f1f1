"""What an errand is given, and what it may give back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from outreach.database import Session
from outreach.desk.rules import DeskRules
from outreach.models.errands import Errand
from scheduler.digests import Digesting
from scheduler.planning import Planning


@dataclass(frozen=True)
class Duty:
    """One errand that is due, in a transaction of its own, and everything it may need."""

    session: Session
    errand: Errand
    now: datetime
    planning: Planning
    digesting: Digesting

    @property
    def desk(self) -> DeskRules:
        return self.planning.desk

    @property
    def subject_id(self) -> int:
        return self.errand.subject_id


# A word for the record of what came of it ("told", "not needed"); or the moment at which it is due again.
Outcome = str | datetime
Run = Callable[[Duty], Awaitable[Outcome]]
