"""What the browser sent, as a neutral event: pure, and nothing the browser claims is believed unchecked."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.playground.chat import Kept
from bot.playground.directory import Person, Room
from bot.playground.forms import Asked
from outreach.errors import BadInput, NotAllowed, Stale
from outreach.events import Action, Actor, ChannelMessage, Command, FormSubmitted, Place, Reaction, Shortcut
from outreach.messages import Button, Buttons, Choice, Input, Message

Raw = Mapping[str, object]
Verb = Literal["say", "press", "submit", "react", "choose", "jump", "dismiss"]

LONGEST = 40_000
MENTION = "@concierge"
EMOJI = ("👍", "❤️", "🎉", "🙏", "😕", "👎")
_MENTION = re.compile(rf"{MENTION}\b[,:]? ?", re.IGNORECASE)
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def key_of(raw: Raw, verb: Verb) -> str:
    """The browser makes one id per thing done and sends it again with a double submit."""
    given = text_of(raw, "id")
    if not _ID.fullmatch(given):
        raise BadInput("The page sent no usable id: reload the page.")
    return f"playground:{verb}:{given}"


def text_of(raw: Raw, name: str) -> str:
    given = raw.get(name)
    if not isinstance(given, str):
        raise BadInput(f"The page sent no {name}: reload the page.")
    return given


def thread_of(raw: Raw) -> str | None:
    return text_of(raw, "thread") if raw.get("thread") else None


def words_of(raw: Raw) -> str:
    words = text_of(raw, "text").strip()
    if not words:
        raise BadInput("There is nothing to send: write something first.")
    if len(words) > LONGEST:
        raise BadInput("The message is longer than 40,000 characters: shorten it.")
    return words


def behind_command(words: str, command: str) -> str | None:
    """What stands behind the command word; None when the words are no command."""
    first, _, rest = words.partition(" ")
    return rest.strip() if first.casefold() == command.casefold() else None


@dataclass(frozen=True)
class Deed:
    """Who did something, where and when; `key` is the event's."""

    key: str
    at: datetime
    person: Person
    room: Room


def said(deed: Deed, kept: Kept) -> ChannelMessage:
    """The name by which they call us is no part of what they said."""
    words = _MENTION.sub("", kept.text).strip()
    addressed = deed.room.kind == "direct" or _MENTION.search(kept.text) is not None
    return ChannelMessage(*_where(deed, kept.thread), words, kept.ref, mentions_us=addressed)


def commanded(deed: Deed, kept: Kept, command: str) -> Command:
    return Command(*_where(deed, kept.thread), behind_command(kept.text, command) or "", opens=deed.key)


def pressed(deed: Deed, kept: Kept, raw: Raw) -> Action:
    """Raises Stale unless the very button or choice stands in the message."""
    action = text_of(raw, "action")
    values = _pressed_values(kept.message, action, _texts(raw, "values"), raw.get("choice"))
    return Action(*_where(deed, kept.thread), action, values, ref=kept.ref, opens=deed.key)


def submitted(deed: Deed, asked: Asked, raw: Raw) -> FormSubmitted:
    """Raises BadInput when an answer is missing, or is none of the options."""
    given = _texts(raw, "answers")
    answers = {each.name: _answer(each, given.get(each.name, "")) for each in asked.form.inputs}
    return FormSubmitted(*_where(deed, asked.thread), asked.form.action, {**asked.form.values, **answers})


def chosen(deed: Deed, kept: Kept, raw: Raw, known: Collection[str]) -> Shortcut:
    """Raises NotAllowed for a customer, who has no such menu, and BadInput for what stands in none."""
    if not deed.person.is_home:
        raise NotAllowed("That menu is for the team here.")
    name = text_of(raw, "name")
    if name not in known:
        raise BadInput("That is no longer in the menu: reload the page.")
    return Shortcut(*_where(deed, kept.thread), name, kept.text, kept.ref, kept.author_name, opens=deed.key)


def reacted(deed: Deed, kept: Kept, raw: Raw) -> Reaction:
    """The neutral emoji is the character itself."""
    emoji = text_of(raw, "emoji")
    if emoji not in EMOJI:
        raise BadInput(f"Choose one of {' '.join(EMOJI)}.")
    return Reaction(*_where(deed, kept.thread), kept.ref, emoji, added=raw.get("added") is not False)


def _where(deed: Deed, thread: str | None) -> tuple[str, datetime, Actor, Place]:
    return deed.key, deed.at, deed.person.as_actor(), deed.room.as_place(thread)


def _pressed_values(message: Message, action: str, values: Mapping[str, str], choice: object) -> Mapping[str, str]:
    controls = [control for part in message.parts if isinstance(part, Buttons) for control in part.buttons]
    for control in controls:
        match control:
            case Button() if choice is None and (control.action, dict(control.values)) == (action, values):
                return values
            case Choice() if (control.action, dict(control.values)) == (action, values):
                if isinstance(choice, str) and choice in dict(control.options):
                    return {**values, "choice": choice}
    raise Stale("That button no longer stands in this message: look at its newest version.")


def _answer(question: Input, given: str) -> str:
    answer = given.strip()
    if not answer and not question.optional:
        raise BadInput(f"“{question.label}” is needed: fill it in.")
    if question.kind == "choice" and answer and answer not in dict(question.options):
        raise BadInput(f"“{question.label}” takes one of its options: choose again.")
    if question.kind == "date" and answer and not _is_date(answer):
        raise BadInput(f"“{question.label}” takes a date, such as 2026-11-24.")
    return answer


def _is_date(answer: str) -> bool:
    try:
        date.fromisoformat(answer)
    except ValueError:
        return False
    return True


def _texts(raw: Raw, name: str) -> dict[str, str]:
    """A mapping of text to text, given as an object or as the JSON that stood in the page."""
    given = raw.get(name)
    if isinstance(given, str):
        given = _parsed(given)
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise BadInput(f"The page sent no usable {name}: reload the page.")
    return given


def _parsed(given: str) -> object:
    try:
        return json.loads(given)
    except ValueError:
        return None
