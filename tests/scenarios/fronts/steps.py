"""What happens in a row of the parity table, as values: who does what, and how time goes by."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import col, select

from outreach.desk.signals import read
from outreach.events import Change
from outreach.models.desk import Request
from outreach.models.ledger import Touch
from outreach.models.post import Delivery, DeliveryState
from outreach.store import texts
from scheduler import signalling
from tests.scenarios.fronts.front import DIRECT, ShortcutName
from tests.scenarios.fronts.stage import Stage


@dataclass(frozen=True)
class Types:
    who: str
    words: str = ""
    where: str = DIRECT

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        await stage.front.types(self.who, self.words, self.where)


@dataclass(frozen=True)
class Says:
    """What is said can be spoken of later by its words."""

    who: str
    where: str
    words: str
    mention: bool = False

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        said[self.words] = await stage.front.says(self.who, self.where, self.words, mention=self.mention)


@dataclass(frozen=True)
class Presses:
    who: str
    label: str
    choice: str | None = None

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        await stage.front.presses(self.who, self.label, self.choice)


@dataclass(frozen=True)
class Fills:
    who: str
    answers: Mapping[str, str] = field(default_factory=dict)

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        await stage.front.fills(self.who, **self.answers)


@dataclass(frozen=True)
class Chooses:
    who: str
    name: ShortcutName
    words: str

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        await stage.front.chooses(self.who, self.name, said[self.words])


@dataclass(frozen=True)
class Reacts:
    """To the newest message of ours in that channel."""

    who: str
    where: str
    emoji: str

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        await stage.front.reacts(self.who, self.where, self.emoji)


@dataclass(frozen=True)
class Edits:
    who: str
    words: str
    becomes: str

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        await stage.front.edits(self.who, said[self.words], self.becomes)


@dataclass(frozen=True)
class Deletes:
    who: str
    words: str

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        await stage.front.deletes(self.who, said[self.words])


@dataclass(frozen=True)
class Dismisses:
    """Closes whatever form stands open; where none does, nothing happens."""

    who: str

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        await stage.front.dismisses(self.who)


@dataclass(frozen=True)
class OpensHome:
    who: str

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        await stage.front.opens_home(self.who)


@dataclass(frozen=True)
class Installs:
    who: str

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        await stage.front.installs(self.who)


@dataclass(frozen=True)
class Befalls:
    where: str
    change: Change
    name: str = ""
    company: str = ""

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        await stage.front.befalls(self.where, self.change, name=self.name, company=self.company)


@dataclass(frozen=True)
class Sends:
    """Sends what is due."""

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        await stage.sends()


@dataclass(frozen=True)
class Passes:
    """Time goes by, and what comes due in it is done and sent."""

    hours: float

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        await stage.passes(hours=self.hours)


@dataclass(frozen=True)
class Reports:
    """Another system says that something is open, and sends what that leads to. `asked`: what they have asked for
    here, which it could be linked to."""

    data: Mapping[str, object]
    asked: str = ""

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        now = stage.clock.now()
        async with stage.database.writing() as session:
            taken = await signalling.take(session, stage.app.core.planning, read("opened", self.data, now), now)
            if self.asked:
                text_id = await texts.keep(session, self.asked, None)
                request = Request(account_id=taken.signal.account_id, opened_at=now, opened_by="Dana", text_id=text_id)
                session.add(request)
        await stage.sends()


@dataclass(frozen=True)
class Loses:
    """Nobody can tell whether the only message on its way to a customer arrived."""

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        async with stage.database.writing() as session:
            query = select(Delivery).join(Touch, col(Delivery.touch_id) == col(Touch.id))
            delivery = (await session.exec(query.where(Delivery.state == DeliveryState.QUEUED))).one()
            delivery.state, delivery.asked_at = DeliveryState.UNKNOWN, stage.clock.now()
            session.add(delivery)


Deed = (
    Types
    | Says
    | Presses
    | Fills
    | Chooses
    | Reacts
    | Edits
    | Deletes
    | Dismisses
    | OpensHome
    | Installs
    | Befalls
    | Passes
    | Reports
    | Loses
    | Sends
)


@dataclass(frozen=True)
class Hears:
    """A deed that some platforms answer in a way of their own: `difference` names a row of DIFFERENCES."""

    deed: Deed
    difference: str

    @property
    def who(self) -> str:
        return getattr(self.deed, "who", "")

    async def run(self, stage: Stage, said: dict[str, object]) -> None:
        await self.deed.run(stage, said)


Step = Deed | Hears
