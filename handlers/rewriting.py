"""Other words for what waits for a decision: saved as Markdown, sent word for word."""

import re

from content.markdown_writing import edited, is_editable
from handlers.work import Work
from outreach.errors import BadInput, Stale
from outreach.ledger import proposals
from outreach.messages import Message, Paragraph, Run, paragraph
from outreach.models.ledger import Touch
from outreach.store import lookups, texts

# What a form's field holds on every platform.
LONGEST = 3_000
_SHORTEST_NAME = 4


async def message_of(work: Work, touch: Touch) -> Message:
    message = await texts.message_of(work.session, touch.text_id)
    if message is None:
        raise Stale("Nothing was done: the words of this one are no longer kept.")
    return message


async def rewrite(work: Work, touch: Touch, words: str) -> bool:
    """False when that changes nothing. Small print, buttons and pictures stay.

    Raises BadInput for what cannot be sent: the form stays open with what was typed.
    """
    original = await message_of(work, touch)
    message = edited(words, original)
    if problem := _problem(words, message):
        raise BadInput(f"Not saved: {problem}.", field="words")
    if message == original:
        return False
    keep_until = ((touch.deadline_at or work.now) + work.house.planning.keep_for).date()
    await proposals.revise(work.session, touch, message, keep_until=keep_until, edited=True)
    # What sent it back has been looked at.
    touch.ended_because = None
    return True


def _problem(words: str, message: Message) -> str | None:
    if not any(is_editable(part) for part in message.parts):
        return "there is nothing left to send"
    if len(words) > LONGEST:
        return f"it has {len(words):,} characters and {LONGEST:,} are the most: shorten it by {len(words) - LONGEST:,}"
    return None


async def others_named(work: Work, account_id: int, words: str) -> list[Paragraph]:
    """A customer's name in another one's channel is noticed before it is sent, by whoever reads this."""
    return [
        paragraph(Run("Look again:", bold=True), f" it names {other.name}, which is another customer.")
        for other in await lookups.account_names(work.session)
        if other.id != account_id and len(other.name) >= _SHORTEST_NAME and _is_named(other.name, words)
    ]


def _is_named(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None
