"""Four customers, two of our people, and a department with a channel of its own."""

from dataclasses import dataclass, field

from sqlmodel import col, select

from handlers.routes import ROUTES
from handlers.work import Outcome, Reply, Work
from outreach.events import Action, Actor, FormSubmitted, Place
from outreach.messages import Message
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.desk import Complaint
from outreach.models.post import Delivery, DeliveryState
from outreach.models.themes import Theme, ThemeMember
from outreach.store import channels, complaints, texts
from outreach.trust.identity import Who
from tests.handlers.world import Town, controls, form

SAID = (
    "The invoice export fails with a timeout",
    "Invoice export: timeout again, this is the third time",
    "We get a timeout whenever we export invoices",
    "The export of our invoices stops with a timeout",
)
NAMES = ("Acme", "Globex", "Initech", "Umbra")
DONE = {"done": "Exports of invoices run in the background", "root_cause": "One query locked the whole table"}


@dataclass
class Affair:
    town: Town
    priya: Teammate
    leo: Teammate
    marco: Teammate
    engineering: Channel
    accounts: list[Account] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    places: list[Channel] = field(default_factory=list)

    async def complains(self, number: int, words: str = "") -> Complaint:
        """As a colleague would have it from a message of theirs, and the clock looks at it."""
        place = self.places[number]
        event = await self.town.says(self.contacts[number], place, words or SAID[number])
        touch = (await self.town.ledger(self.accounts[number]))[-1]
        known = await complaints.of_touch(self.town.session, touch.id or 0)
        if known is None:
            known = await complaints.add(
                self.town.session,
                Complaint(
                    account_id=self.accounts[number].id or 0,
                    channel_id=place.id,
                    contact_id=self.contacts[number].id,
                    touch_id=touch.id,
                    thread=event.ref,
                    text_id=await texts.keep(self.town.session, words or SAID[number], None),
                    opened_at=self.town.now,
                    confirmed_at=self.town.now,
                ),
            )
        await self.town.sees_to_errands()
        return known

    async def rows(self) -> list[ThemeMember]:
        return list((await self.town.session.exec(select(ThemeMember).order_by(col(ThemeMember.id)))).all())

    async def theme(self) -> Theme:
        found = (await self.town.session.exec(select(Theme).order_by(col(Theme.id).desc()))).first()
        assert found is not None
        return found

    async def press(self, action: str, **values: str) -> Outcome:
        return await self.town.press(self.priya, action, values)

    async def trend(self) -> Theme:
        """Three customers say the same, and Priya confirms it."""
        for number in range(3):
            await self.complains(number)
        rows = await self.rows()
        await self.press("theme.same", member=str(rows[1].id))
        return await self.theme()

    async def hands_over(self, theme: Theme, department: str = "engineering", note: str = "since Monday") -> Outcome:
        asked = await self.press("theme.hand_over", theme=str(theme.id))
        return await self.town.submits(self.priya, asked, department=department, note=note)

    async def posted(self, channel: Channel | None = None) -> list[Message]:
        """What was ever on its way to the department, in order."""
        where = channel or self.engineering
        query = select(Delivery).where(Delivery.channel_id == where.id).order_by(col(Delivery.id))
        rows = (await self.town.session.exec(query)).all()
        found = [await texts.message_of(self.town.session, row.text_id) for row in rows]
        return [one for one in found if one is not None]

    async def arrives(self) -> None:
        """All that is on its way to our own people."""
        query = select(Delivery).where(Delivery.state == DeliveryState.QUEUED, col(Delivery.touch_id).is_(None))
        for row in (await self.town.session.exec(query)).all():
            row.state, row.external_ref = DeliveryState.SENT, f"sent-{row.id}"
        await self.town.session.flush()

    async def answers(
        self,
        label: str,
        *,
        who: Teammate | Contact | None = None,
        choice: str = "",
        is_home: bool = True,
        place: Channel | None = None,
        card: Message | None = None,
    ) -> Outcome:
        """Somebody presses on the newest card; without `who`, Ravi, who is no teammate."""
        shown = Reply(card or (await self.posted(self.engineering))[-1])
        control = next(one for one in controls(shown) if one.label == label)
        values = {**control.values, **({"choice": choice} if choice else {})}
        return await self.acts("action", control.action, values, who=who, is_home=is_home, place=place)

    async def fills(self, before: Outcome, **answers: str) -> Outcome:
        shown = form(before)
        values = {**shown.values, **{one.name: one.value for one in shown.inputs}, **answers}
        return await self.acts("form", shown.action, values)

    async def acts(
        self,
        kind: str,
        name: str,
        values: dict[str, str],
        *,
        who: Teammate | Contact | None = None,
        is_home: bool = True,
        place: Channel | None = None,
    ) -> Outcome:
        where: Place = channels.place_of(place or self.engineering)
        actor = Actor("playground", "home", "R1", who.name if who else "Ravi Menon", is_home=is_home)
        key = f"answer-{self.town._number()}"
        event = (
            Action(key, self.town.now, actor, where, name, values, ref="1", opens="opens")
            if kind == "action"
            else FormSubmitted(key, self.town.now, actor, where, name, values)
        )
        identity = Who(contact=who, account_id=who.account_id) if isinstance(who, Contact) else Who()
        route = next(one for one in ROUTES if (one.kind, one.name) == (kind, name))
        assert route.audience.who == "anybody"
        return await route.handler(Work(self.town.session, self.town.now, identity, event, self.town.house))


async def affair(town: Town) -> Affair:
    marco = await town.manager()
    priya = await town.csm(manager_id=marco.id)
    leo = await town.csm("Leo Hartmann", manager_id=marco.id)
    engineering = await town.channel(None, "engineering", kind="team")
    found = Affair(town, priya, leo, marco, engineering)
    for number, name in enumerate(NAMES):
        account = await town.account(name, priya if number < 3 else leo, relationship=number + 1)
        found.accounts.append(account)
        found.contacts.append(await town.contact(account, f"{('Dana', 'Gwen', 'Ivan', 'Tom')[number]} {name}son"))
        found.places.append(await town.channel(account, f"ext-{name.lower()}"))
    town.later(minutes=1)
    return found
