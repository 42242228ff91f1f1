"""The way out to Teams: the Messenger port over the Bot Connector."""

import logging
from datetime import datetime, timedelta
from typing import NoReturn

from bot.teams import showing
from bot.teams.activity import PLATFORM
from bot.teams.answers import Answer, Answers, Shown, Told, Way, read_way
from bot.teams.calls import Calls
from bot.teams.elements import Element
from bot.teams.errors import is_gone
from bot.teams.formatting import Rendered
from bot.teams.forms import form_card
from bot.teams.kept import Kept
from bot.teams.people import Member, People
from outreach.errors import DeliveryProblem, Refused
from outreach.events import Actor, Place
from outreach.messages import Form, Message
from outreach.ports import Asker, Outgoing, Posted, Reached
from scheduler.lanes.pacing import Pace

log = logging.getLogger(__name__)

# Per conversation Teams takes 1,800 an hour, 60 in 30 s, 8 in 2 s and 7 in 1 s: one every 2 s keeps all four. Of 50
# requests a second and tenant, answers and look-ups need some.
PACE = Pace(lane_per_second=40, channel_interval=timedelta(seconds=2))
# Each press opens one form; Teams tells it again within a minute or two.
_MOST_OPENED, _OPENED_SECONDS = 1_000, 600.0
BELOW = "The answer is below."


class TeamsMessenger:
    """Each write is attempted once. Presses that Teams still waits for are answered through `answers`."""

    platform = PLATFORM
    can_find = False

    def __init__(self, calls: Calls, people: People, answers: Answers) -> None:
        self._calls = calls
        self._people = people
        self._answers = answers
        self._opened: Kept[str, bool] = Kept(_MOST_OPENED, _OPENED_SECONDS)

    async def post(self, outgoing: Outgoing) -> Posted:
        return Posted(await self._calls.post(outgoing.place, showing.posted(outgoing)))

    async def update(self, outgoing: Outgoing, ref: str) -> None:
        await self._calls.put(outgoing.place, ref, showing.posted(outgoing))

    async def delete(self, place: Place, ref: str) -> None:
        try:
            await self._calls.delete(place, ref)
        except DeliveryProblem as problem:
            if not is_gone(problem):
                raise

    async def find(self, delivery_id: str, place: Place, since: datetime) -> NoReturn:  # noqa: ARG002
        raise Refused("not_permitted", "Teams lets no bot look for its messages: look there yourself.")

    async def answer(self, asker: Asker, message: Message, *, instead: bool = False) -> None:
        way, shown = read_way(asker.answer_to), showing.answering(message)
        between_us = showing.answering(message, way.user or self._people.user_id_of(asker.to))
        is_in_our_chat = asker.place.kind == "direct" and not way.in_dialog
        if instead and is_in_our_chat and asker.ref is not None:
            # What answers the press is shown until they look again; changed as well, it stays so.
            self._answers.give(way.invoke, Shown(between_us.card))
            await self._calls.put(asker.place, asker.ref, between_us.activity)
        elif is_in_our_chat and asker.ref is not None:
            # A card in answer to the press would hide the one that was pressed, with everything else that it asks.
            await self._calls.post(asker.place, between_us.activity)
            self._answers.give(way.invoke, Told(BELOW))
        elif not self._answers.give(way.invoke, _given(asker, message, shown, way)):
            await self._send_privately(asker.place, asker.to, shown.activity, way, between_us.activity)

    async def open_form(self, opens: str, to: str, place: Place, form: Form) -> None:
        way = read_way(opens)
        if way == Way() or (way.invoke is not None and self._opened.get(way.invoke)):
            raise Refused("form_expired", "The form could not be opened any more: press the button again.")
        if way.invoke is not None:
            self._opened.keep(way.invoke, True)
        press = showing.new_press()
        self._answers.keep_form(press, form)
        if self._answers.is_waiting(way.invoke):
            shown = Shown(form_card(form, press, in_dialog=way.in_dialog), form.title)
            if self._answers.give(way.invoke, shown):
                return
        await self._send_privately(place, to, showing.form(form, press), way)

    async def show_home(self, place: Place, to: str, message: Message) -> None:
        """Bots have no page of somebody's own here, so it is sent to them."""
        await self.answer(Asker(place, to), message)

    async def identify(self, actor: Actor, place: Place) -> Actor:
        return await self._people.identify(actor, place)

    async def reach(self, workspace: str, email: str) -> Reached | None:
        return await self._people.reach(workspace, email)

    async def _send_privately(
        self, place: Place, to: str, activity: Element, way: Way, between_us: Element | None = None
    ) -> None:
        """Into our chat, as `between_us` where it is another there. Only who wrote to us unseen by others is answered
        so in a channel: their Teams knows how, and where it does not, all of the channel would read it."""
        if place.kind == "direct":
            await self._calls.post(place, between_us or activity)
            return
        if way.targeted and way.user:
            try:
                await self._calls.post(place, activity, to=way.user)
            except Refused as refusal:
                log.info("answer.elsewhere code=%s", refusal.code)
            else:
                return
        member = await self._people.colleague(place, to)
        if member is None:
            raise Refused("person_gone", "Teams does not show us this person: answer in the channel instead.")
        await self._send_to_chat(member, place, between_us or activity)

    async def _send_to_chat(self, member: Member, near: Place, activity: Element) -> None:
        chat = await self._people.chat_with(member, near)
        try:
            await self._calls.post(chat, activity)
        except Refused:
            self._people.forget_chat(member)
            raise


def _given(asker: Asker, message: Message, shown: Rendered, way: Way) -> Answer:
    """For the presser's eyes alone. A few words leave the pressed card as it is; `ref` is None for a form, which is
    done with."""
    if way.in_dialog:
        return Shown(showing.for_dialog(shown.card), showing.title(message))
    words = showing.line(message) if asker.ref is not None else None
    return Told(words) if words else Shown(shown.card)
