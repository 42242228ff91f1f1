"""Calls that wait for their answer: what is pressed in a card, dialogs, and the menu of a message."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.connection import Receiver, Refusal
from bot.teams import showing
from bot.teams.answers import Answer, Answers, Shown, Told
from bot.teams.elements import Element
from bot.teams.formatting import CARD
from bot.teams.forms import dialog, form_card
from bot.teams.inbound import CARD_PRESSED, DIALOG_SUBMITTED, DIALOGS, MENU_SUBMITTED
from outreach.errors import ConciergeError, DeliveryProblem
from outreach.events import Event, FormSubmitted
from outreach.messages import Form

log = logging.getLogger(__name__)

# Teams tells it again after 15 seconds, and the person looks at a spinning wheel until then.
PATIENCE_SECONDS = 8.0
_COMMITTED_WITHIN_SECONDS = 4.0
# Told again within this time, it gets the answer that was given the first time.
_REMEMBERED_SECONDS = 150.0

# Whether anything was done, a customer who presses what is ours is not told.
RECEIVED = "Received."
LATE = "This takes a moment: the answer comes in our chat."
UNKNOWN = "This belongs to another version of Concierge: ask for it anew."


@dataclass
class _Call:
    """`told_as` is the id under which Teams told it. `leaves_form`: it was refused in words, beside a form that stands
    there as it was sent."""

    task: asyncio.Task[Element]
    since: float
    told_as: str = ""
    leaves_form: bool = False

    def answers(self, told_as: str) -> bool:
        """Whether what it came to is the answer to this one, too. A form that stands there may be sent again unchanged,
        when what was in its way is gone."""
        if self.task.done() and (self.task.cancelled() or self.task.exception() is not None):
            return False
        return not self.leaves_form or told_as == self.told_as


class Invokes:
    """`patience` is how long an answer may take before Teams gets one without it."""

    def __init__(
        self,
        answers: Answers,
        patience: float = PATIENCE_SECONDS,
        read_seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._answers = answers
        self._patience = patience
        self._read_seconds = read_seconds
        self._calls: dict[str, _Call] = {}

    async def respond(
        self, name: str, event: Event, receiver: Receiver, press: str | None = None, told_as: str = ""
    ) -> Element:
        """The body of the response. It is committed when this returns; raises when it could not be.

        `press` is the id of the form that was sent, `told_as` that of the activity.
        """
        call = self._calls.get(event.key)
        if call is None or not call.answers(told_as):
            self._forget()
            task = asyncio.create_task(self._handled(name, event, receiver, press))
            self._calls.pop(event.key, None)
            call = self._calls[event.key] = _Call(task, self._read_seconds(), told_as)
        done, _ = await asyncio.wait({call.task}, timeout=self._patience)
        if done:
            return call.task.result()
        self._answers.stop_waiting(event.key)
        # Handling goes on by itself; only what is committed may be thanked for.
        async with asyncio.timeout(_COMMITTED_WITHIN_SECONDS):
            await receiver.take(event)
        return body(name, Told(LATE))

    async def rest(self) -> None:
        """Waits for what is being handled."""
        await asyncio.gather(*(call.task for call in self._calls.values()), return_exceptions=True)

    async def close(self) -> None:
        """What is under way is taken up again after the next start."""
        for call in self._calls.values():
            call.task.cancel()
        await self.rest()

    async def _handled(self, name: str, event: Event, receiver: Receiver, press: str | None) -> Element:
        with self._answers.waiting(event.key) as slot:
            try:
                if isinstance(event, FormSubmitted):
                    refusal = await receiver.submit(event)
                    if refusal is not None:
                        return body(name, self._refused(name, event, press, refusal))
                else:
                    await receiver.receive(event)
            except DeliveryProblem as problem:
                # Who it was could not be looked up: it is kept, and handled a little later.
                log.warning("invoke.late problem=%s", type(problem).__name__)
                return body(name, Told(LATE))
            return body(name, slot.answer)

    def _refused(self, name: str, event: FormSubmitted, press: str | None, why: Refusal) -> Answer:
        """The form once more with what was typed, and why it was not taken. Sent again, changed or not, it is another
        one, whereas the first told again is not."""
        form = self._answers.form(press) if press is not None else None
        if form is not None:
            anew = showing.new_press()
            try:
                filled = _filled(form, event.values)
                card = form_card(filled, anew, problem=why.words, at=why.field, in_dialog=name in DIALOGS)
            except ConciergeError as problem:
                # With what was typed it is longer than Teams shows.
                log.info("form.unshown problem=%s", type(problem).__name__)
            else:
                self._answers.keep_form(anew, form)
                return Shown(card, form.title)
        self._calls[event.key].leaves_form = True
        return Told(why.words)

    def _forget(self) -> None:
        """The oldest stand first."""
        now = self._read_seconds()
        for key, call in list(self._calls.items()):
            if now - call.since < _REMEMBERED_SECONDS:
                return
            if call.task.done():
                del self._calls[key]


def body(name: str, answer: Answer | None) -> Element:
    """As the call of that name wants it; without an answer a form is closed and a press is thanked for."""
    if name == CARD_PRESSED:
        return _card_body(answer)
    match answer:
        case Shown(card=card, title=title):
            return dialog(title, card)
        case Told(words=words):
            return {"task": {"type": "message", "value": words}}
    return {} if name in (DIALOG_SUBMITTED, MENU_SUBMITTED) else {"task": {"type": "message", "value": RECEIVED}}


def _card_body(answer: Answer | None) -> Element:
    if isinstance(answer, Shown):
        return {"statusCode": 200, "type": CARD, "value": answer.card}
    words = answer.words if answer is not None else RECEIVED
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": words}


def _filled(form: Form, values: Mapping[str, str]) -> Form:
    return replace(form, inputs=tuple(replace(each, value=values.get(each.name, each.value)) for each in form.inputs))
