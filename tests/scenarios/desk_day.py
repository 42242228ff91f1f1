"""A day at the desk: what people do on one platform, a moment apart, and what must be read of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from sqlmodel import SQLModel, col, select

from outreach.models.ledger import Touch
from outreach.models.post import Delivery, DeliveryState
from tests.scenarios.fronts import book
from tests.scenarios.fronts.book import DANA, PRIYA
from tests.scenarios.fronts.front import DIRECT, Front, NotThere, Seen
from tests.scenarios.fronts.stage import Stage

T = TypeVar("T", bound=SQLModel)
ROOM = "ext-acme"
ASKS = "Where do I find the audit trail?"
ASKING = "I'd like to ask for an export of the audit trail"
UPSET = "This is the third time the export has failed and nobody answers. This is unacceptable."
TWO = {"first": "audit-export", "second": "close-workshop", "third": "none"}
CLOSING = {
    "root_cause": "The queue was full",
    "department": "Engineering",
    "made_right": "The export runs again",
    "prevents": "We watch the queue now",
}
DONE = {"done": "The file is in your folder", "minutes": "20"}


@dataclass
class Day:
    """Every deed is followed by what it sends at once, and a second goes by: nobody does two things in one instant."""

    stage: Stage

    @property
    def front(self) -> Front:
        return self.stage.front

    async def says(self, who: str, words: str, *, mention: bool = False, thread: object = None) -> object:
        said = await self.front.says(who, ROOM, words, thread, mention=mention)
        await self._goes_on()
        return said

    async def types(self, who: str, words: str, where: str = DIRECT) -> None:
        await self.front.types(who, words, where)
        await self._goes_on()

    async def presses(self, who: str, *labels: str) -> None:
        for label in labels:
            await self.front.presses(who, label)
            await self._goes_on()

    async def fills(self, who: str, **answers: str) -> None:
        await self.front.fills(who, **answers)
        await self._goes_on()

    async def edits(self, who: str, said: object, words: str) -> None:
        await self.front.edits(who, said, words)
        await self._goes_on()

    async def deletes(self, who: str, said: object) -> None:
        await self.front.deletes(who, said)
        await self._goes_on()

    async def _goes_on(self) -> None:
        await self.stage.sends()
        self.stage.clock.advance(seconds=1)

    async def comes_to(self, **since_dawn: float) -> None:
        await self.stage.reaches(book.DAWN + timedelta(**since_dawn))

    async def reads(self, who: str, *words: str) -> None:
        """Among what they were shown since they last looked."""
        news = [str(seen) for seen in await self.front.news(who)]
        assert any(all(each in seen for each in words) for seen in news), f"{who} was shown {news}, not {words}"

    async def reads_nothing(self, who: str, *words: str) -> None:
        news = [str(seen) for seen in await self.front.news(who)]
        assert not [seen for seen in news if any(each in seen for each in words)]

    async def page(self, who: str, words: str) -> Seen:
        """What a command shows them."""
        await self.types(who, words)
        return await self.front.sees(who)

    async def customers_read(self) -> list[str]:
        return [str(one.seen) for one in await self.front.public(ROOM)]

    async def arrived(self) -> int:
        """How many messages of ours ever reached customers, those included that are gone."""
        async with self.stage.database.reading() as session:
            sent = select(Delivery).join(Touch, col(Touch.id) == col(Delivery.touch_id))
            found = await session.exec(sent.where(Delivery.state == DeliveryState.SENT, Delivery.op == "post"))
            return len(found.all())

    async def sees_button(self, who: str, label: str) -> bool:
        try:
            return label in (await self.front.sees(who)).labels
        except NotThere:
            return False

    async def rows(self, table: type[T]) -> list[T]:
        async with self.stage.database.reading() as session:
            return list((await session.exec(select(table))).all())

    async def proposed(self) -> list[Touch]:
        return [touch for touch in await self.rows(Touch) if touch.state == "proposed"]

    # What several stories begin with

    async def offers_options(self) -> None:
        """Dana asked for something, and reads two options."""
        await self.says(DANA, ASKING, mention=True)
        await self.types(PRIYA, "requests Acme")
        await self.presses(PRIYA, "Open", "Offer options")
        await self.fills(PRIYA, **TWO)
        await self.presses(PRIYA, "Send")

    async def confirms_complaint(self) -> None:
        await self.says(DANA, UPSET)
        await self.presses(PRIYA, "It is a complaint", "Complaint")
