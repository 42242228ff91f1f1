"""What is shown in answer to an invoke while Teams still waits for it, and how an event says where its answer goes."""

import json
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from bot.teams.elements import Element
from outreach.messages import Form

_MOST_FORMS = 500


@dataclass(frozen=True)
class Way:
    """What `answer_to` and `opens` of an event from Teams hold, written as text.

    `invoke` is the key under which `Answers` keeps a place for the answer; None when nothing waits for one.
    `in_dialog`: it is shown in a dialog, which knows `Action.Submit` only, and not in place of the card that was
    pressed. `user` is the `29:` id of who acted, by which a targeted message or a conversation is addressed;
    `Actor.external_id` is their directory's id (`aadObjectId`), which rosters understand as well. `targeted`: what
    they wrote was seen by nobody else, and so is the answer.
    """

    invoke: str | None = None
    in_dialog: bool = False
    user: str = ""
    targeted: bool = False

    def write(self) -> str:
        return json.dumps(asdict(self))


def read_way(written: str | None) -> Way:
    """An empty one for what is no way of ours."""
    try:
        return Way(**json.loads(written)) if written else Way()
    except (TypeError, ValueError):
        return Way()


@dataclass(frozen=True)
class Shown:
    """A card: in place of the pressed one, for the presser's eyes alone, or in the dialog, under `title`."""

    card: Element
    title: str = "Concierge"


@dataclass(frozen=True)
class Told:
    """A few plain words that come up and go away; the pressed card stays."""

    words: str


Answer = Shown | Told


class Answers:
    """One per process, shared by the doors, which wait, and the messenger, which gives.

    The doors: `with answers.waiting(key) as slot:` around the handling, then look at `slot.answer`.
    The messenger: `answers.give(way.invoke, Shown(card))`; False means nobody waits any more: send it another way.
    """

    def __init__(self) -> None:
        self._slots: dict[str, Slot] = {}
        self._forms: OrderedDict[str, Form] = OrderedDict()

    @contextmanager
    def waiting(self, key: str) -> Iterator["Slot"]:
        slot = self._slots[key] = Slot()
        try:
            yield slot
        finally:
            if self._slots.get(key) is slot:
                del self._slots[key]

    def stop_waiting(self, key: str) -> None:
        """Teams has been answered without it, so that a later answer goes another way."""
        if slot := self._slots.get(key):
            slot.is_open = False

    def is_waiting(self, key: str | None) -> bool:
        """Whether an answer given now would still be seen."""
        return key is not None and (slot := self._slots.get(key)) is not None and slot.is_open

    def give(self, key: str | None, answer: Answer) -> bool:
        """True when it will be shown; the last one given counts. Never raises."""
        slot = self._slots.get(key) if key is not None else None
        if slot is None or not slot.is_open:
            return False
        slot.answer = answer
        return True

    def keep_form(self, press: str, form: Form) -> None:
        """For whoever shows a form, in whatever way: when its answer is refused, the doors show it again with what was
        typed. Only the newest are kept, and none over a restart."""
        self._forms[press] = form
        self._forms.move_to_end(press)
        while len(self._forms) > _MOST_FORMS:
            self._forms.popitem(last=False)

    def form(self, press: str) -> Form | None:
        return self._forms.get(press)


@dataclass
class Slot:
    """Where an answer is put. Closed once Teams has been answered without it."""

    answer: Answer | None = None
    is_open: bool = True
