"""A desk to answer from: Priya, Acme, Dana and their channel, and what Dana says there."""

from dataclasses import dataclass

from handlers.work import Outcome
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.ledger import Touch
from outreach.store import touches
from tests.handlers.world import Town


@dataclass
class Desk:
    town: Town
    csm: Teammate
    account: Account
    dana: Contact
    channel: Channel

    async def hears(self, said: str, thread: str | None = None, who: Contact | None = None) -> Touch:
        event = await self.town.says(who or self.dana, self.channel, said, thread)
        found = await touches.by_ref(self.town.session, self.channel.id or 0, event.ref)
        assert found is not None
        return found

    async def opens(self, inbound: Touch, kind: str = "answer", who: Teammate | None = None) -> Outcome:
        return await self.town.press(who or self.csm, "reply.open", {"touch": str(inbound.id), "as": kind})

    async def edits(self, shown: Outcome, words: str) -> Outcome:
        return await self.town.submits(self.csm, await self.town.presses(self.csm, shown, "Edit"), words=words)

    async def answers(self, asked: str, words: str) -> Touch:
        """Asked, written, sent and arrived."""
        shown = await self.edits(await self.opens(await self.hears(asked)), words)
        await self.town.presses(self.csm, shown, "Send")
        return await self.town.arrives(await self.draft())

    async def draft(self) -> Touch:
        return [one for one in await self.town.ledger(self.account) if one.origin == "desk"][-1]
