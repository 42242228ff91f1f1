"""One event in: who is it, which row of ROUTES, may they; one answer out. Where errors become words."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz, process

from bot.connection import Refusal
from content.plain_text import shorten
from handlers.arguments import first_word, said
from handlers.greeting import how_to_join
from handlers.routes import Route
from handlers.work import House, OpenForm, Outcome, Reply, Work, may_use
from outreach.database import Session
from outreach.errors import BadInput, ConciergeError, NotAllowed, NotFound
from outreach.events import Action, ChannelMessage, Command, Event, FormSubmitted, Shortcut
from outreach.messages import Message, say
from outreach.store import identities
from outreach.store.received import Ending
from outreach.trust.identity import Who

log = logging.getLogger(__name__)

MY_DAY = "my-day"
_ALIKE = 60  # of 100: `whi` finds why, and `dashboard` nothing
_NAMED = 40  # characters of what was typed are repeated
# Who does one of these waits for an answer; whoever writes or reacts in a channel does not talk to us.
_ASKING = (Command, Action, Shortcut, FormSubmitted)


class ForTheTeam(NotAllowed):
    """Why nothing happens when a customer types or presses what is ours; they are told nothing.

    Whoever the platform vouches for as one of our company is told how to become a teammate.
    """

    def __init__(self) -> None:
        super().__init__("That is for the team here.")


@dataclass(frozen=True)
class Routed:
    """How the event's row ends, and what its author is answered after the commit; `refusal` is why nothing was done."""

    ending: Ending
    outcome: Outcome = None
    problem: str | None = None
    refusal: Refusal | None = None


class Router:
    def __init__(self, routes: Sequence[Route], house: House) -> None:
        self._routes = routes
        self._house = house

    async def handle(self, session: Session, event: Event, now: datetime, reference: str) -> Routed:
        """Runs one handler inside a savepoint: one that fails leaves nothing behind.

        `reference` names the event's row to whoever is told that something went wrong.
        """
        await identities.acquaint(session, event.actor, event.place)
        who = await identities.resolve(session, event.actor)
        event = self.as_command(event, who)
        try:
            route = self._find(event, who)
            async with session.begin_nested():
                outcome = await route.handler(Work(session, now, who, event, self._house)) if route else None
        except ForTheTeam as refusal:
            log.info("event.refused reference=%s reason=%s", reference, type(refusal).__name__)
            # What asks is answered privately, wherever it was asked.
            told = how_to_join(self._house) if event.actor.is_home else None
            return Routed("handled", told, type(refusal).__name__)
        except ConciergeError as refusal:
            log.info("event.refused reference=%s reason=%s", reference, type(refusal).__name__)
            return _refused("handled", event, who, refusal, type(refusal).__name__)
        except Exception as failure:
            log.exception("event.failed reference=%s kind=%s", reference, type(event).__name__)
            words = f"Something went wrong on our side; nothing was changed. (reference {reference})"
            return _refused("failed", event, who, ConciergeError(words), type(failure).__name__)
        if outcome is not None and who.teammate is None and not _is_for_newcomer(outcome, event):
            # What a customer sees is a touch before it is said; a reply would be in nobody's ledger.
            log.error("reply.dropped reference=%s route=%s", reference, route.name if route else None)
            outcome = None
        return Routed("handled", outcome)

    async def look(self, session: Session, event: Action, now: datetime) -> Message | None:
        """What the page behind this action shows them now; None where it is no page, or not theirs. Only reads."""
        who = await identities.resolve(session, event.actor)
        named = [route for route in self._routes if (route.kind, route.name) == _address(event)]
        look = next((route.look for route in named if may_use(route.audience, who)), None)
        if look is None or who.teammate is None:
            return None
        try:
            return await look(Work(session, now, who, event, self._house))
        except ConciergeError as refusal:
            log.info("look.refused reason=%s", type(refusal).__name__)
            return None

    def as_command(self, event: Event, who: Who) -> Event:
        """What staff write to the bot is a command, with or without its word; so is what a colleague who is no
        teammate yet writes to it alone, or with its word."""
        is_ours = who.teammate is not None or event.actor.is_home
        if not isinstance(event, ChannelMessage) or not is_ours:
            return event
        first, _ = first_word(event.text.strip())
        # Where there are no slash commands, as on Teams, people type them all the same.
        is_typed = first.casefold() == self._house.command.casefold()
        is_addressed = event.mentions_us and who.teammate is not None
        if event.place.kind != "direct" and not is_addressed and not is_typed:
            return event
        return Command(event.key, event.at, event.actor, event.place, _without_address(event, self._house))

    def _find(self, event: Event, who: Who) -> Route | None:
        """The first row that fits and admits them. None: nobody waits for an answer.

        Raises NotFound or NotAllowed where somebody does.
        """
        kind, name = _address(event)
        fitting = [route for route in self._routes if (route.kind, route.name) == (kind, name)]
        admitted = next((route for route in fitting if may_use(route.audience, who)), None)
        if admitted is not None or not isinstance(event, _ASKING):
            return admitted
        if who.teammate is None:
            raise ForTheTeam
        if not fitting:
            raise self._unknown(event, name, who)
        roles = {route.audience.role for route in fitting if route.audience.who == "staff"}
        raise NotAllowed(f"That is for a {' or '.join(sorted(roles))}: ask one." if roles else "That is not for staff.")

    def _unknown(self, event: Event, name: str, who: Who) -> NotFound:
        command = self._house.command
        if not isinstance(event, Command):
            return NotFound(f"That button belongs to another version. Type {command} to see your day as it is now.")
        known = [route.name for route in self._routes if route.kind == "command" and may_use(route.audience, who)]
        nearest = process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        hint = f"Did you mean {command} {nearest[0]}? " if nearest else ""
        return NotFound(f"I know no command “{shorten(name, _NAMED)}”. {hint}{command} help lists them all.")


def _address(event: Event) -> tuple[str, str]:
    """Which rows of ROUTES are about such an event."""
    match event:
        case Command(text=text):
            words = text.split(maxsplit=1)
            return "command", words[0].casefold() if words else MY_DAY
        case Action(action=action):
            return "action", action
        case Shortcut(name=name):
            return "shortcut", name
        case FormSubmitted(action=action):
            return "form", action
    return "event", type(event).__name__


def _without_address(message: ChannelMessage, house: House) -> str:
    """`@Concierge why acme`, `/cs why acme` and `cs why acme` to `why acme`."""
    words = said(message)
    first, rest = first_word(words)
    return rest if first.casefold() in {house.command.casefold(), house.command.lstrip("/").casefold()} else words


def _is_for_newcomer(outcome: Outcome, event: Event) -> bool:
    """A colleague whom nobody has made a teammate yet may read what holds no fact of ours; a customer may not."""
    return isinstance(outcome, Reply | OpenForm) and outcome.is_for_newcomers and event.actor.is_home


def _refused(ending: Ending, event: Event, who: Who, refusal: ConciergeError, problem: str) -> Routed:
    """In words, for a colleague who waits for an answer. A customer sees nothing: it may name accounts, and what they
    are told is in the ledger before it is said."""
    if who.teammate is None or not isinstance(event, _ASKING):
        return Routed(ending, None, problem)
    field = refusal.field if isinstance(refusal, BadInput) else ""
    return Routed(ending, Reply(say(str(refusal))), problem, Refusal(str(refusal), field))
