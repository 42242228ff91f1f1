"""People at their keyboards: types, presses, submits and says go through ROUTES, as in the running app."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select

from handlers.routes import ROUTES
from handlers.work import House, OpenForm, Outcome, Reply, Work, may_use
from outreach.events import (
    Action,
    Actor,
    Change,
    ChannelChanged,
    ChannelMessage,
    Command,
    Event,
    FormSubmitted,
    HomeOpened,
    Installed,
    MessageChanged,
    Place,
    Reaction,
    Shortcut,
)
from outreach.messages import Button, Buttons, Choice, Form, Message
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.ledger import Touch, TouchState
from outreach.models.post import Delivery, DeliveryState
from outreach.store import channels, deliveries, errands, facts, holds, texts, touches, turns
from outreach.trust.identity import Who
from scheduler import planner
from scheduler.digests import Digesting
from scheduler.errands.duty import Duty
from scheduler.errands.running import see_to
from scheduler.errands.table import ERRANDS
from tests.world import MONDAY, World, planning

# A Tuesday morning in Berlin at which people work and may be written to.
TUESDAY = MONDAY + timedelta(days=1, hours=5, minutes=30)
PLANNING = planning()


@dataclass
class Town(World):
    """A book of customers, and everybody in it at work on a Tuesday morning."""

    now: datetime = TUESDAY
    house: House = field(
        default_factory=lambda: House(
            PLANNING, PLANNING.renderer, digesting=Digesting(rules=PLANNING.rules, rhythms=PLANNING.rhythms)
        )
    )

    async def types(self, who: Teammate, words: str, channel: Channel | None = None) -> Outcome:
        """In their direct conversation, unless a channel is given."""
        return await self._do(Command(*await self._base(who, channel), words, opens=f"opens-{self.count}"), who)

    async def presses(self, who: Teammate, before: Outcome, label: str, choice: str | None = None) -> Outcome:
        """The button or choice of that name in what they were shown."""
        control = next(one for one in controls(before) if one.label == label)
        values = {**control.values, **({"choice": choice} if choice else {})}
        return await self.press(who, control.action, values)

    async def press(self, who: Teammate, action: str, values: Mapping[str, str]) -> Outcome:
        base = await self._base(who, None)
        return await self._do(Action(*base, action, values, ref="1", opens=f"opens-{self.count}"), who)

    async def taps(
        self, who: Contact | Teammate | str, before: Touch, label: str, choice: str | None = None
    ) -> Outcome:
        """A button or choice of a message that stands in a channel, as whoever reads it there presses it."""
        stands_in = await channels.by_id(self.session, before.channel_id or 0)
        body = await texts.message_of(self.session, before.text_id)
        assert body is not None
        control = next(one for one in controls(Reply(body)) if one.label == label)
        values = {**control.values, **({"choice": choice} if choice else {})}
        number = self._number()
        place = channels.place_of(stands_in, before.thread)
        event = Action(f"event-{number}", self.now, _actor(who), place, control.action, values, ref=before.external_ref)
        return await self._do(event, who)

    async def reacts(
        self, who: Contact | Teammate | str, channel: Channel, ref: str, emoji: str, *, added: bool = True
    ) -> None:
        base = (f"event-{self._number()}", self.now, _actor(who), channels.place_of(channel))
        await self._do(Reaction(*base, ref, emoji, added), who)

    async def waits(self, until: datetime | None = None, **span: float) -> None:
        """Time passes, and every errand is seen to at its own moment."""
        end = until or self.now + timedelta(**span)
        while True:
            coming = await errands.next_due(self.session)
            if coming is None or coming > end:
                break
            self.now = max(self.now, coming)
            await self.sees_to_errands()
        self.now = end

    async def sees_to_errands(self) -> None:
        for errand_id in await errands.due(self.session, self.now):
            errand = await errands.by_id(self.session, errand_id)
            assert errand is not None
            await see_to(Duty(self.session, errand, self.now, self.house.planning, self.house.digesting), ERRANDS)

    async def submits(self, who: Teammate, before: Outcome, **answers: str) -> Outcome:
        """The form they were shown, with these answers and else what stood in it."""
        shown = form(before)
        given = {each.name: each.value for each in shown.inputs} | answers
        values = {**shown.values, **given}
        return await self._do(FormSubmitted(*await self._base(who, None), shown.action, values), who)

    async def says(
        self, who: Contact | Teammate | str, channel: Channel, words: str, thread: str | None = None, **more: object
    ) -> ChannelMessage:
        """A name alone is somebody nobody knows."""
        number = self._number()
        place = channels.place_of(channel, thread)
        event = ChannelMessage(f"event-{number}", self.now, _actor(who), place, words, f"ref-{number}")
        event = replace(event, **more)  # type: ignore[arg-type]
        await self._do(event, who)
        return event

    async def changes(self, before: ChannelMessage, words: str | None) -> None:
        base = (f"event-{self._number()}", self.now, before.actor, before.place)
        await self._do(MessageChanged(*base, before.ref, words), "somebody")

    async def befalls(self, channel: Channel, change: Change, name: str = "", **more: Any) -> None:
        base = (f"event-{self._number()}", self.now, _actor("somebody"), channels.place_of(channel))
        await self._do(ChannelChanged(*base, change, name, **more), "somebody")

    async def chooses(self, who: Teammate, name: str, words: str, channel: Channel, **more: Any) -> Outcome:
        """From the menu of a message in that channel."""
        base = await self._base(who, channel)
        return await self._do(Shortcut(*base, name, words, **more, opens=f"opens-{self.count}"), who)

    async def opens_home(self, who: Teammate | str) -> Outcome:
        """The page that is theirs alone; a name alone is a colleague nobody knows."""
        actor = replace(_actor(who), is_home=True)
        place = Place(actor.platform, actor.workspace, actor.external_id, kind="private")
        return await self._do(HomeOpened(f"event-{self._number()}", self.now, actor, place), who)

    async def lets_in(self, who: Teammate | str, *, is_home: bool, place: Place | None = None) -> Outcome:
        """They install us, and their direct conversation with us comes with it."""
        actor = replace(_actor(who), is_home=is_home)
        where = place or Place("playground", "home", f"dm:{actor.external_id}", actor.name, "direct")
        return await self._do(Installed(f"event-{self._number()}", self.now, actor, where), who)

    async def told(self, who: Teammate) -> list[str]:
        """What is on its way to their direct conversation, in order."""
        direct = await channels.direct_to(self.session, who.id or 0)
        query = select(Delivery).where(col(Delivery.channel_id) == (direct.id if direct else 0))
        rows = (await self.session.exec(query.order_by(col(Delivery.id)))).all()
        return [await self._words(row) for row in rows]

    async def _words(self, delivery: Delivery) -> str:
        message = await texts.message_of(self.session, delivery.text_id)
        assert message is not None
        return message.fallback

    async def _do(self, event: Event, who: Contact | Teammate | str) -> Outcome:
        identity = _who(who)
        kind, name = _address(event)
        fitting = [route for route in ROUTES if (route.kind, route.name) == (kind, name)]
        route = next(route for route in fitting if may_use(route.audience, identity))
        return await route.handler(Work(self.session, self.now, identity, event, self.house))

    async def _base(self, who: Teammate, channel: Channel | None) -> tuple[str, datetime, Actor, Place]:
        assert who.id is not None
        here = channel or await channels.direct_to(self.session, who.id)
        assert here is not None
        return f"event-{self._number()}", self.now, _actor(who), channels.place_of(here)

    async def plans(self) -> list[Touch]:
        """What the planner proposes now."""
        await planner.seat_everybody(self.session, PLANNING, self.now)
        proposed = (await planner.plan(self.session, PLANNING, self.now)).proposed
        assert await turns.without_future(self.session) == []
        return proposed

    async def arrives(self, touch: Touch, at: datetime | None = None) -> Touch:
        """The lane has sent it."""
        queued = [row for row in await deliveries.of_touch(self.session, touch.id or 0) if row.state == "queued"]
        assert len(queued) == 1
        queued[0].state, queued[0].external_ref = DeliveryState.SENT, f"sent-{touch.id}"
        touch.state, touch.happened_at, touch.external_ref = TouchState.MADE, at or self.now, f"sent-{touch.id}"
        await self.session.flush()
        return touch

    async def deliveries(self, touch: Touch) -> list[str]:
        return [row.state for row in await deliveries.of_touch(self.session, touch.id or 0)]

    async def ledger(self, account: Account) -> list[Touch]:
        """Oldest first."""
        return sorted(await touches.of_account(self.session, account.id or 0), key=lambda touch: touch.id or 0)

    async def said(self, touch: Touch) -> str:
        """The words of a touch as its reader sees them."""
        body = await texts.body_of(self.session, touch.text_id)
        if body is None:
            return ""
        return body if touch.origin in (*touches.IN_THEIR_WORDS, "wish") else Message.from_json(body).fallback

    async def held(self, account: Account) -> list[str]:
        return [hold.code for hold in await holds.live(self.session, account.id or 0, self.now)]

    async def known(self, account: Account) -> list[str]:
        return [fact.text for fact in await facts.of_account(self.session, account.id or 0)]

    def later(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


def _actor(who: Contact | Teammate | str) -> Actor:
    if isinstance(who, str):
        return Actor("playground", "elsewhere", f"stranger-{who}", who)
    is_home = isinstance(who, Teammate)
    return Actor("playground", "home", f"{'T' if is_home else 'C'}{who.id}", who.name, is_home=is_home)


def _who(who: Contact | Teammate | str) -> Who:
    if isinstance(who, Teammate):
        return Who(teammate=who, audience="staff")
    return Who(contact=who, account_id=who.account_id) if isinstance(who, Contact) else Who()


def _address(event: Event) -> tuple[str, str]:
    match event:
        case Command(text=text):
            return "command", text.split()[0] if text else "my-day"
        case Action(action=action):
            return "action", action
        case FormSubmitted(action=action):
            return "form", action
        case Shortcut(name=name):
            return "shortcut", name
    return "event", type(event).__name__


def message(outcome: Outcome) -> Message:
    assert isinstance(outcome, Reply), f"an answer was expected, not {outcome}"
    return outcome.message


def form(outcome: Outcome) -> Form:
    assert isinstance(outcome, OpenForm), f"a form was expected, not {outcome}"
    return outcome.form


def words(outcome: Outcome) -> str:
    return message(outcome).fallback


def controls(outcome: Outcome) -> Iterator[Button | Choice]:
    for part in message(outcome).parts:
        if isinstance(part, Buttons):
            yield from (one for one in part.buttons if isinstance(one, Button | Choice))


def labels(outcome: Outcome) -> list[str]:
    return [control.label for control in controls(outcome)]
