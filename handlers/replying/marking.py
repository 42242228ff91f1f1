"""What the five marks of good service say of a draft."""

from collections.abc import Sequence

from content.five_marks import Approved, Case, Mark, Verdict, judge
from handlers.replying.trouble import is_trouble
from handlers.rewriting import message_of
from handlers.work import Work
from outreach.messages import Message
from outreach.models.ledger import Touch
from outreach.store import goodwill, texts, touches
from scheduler.recalling import Recalled, recall


async def faults(work: Work, draft: Touch) -> Sequence[Mark]:
    """What a rule found missing, as the words are now."""
    case, _ = await case_of(work, draft, await message_of(work, draft))
    return [one for one in judge(case) if one.verdict is Verdict.MISSED]


async def case_of(work: Work, draft: Touch, message: Message) -> tuple[Case, Recalled | None]:
    """With the approved answer that was found for their question, if any."""
    inbound = await touches.by_id(work.session, draft.answers_id) if draft.answers_id else None
    is_amends = await _answers_a_complaint(work, draft)
    if inbound is None:
        return Case(message, is_trouble=is_amends), None
    asked = await texts.body_of(work.session, inbound.text_id) or ""
    recalled = await _recalled(work, draft, asked)
    told = Approved(recalled.known.words, recalled.clause) if recalled else None
    return Case(message, asked, is_amends or await is_trouble(work, inbound), told), recalled


async def _answers_a_complaint(work: Work, draft: Touch) -> bool:
    """Whether it closes one, or goes with goodwill for one, however it was said to us."""
    kind, *rest = draft.key.split(":")
    if kind == "goodwill" and rest[0].isdecimal():
        given = await goodwill.by_id(work.session, int(rest[0]))
        return given is not None and given.complaint_id is not None
    return kind == "complaint"


async def _recalled(work: Work, draft: Touch, asked: str) -> Recalled | None:
    """Only for what answers a question: that it has arrived, or what was done, is said anew each time."""
    if not is_answer(draft):
        return None
    return await recall(work.session, draft.account_id, asked)


def is_answer(draft: Touch) -> bool:
    return draft.key.startswith("answer:") and ":answer:" in draft.key
