"""A share that stands in a customer's channel, and who reads it there."""

from dataclasses import dataclass

from outreach.messages import Choice
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.ledger import Touch
from outreach.models.listening import Preference
from outreach.store import preferences, receptions
from tests.handlers.world import Town, controls

SAY = "Your say …"


@dataclass
class Shared:
    town: Town
    csm: Teammate
    account: Account
    dana: Contact
    channel: Channel
    touch: Touch

    async def received(self) -> list[tuple[str, str]]:
        """(who, what) as it counts now, oldest first."""
        rows = await receptions.of_account(self.town.session, self.account.id or 0)
        return [(one.identity.name, one.reception.kind + one.reception.emoji) for one in reversed(rows)]

    async def wanted(self) -> list[Preference]:
        return [row for row, _ in await preferences.live(self.town.session, self.account.id or 0)]

    async def bot_said(self) -> list[str]:
        return [await self.town.said(one) for one in await self.town.ledger(self.account) if one.origin == "reply"]


async def shared(town: Town) -> Shared:
    csm, account, dana, channel = await town.acme()
    await town.presses(csm, await town.types(csm, "share Acme"), "Send")
    touch = await town.arrives((await town.ledger(account))[0])
    town.later(minutes=10)
    return Shared(town, csm, account, dana, channel, touch)


def menus(outcome: object) -> list[Choice]:
    return [one for one in controls(outcome) if isinstance(one, Choice) and one.action == "outreach.say"]  # type: ignore[arg-type]
