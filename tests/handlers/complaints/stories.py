"""The story that the tests of complaints begin with: Dana is upset, and Priya hears of it."""

from dataclasses import dataclass, replace

from handlers.work import Outcome
from outreach.events import ChannelMessage
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.desk import Complaint
from outreach.models.ledger import Touch
from outreach.store import complaints
from tests.handlers.listening.hints import Hints
from tests.handlers.world import Town

UPSET = "This is the third time we ask, and the export still fails."
ANSWERS = {
    "root_cause": "The queue was full",
    "department": "Engineering",
    "made_right": "The export runs again",
    "prevents": "We watch the queue now",
}
_HINTS = Hints(
    {"third time": ("contempt", True), "does not work": ("complaint", False), "dritte Mal": ("complaint", True)}
)


@dataclass
class Story:
    town: Town
    csm: Teammate
    account: Account
    dana: Contact
    channel: Channel
    event: ChannelMessage | None = None

    async def complaints(self) -> list[Complaint]:
        """Oldest first."""
        return sorted(await complaints.of_account(self.town.session, self.account.id or 0), key=lambda one: one.id or 0)

    async def complaint(self) -> Complaint:
        (only,) = await self.complaints()
        return only

    async def presses(self, action: str, who: Teammate | None = None, **more: str) -> Outcome:
        """On the page of the newest complaint."""
        newest = (await self.complaints())[-1]
        return await self.town.press(who or self.csm, action, {"complaint": str(newest.id), **more})

    async def closes(self, **answers: str) -> Outcome:
        return await self.town.submits(self.csm, await self.presses("complaint.close"), **{**ANSWERS, **answers})

    async def asked(self) -> Touch:
        """The question whether it is right now, once it has arrived."""
        question = (await self.town.ledger(self.account))[-1]
        assert question.key.startswith("complaint:question:")
        return await self.town.arrives(question)

    async def told(self, who: Teammate | None = None) -> list[str]:
        """What interrupted them about complaints."""
        heard = await self.town.told(who or self.csm)
        return [one for one in heard if one.startswith(("Contempt", "Complaint", "It is not right"))]


async def upset(town: Town, words: str = UPSET) -> Story:
    """Noticed, and told; nobody has said anything yet."""
    story = await quiet(town)
    story.event = await town.says(story.dana, story.channel, words)
    return story


async def quiet(town: Town) -> Story:
    """Nobody is upset yet."""
    town.house = replace(town.house, detector=_HINTS)
    return Story(town, *await town.acme())


async def confirmed(town: Town) -> Story:
    story = await upset(town)
    await story.presses("complaint.confirm")
    return story


async def closed(town: Town, **answers: str) -> Story:
    story = await confirmed(town)
    await story.closes(**answers)
    return story


async def asked(town: Town) -> tuple[Story, Touch]:
    """The closing was on a Tuesday; on Thursday they are asked."""
    story = await closed(town)
    await town.waits(days=2, hours=1)
    return story, await story.asked()
