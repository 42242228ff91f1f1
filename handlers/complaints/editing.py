"""Follows what becomes of the message behind a complaint: its words changed, or were taken back."""

from handlers.hearing import Heard
from handlers.work import Work
from outreach.desk.complaints import TAKEN_BACK, Stage, stage_of
from outreach.ledger import complaint_holds
from outreach.models.desk import Complaint
from outreach.models.ledger import Touch
from outreach.store import complaints, texts, touches


async def follow_edit(heard: Heard) -> bool:
    """One that nobody confirmed goes with the words that made it one; a confirmed one keeps their new words."""
    if heard.before is None or heard.touch.id is None:
        return False
    complaint = await complaints.of_touch(heard.work.session, heard.touch.id)
    if complaint is None or complaint.closed_at is not None:
        return False
    if stage_of(complaint) is Stage.UNCONFIRMED and heard.found("complaint", "contempt") is None:
        await _take_back(heard.work, complaint)
    else:
        await _reword(heard.work, complaint, heard.event.text)
    return False


async def withdraw(work: Work, touch: Touch) -> None:
    """They deleted their message: its words go everywhere, and an unconfirmed complaint with them."""
    complaint = await complaints.of_touch(work.session, touch.id or 0)
    if complaint is None:
        return
    if stage_of(complaint) is Stage.UNCONFIRMED:
        await _take_back(work, complaint)
    else:
        await _forget(work, complaint)


async def _take_back(work: Work, complaint: Complaint) -> None:
    """Another angry message that had joined it takes its place."""
    successor = await complaints.joined_to(work.session, complaint)
    await _forget(work, complaint)
    if successor is None:
        keep_for = work.house.planning.keep_for
        await complaint_holds.end(
            work.session, complaint, TAKEN_BACK, now=work.now, keep_for=keep_for, by="their own words"
        )
        return
    touch = await touches.by_id(work.session, successor.touch_id)
    assert touch is not None
    complaint.touch_id, complaint.noticed_id, complaint.kind = touch.id, successor.id, successor.kind
    complaint.contact_id = touch.contact_id
    await _reword(work, complaint, await texts.body_of(work.session, touch.text_id) or "")


async def _reword(work: Work, complaint: Complaint, words: str) -> None:
    await _forget(work, complaint)
    if words and work.house.keep_inbound:
        complaint.text_id = await texts.keep(work.session, words, None)
        work.session.add(complaint)
        await work.session.flush()


async def _forget(work: Work, complaint: Complaint) -> None:
    forgotten, complaint.text_id = complaint.text_id, None
    work.session.add(complaint)
    await work.session.flush()
    await texts.forget(work.session, forgotten)
