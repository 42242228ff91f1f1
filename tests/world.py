"""A small book of customers to tell stories with: one line per person, place and fact."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from content.catalog import CATALOG
from content.departments import load_departments
from content.rendering import Renderer
from content.rhythm_files import load_rhythms
from content.services import load_services
from outreach.database import Session
from outreach.models.book import Account, Channel, Contact, Fact, Teammate
from outreach.models.library import Item
from outreach.store import accounts, channels, facts
from scheduler.planner import Planning

ROOT = Path(__file__).parent.parent
# A Monday morning in Berlin, before anybody works.
MONDAY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
QUIET = (time(18), time(9))


def planning(**changes: Any) -> Planning:
    """As shipped: the rhythms and templates of the product."""
    return Planning(
        rhythms=load_rhythms(ROOT / "content" / "rhythms", CATALOG, QUIET),
        renderer=Renderer(ROOT / "content" / "templates"),
        services=load_services(ROOT / "content" / "services"),
        departments=load_departments(ROOT / "content" / "departments.yaml"),
        **changes,
    )


@dataclass
class World:
    """Everybody has an id as soon as they are made. Accounts sit in Berlin and are mid-sized unless told otherwise."""

    session: Session
    now: datetime = MONDAY
    count: int = field(default=0)

    def _number(self) -> int:
        self.count += 1
        return self.count

    async def _keep(self, row: Any) -> Any:
        self.session.add(row)
        await self.session.flush()
        return row

    async def csm(self, name: str = "Priya Nair", **changes: Any) -> Teammate:
        email = f"{name.split()[0].lower()}{self._number()}@concierge.example"
        values = {"name": name, "email": email, "role": "csm", "timezone": "Europe/Berlin", "country": "DE"}
        row: Teammate = await self._keep(Teammate(**{**values, **changes}))
        assert row.id is not None
        direct = Channel(
            platform="playground", workspace="home", external_id=f"dm:T{row.id}", name=row.name, kind="direct"
        )
        direct.teammate_id = row.id
        await self._keep(direct)
        return row

    async def manager(self, name: str = "Marco Rossi", **changes: Any) -> Teammate:
        return await self.csm(name, **{"role": "manager", **changes})

    async def account(self, name: str = "Acme", csm: Teammate | None = None, **changes: Any) -> Account:
        values = {
            "external_id": f"acc-{self._number()}",
            "name": name,
            "segment": "mid",
            "stage": "adoption",
            "arr": Decimal(100_000),
            "csm_id": csm.id if csm else None,
            "timezone": "Europe/Berlin",
            "country": "DE",
            "created_at": self.now,
        }
        row = Account(**{**values, **changes})
        return await accounts.add(self.session, row, on=self.now.date(), now=self.now, source="import")

    async def contact(self, account: Account, name: str = "Dana Whitfield", **changes: Any) -> Contact:
        values = {"external_id": f"con-{self._number()}", "account_id": account.id, "name": name}
        row: Contact = await self._keep(Contact(**{**values, **changes}))
        return row

    async def channel(self, account: Account | None = None, name: str = "ext-acme", **changes: Any) -> Channel:
        values = {"platform": "playground", "workspace": "slack", "external_id": f"C{self._number()}", "name": name}
        row: Channel = await self._keep(Channel(**{**values, "introduced_at": self.now, **changes}))
        if account is not None and account.id is not None:
            await channels.link(self.session, row, account.id, by="import", now=self.now)
        return row

    async def fact(self, account: Account, text: str, contact: Contact | None = None, **changes: Any) -> Fact:
        values = {
            "account_id": account.id,
            "contact_id": contact.id if contact else None,
            "kind": "note",
            "text": text,
            "said_by": contact.name if contact else None,
            "said_on": date(2026, 11, 3),
            "source": "message",
        }
        return await facts.add(self.session, Fact(**{**values, **changes}))

    async def item(self, slug: str = "close-checklist", topic: str = "month-end close", **changes: Any) -> Item:
        values = {
            "slug": slug,
            "origin": "file",
            "state": "approved",
            "kind": "product",
            "title": slug.replace("-", " ").capitalize(),
            "link": f"https://example.com/{slug}",
            "context": "A two-page checklist by our onboarding team.",
            "topics": [topic],
            "reasons": [{"topic": topic, "why": "It covers the step you named.", "gain": "It flags mismatches early."}],
            "curated_by": "Priya Nair",
            "approved_by": "Priya Nair",
            "content_hash": slug,
            "added_at": self.now,
            "changed_at": self.now,
        }
        row: Item = await self._keep(Item(**{**values, **changes}))
        return row

    async def acme(self) -> tuple[Teammate, Account, Contact, Channel]:
        """The front-page story: Dana said that month-end close takes six days, and there is a checklist for it."""
        csm = await self.csm()
        account = await self.account("Acme", csm)
        dana = await self.contact(account)
        channel = await self.channel(account)
        await self.fact(account, "month-end close still takes six days", dana, topics=["month-end close"])
        await self.item()
        return csm, account, dana, channel
