"""The book of a small company that the clients' people work for: one CSM, her manager, and Acme."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlmodel import col, delete, select

from outreach.database import Database
from outreach.models.book import Channel
from outreach.models.post import Delivery, DeliveryState
from tests.world import MONDAY, World

CHANNEL = "ext-acme"
PRIYA, MARCO, DANA = "Priya Nair", "Marco Rossi", "Dana Whitfield"
# Half past six in the morning in Berlin, on a Tuesday. Customers may be answered from nine, and written to from half
# past nine.
DAWN = MONDAY + timedelta(days=1, hours=1, minutes=30)
AT_NINE, AT_HALF_PAST_NINE = (DAWN + timedelta(hours=hours, seconds=30) for hours in (2.5, 3))
FACT = "month-end close still takes six days"


async def furnish(path: Path, channel: Mapping[str, Any] | None = None) -> None:
    """Into a migrated database. Nobody has an address on any platform yet: their e-mail says who they are. `channel`
    is Acme's, where they know us already. What may be shared is what the product comes with.
    """
    database = Database(f"sqlite:///{path}")
    async with database.writing() as session:
        world = World(session, now=DAWN - timedelta(days=2))
        marco = await world.manager(MARCO, email=email_of(MARCO))
        priya = await world.csm(PRIYA, email=email_of(PRIYA), manager_id=marco.id)
        acme = await world.account("Acme", priya)
        dana = await world.contact(acme, DANA, email="dana@acme.example")
        await world.fact(acme, FACT, dana, topics=["month-end close"])
        await session.exec(delete(Channel))
        if channel is not None:
            await world.channel(acme, CHANNEL, **channel)
    await database.close()


async def until_sent(path: Path) -> None:
    """Until what people see already is known to have been sent, which takes a moment more."""
    database = Database(f"sqlite:///{path}")
    under_way = select(Delivery).where(col(Delivery.state) == DeliveryState.SENDING)
    async with asyncio.timeout(5):
        while True:
            async with database.reading() as session:
                if (await session.exec(under_way)).first() is None:
                    break
            await asyncio.sleep(0.05)
    await database.close()


def email_of(name: str) -> str:
    return f"{name.split()[0].lower()}@home.example"
