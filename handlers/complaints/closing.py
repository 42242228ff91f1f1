"""Closes complaints, and what follows: closing words for the customer, the question whether it is right, the shares."""

from datetime import timedelta

from content.catalog import ComplaintClosed
from content.drafting import signature
from content.evidence import first_name
from content.phrases import spoken_date
from handlers.complaints.reading import who_said
from handlers.work import Work
from outreach.desk.complaints import Closing, Stage, expect, stage_of
from outreach.errors import Stale
from outreach.ledger import complaint_holds, keys
from outreach.ledger.proposals import end
from outreach.models.book import Account, Channel
from outreach.models.desk import Complaint
from outreach.models.ledger import Touch, TouchState
from outreach.store import accounts, complaints, errands, texts, touches
from outreach.worktime import zones
from scheduler import answering
from scheduler.answering import Saying
from scheduler.errands.complaints import place_for

_REMIND_AFTER = timedelta(days=7)


async def close(work: Work, complaint: Complaint, closing: Closing) -> Touch | None:
    """Shares wait on until somebody decides. Returns the draft of the closing words, None where no channel is left."""
    expect(complaint, Stage.OPEN, Stage.UNCONFIRMED)
    if complaint.confirmed_at is None:
        complaint.confirmed_at, complaint.confirmed_by_id = work.now, work.staff.id
    await complaint_holds.forget_errands(work.session, complaint, work.now, "closed")
    _fill_in(work, complaint, closing)
    account = await accounts.by_id(work.session, complaint.account_id)
    keep_until = (work.now + work.house.planning.keep_for).date()
    await texts.let_go(work.session, complaint.text_id, keep_until)
    today = zones.local_date(work.now, zones.zone(account.timezone))
    because = f"closed on {spoken_date(today, today)}; it waits for {signature(work.staff)} to resume shares"
    await complaint_holds.hold_back(
        work.session, complaint, because=because, until=None, by=work.staff.name, now=work.now
    )
    if closing.asks:
        await arrange_question(work, complaint)
    return await _closing_words(work, complaint, account, asks=closing.asks)


def _fill_in(work: Work, complaint: Complaint, closing: Closing) -> None:
    complaint.closed_at, complaint.closed_by_id = work.now, work.staff.id
    complaint.closed_because, complaint.is_heard_only = closing.because, closing.is_heard_only
    complaint.root_cause, complaint.department = closing.root_cause or None, closing.department or None
    complaint.made_right, complaint.prevents = closing.made_right or None, closing.prevents or None
    complaint.minutes, complaint.is_right, complaint.resumes_at = closing.minutes, None, None


async def arrange_question(work: Work, complaint: Complaint) -> None:
    assert complaint.id is not None
    assert complaint.closed_at is not None
    due_at = complaint.closed_at + work.house.desk.ask_after
    about = complaint.closed_at.isoformat()
    await errands.arrange(work.session, complaints.ASK, complaint.id, due_at, about=about)


async def _closing_words(work: Work, complaint: Complaint, account: Account, *, asks: bool) -> Touch | None:
    place = await place_for(work.session, complaint, account)
    if not isinstance(place, Channel):
        return None
    assert complaint.id is not None
    assert complaint.closed_at is not None
    contact = await who_said(work, complaint)
    language = (contact.language if contact else None) or account.language
    zone = zones.zone(account.timezone)
    on, today = zones.local_date(complaint.opened_at, zone), zones.local_date(work.now, zone)
    entry = ComplaintClosed(
        on=spoken_date(on, today, language),
        csm=signature(work.staff),
        # What a colleague put on record are their words about the customer, not the customer's.
        said=await texts.body_of(work.session, complaint.text_id) or "" if complaint.touch_id else "",
        made_right="" if complaint.is_heard_only else complaint.made_right or "",
        prevents="" if complaint.is_heard_only else complaint.prevents or "",
        contact=first_name(contact),
        asks=asks,
        language=language,
    )
    saying = Saying(
        key=keys.complaint("closed", complaint.id, complaint.closed_at),
        account=account,
        channel=place,
        message=work.house.renderer.render(entry),
        why="their complaint is closed",
        contact=contact,
        thread=complaint.thread,
    )
    draft = await answering.draft(work.session, work.house.planning, saying, work.staff, work.now)
    draft.answers_id = complaint.touch_id
    work.session.add(draft)
    return draft


async def resume(work: Work, complaint: Complaint) -> None:
    """A person decided that shares go on."""
    expect(complaint, Stage.UNDECIDED)
    assert complaint.id is not None
    complaint.resumes_at = work.now
    work.session.add(complaint)
    await errands.drop(work.session, (complaints.DECIDE,), complaint.id, work.now, "decided")
    await complaint_holds.set_free(work.session, complaint, by=work.staff.name, now=work.now)


async def not_yet(work: Work, complaint: Complaint) -> None:
    """They are asked again in a week; pressed twice, that week begins once."""
    expect(complaint, Stage.UNDECIDED)
    assert complaint.id is not None
    if await errands.open_of(work.session, complaints.DECIDE, complaint.id):
        return
    due_at, about = work.now + _REMIND_AFTER, work.now.isoformat()
    await errands.arrange(work.session, complaints.DECIDE, complaint.id, due_at, about=about)


async def open_again(work: Work, complaint: Complaint) -> None:
    """The closing is taken back: what it had arranged goes with it, and what was said stays for the next one.

    Raises Stale once the customer has been told or asked.
    """
    assert complaint.id is not None
    if complaint.closed_at is None or stage_of(complaint) is Stage.OVER:
        raise Stale("Nothing was changed: it is not as you left it. Open the complaint to see how things stand.")
    draft = await touches.by_key(work.session, keys.complaint("closed", complaint.id, complaint.closed_at))
    is_told = draft is not None and draft.state in (TouchState.APPROVED, TouchState.MADE)
    if is_told or complaint.asked_at is not None:
        raise Stale("They have been told that it is closed, so it stays closed. If it is not right, say so there.")
    if draft is not None and draft.state == TouchState.PROPOSED:
        await end(work.session, draft, TouchState.CANCELLED, "the complaint is open again", work.now)
    await reopen_row(work, complaint, "taken back")


async def reopen_row(work: Work, complaint: Complaint, because: str) -> None:
    """Open as it was before it was closed; its words are kept again while it is."""
    complaint.closed_at, complaint.closed_by_id, complaint.closed_because = None, None, None
    complaint.is_heard_only, complaint.asked_at, complaint.resumes_at = False, None, None
    words = await texts.body_of(work.session, complaint.text_id)
    complaint.text_id = await texts.keep(work.session, words, None) if words else None
    work.session.add(complaint)
    await complaint_holds.forget_errands(work.session, complaint, work.now, because)
