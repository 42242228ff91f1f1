"""What the five marks of good service say of a draft."""

from collections.abc import Sequence

from content.five_marks import Mark, Verdict, placeholders
from handlers.rewriting import message_of
from handlers.work import Work
from outreach.messages import Message
from outreach.models.ledger import Touch


async def marks_of(work: Work, draft: Touch, message: Message) -> Sequence[Mark]:  # noqa: ARG001 - soon
    left = placeholders(message.fallback)
    if left:
        return (Mark("accurate", Verdict.MISSED, f"fill in {left[0]} first", stops=True),)
    return ()


async def faults(work: Work, draft: Touch) -> Sequence[Mark]:
    """What a rule found missing, as the words are now."""
    marks = await marks_of(work, draft, await message_of(work, draft))
    return [one for one in marks if one.verdict is Verdict.MISSED]
