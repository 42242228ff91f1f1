"""`prefer NAME [PERSON] [WISH]`: how they want to be written to, written down by a colleague, or shown and ended."""

import re
from collections.abc import Iterator, Sequence

from handlers import records
from handlers.arguments import account, arguments
from handlers.replies import shown, strong, told
from handlers.terms import keeping
from handlers.terms.keeping import Source, Value
from handlers.terms.showing import page, page_button
from handlers.work import Reply, Work
from outreach.errors import BadInput
from outreach.ledger.terms import what
from outreach.listening.preferences import read
from outreach.models.book import Account, Contact
from outreach.store import contacts

_EXAMPLE = "prefer Acme Dana not on Mondays"
_ONLY = re.compile(r"(?:only|nur)\s+(?P<topic>.+)", re.IGNORECASE)
_NOTHING = re.compile(r"(?:no|nothing (?:about|on)|not|never|nichts (?:über|zu)|keine?)\s+(?P<topic>.+)", re.IGNORECASE)
_LESS = re.compile(r"(?:less|fewer|less often|weniger|seltener)", re.IGNORECASE)
_EVERY = re.compile(
    r"(?:one message )?(?:every|in|alle) (?P<count>\d{1,3}) (?P<unit>days?|weeks?|tage|wochen)", re.IGNORECASE
)
# The longest topic that is still one.
_MOST_WORDS = 4


async def prefer(work: Work) -> Reply:
    found, rest = await account(work, arguments(work), _EXAMPLE)
    if not rest:
        return shown(await page(work, found))
    contact, wish = await _whose(work, found, rest)
    if not wish:
        raise BadInput(f"What does {contact.name if contact else found.name} prefer? {_shapes(work)}")
    wanted = wanted_in(wish, work.house.planning.rules.limits.less_every.days)
    if not wanted:
        raise BadInput(f"“{wish}” is not understood as a preference. {_shapes(work)}")
    return await _keep(work, found, contact, wanted)


async def _keep(work: Work, found: Account, contact: Contact | None, wanted: Sequence[tuple[str, Value]]) -> Reply:
    source = Source(contact.name if contact else found.name, None, work.staff.id)
    rows = await keeping.keep(work, found, contact, wanted, source)
    if not rows:
        raise BadInput("That is known and heeded already: nothing was changed.")
    undo = records.reversal("preference", *(row.id for row in rows))
    deed = await records.note(work, "prefer", account_id=found.id, undo=undo)
    whose = f"{contact.name} of {found.name}" if contact else found.name
    words = f" {whose}: {'; '.join(what(row.kind, row.value) for row in rows)}."
    return told(strong("Noted."), words, controls=(page_button(found), records.undo_button(deed)))


def _shapes(work: Work) -> str:
    return f"Write it like {work.house.command} {_EXAMPLE}, or: only mornings, only audit trail, in German, less."


async def _whose(work: Work, found: Account, rest: str) -> tuple[Contact | None, str]:
    """One of their people, by full or first name, and the wish behind it; None for the whole account."""
    assert found.id is not None
    people = await contacts.of_account(work.session, found.id)
    for names in ([one.name for one in people], [one.name.split()[0] for one in people]):
        named = [(one, name) for one, name in zip(people, names, strict=True) if _begins(rest, name)]
        if len(named) > 1:
            others = " or ".join(one.name for one, _ in named)
            raise BadInput(f"Which of them: {others}? Write the full name.")
        if named:
            one, name = named[0]
            return one, rest[len(name) :].lstrip(" :,")
    return None, rest


def _begins(text: str, name: str) -> bool:
    return re.match(rf"{re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def wanted_in(wish: str, less_days: int) -> Sequence[tuple[str, Value]]:
    """In their own words, or shorter, as colleagues write; empty when it cannot be read."""
    if _LESS.fullmatch(wish):
        return [("pace", {"days": less_days})]
    if every := _EVERY.fullmatch(wish):
        factor = 7 if every["unit"].lower().startswith("w") else 1
        days = int(every["count"]) * factor
        return [("pace", {"days": days})] if days else []
    for reading in _readings(wish):
        if (wanted := read(reading)) is not None:
            return keeping.values_of(wanted, less_days)
    return _topics(wish)


def _readings(wish: str) -> Iterator[str]:
    yield from (wish, f"{wish}.", f"{wish} please.", f"only {wish}.", f"nur {wish}.")


def _topics(wish: str) -> Sequence[tuple[str, Value]]:
    for pattern, side in ((_ONLY, "only"), (_NOTHING, "not")):
        match = pattern.fullmatch(wish.strip(" ."))
        if match and len(match["topic"].split()) <= _MOST_WORDS:
            topics = [one.strip().casefold() for one in re.split(r",| and | und | or | oder ", match["topic"])]
            return [("topic", {"only": [], "not": [], side: topics})]
    return []
