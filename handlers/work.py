"""What a handler is given, and what it may give back.

Handling one event is one transaction: a handler reads and writes through `work.session` and never commits. What it
returns is done after the commit; what a customer will see is written as a delivery inside it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from content.rendering import Renderer
from outreach.database import Session
from outreach.desk.rules import DeskRules
from outreach.errors import NotAllowed
from outreach.events import Event
from outreach.listening.noticer import Noticer
from outreach.listening.noticing import Detector
from outreach.messages import Form, Message
from outreach.models.book import Contact, Teammate
from outreach.trust.identity import Who
from outreach.worktime import zones
from scheduler.digests import Digesting
from scheduler.planner import Planning


@dataclass(frozen=True)
class House:
    """What is the same for every event: how we plan, speak and sum up, and what people type to reach us.

    `keep_inbound`: how long customers' words are kept; zero keeps none.
    """

    planning: Planning
    renderer: Renderer
    command: str = "/cs"
    product: str = "Concierge"
    home_zone: str = "UTC"
    keep_inbound: timedelta = timedelta(days=30)
    digesting: Digesting = field(default_factory=Digesting)
    detector: Detector = field(default_factory=Noticer)

    @property
    def desk(self) -> DeskRules:
        return self.planning.desk


@dataclass(frozen=True)
class Work:
    session: Session
    now: datetime
    who: Who
    event: Event
    house: House

    @property
    def staff(self) -> Teammate:
        """Raises NotAllowed for anybody else; ROUTES has already seen to that."""
        if self.who.teammate is None:
            raise NotAllowed("That is for the customer success team only.")
        return self.who.teammate

    @property
    def contact(self) -> Contact | None:
        return self.who.contact

    @property
    def today(self) -> date:
        """The local date of the teammate who acts, else of home."""
        teammate = self.who.teammate
        return zones.local_date(self.now, zones.zone(teammate.timezone if teammate else self.house.home_zone))


@dataclass(frozen=True)
class Reply:
    """A private answer to a member of staff. `instead` puts it in place of the message whose button was pressed.

    `is_for_newcomers`: it holds no fact of ours, so a colleague who is no teammate yet may read it as well.
    """

    message: Message
    instead: bool = False
    is_for_newcomers: bool = False


@dataclass(frozen=True)
class OpenForm:
    """`is_for_newcomers`: a colleague who is no teammate yet may be asked it as well."""

    form: Form
    is_for_newcomers: bool = False


Outcome = Reply | OpenForm | None


@dataclass(frozen=True)
class Audience:
    """Who may use a route: nobody, unless the row says otherwise. `role` narrows staff (a manager may do what a CSM
    may, an admin everything)."""

    who: Literal["nobody", "staff", "customer", "anybody"] = "nobody"
    role: Literal["csm", "manager", "admin"] = "csm"


NOBODY = Audience()
STAFF = Audience("staff")
MANAGER = Audience("staff", "manager")
ADMIN = Audience("staff", "admin")
CUSTOMER = Audience("customer")
ANYBODY = Audience("anybody")
_RANKS = {"csm": 0, "manager": 1, "admin": 2}


def may_use(audience: Audience, who: Who) -> bool:
    if audience.who == "nobody":
        return False
    if audience.who == "anybody":
        return True
    if who.teammate is None:
        return audience.who == "customer"
    return audience.who == "staff" and _RANKS.get(who.teammate.role, -1) >= _RANKS[audience.role]


@dataclass(frozen=True)
class Usage:
    """How a command is written and what it does, for help and the manifests."""

    shape: str
    summary: str
    examples: tuple[str, ...] = field(default_factory=tuple)
