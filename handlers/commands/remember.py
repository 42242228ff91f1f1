"""`remember ACCOUNT [goal|request|topic] TEXT`: what they said or want, so that what we send can rest on it."""

from handlers import records
from handlers.arguments import account, arguments, first_word
from handlers.facts import KINDS, add, noted
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.errors import BadInput
from outreach.models.book import FactKind


async def remember(work: Work) -> Reply:
    """Without a kind it is a note."""
    found, rest = await account(work, arguments(work), "remember Acme goal to close the books in four days")
    kind, words = _kind(rest)
    if not words:
        raise BadInput(f"What shall I remember about {found.name}? Write it behind the name, in their own words.")
    fact = await add(work, noted(work, found, kind, words))
    undo = records.reversal("fact", fact.id)
    deed = await records.note(work, "remember", account_id=found.id, undo=undo)
    words = f" {found.name}, {fact.kind}: “{fact.text}”. What is sent to them may rest on it."
    return told(strong("Remembered."), words, controls=(records.undo_button(deed),))


def _kind(words: str) -> tuple[str, str]:
    head, rest = first_word(words)
    kind = head.casefold().rstrip(":")
    return (kind, rest) if kind in KINDS else (FactKind.NOTE, words)
