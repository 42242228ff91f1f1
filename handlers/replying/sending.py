"""Sends a draft in the name of whoever presses, in the words they saw."""

from collections.abc import Sequence

from content.five_marks import Mark, own_words, says_the_same
from handlers import records
from handlers.deciding import refuse_hard, rules_against
from handlers.offers.offer import against
from handlers.proposing import refuse_unseen
from handlers.records import undo_button
from handlers.replies import strong, told
from handlers.replying.marking import case_of, faults, is_answer
from handlers.replying.showing import where
from handlers.rewriting import message_of
from handlers.sent import SENT
from handlers.work import Reply, Work
from outreach.errors import NotAllowed
from outreach.messages import Button
from outreach.models.ledger import Touch
from outreach.store import answers
from scheduler import answering


async def send(work: Work, draft: Touch, *, override: str | None = None) -> Reply:
    """`override`: why it goes in spite of what the five marks say, for the record."""
    refuse_unseen(work, draft)
    _refuse(await faults(work, draft), override)
    held = await rules_against(work, draft, work.now)
    refuse_hard(held)
    draft.author_id = work.staff.id
    draft.ended_because = None
    await answering.send(work.session, draft, by=work.staff.name, now=work.now, override=override)
    for follow in SENT:
        await follow(work, draft)
    verb = "reply.override" if override else "reply.send"
    undo = records.reversal("touch", draft.id)
    deed = await records.note(work, verb, account_id=draft.account_id, touch_id=draft.id, undo=undo)
    there = await where(work, draft)
    record = " Your reason is on record." if override else ""
    if held:
        anyway = Button("Send now anyway …", "touch.override", {"touch": str(draft.id)})
        words = f" for {there}. Before it goes, it waits: {against(held)}.{record}"
        return told(strong("Approved"), words, controls=(undo_button(deed), anyway), instead=True)
    controls = (undo_button(deed), *await _keeping(work, draft))
    return told(strong("Sent"), f" to {there}.{record}", controls=controls, instead=True)


async def _keeping(work: Work, draft: Touch) -> Sequence[Button]:
    """What was said before counts once more; what was not may be kept for the next time."""
    case, recalled = await case_of(work, draft, await message_of(work, draft))
    if recalled is not None and says_the_same(own_words(case.message), recalled.known.words):
        recalled.known.row.uses += 1
        await answers.put(work.session, recalled.known.row)
        return ()
    return (Button("Keep this answer", "answer.keep", {"touch": str(draft.id)}),) if is_answer(draft) else ()


def _refuse(missed: Sequence[Mark], override: str | None) -> None:
    """A gap stops it for everybody; whatever else a rule found, a person may answer for."""
    for one in missed:
        if one.stops:
            raise NotAllowed(f"Nothing was sent: {one.reason}. Press Edit.")
        if not override:
            raise NotAllowed(f"Nothing was sent: {one.reason}. Press Edit, or Send anyway with your reason.")
