"""What stands behind a command word: account names without quotes, `until Friday`, `for 2 weeks`, `because …`."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.dates import last_day
from handlers.work import Work
from outreach.book import names
from outreach.errors import BadInput
from outreach.events import Action, ChannelMessage, Command, Event, FormSubmitted
from outreach.models.book import Account

_MENTION = re.compile(r"^\s*(?:<?@[^\s>]+>?[,:]?\s+|<?@[^\s>]+>?\s*$)")
_BECAUSE = re.compile(r"(?:^|\s)(?:because|weil)\s+", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:until|till|til|through|bis|for|für)\s+", re.IGNORECASE)
LONGEST_ID = 18


def said(event: Event) -> str:
    """The words of a command: a message that mentions us is one, without the mention."""
    if isinstance(event, Command):
        return event.text.strip()
    if isinstance(event, ChannelMessage):
        return _MENTION.sub("", event.text, count=1).strip()
    return ""


def first_word(text: str) -> tuple[str, str]:
    """The first word as it was typed, and the rest."""
    head, *rest = text.split(maxsplit=1)[:2] or [""]
    return head, rest[0].strip() if rest else ""


def arguments(work: Work) -> str:
    """Everything behind the command's own word."""
    return first_word(said(work.event))[1]


def value(work: Work, name: str) -> str:
    """A button's or form's value; "" when it has none of that name."""
    if isinstance(work.event, Action | FormSubmitted):
        return work.event.values.get(name, "").strip()
    return ""


def number(work: Work, name: str) -> int:
    """An id of ours that a button carries. Raises BadInput for one that no longer makes sense."""
    given = value(work, name)
    # Anybody can press with values of their own making; a longer one fits no column.
    if not given.isdecimal() or len(given) > LONGEST_ID:
        raise BadInput("That button is from an earlier version and no longer works. Open the page again.")
    return int(given)


async def account(work: Work, text: str, example: str) -> tuple[Account, str]:
    """The account a text begins with, and the rest. `example` shows how the command is written."""
    if not text.strip():
        raise BadInput(f"Which account? For example: {work.house.command} {example}")
    return await names.split_account(work.session, text)


async def only_account(work: Work, example: str) -> Account:
    """Raises BadInput when more than a name was typed."""
    found, rest = await account(work, arguments(work), example)
    if rest:
        raise BadInput(f"“{rest}” behind {found.name} is not understood. For example: {work.house.command} {example}")
    return found


@dataclass(frozen=True)
class Terms:
    """`until` is the last day, included."""

    until: date | None = None
    because: str | None = None


def terms(text: str, today: date) -> Terms:
    """`until Friday because they merge`: both parts optional, nothing else allowed. Raises BadInput."""
    when, because = _split_because(text)
    if not when:
        return Terms(because=because)
    return Terms(last_day(_UNTIL.sub("", when, count=1), today), because)


def _split_because(text: str) -> tuple[str, str | None]:
    parts = _BECAUSE.split(text.strip(), maxsplit=1)
    because = parts[1].strip(" .") if len(parts) > 1 else ""
    return parts[0].strip(" ,"), because or None
